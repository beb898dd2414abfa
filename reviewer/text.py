"""Pure text helpers: widths, spaces, Chinese numerals. Nothing here knows a budget word.

NFKC is not used: it turns ① into 1 and ㎡ into m2 and changes lengths, so that a quotation no longer points at the
text as written. `plain` maps one character to one character and keeps every offset.
"""

import re

_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
_PLAIN |= {
    ord(wide): ord(narrow) for wide, narrow in zip("　﹪﹥﹤﹦﹑﹣－‐‑–—―━−～〜∼∶", " %><=、---------~~~:", strict=True)
}
_PLAIN |= {ord(wide): ord(narrow) for wide, narrow in zip("≧⩾≦⩽═✱", "≥≥≤≤=*", strict=True)}
_PLAIN |= dict.fromkeys(map(ord, "\u00a0\u00ad\u2002\u2003\u2009\u200b\u200c\u200d\u202f\u2060\ufeff\t"), ord(" "))

_DIGITS = dict(
    zip("零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, *range(1, 10)), strict=True)
)
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_ZERO_TO_NINE = frozenset(_DIGITS)
_TWO_DIGITS = re.compile("[一二两三四五六七八九壹贰叁肆伍陆柒捌玖]{2}")
_NUMERALS = frozenset((*_DIGITS, *_TENS, *_MYRIADS))
_SHORT = {"百": 10, "佰": 10, "千": 100, "仟": 100, "万": 1000, "亿": 10_000_000}  # 一百二 is 一百二十
_TOO_MUCH = 10**16
_SIMPLIFIED = {
    ord(old): ord(new)
    for old, new in zip(
        "產數質時經濟會態續響滿對標務環進類項預實眾級績內萬億個戶達優於過點間單選與應據權輸總額費資專體員場處業農廠車輛臺條齊畝鄉鎮縣區學漲積約餘層畢"
        "種樹隊團課題書獎檢測際執養險領維護長冊鋪緊機報評價備註說釋計劃財門稱編碼擬負責聯繫電話號準來確證説並亞佈併係兒兩別則劇動勞厠參問啟噸圍園圖塊"
        "壞宮審寫將導屆屬崗師帶幣幹幾庫廁廳張強後復捲採摺撥擔攝斷昇暫曆曉桿棟構樁樣橋檔檯欄歐歲歷歸氣汙決沒況減滲澇為無熱燈爭爲狀現産當發盞監穩節範簡"
        "簽細終組結給統綜綠綫網線羣義職臨舘華蓋衆補製複覈見規覽訂訓設許訴証詳誌調請論議變貝貨貳賦購趨較輪輯轉辦迴連週運適遲邏郵醫釐銀錄錢錯錶鍾鐘開關"
        "陞陸隻雙頁頂頃頭頻願顯館驗髮黨齡齣",
        "产数质时经济会态续响满对标务环进类项预实众级绩内万亿个户达优于过点间单选与应据权输总额费资专体员场处业农厂车辆台条齐亩乡镇县区学涨积约余层毕"
        "种树队团课题书奖检测际执养险领维护长册铺紧机报评价备注说释计划财门称编码拟负责联系电话号准来确证说并亚布并系儿两别则剧动劳厕参问启吨围园图块"
        "坏宫审写将导届属岗师带币干几库厕厅张强后复卷采折拨担摄断升暂历晓杆栋构桩样桥档台栏欧岁历归气污决没况减渗涝为无热灯争为状现产当发盏监稳节范简"
        "签细终组结给统综绿线网线群义职临馆华盖众补制复核见规览订训设许诉证详志调请论议变贝货贰赋购趋较轮辑转办回连周运适迟逻邮医厘银录钱错表钟钟开关"
        "升陆只双页顶顷头频愿显馆验发党龄出",
        strict=True,
    )
}
CHINESE_NUMBER = r"[零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟]+"
_SPACES = re.compile(r"\s+")
_IDLE_SPACES = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])|(?<=[0-9])(?<![0-9]{4})\s+(?=[0-9]{3}(?![0-9]))")


def plain(text: str) -> str:
    """A copy for matching: full-width letters, digits and marks as ASCII, look-alike signs as one (≧ → ≥), special
    spaces as a space. Same length, so offsets in the copy are offsets in the text as written."""
    return text.translate(_PLAIN)


def squeeze(text: str) -> str:
    """`plain` without any white space: for comparing words that sheets break and pad at will."""
    return _SPACES.sub("", plain(text))


def unspaced(text: str) -> tuple[str, str]:
    """The text as written but without white space, and its copy for matching (`plain`, `simplified`), character for
    character. A space between two figures that are not one number (2024 100%) stays; one inside 3 000 goes."""
    copy = simplified(plain(text))
    if not _SPACES.search(copy):
        return text, copy
    gone = {at for found in _IDLE_SPACES.finditer(copy) for at in range(*found.span())}
    kept = [at for at in range(len(copy)) if at not in gone]
    return "".join(text[at] for at in kept), "".join(copy[at] for at in kept)


def simplified(text: str) -> str:
    """A copy with the traditional characters of the field's vocabulary (levels, column heads, operators, units) as
    simplified ones. Same length; characters outside that vocabulary stay."""
    return text.translate(_SIMPLIFIED)


def chinese_number(text: str) -> float | None:
    """The value of a Chinese numeral (一百二十, 一百二, 三万五千, 二〇二四, 九十八点五), or None where it is not one
    (十四五) or is beyond any budget (over 20 characters, 亿 upon 亿)."""
    whole, point, decimals = text.partition("点")
    if not whole or len(text) > 20 or not set(text) - {"点"} <= _NUMERALS:
        return None
    value = float(_figures(whole)) if set(whole) <= _ZERO_TO_NINE else _positional(whole)
    if value is None or not point:
        return value
    return float(f"{value:.0f}.{_figures(decimals)}") if decimals and set(decimals) <= _ZERO_TO_NINE else None


def _figures(digits: str) -> str:
    return "".join(str(_DIGITS[digit]) for digit in digits)


def _positional(text: str) -> float | None:
    """The value of a numeral with 十, 百, 千, 万 or 亿 in it."""
    if _TWO_DIGITS.search(text):
        return None
    total, section, digit = 0, 0, 0
    for mark in text:
        if mark in _DIGITS:
            digit = _DIGITS[mark]
            continue
        if mark in _TENS:
            section += (digit or 1) * _TENS[mark]
        elif mark == "万":
            total, section = total + (section + digit or 1) * _MYRIADS[mark], 0
        else:
            total, section = (total + section + digit or 1) * _MYRIADS[mark], 0
        digit = 0
    last = digit * _SHORT.get(text[-2:-1], 1)
    return float(total + section + last) if total < _TOO_MUCH else None
