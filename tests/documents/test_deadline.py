"""One file may not hold up the others, whatever its reader is doing."""

import signal
import threading
import time

import pytest

from reviewer import documents, reading
from reviewer.documents import deadline
from reviewer.errors import Unread, UnreadableError
from reviewer.model import Document, Paragraph, Place

REASON = "读取超过 0.05 秒，已放弃；请拆分文件，或调高 max_seconds 设置"


def _busy(*, swallow: bool = False) -> None:
    end = time.monotonic() + 3
    while time.monotonic() < end:
        try:
            sum(range(1000))
        except Exception:
            if not swallow:
                raise


def _polite() -> None:
    end = time.monotonic() + 3
    while time.monotonic() < end:
        deadline.check()


@pytest.mark.parametrize("work", [_busy, lambda: _busy(swallow=True), lambda: time.sleep(3), _polite])
def test_what_takes_too_long_is_ended(work) -> None:
    start = time.monotonic()
    with pytest.raises(UnreadableError) as caught, deadline.within("a.txt", 0.05):
        work()
    assert (caught.value.file, caught.value.reason) == ("a.txt", REASON)
    assert time.monotonic() - start < 1


def test_outside_the_main_thread_readers_ask() -> None:
    told: list[str] = []

    def run() -> None:
        try:
            with deadline.within("a.txt", 0.05):
                _polite()
        except UnreadableError as error:
            told.append(error.reason)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert told == [REASON]


def test_nothing_rings_afterwards() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with deadline.within("a.txt", 0.05):
        assert 0 < deadline.left() <= 0.05
    time.sleep(0.1)
    deadline.check()
    assert deadline.left() == float("inf")
    assert signal.getsignal(signal.SIGALRM) is before


def test_an_error_of_the_reader_stays_its_own() -> None:
    with pytest.raises(ZeroDivisionError), deadline.within("a.txt", 5):
        raise ZeroDivisionError


@pytest.mark.parametrize("slow", ["reviewer.documents.read", "reviewer.extraction.extract"])
def test_reading_and_extracting_a_file_are_inside_the_limit(slow: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document("a.txt", (Paragraph("文", Place("第1行", 1)),))
    monkeypatch.setattr("reviewer.documents.read", lambda *_: document)
    monkeypatch.setattr(slow, lambda *_: time.sleep(3))
    assert reading.read_file("a.txt", documents.Limits(seconds=0.05)) == Unread("a.txt", REASON)
