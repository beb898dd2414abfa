"""What a cell looks like by itself: a level, an operator, a number, a value, words. One letter each.

L K B  the name of a first level, of a second, of either (成本指标, 满意度指标)
l k b  the same without 指标 (产出, 数量, 满意度): may as well be a name
S      a satisfaction that says whose it is (学生家长满意度): a name, rarely a second level
O D U  an operator (大于等于, 定性), a direction (正向), a unit (%, 万元)
N V    a bare number, a value (≥95%, 2024年6月底前, 是/否)
T P .  words, a long text, an empty cell
C      how points are given (完成得满分，未完成不得分)
"""

import re
from functools import lru_cache

from reviewer import taxonomy, units
from reviewer.extraction.lexicon import DIRECTIONS, OPERATORS, UNITS, is_value_word
from reviewer.text import plain, simplified, squeeze

_LONG = 30
_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?")
_SIGN = (
    r"(?:[≥≤><=≈~±]|>=|<=|[大小]于或?等于|[大小]于|等于|不[低少小高大多]于|不超过?|[高低]于|超过|至少|最多|达到?"
    "|约|控制在|共|为|第)"
)
_DIGITS = r"(?:[0-9][0-9,]*(?:\.[0-9]+)?|百分之[零一二三四五六七八九十百点]+|[一二三四五六七八九十百千万两]+)"
_VALUE = re.compile(
    rf"{_SIGN}{{0,2}}{_DIGITS}[^0-9，。；、]{{0,6}}(?:[-~至到—]{_SIGN}?{_DIGITS}[^0-9，。；]{{0,6}})?"
    r"(?:以上|以下|以内|之内|左右|及以上|及以下|之间|范围内)?"
    rf"|{_SIGN}{{1,2}}{_DIGITS}.{{0,12}}"
    r"|(?:于|在|截止|截至)?(?:[0-9]{2,4}年)?(?:第?[一二三四1-4]季度|[0-9]{1,2}月(?:[0-9]{1,2}日)?|上半年|下半年|年)?"
    r"(?:份|底|末|初|中旬|上旬|下旬|度)?(?:之?前|以前|内|完成|前完成|底前完成)*"
)
_PER = re.compile(r"1?/[0-9]*[十百千万亿]?[^0-9]{0,3}")
_COMPOUND = re.compile(r"[千万亿].|.+/")
_COUNTED = re.compile(r"[0-9]+[一-鿿]{2,}(?:率|度|性)")
_SATISFACTION = re.compile(r"(?:综合|总体|服务对象|社会公众|公众|受益对象|或|和|及|与|、)*满意[度率]?")
_DATED = re.compile(r"[年月日底前季]")
_POINTS = re.compile("[得扣计記给減减加].{0,8}分[，。；、）)]|[得扣计记].{0,8}分$")
_LEVELISH = re.compile(r"[产產效满滿数數质質时時进進经經社生环環持长長影结結投目]|成\s*本")
_LEVEL_ENDS = frozenset(
    "制理标標目类類型出果益本量质質效时時度意率数數性限间間展响響力应應会會济濟态態境保期长長续續进進约約率称稱入"
)
_LEVEL_ENDS |= frozenset("）)】]〕》 :：;；、，,。.分%％*★☆※”’…0123456789０１２３４５６７８９名")
"""A letter that every level has, and the letters one may end with: most names pass without a look at the taxonomy."""


@lru_cache(maxsize=65536)
def class_of(text: str) -> str:
    """The letter of a cell's text (see above)."""
    if not text:
        return "."
    if _POINTS.search(text):
        return "C"
    if len(text) > _LONG:
        return "P"
    return _level_class(text) or _value_class(simplified(squeeze(text)))


def _level_class(text: str) -> str | None:
    if text[-1] not in _LEVEL_ENDS or not _LEVELISH.search(text):
        return None
    for bare, letters in ((False, "LKB"), (True, "lkb")):
        first, second = taxonomy.level1(text, bare=bare), taxonomy.level2(text, bare=bare)
        if first and second:
            return letters[2]
        if first or second:
            return letters[0] if first else _bare_second(text) if bare else letters[1]
    return None


def _bare_second(text: str) -> str:
    """A second level without 指标, or a satisfaction whose people are named (12345热线群众满意度)."""
    word = simplified(squeeze(text))
    return "S" if "满意" in word and _SATISFACTION.fullmatch(word) is None else "k"


def _value_class(word: str) -> str:
    for letter, words in (("O", OPERATORS), ("D", DIRECTIONS), ("U", UNITS)):
        if word in words:
            return letter
    if _PER.fullmatch(word) or (_COMPOUND.match(word) and units.is_unit(word)):
        return "U"
    if _NUMBER.fullmatch(word):
        return "N"
    return "V" if is_value_word(word) or _is_value(word) else "T"


def _is_value(word: str) -> bool:
    """Whether a word reads as number with unit, a bound, or a date."""
    if not word or _VALUE.fullmatch(word) is None or _COUNTED.fullmatch(word):
        return False
    return any(map(str.isdigit, word)) or _DATED.search(word) is not None or plain(word)[0] in "≥≤><="
