"""One wording of an indicator read into what it measures: attribute first, then verb and object together.

The attribute (…率, …人数, …支出, …时间) stands at the end of a Chinese noun phrase and decides; only where there is
none do the verbs speak. The object is what is left when attribute, verbs and contentless words are taken away.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from reviewer import taxonomy
from reviewer.defects import lexicon
from reviewer.defects.attribute import AMOUNT, attribute, is_rate, satisfaction
from reviewer.defects.kinds import COUNTS, Grip, Kind
from reviewer.defects.sentence import sentence
from reviewer.defects.themes import Theme, themes
from reviewer.defects.words import CLAUSES, COST_WORDS, EMPTY_WORDS, HEAD, SOMEBODY, WISH_START
from reviewer.text import squeeze


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording: `text` without spaces, numbering and unit notes; what it measures; how firmly it holds its object; the
    themes it touches; the amount of money it names (元), if any; `verb` the word of wish that leads it, "" where
    none; `rate_word` whether it says 率, 比例 or the like, not only a payment or a standard that reads as one."""

    text: str
    kind: Kind
    grip: Grip = Grip.NAMED
    themes: frozenset[Theme] = frozenset()
    amount: float | None = None
    verb: str = ""
    rate_word: bool = False


@lru_cache(maxsize=65536)
def read(text: str | None) -> Phrase:
    """Read one wording. Text without any content is `Kind.EMPTY`."""
    bare = clean(text or "")
    if not bare:
        return Phrase("", Kind.EMPTY, Grip.NONE)
    if _placeholder(bare):
        return Phrase(bare, Kind.PLACEHOLDER, Grip.NONE, themes(bare))
    head = HEAD.sub("", bare)
    kind, verb, ending = _kind(bare, head)
    return Phrase(bare, kind, _grip(bare, head, kind, ending), themes(bare), _amount(bare), verb, is_rate(bare))


def clean(text: str) -> str:
    """A wording without spaces, invisible characters, numbering in front, and unit notes or punctuation behind."""
    bare = _INVISIBLE.sub("", squeeze(_ORDINAL.sub("", text, count=1)))
    enclosed = _ENCLOSED.fullmatch(bare)
    bare = _NUMBERING.sub("", enclosed["inside"] if enclosed else bare, count=1)
    bare = _NOTE.sub("", bare, count=1)
    return bare.rstrip(_MARKS).rstrip("及和与或") or bare


# ---------------------------------------------------------------------------------------------------------------------


def _kind(text: str, head: str) -> tuple[Kind, str, str]:
    """Kind, leading verb of wish and attribute of a wording."""
    found = satisfaction(head)
    if found:
        return found[0], "", found[1]
    found = attribute(head)
    if found is None:
        return *sentence(head or text), ""
    start = WISH_START.match(CLAUSES.split(head)[-1])
    return found[0], start["verb"] if start else "", found[1]


def _grip(text: str, head: str, kind: Kind, ending: str) -> Grip:
    """What is left of the object when the attribute and the contentless words are gone."""
    if kind is Kind.SAVING:
        return _saving_grip(text)
    if ending and head.endswith(ending) and ending not in _SPEAKING:
        head = head[: -len(ending)]
    left = EMPTY_WORDS.sub("", head)
    if kind is Kind.COST:
        left = COST_WORDS.sub("", left)
    if kind is Kind.WISH and "发展" in text and left in _WHOLE_WORLD:
        return Grip.NONE
    if left:
        return Grip.NAMED
    if kind is Kind.SATISFACTION:
        return Grip.NAMED if SOMEBODY.search(head) else Grip.NONE
    if kind in COUNTS and _STAFF.search(head):
        return Grip.NAMED
    implied = _IMPLIED.search(head)
    return Grip.IMPLIED if implied and (kind in COUNTS or implied[0] not in ("保障", "活动")) else Grip.NONE


def _saving_grip(text: str) -> Grip:
    """Budget control is fixed by common practice; bare saving of "cost" says nothing."""
    if _BUDGET_BOUND.search(text):
        return Grip.NAMED
    left = COST_WORDS.sub("", EMPTY_WORDS.sub("", text))
    if left and _CONTROLLED.search(text) and not WISH_START.match(text):
        return Grip.NAMED
    return Grip.IMPLIED if left or _SPENDING.search(text) else Grip.NONE


def _placeholder(text: str) -> bool:
    if _NOTHING.fullmatch(text):
        return True
    core = text.removesuffix("指标")
    if core in _LEVELS or taxonomy.level1(text) or taxonomy.level2(text):
        return True
    return text.endswith("指标") and core.endswith(_LONG_LEVELS)


def _amount(text: str) -> float | None:
    """The money that a name ends in, in 元."""
    found = AMOUNT.search(text)
    unit = {"万元": 10_000.0, "亿元": 100_000_000.0, "元": 1.0}.get(found["unit"]) if found else None
    return float(found["number"]) * unit if found and unit else None


# ---------------------------------------------------------------------------------------------------------------------

_MARKS = ".。,，;；:：、!！?？%‰*"
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_NUMBERING = re.compile(
    r"^(?:指标[\d一二三四五六七八九十]*[:：]|[(（]?[\d一二三四五六七八九十]{1,2}[)）.、．:：](?!\d)|[A-Za-zⅠ-Ⅻ][.、)）]"
    r"|\d{1,2}(?:\.\d{1,2})+(?=[\u4e00-\u9fff])(?![万亿千百十亩公平吨元年月日级个兆克升米人户])"
    r"|第[一二三四五六七八九十\d]{1,2}[,，:：、]|[一二三四五六七八九十]是|[\u2460-\u249b\u2776-\u2793]"
    r"|[=≥≤<>＝:：;；,，、。.·•‧∙▪▫◦○◎●■□◆◇△▲★☆※►▶➢✓√*＊#~_|+@'\"-])+"
)
_ORDINAL = re.compile(r"^\s*\d{1,2}[ \u3000]+(?=[\u4e00-\u9fff])")
_ENCLOSED = re.compile("[(（【\\[“\"‘'「《](?P<inside>[^()（）【】\\[\\]“”\"‘’'「」《》]{2,})[)）】\\]”\"’'」》]")
"""A wording wholly within brackets or quotation marks."""
_NOTE = re.compile(r"[(（](?:单位[:：])?[%‰\w/·²³㎡]{1,6}[)）]$|[(（](?:必填|选填|可选|加分项)[)）]$")
_NOTHING = re.compile(
    r"无|暂无|没有|空|/+|[-—~]+|同上|不适用|不涉及|待定|其他|其它|null|none|[\d.,%‰≥≤=<>]+"
    "|(?:较|很|非常)?(?:优|良|好|良好|优良|优秀|较好|一般|合格|提高|提升|明显|显著|稳定|完成|达到)",
    re.I,
)
_LEVELS = frozenset(lexicon.words("levels"))
_LONG_LEVELS = tuple(level for level in lexicon.words("levels") if len(level) > 2)
_BUDGET_BOUND = re.compile("预算|率$|财政支持|限额|定额|概算|批复|申报金额|控制价|不超标准")
_CONTROLLED = re.compile("(?:控制|管控)$")
_SPENDING = re.compile("支出|经费|费用|开支|厉行")
_STAFF = re.compile("职工|干部|干警|工作人员|教职")
_IMPLIED = re.compile(lexicon.pattern("implied"))
_WHOLE_WORLD = ("社会", "经济", "经济社会", "社会经济")
_SPEAKING = frozenset(lexicon.words("speaking_attributes"))
