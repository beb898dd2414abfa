"""What all tests share. The first call to an endpoint loads the client libraries; no deadline of a test is to pay for
that."""

import os
from pathlib import Path

import pytest

from tests.fake_server import Fake
from tests.grading.faulty import grader, indicators, judged


@pytest.fixture(scope="session")
def warm() -> None:
    """One good call with all the time in the world."""
    with Fake() as fake:
        judged(grader(fake, deadline=60.0), indicators(1))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with a database of its own, and no settings from outside."""
    for name in [name for name in os.environ if name.startswith(("REVIEWER_", "OPENAI_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / ".data"))
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.chdir(tmp_path)
    return tmp_path
