"""Sheets, verdicts and reviews written for tests."""

from reviewer.model import Answer, Grade, Graded, Indicator, Place, Review, ReviewedRow, Sheet, Shown

PASSED = Answer()


def fail(*codes: str, quote: str = "工作", reason: str = "说不清衡量什么", belongs: tuple[str, ...] = ()) -> Answer:
    return Answer(Grade.FAIL, codes, quote, reason, belongs)


def advise(*codes: str, quote: str = "95", reason: str = "缺计量单位", belongs: tuple[str, ...] = ()) -> Answer:
    return Answer(Grade.ADVISE, codes, quote, reason, belongs)


def graded(key: str = "rules:0", v: Answer = PASSED, m: Answer = PASSED, t: Answer = PASSED, **more: object) -> Graded:
    return Graded(key, "rules", v, m, t, **more)  # type: ignore[arg-type]


def indicator(name: str | None = "完成公路里程", line: int = 1, **shown: str | None) -> Indicator:
    return Indicator(Shown(name=name, **shown), None, Place(f"第{line}行", line), row=f"row{line}")  # type: ignore[arg-type]


def sheet(*indicators: Indicator, file: str = "a.txt", number: int = 1, **head: str | None) -> Sheet:
    return Sheet(file, number, Place("第1行", 1), indicators=indicators, **head)  # type: ignore[arg-type]


def review(*rows: ReviewedRow, **more: object) -> Review:
    sheets = {(row.sheet.file, row.sheet.number) for row in rows}
    told = {"files": len({file for file, _ in sheets}), "sheets": len(sheets), "grader": "rules"}
    return Review(rows, **told | more)  # type: ignore[arg-type]
