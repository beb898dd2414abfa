"""What rows say, for comparing: texts without figures and marks, which of them are alike, what each of them tells."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from reviewer.defects import lexicon
from reviewer.model import Indicator
from reviewer.text import simplified, squeeze

ALIKE = 80.0
"""How alike two wordings of one indicator are at the least (rapidfuzz ratio, 0 to 100)."""
REORDERED = 92.0
"""How alike their characters are in any order, where the order is another (社保卡办理人数, 办理社保卡人数)."""
_KEYS = 3
"""Pairs of characters by which a text is found, its rarest."""
_CROWD = 200
"""Texts that share a pair of characters; beyond, the pair says nothing."""


class Wording:
    """Numbers texts as they come (`number`); after `finish`, `near[n]` are the numbers of the texts like text n, itself
    among them, in order."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.near: Sequence[tuple[int, ...]] = ()
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text."""
        found = self._numbers.get(text)
        if found is None:
            found = self._numbers[text] = len(self.texts)
            self.texts.append(text)
        return found

    def finish(self) -> None:
        """Find the texts that are alike, once all are known."""
        near: list[list[int]] = [[number] for number in range(len(self.texts))]
        marks = ["".join(sorted(text)) for text in self.texts]
        found: dict[str, list[int]] = defaultdict(list)
        for number, rarest in enumerate(_keys(self.texts)):
            keys = (*rarest, marks[number])
            candidates = list(set().union(*(found[key][-_CROWD:] for key in keys)))
            likely = process.extract(
                marks[number], map(marks.__getitem__, candidates), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None
            )
            for _, score, at in likely:
                other = candidates[at]
                if score >= REORDERED or fuzz.ratio(self.texts[number], self.texts[other]) >= ALIKE:
                    near[number].append(other)
                    near[other].append(number)
            for key in keys:
                found[key].append(number)
        self.near = [tuple(sorted(each)) for each in near]


def text_of(row: Indicator) -> str:
    """What a row measures, for comparing: its name, or its description where there is no name or it only repeats the
    second level, with one word for each of the usual synonyms; "" where it says nothing."""
    name, description = bare(row.shown.name or ""), bare(row.shown.description or "")
    repeats = bool(name) and name.removesuffix("指标") == bare(row.shown.level2 or "").removesuffix("指标")
    return one_word(description if description and (repeats or not name) else name)


def one_word(text: str) -> str:
    """A text for comparing with one word for each of the usual synonyms (及时 and 按期 as 按时, 满意度 as 满意率)."""
    for words, word in _SYNONYMS:
        text = words.sub(word, text)
    return text


def bare(written: str) -> str:
    """A text as written for comparing: simplified, without figures, marks and spaces."""
    return _IDLE.sub("", simplified(squeeze(written)))


def is_general(text: str) -> bool:
    """Whether a text names nothing of its own (提高工作效率, 服务对象满意度, 资金支出及时率)."""
    return len(content(text)) < 2


def content(text: str) -> str:
    """What a text names beside general words; a space stands where they stood."""
    return _GENERAL.sub(" ", text).strip()


@lru_cache(maxsize=50_000)
def pairs(text: str) -> frozenset[str]:
    """The pairs of characters next to each other in a text, as it is for comparing."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def _keys(texts: Sequence[str]) -> list[list[str]]:
    """For each text its rarest pairs of characters (the text itself where it is one character)."""
    pairs = [[text[at : at + 2] for at in range(max(1, len(text) - 1))] for text in texts]
    often = Counter(pair for own in pairs for pair in set(own))
    return [sorted(set(own), key=lambda pair: (often[pair], pair))[:_KEYS] for own in pairs]


_SYNONYMS = (
    (re.compile("(?<=.)(?:及时|按期|准时|如期|按时限)"), "按时"),
    (re.compile("费用|经费|支出|开支"), "成本"),
    (re.compile("总数量?|个数|数目|(?<=[人户])数量?|数量|次数|批次|批数|场次|场数"), "数"),
    (re.compile("(?:程度|比例|比率|度|性)$"), "率"),
    (re.compile("^(?:完成|实现|达到|开展|确保|保证)(?=.{4})|(?:情况|完成情况|指标)$"), ""),
)
_IDLE = re.compile(r"[\W\d_]+")
_SAID_OF_ANY = """
服务对象 受益对象 社会公众 社会 公众 群众 受益 满意 满意度 对象 人员 人数 人次 数量 次数 经费 资金 支出 费用 成本 预算
总额 金额 财政 预算数 决算 结余 结转 科目 调整 编制 到项目 及时率 及时性 及时 准确性 合规 验收 竣工 标准 范围 内
工作人员 单位人员 利用 后勤 使用 周期 期间 时效 绩效目标 运转 正常 年度内 超支 超出 不超过 不超 支持 稳定性 影响性 提供
安排 政策 知晓 年限 采购 效益 工期 开工 完工 进度 项目完成 建成 投入使用 长效 机制 健全 制度
"""
"""Words that rows of any project use, beside those of the lexicon."""
_GENERAL = re.compile(
    "|".join(
        sorted(
            {
                *_SAID_OF_ANY.split(),
                *(
                    word
                    for name in ("hollow", "implied", "rates", "payments", "promptness", "deeds", "cost_control")
                    for word in lexicon.words(name)
                ),
            },
            key=lambda word: (-len(word), word),
        )
    )
)
