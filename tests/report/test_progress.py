"""What is said of a model's run while it lasts, and that nothing is said where no terminal reads."""

import io
import sys

import pytest

from reviewer import steps
from reviewer.report import progress
from reviewer.report.progress import Standing, told

TOLD = [
    (Standing(0, 100, 2), 5, 0.1, "已有判定 5，调用 2 次"),
    (Standing(50, 100, 7, 12_345), 0, 2.0, "已有判定 0，调用 7 次，词元 12,345"),
    (Standing(50, 100, 7, None, 1.25), 0, 4.9, "已有判定 0，调用 7 次，费用 1.25 元，预计共 2.50 元"),
    (
        Standing(25, 100, 4, 1_000, 1.0),
        1_000,
        30.0,
        "已有判定 1,000，调用 4 次，词元 1,000，费用 1.00 元，预计共 4.00 元，剩余约 1 分 30 秒",
    ),
    (Standing(100, 100, 13, 1, 4.0), 0, 60.0, "已有判定 0，调用 13 次，词元 1，费用 4.00 元，预计共 4.00 元"),
]


@pytest.mark.parametrize(("standing", "known", "seconds", "text"), TOLD)
def test_told(standing: Standing, known: int, seconds: float, text: str) -> None:
    assert told(standing, known, seconds, "元") == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.2, "1 秒"), (59.4, "59 秒"), (60, "1 分 0 秒"), (754, "12 分"), (3_700, "1 小时 1 分")],
)
def test_a_length_of_time(seconds: float, text: str) -> None:
    assert progress.spoken_time(seconds) == text


class Terminal(io.StringIO):
    """A terminal to look at."""

    def isatty(self) -> bool:
        return True


def _shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, patience: float) -> str:
    monkeypatch.setattr(progress, "_PATIENCE", patience)
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    with progress.shown("欧元") as watch:
        watch(steps.READING, 1, 2)
        watch(steps.KNOWN, 7, 100)
        watch.model(Standing(10, 93, 2, 500, 0.5))
        watch(steps.JUDGING, 10, 93)
    return stream.getvalue()


def test_a_bar_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    text = _shown(monkeypatch, Terminal(), -1.0)
    assert "评判指标" in text
    assert "10/93" in text
    assert "已有判定 7，调用 2 次，词元 500，费用 0.50 欧元，预计共 4.65 欧元" in text


def test_short_work_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _shown(monkeypatch, Terminal(), 60.0).strip() == ""


def test_nothing_where_no_terminal_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _shown(monkeypatch, io.StringIO(), -1.0) == ""
