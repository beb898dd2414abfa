"""What the benchmarks work on, and how a figure is printed."""

from pathlib import Path

from reviewer import documents, extraction
from reviewer.model import Shown

ROOT = Path(__file__).parent.parent
DOCUMENTS = ROOT / "golden" / "documents"
MANY = 100_000


def published() -> list[Shown]:
    """The indicators of the five published documents, in reading order."""
    files = sorted(map(str, DOCUMENTS.iterdir()))
    sheets = [sheet for file in files for sheet in extraction.extract(documents.read(file))]
    return [indicator.shown for sheet in sheets for indicator in sheet.indicators]


def variants(shown: list[Shown], times: int) -> list[Shown]:
    """The distinct indicators, and as often again under other names, so that nothing is answered from a memo."""
    return [_variant(row, number) for number in range(times) for row in dict.fromkeys(shown)]


def write_many(folder: Path) -> int:
    """Write sheets of distinct indicators as tab text, 1,000 rows a file; gives the number of rows."""
    head = "\t一级指标\t二级指标\t三级指标\t指标性质\t指标方向性\t目标值\t计量单位\t备注\n"
    for file in range(MANY // 1000):
        lines = []
        for sheet in range(100):
            lines.append(f"部门整体绩效表\n\n部门：第{file * 100 + sheet}局\n\n{head}")
            for row in range(10):
                number = file * 1000 + sheet * 10 + row
                lines.append(
                    f"绩效指标\t产出指标\t数量指标\t完成第{number}段农村公路里程\t大于等于\t正向\t{row + 3}\t公里\t\n"
                )
            lines.append("\n")
        (folder / f"{file:03}.txt").write_text("".join(lines), encoding="utf-8")
    return MANY


def show(title: str, figure: str) -> None:
    """Print a figure."""
    print(f"{title:45} {figure}", flush=True)


def _variant(row: Shown, number: int) -> Shown:
    fields = {field: getattr(row, field) for field in row.__slots__}
    return Shown(**fields | {"name": f"{row.name or ''}{number}" if number else row.name})
