"""Names of indicators that the sheet prints once for several rows, run together, or cut off."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from reviewer.extraction import lexicon
from reviewer.extraction.rows import Row

INHERITED = "名称承自上方合并格"
DIVIDED = "名称连写，按同文件名称拆开"
CUT = "疑为导出截断"

_SHORTEST = 4  # characters of each part of a divided name
_OFTEN, _TIMES = 8, 4  # how many names at one length, and how many times as many as at the lengths around
_WHOLE = re.compile(r"(?:率|满意度|[人次件户个]数|数量|。)$")
_OPEN = re.compile(r"[（(《“][^）)》”]*$|[，,、；;：:（(《“和及与的=-]$")


def settle(rows: list[Row]) -> list[Row]:
    """The rows of one sheet that are indicators: numbering (指标1：) taken off, merged names carried down, rows that
    say nothing dropped. Levels must not be filled down yet."""
    above: Row | None = None
    kept = []
    for row in rows:
        _strip(row)
        if "level1" in row.cells or "level2" in row.cells:
            above = None
        if not _is_indicator(row):
            continue
        if "name" not in row.cells and above is not None:
            _inherit(row, above)
        if "name" in row.cells:
            above = row
        kept.append(row)
    return kept


def _strip(row: Row) -> None:
    name = row.cells.get("name")
    if name is None:
        return
    found = lexicon.NUMBER.match(name)
    if found:
        name = name[found.end() :].strip()
        if name:
            row.cells["name"] = name
        else:
            del row.cells["name"]


def _is_indicator(row: Row) -> bool:
    """Whether a row says anything: a name that is one, or a description or value beside it."""
    name, target = row.cells.get("name"), row.cells.get("target")
    if name is not None and lexicon.is_total(name):
        return False
    if not lexicon.is_placeholder(name) or not lexicon.is_placeholder(target):
        return True
    return not lexicon.is_placeholder(row.cells.get("description"))


def _inherit(row: Row, above: Row) -> None:
    """A merged name belongs to each of its rows; operator and direction too where the row has only a value."""
    fields: tuple[str, ...] = ("name", "operator", "sign", "nature", "direction")
    if {"operator", "sign", "nature"} & set(row.cells) or "description" in row.cells:
        fields = ("name",)
    row.cells = {name: above.cells[name] for name in fields if name in above.cells} | row.cells
    row.doubts.append(INHERITED)


def divide(sheets: Iterable[list[Row]]) -> None:
    """Cut names that two rows of one cell a line share, where the second part is a name met elsewhere in the file."""
    sheets = list(sheets)
    pairs = [
        (first, second)
        for rows in sheets
        for first, second in pairwise(rows)
        if second.merged and INHERITED in second.doubts and {"operator", "sign", "target"} & set(second.cells)
    ]
    if not pairs:
        return
    known = Counter(
        row.cells["name"] for rows in sheets for row in rows if "name" in row.cells and INHERITED not in row.doubts
    )
    for first, second in pairs:
        name = first.cells.get("name", "")
        cuts = [at for at in range(_SHORTEST, len(name) - _SHORTEST + 1) if name[at:] in known]
        if cuts and known[name] <= 1:
            first.cells["name"], second.cells["name"] = name[: cuts[0]].strip(), name[cuts[0] :]
            second.place = first.place
            second.doubts.remove(INHERITED)
            for row in (first, second):
                row.doubts.append(DIVIDED)


def doubt_cut(rows: Sequence[Row]) -> None:
    """Mark names that stop where an export cuts. The evidence: many different names of exactly one length, several
    times as many as of the lengths around it, and some of them plainly unfinished. Lengths are counted in characters
    and in columns of print (a Chinese character two, others one: its length in GB18030)."""
    names = {row.cells["name"] for row in rows if "name" in row.cells}
    cut: set[str] = set()
    for measure, step in ((len, 1), (_print_width, 2)):
        lengths: dict[str, int] = {name: (measure(name) + step - 1) // step for name in names}
        counts = Counter(lengths.values())
        for length, count in counts.items():
            if length >= 8 and count >= _OFTEN and _stands_out(counts, length):
                cut |= _if_unfinished({name for name in names if lengths[name] == length}, names)
    for row in rows:
        if row.cells.get("name") in cut and not _WHOLE.search(row.cells["name"]):
            row.doubts.append(CUT)


def _stands_out(counts: Counter[int], length: int) -> bool:
    around = [counts[near] for near in (length - 2, length - 1, length + 1, length + 2)]
    return counts[length] * len(around) >= _TIMES * sum(around) and counts[length] >= 2 * max(counts[length + 1], 1)


def _if_unfinished(names: set[str], others: set[str]) -> set[str]:
    """The names, if enough of them are plainly unfinished: an open bracket, a last mark, the beginning of another."""
    ordered = sorted(others)
    follows = dict(pairwise(ordered))  # what begins with a name follows it in order
    plainly = {name for name in names if _OPEN.search(name) or follows.get(name, "").startswith(name)}
    return names if len(plainly) >= max(2, len(names) // 10) else set()


def _print_width(text: str) -> int:
    return len(text.encode("gb18030", "replace"))
