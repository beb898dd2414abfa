"""What `reviewer decisions` prints, in Chinese: what was taken of the workbooks and what was not, and what stands."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from reviewer.decisions import Changed, Conflict, Known, Outcome, Proposal
from reviewer.model import HumanDecision
from reviewer.report.layout import left, shorten, wrap
from reviewer.report.safe import printable

WIDTH = 100


def outcome(found: Outcome, rows: Mapping[str, Known]) -> Iterator[str]:
    """An import, what was not taken set out with both sides."""
    yield f"采用 {len(found.taken):,} 行{_kinds(found.taken)}；与已登记一致 {found.same:,} 行。\n"
    if found.conflicts:
        yield f"\n意见不一致 {len(found.conflicts):,} 行，均未采用：\n"
        for conflict in found.conflicts:
            yield from _conflict(conflict, rows)
        yield "  由一方改定后重新导入；以回收文件为准的，加 --replace 单独导入该文件。\n"
    if found.changed:
        yield f"\n文字已变动 {len(found.changed):,} 行，均未采用：\n"
        for changed in found.changed:
            yield from _changed(changed, rows)
    if found.unknown:
        yield f"\n本数据库未见过的指标 {len(found.unknown):,} 行，均未采用：\n"
        yield from _lines(f"{_at(proposal)}　{_decision(proposal.decision)}" for proposal in found.unknown)
    if found.remarks:
        yield f"\n未采用的填写 {len(found.remarks):,} 处：\n"
        yield from _lines(f"{printable(told.file)} {printable(told.cell)}　{told.reason}" for told in found.remarks)


def standing(decisions: Iterable[HumanDecision], rows: Mapping[str, Known]) -> Iterator[str]:
    """The decisions that stand, the latest first."""
    found = sorted(decisions, key=lambda decision: decision.decided, reverse=True)
    if not found:
        yield "尚无人工审核结论。\n"
        return
    yield f"人工审核结论 {len(found):,} 行{_kinds(found)}\n"
    for decision in found:
        who = shorten(printable(decision.who or "未署名"), 12)
        head = f"{decision.decided[:16].replace('T', ' ')}  {left(decision.decision, 8)}  {left(who, 12)}  "
        opinion = f"：{printable(decision.opinion)}" if decision.opinion else ""
        yield from _wrapped(f"{_indicator(decision.row, rows)}{opinion}", head, " " * 42)


def _kinds(decisions: Sequence[HumanDecision]) -> str:
    counted = Counter(decision.decision for decision in decisions)
    return f"（{'，'.join(f'{word} {count:,}' for word, count in counted.most_common())}）" if counted else ""


def _conflict(conflict: Conflict, rows: Mapping[str, Known]) -> Iterator[str]:
    yield from _wrapped(_indicator(conflict.row, rows), "  ")
    if conflict.stored:
        stored = conflict.stored
        yield from _wrapped(f"已登记（{stored.decided[:10]}）　{_decision(stored)}", "    ", " " * 6)
    for proposal in conflict.proposals:
        yield from _wrapped(f"{_at(proposal)}　{_decision(proposal.decision)}", "    ", " " * 6)


def _changed(changed: Changed, rows: Mapping[str, Known]) -> Iterator[str]:
    row = changed.proposal.decision.row
    yield from _wrapped(_indicator(row, rows), "  ")
    if changed.typed:
        now = f"工作簿中为　{printable('：'.join(filter(None, changed.typed))) or '（空）'}"
    elif changed.now:
        now = f"新报送为　{_text(changed.now)}"
    else:
        now = "新报送中已无此指标"
    yield from _wrapped(now, "    ", " " * 6)
    yield from _wrapped(f"{_at(changed.proposal)}　{_decision(changed.proposal.decision)}", "    ", " " * 6)


def _at(proposal: Proposal) -> str:
    return f"{printable(proposal.file)} {printable(proposal.cell)}"


def _decision(decision: HumanDecision) -> str:
    words = f"“{printable(decision.opinion)}”" if decision.opinion else "（无意见文字）"
    return f"{printable(decision.who or '未署名')}　{decision.decision}　{words}"


def _indicator(row: str, rows: Mapping[str, Known]) -> str:
    found = rows.get(row)
    if found is None:
        return f"行标识 {printable(row)}"
    names = dict.fromkeys(printable(name) for name in (found.department, found.project) if name)
    return "　".join((*names, printable(found.place), _text(found)))


def _text(row: Known) -> str:
    told = printable(row.name or "（未填名称）"), printable(row.target or "（未填指标值）")
    return f"{printable(row.level2 or '')}｜{'：'.join(told)}".lstrip("｜")


def _lines(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _wrapped(text, "  ", "    ")


def _wrapped(text: str, first: str, indent: str = "    ") -> Iterator[str]:
    return (line + "\n" for line in wrap(text, WIDTH, first, indent))
