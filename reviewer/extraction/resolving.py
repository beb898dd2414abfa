"""From the words of a head to the fields of its columns, each field once."""

import re
from collections.abc import Sequence

from reviewer.extraction import lexicon

_FEWEST_RANKS = 2
LEVELS = ("level1", "level2")
PROJECT = {
    "department1": "p_department",
    "department2": "p_department",
    "department3": "p_department",
    "department4": "p_department",
    "department5": "p_department",
    "money_unit": "p_department",
    "unit_code": "p_unit_code",
    "project_code": "p_project_code",
    "project_name": "p_project_name",
    "budget1": "p_budget",
    "budget2": "p_budget",
    "budget3": "p_budget",
    "goal1": "p_goal",
    "goal2": "p_goal",
}
"""What a label of the sheet head means as the head of a column left of the levels: a field of the row's project."""
_IDENTITY = frozenset(("p_project_name", "p_project_code"))
_NOT_OWN = frozenset(("", "seq", "other"))
_TERM = re.compile("实施期|执行期|存续期|中期|三年|长期|总体")
_MONEY = re.compile(".{0,6}(?:金额|资金|预算|经费|预算数|投资|额度)")
_ANNUAL = re.compile("年|当期")


def resolve(texts: Sequence[str]) -> tuple[str, ...] | None:
    """The fields of the words of a head, each field once; None where they are not the head of indicators."""
    return settle([lexicon.column(text) or "" for text in texts], texts)


def settle(found: list[str], texts: Sequence[str]) -> tuple[str, ...] | None:
    """The same for words whose fields are known one by one; `found` is used up."""
    _settle_names(found)
    _settle_projects(found, texts)
    _settle_terms(found, texts)
    _settle_targets(found, texts)
    for position, field in enumerate(found):
        if field and field != "other" and field in found[:position]:
            found[position] = "other"
    named = {field for field in found if field not in _NOT_OWN and not field.startswith("p_")}
    levels = any(level in named for level in LEVELS)
    enough = (levels and bool({"name", "target", "description"} & named)) or {"name", "target"} <= named
    if (len(named) < 3 and not _IDENTITY.intersection(found)) or not enough:
        return None
    first = next(position for position, field in enumerate(found) if field in ("level1", "level2", "name"))
    return tuple(field or ("other" if position > first else "") for position, field in enumerate(found))


def of_two_lines(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...] | None:
    """The fields of a head of two lines whose words do not say what they stand over: ranks and parts of the value below
    (一级, 二级, 三级, 符号, 数值), and above those words for them and further columns to the right of all; None where
    it is no such head."""
    targets = [at for at, word in enumerate(upper) if lexicon.column(word) == "target"]
    ranks = next((at for at, word in enumerate(lower) if not lexicon.is_rank(word)), len(lower))
    parts = [lexicon.part_of_target(word) for word in lower[ranks:]]
    if not targets or ranks < _FEWEST_RANKS or "target" not in parts or not all(parts):
        return None
    words = [f"{word}指标" for word in lower[:ranks]]
    words += ["指标值" if part == "target" else word for word, part in zip(lower[ranks:], parts, strict=True)]
    return resolve([*words, *upper[targets[-1] + 1 :]])


def running(texts: Sequence[str]) -> tuple[str, ...] | None:
    """The fields of a head that tells of projects and has one column for all their indicators (绩效指标); None where
    it is no such head."""
    told = [of_project(text) for text in texts]
    columns = [
        at for at, text in enumerate(texts) if lexicon.is_side(lexicon.bare(text)) and told[at] in ("", "p_goal")
    ]
    if not _IDENTITY.intersection(told) or not columns:
        return None
    fields = [field if field not in told[:at] else "" for at, field in enumerate(told)]
    fields[columns[-1]] = "running"
    return tuple(field or "other" for field in fields)


def _settle_names(found: list[str]) -> None:
    """绩效指标 is the name only where no head says so better and it stands behind the levels; else the side label.
    Without any name, the description (指标内容) is the name."""
    for position, field in enumerate(found):
        if field == "weak_name":
            behind = any(level in found[:position] for level in LEVELS) or not any(level in found for level in LEVELS)
            found[position] = "name" if "name" not in found and behind else ""
    if "name" not in found and "description" in found:
        found[found.index("description")] = "name"


def _settle_projects(found: list[str], texts: Sequence[str]) -> None:
    """Columns that tell of which project a row is: left of the levels, one of them the project's name or code."""
    first = next((position for position, field in enumerate(found) if field in (*LEVELS, "name")), 0)
    told = [of_project(text) for text in texts[:first]]
    if not _IDENTITY.intersection(told):
        return
    for position, field in enumerate(told):
        if field and field not in told[:position]:
            found[position] = field


def of_project(text: str) -> str:
    """What the head of a column left of the levels says of the project, "" where nothing."""
    found = PROJECT.get(lexicon.label(text) or "")
    if found is not None:
        return found
    word = lexicon.bare(text)
    return "p_budget" if _MONEY.fullmatch(word) else "p_goal" if word.endswith("目标") else ""


def _settle_terms(found: list[str], texts: Sequence[str]) -> None:
    """Names and targets told twice over one first level, for the term and for the year: those of the year count. Where
    no word says which is which, the year's stand to the right."""
    names = [position for position, field in enumerate(found) if field == "name"]
    values = [position for position, field in enumerate(found) if field in ("target", "term_target")]
    if len(names) != 2 or len(values) != 2 or not names[0] < values[0] < names[1] < values[1]:
        return
    year_first = bool(_ANNUAL.search(texts[values[0]])) and bool(_TERM.search(texts[values[1]]))
    begin, end = (names[1], len(found)) if year_first else (0, names[1])
    if not year_first:
        while found[end - 1] in LEVELS:
            end -= 1
    for position in range(begin, end):
        field = found[position]
        if field == "name":
            found[position] = "term_name"
        elif field in ("target", "term_target"):
            found[position] = "term_target"
        elif field == "level2" and found.count("level2") > 1:
            found[position] = "other"


def _settle_targets(found: list[str], texts: Sequence[str]) -> None:
    """Of several targets the annual one counts; 计算符号 goes before 指标性质."""
    targets = [position for position, field in enumerate(found) if field == "target"]
    annual = [position for position in targets if _ANNUAL.search(texts[position])]
    for position in targets:
        if position != (annual or targets)[0]:
            found[position] = "other"
    if "target" not in found and "term_target" in found:
        found[found.index("term_target")] = "target"
