"""Two submissions of the same projects: what became of every remark. Pure.

A remark is a row that was objected to; where reviewers decided on the earlier submission, a row they objected to: the
departments heard of no other. What is said of the new row decides whether the remark was met.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from reviewer.comparison.entries import Entry, by_sheet, content
from reviewer.comparison.matching import How, matched
from reviewer.comparison.pairing import department, paired, same_places
from reviewer.identity import name_key
from reviewer.model import Decision

Outcome = Literal["已整改", "部分整改", "仅改文字未改实质", "未整改", "新增问题"]
OUTCOMES: tuple[Outcome, ...] = ("未整改", "仅改文字未改实质", "部分整改", "新增问题", "已整改")
"""What became of a remark, in the order in which a reviewer looks at them."""

DELETED = "该指标已删除"
ABSENT = "该部门尚未重新报送"
_NO_PROJECT, _NEW_PROJECT = "新一版没有该项目", "上一版没有该项目"
_NOTES: dict[How, str] = {"same": "", "alike": "", "instead": "已换为另一指标", "merged": "已并入另一指标"}
_BY_HAND = "原意见由审核人员提出，请人工核对是否落实"
_UNGRADED = "新一版未能判定，请人工核对"
_LET_THROUGH = "上一版审核人员未提意见，现已改动"
_ALSO_NEW = "另有新的问题"


@dataclass(frozen=True, slots=True)
class Change:
    """A remark and what became of it: the row then and the row now (None: not there), with a note where the outcome
    needs one."""

    outcome: Outcome
    old: Entry | None
    new: Entry | None
    note: str | None = None

    @property
    def department(self) -> str | None:
        """The department of the newer row, of the older where it states none."""
        return (self.new.department if self.new else None) or (self.old.department if self.old else None)


@dataclass(frozen=True, slots=True)
class Rate:
    """How far a department mended: its remarks, how many of them were met, and its new faults; `absent`: it handed in
    nothing again."""

    department: str
    remarks: int
    met: int
    partly: int
    added: int
    absent: bool = False

    @property
    def share(self) -> float | None:
        """The share of remarks that were met; None without remarks, and before anything was handed in again."""
        return self.met / self.remarks if self.remarks and not self.absent else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All changes, sheet by sheet of the old submission (new faults after the remarks of their sheet), rates by
    department, hints (sheets handed in again unchanged, sheets gone, sheets found under another name), and how many
    rows of the old submission the judge objects to and nobody decided on (0 where all of them are remarks)."""

    changes: tuple[Change, ...]
    rates: tuple[Rate, ...]
    hints: tuple[str, ...]
    undecided: int = 0


def compare(old: Iterable[Entry], new: Iterable[Entry], *, everything: bool = False) -> Comparison:
    """What became of the remarks on `old` in `new`. `everything`: rows nobody decided on are remarks, too, though
    reviewers decided on others."""
    before, after = list(by_sheet(old)), list(by_sheet(new))
    by_hand = not everything and any(row.decided for rows in before for row in rows)
    found = _Submissions(before, after, paired(before, after), by_hand)
    changes = tuple(found.changes())
    return Comparison(changes, tuple(_rates(changes)), tuple(found.hints()), found.undecided())


class _Submissions:
    """Both submissions, which sheet is which, and whether only rows are remarks on which a person decided."""

    def __init__(
        self, before: list[list[Entry]], after: list[list[Entry]], pairs: dict[int, int], by_hand: bool
    ) -> None:
        self._before, self._after, self._pairs, self._by_hand = before, after, pairs, by_hand
        self._there = {department(rows[0].department) for rows in after}

    def changes(self) -> Iterator[Change]:
        """Every remark, and every new fault."""
        for index, rows in enumerate(self._before):
            if index in self._pairs:
                yield from self._in_sheet(rows, self._after[self._pairs[index]])
            else:
                note = _NO_PROJECT if self._handed_in(rows) else ABSENT
                yield from (Change("未整改", row, None, note) for row in rows if self._is_remark(row))
        found_again = set(self._pairs.values())
        for index, rows in enumerate(self._after):
            if index not in found_again:
                yield from (Change("新增问题", None, row, _NEW_PROJECT) for row in rows if row.objected)

    def hints(self) -> Iterator[str]:
        """What a reviewer should look at; departments that handed in nothing, and sheets without remarks, together."""
        unchanged, absent = 0, 0
        for index, rows in enumerate(self._before):
            told = any(map(self._is_remark, rows))
            if index not in self._pairs:
                absent += told and not self._handed_in(rows)
                if told and self._handed_in(rows):
                    yield f"{_titled(rows)}：{_NO_PROJECT}"
                continue
            there = self._after[self._pairs[index]]
            if len(rows) > 1 and [content(row) for row in rows] == [content(row) for row in there]:
                unchanged += not told
                if told:
                    yield f"{_titled(rows)}：{len(rows)} 行指标与上一版完全相同，疑为原样重报或沿用旧表"
            elif not _same_name(rows[0], there[0]):
                now = there[0].project_name or "未填项目名称"
                yield f"{_titled(rows)}：与新一版“{now}”名称不同，按编码或指标对应，请核对"
        if absent:
            yield f"另有 {absent:,} 张有意见的绩效目标表，所属部门尚未重新报送"
        if unchanged:
            yield f"另有 {unchanged:,} 张没有意见的绩效目标表与上一版完全相同（两版不属同一年度的，请留意是否沿用旧表）"

    def undecided(self) -> int:
        """Rows the judge objects to that are no remarks."""
        return sum(row.objected and not self._is_remark(row) for rows in self._before for row in rows)

    def _is_remark(self, row: Entry) -> bool:
        return row.decided if self._by_hand else row.objected

    def _handed_in(self, rows: Sequence[Entry]) -> bool:
        """Whether the department of a sheet handed in anything again; one that is not stated did."""
        name, place = department(rows[0].department)
        return not name or any(name == one and same_places(place, other) for one, other in self._there)

    def _in_sheet(self, before: Sequence[Entry], after: Sequence[Entry]) -> Iterator[Change]:
        found = sorted(matched(before, after), key=lambda match: match.old)
        again = {match.old: match for match in found}
        for index, old in enumerate(before):
            match = again.get(index)
            if self._is_remark(old):
                yield Change("已整改", old, None, DELETED) if match is None else _met(old, after[match.new], match.how)
            elif match and match.how != "merged" and _is_new(old, after[match.new]):
                yield Change("新增问题", old, after[match.new], _LET_THROUGH if old.decision == "不提意见" else None)
        taken = {match.new for match in found}
        for index, new in enumerate(after):
            if index not in taken and new.objected:
                yield Change("新增问题", None, new, "该指标为新增")


def _met(old: Entry, new: Entry, how: How) -> Change:
    """What became of a remark in the row that stands for it now."""
    outcome, note = _outcome(old, new)
    return Change(outcome, old, new, "；".join(part for part in (_NOTES[how], note) if part) or None)


def _outcome(old: Entry, new: Entry) -> tuple[Outcome, str]:
    if content(old) == content(new) and new.decision != "不提意见":
        return "未整改", ""
    if not new.objected:
        if new.grades is None and new.decision is None:
            return "未整改", _UNGRADED
        return "已整改", _BY_HAND if new.decision is None and _is_own(old) else ""
    if new.decided or _is_own(old):
        fewer = _asks(new.decision) < _asks(old.decision) if new.decided and old.decided else False
        return ("部分整改", "") if fewer else ("仅改文字未改实质", "" if new.decided else _BY_HAND)
    pairs = list(zip(old.grades or (), new.grades or (), strict=False))
    if any(now < then for then, now in pairs):
        return "部分整改", _ALSO_NEW if any(now > then for then, now in pairs) else ""
    return "仅改文字未改实质", ""


def _is_own(row: Entry) -> bool:
    """Whether a remark is the reviewer's alone: the judge had nothing to say, and cannot tell whether it was met."""
    return row.decided and not any(row.grades or ())


def _asks(decision: Decision | None) -> int:
    return 2 if decision == "退回修改" else 1


def _is_new(old: Entry, new: Entry) -> bool:
    """Whether a row that was no remark has a fault now that it had not before: not where it says the same, and not
    where the judge objected already."""
    return new.objected and not old.objected and content(old) != content(new)


def _titled(rows: Sequence[Entry]) -> str:
    return "　".join(part for part in (rows[0].department, rows[0].project_name) if part) or "未填项目名称"


def _same_name(old: Entry, new: Entry) -> bool:
    one, other = name_key(old.project_name or ""), name_key(new.project_name or "")
    return one == other or one in other or other in one


def _rates(changes: Sequence[Change]) -> list[Rate]:
    groups: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        groups[change.department or "未填部门"].append(change)
    rates = [_rate(name, group) for name, group in groups.items()]
    return sorted(rates, key=lambda rate: (1.0 if rate.share is None else rate.share, -rate.remarks, rate.department))


def _rate(name: str, changes: Sequence[Change]) -> Rate:
    counts = Counter(change.outcome for change in changes)
    return Rate(
        name,
        len(changes) - counts["新增问题"],
        counts["已整改"],
        counts["部分整改"],
        counts["新增问题"],
        all(change.note == ABSENT for change in changes),
    )
