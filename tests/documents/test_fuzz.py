"""Bytes of valid files, mutated: a document or an UnreadableError comes of them, nothing else, and soon."""

import random
import time
from collections.abc import Callable

import pytest

from reviewer import documents
from reviewer.documents import Limits, deadline, formats, plain_text, web
from reviewer.errors import UnreadableError
from reviewer.model import Cell, Paragraph, Table
from tests.documents import drawing

ROUNDS = 120
LIMITS = Limits(unpacked_bytes=20_000_000, cells=100_000, seconds=5)
ROWS: list[list[str | None]] = [
    ["一级指标", "三级指标", "指标值"],
    ["产出指标", "新建公路里程", "≥12公里"],
    [None, "路灯", "≥3"],
]
HTML = (
    "<html><head><meta charset=utf-8></head><body><p>题<table border=1><tr><th colspan=2 rowspan=1>甲<td>乙</tr>"
    "<tr style='display:none'><td>丙<table><tr><td>a<td>b<td>c</tr><tr><td>d</tr></table></tr></table><pre>x\ty</pre>"
)
MARKDOWN = (
    "# 题\n\n| 甲 | **乙** |\n|---|:-:|\n| 丙\\| | 丁<br>戊 |\n\n<table><tr><td rowspan=2>己<td>庚</table>\n- 注\n"
)
MHT = (
    "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
    f"--b\r\nContent-Type: text/html\r\n\r\n{HTML}\r\n--b--"
)
TOKENS = [
    b"<",
    b">",
    b"\0",
    b"\xff",
    b"999999999",
    b"-1",
    b"endobj",
    b"stream",
    b" re S",
    b"|",
    b"<table>",
    b"</td>",
    b"\n\n",
]


def _pdf() -> bytes:
    first, second = drawing.Sheet(), drawing.Sheet()
    first.text(60, 80, "绩效目标表")
    first.table(720, (60, 120, 300, 400), ROWS)
    second.table(72, (60, 120, 300, 400), ROWS)
    return drawing.pdf(first, second)


VALID: dict[str, tuple[Callable[..., list[Paragraph | Table]], bytes]] = {
    "text": (plain_text.read, "绩效目标表\n一级指标\t指标值\n产出指标\t≥12公里\n\n\t甲\n\t乙\n\n".encode()),
    "markdown": (plain_text.read, MARKDOWN.encode()),
    "html": (web.read, HTML.encode()),
    "mht": (web.read_archive, MHT.encode()),
    "pdf": (documents.READERS["pdf"], _pdf()),  # type: ignore[dict-item]  # it gives a sequence
}


@pytest.mark.parametrize("name", VALID)
def test_mutated_files(name: str) -> None:
    if name == "pdf":
        pytest.importorskip("pdfminer", reason="needs the extra pdf")
    read, data = VALID[name]
    for seed in range(ROUNDS):
        mutated = _mutated(data, random.Random(f"{name}{seed}"))
        start = time.monotonic()
        try:
            formats.format_of(name, mutated)
            with deadline.within(name, LIMITS.seconds):
                blocks = list(read(name, mutated, LIMITS))
        except UnreadableError:
            blocks = []
        assert all(_is_sound(block) for block in blocks), seed
        assert time.monotonic() - start < LIMITS.seconds + 1, seed


def _mutated(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 3, 20))):
        at = chance.randrange(len(data))
        end = min(len(data), at + chance.choice((1, 1, 4, 60)))
        piece = data[at:end]
        new = chance.choice((b"", piece + piece, piece[::-1], chance.randbytes(len(piece)), chance.choice(TOKENS)))
        data = data[:at] + new + data[end:] or b" "
    return data


def _is_sound(block: Paragraph | Table) -> bool:
    """Whether a block is what the model promises: texts, places, cells in reading order, none over another."""
    match block:
        case Paragraph():
            return bool(block.text and block.place.label)
        case Table(cells=cells):
            return bool(cells) and _are_in_order(cells) and (block.ragged or not _overlap(cells))


def _are_in_order(cells: tuple[Cell, ...]) -> bool:
    places = [(cell.row, cell.column) for cell in cells]
    return places == sorted(places) and all(cell.place.label and cell.rowspan > 0 < cell.colspan for cell in cells)


def _overlap(cells: tuple[Cell, ...]) -> bool:
    taken: set[tuple[int, int]] = set()
    for cell in cells:
        fields = {
            (row, column)
            for row in range(cell.row, cell.row + min(cell.rowspan, 100))
            for column in range(cell.column, cell.column + min(cell.colspan, 100))
        }
        if fields & taken:
            return True
        taken |= fields
    return False
