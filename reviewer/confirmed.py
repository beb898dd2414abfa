"""What people decided, made golden: rows whose grades a reviewer confirmed, and labels of whole rows.

退回修改 on a row that a judge found weak confirms its grades as shown: it becomes a golden row, in a file of its own.
Any other decision says something of the row and nothing of a single question: it is kept as a label and counted row
against row. Both came about with the judge's verdict in view; the floor counts neither.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from reviewer import golden
from reviewer.agreement import Agreement, agreement
from reviewer.decisions.lookup import known
from reviewer.errors import UsageError
from reviewer.golden import GoldenRow
from reviewer.grading import Grader
from reviewer.model import Decision, Grade, Graded, HumanDecision, Question, Shown, Tree, canonical_json
from reviewer.report.agreement import figures
from reviewer.store import Store

LABELS = "row_labels.jsonl"
_GRADES: dict[Decision, Grade] = {"退回修改": Grade.FAIL, "建议修改": Grade.ADVISE, "不提意见": Grade.PASS}
"""The worst grade of a row that a decision stands for; 待核 stands for none."""


class Label(BaseModel):
    """A person's decision on a row as its file holds it: the row as it was shown, and the decision on the whole."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    level1: str | None = None
    level2: str | None = None
    tree: Tree = "2015"
    name: str | None = None
    description: str | None = None
    target: str | None = None
    operator: str | None = None
    unit: str | None = None
    direction: str | None = None
    criteria: str | None = None
    decision: Decision
    opinion: str | None = None

    @property
    def shown(self) -> Shown:
        """What a judge is shown of this row."""
        return Shown(**{name: getattr(self, name) for name in Shown.__slots__})


@dataclass(frozen=True, slots=True)
class Added:
    """What decisions added: golden rows and labels. `known` were there already; `differing` say something else than
    what is there, or than each other, and were not added (the rows in words); `unjudged` have no verdict any more."""

    rows: tuple[GoldenRow, ...]
    labels: tuple[Label, ...]
    known: int
    differing: tuple[str, ...]
    unjudged: int


def add(store: Store, folder: Path) -> Added:
    """Add what people decided in a database to the golden folder: rows to judgments/decided.jsonl, labels to
    judgments/row_labels.jsonl. Raises UsageError where the folder is none or cannot be written."""
    rows = {row.shown: row for row in (*golden.everything(folder), *golden.decided(folder))}
    labels = {label.shown: label for label in load(folder)}
    new_rows: list[GoldenRow] = []
    new_labels: list[Label] = []
    differing: list[str] = []
    known_already = 0
    decisions, unjudged = _decided(store)
    for shown, made in decisions.items():
        found = _golden(shown, made) or _label(shown, made)
        there = rows.get(shown) if isinstance(found, GoldenRow) else labels.get(shown)
        if found is None or (there and not _same(found, there)):
            differing.append(_words(shown))
        elif there:
            known_already += 1
        elif isinstance(found, GoldenRow):
            new_rows.append(found)
        else:
            new_labels.append(found)
    _append(folder / "judgments" / f"{golden.DECIDED}.jsonl", new_rows)
    _append(folder / "judgments" / LABELS, new_labels)
    return Added(tuple(new_rows), tuple(new_labels), known_already, tuple(differing), unjudged)


def load(folder: Path) -> tuple[Label, ...]:
    """The labels of a golden folder; none where it has no file of them. Raises UsageError naming file and line."""
    path = folder / "judgments" / LABELS
    labels = []
    for number, line in enumerate(golden.read(path).splitlines() if path.exists() else (), start=1):
        try:
            labels.append(Label.model_validate_json(line))
        except ValidationError as error:
            raise UsageError(f"{path}:{number}: not a label: {error.errors()[0]['msg']}") from error
    return tuple(labels)


def by_row(grader: Grader, folder: Path) -> tuple[Agreement, int] | None:
    """How the worst grade of a judge agrees with what people decided on whole rows (a weak row is a `fail`), and how
    many rows it did not grade; None where nothing was decided."""
    decisions: dict[Shown, Decision] = {row.shown: "退回修改" for row in golden.decided(folder)}
    decisions |= {label.shown: label.decision for label in load(folder)}
    if not decisions:
        return None
    keys = {grader.key(shown): shown for shown in decisions}
    pairs = [
        (_GRADES[decisions[keys[key]]], verdict.worst)
        for batch in grader.grade(keys)
        for key, verdict in batch.items()
        if isinstance(verdict, Graded)
    ]
    return agreement(pairs), len(keys) - len(pairs)


def told(added: Added) -> Iterator[str]:
    """What was added, in words."""
    yield f"{len(added.rows)} golden rows added, {len(added.labels)} row labels added, {added.known} known\n"
    for row in added.rows:
        grades = "/".join(str(row.expected(question)) for question in Question)
        yield f"  golden  [{row.id}] {grades}  {row.text}\n"
    for label in added.labels:
        yield f"  label   [{label.id}] {label.decision}  {_words(label.shown)}\n"
    if added.differing:
        yield f"{len(added.differing)} not added: decided otherwise in the folder, or on a row that says the same\n"
        yield from (f"  {row}\n" for row in added.differing)
    if added.unjudged:
        yield f"{added.unjudged} not added: their verdict is no longer in the database\n"


def rendered(grader: Grader, folder: Path) -> Iterator[str]:
    """What `reviewer golden check` prints of whole rows; nothing where nothing was decided."""
    if found := by_row(grader, folder):
        seen, ungraded = found
        title = f"whole rows: what reviewers decided against the worst grade ({ungraded} not graded)"
        yield "\n" + figures(title, {"weak rows": seen}) + "\n"


# ---------------------------------------------------------------------------------------------------------------------
# One decision

_Made = list[tuple[HumanDecision, Graded]]
"""Decisions on rows that say the same, each with the verdict that was shown."""


def _decided(store: Store) -> tuple[Mapping[Shown, _Made], int]:
    """The decisions that stand by what was shown, and how many have no verdict any more."""
    standing = [made for made in store.decisions().values() if made.decision in _GRADES]
    rows = known(store, {made.row for made in standing})
    keys = {made.row: made.key or (rows[made.row].key if made.row in rows else None) for made in standing}
    wanted = set(keys.values())
    kept = {verdict.verdict.key: verdict for verdict in store.kept() if verdict.verdict.key in wanted}
    found: dict[Shown, _Made] = defaultdict(list)
    for made in standing:
        if verdict := kept.get(keys[made.row] or ""):
            found[verdict.shown].append((made, verdict.verdict))
    return found, len(standing) - sum(map(len, found.values()))


def _golden(shown: Shown, made: _Made) -> GoldenRow | None:
    """The golden row that decisions confirm; None where they do not agree, or sent back what the judge did not."""
    (decision, verdict), *_ = made
    if any(one.decision != "退回修改" or given.worst is not Grade.FAIL for one, given in made):
        return None
    answers = [verdict.answer(question) for question in Question]
    fields = {name: value for name, value in asdict(shown).items() if name != "operator"}
    return GoldenRow(
        **fields,
        id=_id(shown),
        nature=shown.operator,
        vagueness=verdict.vagueness.grade,
        misclassification=verdict.misclassification.grade,
        target_measurable=verdict.target_measurability.grade,
        belongs=verdict.misclassification.belongs,
        codes=tuple(code for answer in answers for code in answer.defects),
        why=decision.opinion or verdict.opinion or "",
    )


def _label(shown: Shown, made: _Made) -> Label | None:
    """The label that decisions give a row; None where they do not agree."""
    if len({one.decision for one, _ in made}) > 1:
        return None
    (decision, _), *_ = made
    return Label(id=_id(shown), **asdict(shown), decision=decision.decision, opinion=decision.opinion)


def _id(shown: Shown) -> str:
    return hashlib.sha256(canonical_json(asdict(shown)).encode()).hexdigest()[:8]


def _words(shown: Shown) -> str:
    return " | ".join(part or "-" for part in (shown.level2, shown.name, shown.target))


def _same(one: GoldenRow | Label, other: GoldenRow | Label) -> bool:
    match one, other:
        case GoldenRow(), GoldenRow():
            return all(one.expected(question) is other.expected(question) for question in Question)
        case Label(), Label():
            return one.decision == other.decision
        case _:
            return False


def _append(path: Path, rows: Sequence[BaseModel]) -> None:
    if not rows:
        return
    try:
        written = path.read_text(encoding="utf-8") if path.exists() else ""
        gap = "" if not written or written.endswith("\n") else "\n"
        with path.open("a", encoding="utf-8") as stream:
            stream.write(gap + "".join(f"{row.model_dump_json()}\n" for row in rows))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror}); name a golden folder with --golden") from error
