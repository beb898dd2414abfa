"""Whatever the bytes: no crash, and no text that is not in the file."""

import pickle
import re
from collections.abc import Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from reviewer.documents import plain_text
from reviewer.documents.encoding import decode
from reviewer.documents.noise import clean
from reviewer.errors import UnreadableError
from reviewer.extraction import extract
from reviewer.model import Document, Sheet
from tests.extraction.layouts import LAYOUTS, SAMPLES

PUBLISHED = sorted((Path(__file__).parents[2] / "golden" / "documents").glob("*.txt"))
FILES = [path.read_bytes() for path in PUBLISHED]
FILES += [write(sample, 0).encode() for write in LAYOUTS.values() for sample in SAMPLES.values()]
HEAD = ("title", "section", "department", "unit_code", "project_code", "project_name", "budget", "budget_unit", "goal")
SHOWN = ("name", "description", "target", "operator", "unit", "direction", "criteria", "level2")
BESIDE = ("basis", "remark", "actual", "score", "term_target")
SPACES = re.compile(r"[\s\0|｜│┃║*\\]+")


def texts_of(sheets: tuple[Sheet, ...]) -> Iterator[str]:
    for sheet in sheets:
        yield from (getattr(sheet, name) or "" for name in HEAD)
        for indicator in sheet.indicators:
            yield from (getattr(indicator.shown, name) or "" for name in SHOWN)
            yield from (getattr(indicator, name) or "" for name in BESIDE)


def check(data: bytes) -> None:
    try:
        document = Document("x.txt", tuple(plain_text.read("x.txt", data)))
    except UnreadableError:
        return
    sheets = extract(document)
    assert pickle.loads(pickle.dumps(sheets)) == sheets
    lines = decode("x.txt", data).replace("\r", "\n").split("\n")
    source = SPACES.sub("", "".join(lines)) + SPACES.sub("", "".join(map(clean, lines)))
    for text in texts_of(sheets):
        for part in text.split("\n"):
            assert SPACES.sub("", part) in source


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=3000))
def test_any_bytes(data: bytes) -> None:
    check(data)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FILES), st.floats(0, 1), st.floats(0, 1))
def test_any_cut(data: bytes, one: float, other: float) -> None:
    start, end = sorted((int(one * len(data)), int(other * len(data))))
    check(data[start : min(end, start + 20_000)])


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FILES), st.randoms(use_true_random=False), st.integers(1, 150))
def test_lines_in_any_order(data: bytes, chance: object, count: int) -> None:
    lines = data.split(b"\n")
    start = chance.randrange(len(lines))  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    some = lines[start : start + count]
    chance.shuffle(some)  # type: ignore[attr-defined]
    check(b"\n".join(some))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FILES), st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), max_size=40))
def test_any_damage(data: bytes, damage: list[tuple[float, int]]) -> None:
    damaged = bytearray(data[:20_000])
    for where, byte in damage:
        damaged[int(where * (len(damaged) - 1))] = byte
    check(bytes(damaged))
