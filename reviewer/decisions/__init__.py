"""Decisions that came back, held against each other and against those in the database: what is taken and what is not.

Pure. A cell that is as it was written says nothing. What two people decided differently is never settled here: both
are told, and neither is taken.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reviewer.decisions.reading import Returned, ReturnedRow, ReturnedText, Said
from reviewer.model import Decision, HumanDecision


@dataclass(frozen=True, slots=True)
class Known:
    """A row as a run saw it: where it stands in the submission and what it says."""

    row: str
    file: str
    place: str
    department: str | None
    code: str | None
    project: str | None
    level2: str | None
    name: str | None
    target: str | None
    key: str


@dataclass(frozen=True, slots=True)
class Memory:
    """What the database knows of the rows that came back: the decision that stands (`stored`), the text (`known`), and
    for a row whose project was handed in again without it, the row most like it (`replaced`; None: none is)."""

    stored: Mapping[str, HumanDecision] = field(default_factory=dict)
    known: Mapping[str, Known] = field(default_factory=dict)
    replaced: Mapping[str, Known | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A decision as a file proposes it, and the cell it stands in; the other fields are those of `Said`."""

    file: str
    cell: str
    decision: HumanDecision
    shown_decision: str | None
    shown_opinion: str | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Decisions on one row that differ: those of the files, and the `stored` one where they differ from it."""

    row: str
    proposals: tuple[Proposal, ...]
    stored: HumanDecision | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """A decision on a text that is another now: typed over in the workbook (`typed`: name and target as they stand
    there), or handed in again as `now` (None: gone)."""

    proposal: Proposal
    typed: tuple[str, str] | None = None
    now: Known | None = None


@dataclass(frozen=True, slots=True)
class Remark:
    """A cell that could not be taken for what stands in it; `reason` is Chinese."""

    file: str
    cell: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import comes to. `taken` are new decisions, `same` counts those that stand already; what follows was not
    taken; `unknown` are rows that no run in this database has seen."""

    taken: tuple[HumanDecision, ...] = ()
    same: int = 0
    conflicts: tuple[Conflict, ...] = ()
    changed: tuple[Changed, ...] = ()
    unknown: tuple[Proposal, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything that was decided was taken."""
        return not (self.conflicts or self.changed or self.unknown or self.remarks)

    @property
    def left(self) -> set[str]:
        """The rows whose decisions were not taken."""
        changed = {changed.proposal.decision.row for changed in self.changed}
        return changed | {conflict.row for conflict in self.conflicts}


def proposed(book: Returned, stored: Mapping[str, HumanDecision], who: str | None, now: str) -> list[Proposal]:
    """What a workbook proposes: its rows' own decisions, and those of 共性问题 for the rows of the same text, save
    where a row has a decision of its own. `who` decided where the book does not say; `now` is when (UTC, ISO 8601)."""
    return [*_own(book, who, now), *_for_all(book, stored, who, now)]


def merge(books: Sequence[Returned], proposals: Iterable[Proposal], memory: Memory, replacing: bool = False) -> Outcome:
    """What is taken of the proposals of `books`, and what is not and why. `replacing`: a decision of a file goes before
    a stored one (never before another file's)."""
    typed = {(book.file, row.said.cell): row for book in books for row in book.rows if row.altered}
    by_row: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        by_row.setdefault(proposal.decision.row, []).append(proposal)
    taken, conflicts, changed, unknown, same = [], [], [], [], 0
    for row, found in by_row.items():
        if row not in memory.known:
            unknown += found
            continue
        if row in memory.replaced:
            changed += [Changed(proposal, now=memory.replaced[row]) for proposal in found]
            continue
        altered = {id(proposal): typed.get((proposal.file, proposal.cell)) for proposal in found}
        changed += [Changed(proposal, _visible(other)) for proposal in found if (other := altered[id(proposal)])]
        if not (sound := [proposal for proposal in found if not altered[id(proposal)]]):
            continue
        match _settled(row, sound, memory.stored.get(row), books, replacing):
            case Conflict() as conflict:
                conflicts.append(conflict)
            case HumanDecision() as decision:
                taken.append(decision)
            case None:
                same += 1
    remarks = tuple(remark for book in books for remark in _remarks(book, memory.stored))
    return Outcome(tuple(taken), same, tuple(conflicts), tuple(changed), tuple(unknown), remarks)


def joined(outcomes: Sequence[Outcome]) -> Outcome:
    """Several outcomes as one."""
    return Outcome(
        taken=tuple(decision for outcome in outcomes for decision in outcome.taken),
        same=sum(outcome.same for outcome in outcomes),
        conflicts=tuple(conflict for outcome in outcomes for conflict in outcome.conflicts),
        changed=tuple(changed for outcome in outcomes for changed in outcome.changed),
        unknown=tuple(proposal for outcome in outcomes for proposal in outcome.unknown),
        remarks=tuple(remark for outcome in outcomes for remark in outcome.remarks),
    )


# ---------------------------------------------------------------------------------------------------------------------
# What a workbook proposes


def _own(book: Returned, who: str | None, now: str) -> Iterator[Proposal]:
    for row in book.rows:
        if row.said.decision and not row.said.untouched:
            yield _proposal(book, row.row, row.said, row.said.decision, row.key, who, now)


def _for_all(book: Returned, stored: Mapping[str, HumanDecision], who: str | None, now: str) -> Iterator[Proposal]:
    excepted = {row.row for row in book.rows if _has_own(row, stored.get(row.row))}
    shown = {row.row: row for row in book.rows}
    for text in book.texts:
        if not (text.apply and text.said.decision):
            continue
        for row in book.members.get(text.key, ()):
            if row not in excepted:
                own = shown.get(row)
                found = _proposal(book, row, text.said, text.said.decision, own.key if own else None, who, now)
                was = own and own.said
                yield replace(
                    found,
                    decision=replace(found.decision, common=True),
                    shown_decision=was.shown_decision if was else None,
                    shown_opinion=was.shown_opinion if was else None,
                )


def _has_own(row: ReturnedRow, stored: HumanDecision | None) -> bool:
    """Whether something was decided on the row itself, now or before, or written there that is no decision."""
    if row.said.untouched:
        return stored is not None and not stored.common
    return bool(row.said.decision or row.said.word)


def _proposal(  # noqa: PLR0913, PLR0917  what makes a decision
    book: Returned, row: str, said: Said, decision: Decision, key: str | None, who: str | None, now: str
) -> Proposal:
    made = HumanDecision(
        row=row,
        decision=decision,
        opinion=said.opinion,
        who=book.people.get(row) or who or book.saved_by,
        decided=now,
        edited=said.shown_opinion is not None and (said.opinion or "") != said.shown_opinion,
        key=key,
        workbook=book.workbook,
        file=book.file,
    )
    return Proposal(book.file, said.cell, made, said.shown_decision, said.shown_opinion)


def _remarks(book: Returned, stored: Mapping[str, HumanDecision]) -> Iterator[Remark]:
    """Cells with something in them that is not taken: unknown words, an opinion without a decision, a decision that was
    taken out again, a decision on a common text that was applied to nothing."""
    for row in book.rows:
        said = row.said
        if said.word is not None:
            yield Remark(book.file, said.cell, f"结论“{said.word}”不是可选的四种结论，未采用")
        elif said.decision is None and said.shown_decision and row.row in stored:
            yield Remark(book.file, said.cell, "结论已清空，原已登记的结论仍然有效；如需撤回，请改为“待核”")
        elif said.decision is None and said.opinion and said.shown_opinion not in (None, said.opinion):
            yield Remark(book.file, said.cell, "修改了审核意见而未填结论，未采用")
    for text in book.texts:
        yield from _of_text(book, text)


def _of_text(book: Returned, text: ReturnedText) -> Iterator[Remark]:
    said = text.said
    if said.word is not None:
        yield Remark(book.file, said.cell, f"结论“{said.word}”不是可选的四种结论，未采用")
    elif text.word is not None:
        yield Remark(book.file, said.cell, f"同文一并适用“{text.word}”应为“是”或“否”，未采用")
    elif said.decision and text.apply is None and not said.untouched:
        yield Remark(book.file, said.cell, "已填结论而未选“同文一并适用”，未采用")
    elif text.apply and said.decision is None:
        yield Remark(book.file, said.cell, "已选“同文一并适用”而未填结论，未采用")


# ---------------------------------------------------------------------------------------------------------------------
# One row


def _settled(
    row: str, found: Sequence[Proposal], stored: HumanDecision | None, books: Sequence[Returned], replacing: bool
) -> HumanDecision | Conflict | None:
    """The decision to write; None where it stands already."""
    differing = list({_content(proposal.decision): proposal for proposal in reversed(found)}.values())[::-1]
    if len(differing) > 1:
        stands = stored if stored and _content(stored) not in map(_content, (p.decision for p in differing)) else None
        return Conflict(row, tuple(differing), stands)
    (proposal,) = differing
    if stored is None:
        return proposal.decision
    if _content(stored) == _content(proposal.decision):
        return None
    written = next((book.written for book in books if book.file == proposal.file), None)
    if replacing or _seen(proposal, stored, written):
        kept_edit = stored.edited and stored.opinion == proposal.decision.opinion
        return replace(proposal.decision, edited=proposal.decision.edited or kept_edit)
    return Conflict(row, (proposal,), stored)


def _content(decision: HumanDecision) -> tuple[str, str]:
    return decision.decision, decision.opinion or ""


def _seen(proposal: Proposal, stored: HumanDecision, written: str | None) -> bool:
    """Whether who decided knew the stored decision: it stood in the workbook, or is an earlier one of the same hand."""
    if proposal.shown_decision is not None:
        if (proposal.shown_decision, proposal.shown_opinion or "") == _content(stored):
            return True
    elif written is not None and stored.decided <= written:
        return True
    now = proposal.decision
    if now.workbook is None or stored.workbook != now.workbook:
        return False
    return stored.who == now.who if stored.who and now.who else stored.file == now.file


def _visible(row: ReturnedRow) -> tuple[str, str]:
    return row.name or "", row.target or ""
