"""What became of the remarks on an earlier submission: the terminal report of `reviewer compare`."""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from reviewer.comparison import ABSENT, DELETED, OUTCOMES, Change, Comparison, Rate
from reviewer.comparison.entries import Entry
from reviewer.report.layout import left, right, wrap
from reviewer.report.safe import printable

_HINTS = 10


def rendered(found: Comparison, top: int, width: int = 100) -> Iterator[str]:
    """The report line by line; at most `top` remarks one by one, those that were not met first."""
    yield "整改情况对比\n"
    for sentence in summary(found).split("。")[:-1]:
        yield from (line + "\n" for line in wrap(f"{sentence}。", width))
    if found.rates:
        yield "\n各部门整改情况（整改率低的在前）\n"
        yield from (_rate(rate, width) + "\n" for rate in found.rates)
    if found.hints:
        yield "\n提示\n"
        for hint in found.hints[:_HINTS]:
            yield from (line + "\n" for line in wrap(printable(hint), width, "  ", "  "))
        if (rest := len(found.hints) - _HINTS) > 0:
            yield f"  另有 {rest:,} 条。\n"
    listed = ordered(found.changes)[:top]
    if listed:
        yield f"\n逐条对照（共 {len(found.changes):,} 条，列出前 {len(listed):,} 条）\n"
        yield from (line + "\n" for line in _changes(listed, width))


def summary(found: Comparison) -> str:
    """How many remarks there were and what became of them, how many new faults there are, what was not counted."""
    counts = Counter(change.outcome for change in found.changes)
    remarks = sum(counts.values()) - counts["新增问题"]
    if not counts:
        return "两版均无需要提出意见的指标。"
    notes = Counter(change.note for change in found.changes)
    apart = {"已整改": f"（其中删除指标 {notes[DELETED]:,} 条）"} if notes[DELETED] else {}
    apart |= {"未整改": f"（其中尚未重新报送 {notes[ABSENT]:,} 条）"} if notes[ABSENT] else {}
    told = "，".join(
        f"{outcome} {counts[outcome]:,} 条{apart.get(outcome, '')}"
        for outcome in reversed(OUTCOMES)
        if outcome != "新增问题"
    )
    share = f"，整改率 {counts['已整改'] / remarks:.1%}" if remarks else ""
    more = f"上一版另有 {found.undecided:,} 行由程序指出而审核人员尚未决定，不计入。" if found.undecided else ""
    return f"上一版意见 {remarks:,} 条：{told}{share}。新增问题 {counts['新增问题']:,} 条。{more}"


def ordered(changes: Sequence[Change]) -> list[Change]:
    """What was not met first; otherwise in the order of the submission."""
    return sorted(changes, key=lambda change: OUTCOMES.index(change.outcome))


def rated(rate: Rate) -> str:
    """The share of remarks that were met, in words where there is none."""
    if rate.absent:
        return "尚未重新报送"
    return "—" if rate.share is None else f"{rate.share:.1%}"


def indicator(entry: Entry | None) -> str:
    """A row as one line: second level, name, target."""
    if entry is None:
        return "（无此指标）"
    shown = entry.shown
    target = " ".join(part for part in (shown.operator, shown.target, shown.unit) if part) or "（未填指标值）"
    named = f"{shown.name or shown.description or '（未填名称）'}：{target}"
    return "｜".join(part for part in (shown.level2, named) if part)


def _rate(rate: Rate, width: int) -> str:
    figures = (
        right(f"意见 {rate.remarks:,} 条", 14)
        + right(f"已整改 {rate.met:,} 条", 16)
        + right(rated(rate) if rate.absent else f"整改率 {rated(rate)}", 16)
        + right(f"新增问题 {rate.added:,} 条", 18)
    )
    return "  " + left(printable(rate.department), width - 2 - cell_len(figures)) + figures


def _changes(changes: Sequence[Change], width: int) -> Iterator[str]:
    above = ""
    for change in changes:
        entry = change.new or change.old
        project = "　".join(
            printable(part) for part in (change.department, entry.project_name if entry else None) if part
        )
        if project != above:
            above = project
            yield f"◆ {project or '未填项目名称'}"
        yield from _change(change, width)


def _change(change: Change, width: int) -> Iterator[str]:
    yield f"  {change.outcome}" + (f"（{change.note}）" if change.note else "")
    for label, entry in (("原：", change.old), ("现：", change.new)):
        if entry is not None:
            place = f"{printable(entry.place)}　"
            yield from wrap(place + printable(indicator(entry)), width, f"    {label}", " " * 8)
    latest = change.new or change.old
    if latest is not None and latest.opinion and change.outcome != "已整改":
        yield from wrap(printable(latest.opinion), width, "    意见：", " " * 10)
