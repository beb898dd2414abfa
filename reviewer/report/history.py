"""What `reviewer runs` and `reviewer show` print: past runs, and everything that an earlier verdict was based on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.history import PastRow, Run
from reviewer.model import Graded, HumanDecision, Question, Shown
from reviewer.report.layout import left, right, shorten, wrap
from reviewer.report.safe import printable
from reviewer.report.words import GRADES, QUESTIONS

_FIELDS: dict[str, str] = {
    "level1": "一级指标",
    "level2": "二级指标",
    "tree": "指标体系",
    "name": "指标名称",
    "description": "指标说明",
    "target": "指标值",
    "operator": "计算符号",
    "unit": "计量单位",
    "direction": "指标方向",
    "criteria": "评分标准",
}


def runs(found: Sequence[Run]) -> Iterator[str]:
    """A line a run, the latest first."""
    if not found:
        yield "尚无运行记录。\n"
        return
    yield f"{'运行':>4}  {left('开始时间（UTC）', 19)}{right('文件', 8)}{right('指标', 10)}{right('问题指标', 10)}"
    yield f"{right('未评', 8)}{right('未读', 8)}  判定者　路径\n"
    for run in found:
        figures = (run.files, 8), (run.rows, 10), (run.weak, 10), (run.ungraded, 8), (run.unread, 8)
        counts = "".join(right("—" if count is None else f"{count:,}", width) for count, width in figures)
        paths = shorten(" ".join(map(printable, run.paths)), 60)
        unfinished = "" if run.finished else "（未完成）"
        yield f"{run.number:>6}  {_time(run.started)}{counts}  {printable(run.grader)}　{paths}{unfinished}\n"


def rows(run: Run, found: Iterable[PastRow]) -> Iterator[str]:
    """The rows of a run, one a line: rank, identity, place, indicator, decision."""
    yield f"第 {run.number} 次运行　{_time(run.started)}（UTC）　判定者 {printable(run.grader)}\n"
    for row in found:
        rank = "未评" if row.rank is None else str(row.rank)
        mark = row.decision or ("退回" if row.weak else "")
        indicator = "｜".join(printable(text) for text in (row.level2, row.name, row.target) if text)
        yield f"{right(rank, 7)}  {row.row}  {left(mark, 9)}{printable(row.file)} {row.place}　{indicator}\n"


@dataclass(frozen=True, slots=True)
class Around:
    """What is known about a row beside itself: where the run met it, all decisions on it (the latest first), and what
    the rules said where a model judged."""

    places: Sequence[tuple[str, int, str]]
    decided: Sequence[HumanDecision] = ()
    rules: Graded | None = None


def row(run: Run, found: PastRow, around: Around, width: int = 100) -> Iterator[str]:
    """Everything about one row of a run."""
    yield f"第 {run.number} 次运行　{_time(run.started)}（UTC）\n"
    for label, text in _where(found, around.places):
        yield from _line(label, text, width)
    yield "\n判定所依据的内容\n"
    for label, text in _shown(found):
        yield from _line(label, text, width)
    yield "\n判定\n"
    for label, text in _verdict(found):
        yield from _line(label, text, width)
    if around.rules:
        yield "\n规则判定（同一内容，最近一次）\n"
        for label, text in _answers(around.rules):
            yield from _line(label, text, width)
    yield "\n审核决定（UTC，最近的在前）\n" if around.decided else "\n审核决定：无\n"
    for each in around.decided:
        yield from _line(_time(each.decided), "　".join(_decided(each)), width, 23)


def _decided(decision: HumanDecision) -> Iterator[str]:
    """What was decided, in whose words, by whom, and where it came from."""
    yield decision.decision
    if decision.opinion:
        yield f"{'意见（已改写）' if decision.edited else '意见'}：{printable(decision.opinion)}"
    yield f"审核人：{printable(decision.who)}" if decision.who else "审核人未署名"
    if decision.common:
        yield "同文一并适用"
    if decision.file:
        yield f"来自 {printable(decision.file)}"


def _where(row: PastRow, places: Sequence[tuple[str, int, str]]) -> Iterator[tuple[str, str]]:
    yield "文件", row.file
    yield "位置", f"第{row.sheet}张表　{row.place}"
    for file, sheet, place in places:
        if (file, sheet, place) != (row.file, row.sheet, row.place):
            yield "同一行另在", f"{file}　第{sheet}张表　{place}"
    for label, text in (("部门", row.department), ("项目编码", row.project_code), ("项目", row.project_name)):
        if text:
            yield label, text
    yield "行标识", row.row
    if row.preset:
        yield "系统预置", "是，不提意见"
    yield (
        "当时",
        f"{'计为问题指标' if row.weak else '不计为问题指标'}" + (f"，已决定：{row.decision}" if row.decision else ""),
    )


def _shown(row: PastRow) -> Iterator[tuple[str, str]]:
    shown = row.shown or Shown(level2=row.level2, name=row.name, target=row.target)
    for field, label in _FIELDS.items():
        text = getattr(shown, field)
        if text and (field != "tree" or row.shown):
            yield label, text


def _verdict(row: PastRow) -> Iterator[tuple[str, str]]:
    if row.verdict is None:
        yield "未评", row.ungraded or "该判定已从数据库清除"
        return
    yield "排名", f"{row.rank}（弱度 {row.weakness:g}）" if row.weakness is not None else "—"
    yield from _answers(row.verdict)
    yield "判定者", " ".join(part for part in (row.verdict.grader, _version(row)) if part)
    yield "判定时间", f"{_time(row.judged or '')}（UTC）"
    yield "判定键", row.key


def _answers(verdict: Graded) -> Iterator[tuple[str, str]]:
    for question in Question:
        yield QUESTIONS[question], _answer(verdict, question)
    for label, text in (("审核意见", verdict.opinion), ("建议改为", verdict.rewrite)):
        if text:
            yield label, text
    for note in verdict.notes:
        yield "提示", note


def _answer(verdict: Graded, question: Question) -> str:
    answer = verdict.answer(question)
    quote = "" if answer.quote is None else f"“{answer.quote}”" if answer.quote else "（空）"
    belongs = f"可归入{'、'.join(answer.belongs)}" if answer.belongs else ""
    return "　".join(
        part for part in (GRADES[answer.grade], " ".join(answer.defects), quote, answer.reason, belongs) if part
    )


def _version(row: PastRow) -> str:
    if row.origin is None:
        return ""
    told = [f"提示词第 {row.origin.prompt_version} 版"] if row.origin.prompt_version else []
    return "，".join([*told, f"版本指纹 {row.origin.fingerprint[:12]}"] if row.origin.fingerprint else told)


def _line(label: str, text: str, width: int, indent: int = 18) -> Iterator[str]:
    for line in wrap(printable(text), width, left(f"  {label}", indent), " " * indent):
        yield line + "\n"


def _time(stamp: str) -> str:
    return stamp[:19].replace("T", " ")
