"""Two pictures as inline SVG that a browser draws without a script: weak rows by department, categories by defect."""

from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape

from reviewer.defects import DEFECTS
from reviewer.model import Grade, Graded, Question, Review
from reviewer.report.layout import shorten
from reviewer.report.safe import printable
from reviewer.taxonomy import CATEGORIES

_MOST = 12  # departments
_LINE, _LABEL, _BAR = 26, 240, 320
_CELL_WIDTH, _CELL_HEIGHT, _HEAD = 46, 24, 116
_OTHER = "未归类"


def charts(review: Review) -> Iterator[str]:
    """The pictures, each with a title that a screen reader reads."""
    if departments := _departments(review):
        yield from _bars(departments)
    if counts := _counts(review):
        yield from _heat_map(counts)


def _departments(review: Review) -> list[tuple[str, int, int]]:
    """Department, weak rows, all rows; the most weak rows first."""
    rows: Counter[str] = Counter()
    weak: Counter[str] = Counter()
    for sheet in review.reviewed:
        name = printable(sheet.department or "") or "未填部门"
        rows[name] += len(sheet.rows)
        weak[name] += sum(row.weak for row in sheet.rows)
    return [(name, count, rows[name]) for name, count in weak.most_common() if count]


def _bars(departments: Sequence[tuple[str, int, int]]) -> Iterator[str]:
    shown = departments[:_MOST]
    longest = shown[0][1]
    height = _LINE * len(shown) + 8
    yield "<figure><figcaption>各部门问题指标（行）</figcaption>\n"
    yield f'<svg role="img" aria-label="各部门问题指标行数" viewBox="0 0 {_LABEL + _BAR + 130} {height}">\n'
    for number, (name, weak, rows) in enumerate(shown):
        top = number * _LINE + 4
        width = max(2, round(_BAR * weak / longest))
        yield f'<text x="{_LABEL - 8}" y="{top + 15}" class="end">{escape(shorten(name, 34))}</text>'
        yield f'<rect x="{_LABEL}" y="{top}" width="{width}" height="{_LINE - 8}" class="bar"/>'
        yield f'<text x="{_LABEL + width + 6}" y="{top + 15}">{weak:,}，占 {weak / rows:.0%}</text>\n'
    yield "</svg>\n"
    if (rest := len(departments) - len(shown)) > 0:
        yield f"<p>另有 {rest:,} 个部门有问题指标。</p>\n"
    yield "</figure>\n"


def _counts(review: Review) -> Counter[tuple[str, str]]:
    """How many rows of a category have a defect that is objected to."""
    counts: Counter[tuple[str, str]] = Counter()
    for row in review.rows:
        if not isinstance(row.verdict, Graded) or not row.objected:
            continue
        answers = (row.verdict.answer(question) for question in Question)
        codes = {code for answer in answers if answer.grade is not Grade.PASS for code in answer.defects}
        counts.update((row.indicator.category or _OTHER, code) for code in codes)
    return counts


def _heat_map(counts: Counter[tuple[str, str]]) -> Iterator[str]:
    defects = [defect for defect in DEFECTS if any(code == defect.code for _, code in counts)]
    categories = [name for name in (*CATEGORIES, _OTHER) if any(name == category for category, _ in counts)]
    most = max(counts.values())
    left = 130
    width, height = left + _CELL_WIDTH * len(defects) + 60, _HEAD + _CELL_HEIGHT * len(categories) + 4
    yield "<figure><figcaption>指标类别与问题（行）</figcaption>\n"
    yield f'<svg role="img" class="wide" aria-label="各类指标的各种问题行数" viewBox="0 0 {width} {height}">\n'
    for column, defect in enumerate(defects):
        x = left + column * _CELL_WIDTH + _CELL_WIDTH // 2
        yield f'<text transform="translate({x} {_HEAD - 6}) rotate(-40)">{escape(defect.title)}</text>'
    for line, category in enumerate(categories):
        y = _HEAD + line * _CELL_HEIGHT
        yield f'\n<text x="{left - 8}" y="{y + 16}" class="end">{escape(category)}</text>'
        for column, defect in enumerate(defects):
            yield _cell(left + column * _CELL_WIDTH, y, counts[category, defect.code], most)
    yield "\n</svg>\n</figure>\n"


def _cell(x: int, y: int, count: int, most: int) -> str:
    """A square as dark as its number is large, with the number, so that it survives a print in black and white."""
    shade = 0.0 if not count else 0.12 + 0.88 * count / most
    ink = " light" if shade > 0.6 else ""
    square = (
        f'<rect x="{x}" y="{y}" width="{_CELL_WIDTH - 2}" height="{_CELL_HEIGHT - 2}" class="heat"'
        f' fill-opacity="{shade:.2f}"/>'
    )
    number = f'<text x="{x + _CELL_WIDTH // 2 - 1}" y="{y + 16}" class="middle{ink}">{count:,}</text>' if count else ""
    return square + number
