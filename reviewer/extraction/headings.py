"""Titles of target sheets and headings of the parts of a document."""

import re
from functools import lru_cache

from reviewer.text import plain, simplified

_LONGEST = 80
_PART = re.compile(r"第\s*[一二三四五六七八九十百0-9]+\s*(?:部分|章|篇)(?=\s|$|[^一-鿿]|[一-鿿])")
_NUMBER = re.compile(
    r"^#*\s*(?:(?:附件|附表|表|附)\s*[0-9一二三四五六七八九十]*(?:[-—.][0-9]+)*\s*[:：.、]?\s*)?"
    r"(?:[0-9]{1,3}(?:[-.][0-9]{1,3})*(?:\s*[、.．)）:：]|\s+)|[(（][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．])?\s*"
)
_TITLE = re.compile(
    r"(?P<own>.*?)(?P<kind>(?:绩效)?(?:目标|指标)?(?:及指标|及绩效指标)?(?:申报|批复|自评|公开|填报|情况|审核|设定|备案|明细|一览|监控|调整|细化|完成情况|评价)*表)"
    r"(?P<after>\s*[(（【].*[)）】])?\s*"
)
_UNIT = re.compile(r"\s+(?:金额|货币)?[单單]\s*位\s*[:：]")
_OUTLINE = re.compile(r"[(][一二三四五六七八九十]{1,3}[)]|[一二三四五六七八九十]{1,3}[、.]")
_GENERIC = re.compile(
    r"(?:[0-9]{4}\s*年?度?|省级|市级|区级|县级|市本级|本级|省|市|县|区|预算|部门|单位|整体|支出|项目|专项|资金|财政|政策|申报|重点|一级|二级|年度|及|和|经费|绩效|本年)*"
)
_WHOLE = re.compile(r"部门整体|整体支出|整体绩效|单位整体|部门(?:\(单位\))?整体")


def is_title(text: str) -> bool:
    """Whether a line is the title of a target sheet (…绩效目标表, …绩效自评表)."""
    return title(text) is not None


@lru_cache(maxsize=4096)
def title(text: str) -> str | None:
    """The title of a target sheet without its numbering and, where words of its own are left, without 绩效目标表; None
    where a text is no title."""
    if not 3 <= len(text) <= _LONGEST or "表" not in text:
        return None
    text = _unit_cut(text.replace("\n", ""))
    flat = simplified(plain(text))
    start = _NUMBER.match(flat)
    begin = start.end() if start else 0
    found = _TITLE.fullmatch(flat, begin)
    if found is None or "绩效" not in flat or any(mark in flat for mark in "。；;，,|\t"):
        return None
    if re.search(r"\.{3}|…|见附|如下|详见|目录", flat):
        return None
    own = text[found.start("own") : found.end("own")].strip()
    if not own or _GENERIC.fullmatch(re.sub(r"[\s()]", "", simplified(plain(own)))):
        return text[begin : found.end("kind")].strip() or None
    return own


def _unit_cut(text: str) -> str:
    """A title without the unit of its amounts behind a gap (…绩效目标表  单位：万元)."""
    return _UNIT.split(text, maxsplit=1)[0] if "位" in text else text


def is_part(text: str) -> bool:
    """Whether a line is the heading of a part of the document (第二部分 …)."""
    return len(text) <= _LONGEST and "第" in text[:4] and _PART.match(plain(text)) is not None and "。" not in text


def is_bare_part(text: str) -> bool:
    """Whether a part heading is only its number, so that its words stand on the next line."""
    found = _PART.match(plain(text))
    return found is not None and not text[found.end() :].strip()


def outline(text: str) -> str | None:
    """The words of a short line numbered in Chinese (（二）路灯改造项目, 三、…), None for other lines."""
    found = _OUTLINE.match(plain(text)) if len(text) <= 40 else None
    if found is None or re.search(r"[。；;：:，,]", text):
        return None
    return text[found.end() :].strip() or None


def is_heading(text: str) -> bool:
    """Whether a line begins a sheet or a part of the document."""
    return is_title(text) or is_part(text)


def is_whole_department(text: str | None) -> bool:
    """Whether a title or heading speaks of the whole department (部门整体), not of a project."""
    return bool(text) and _WHOLE.search(simplified(plain(text or ""))) is not None
