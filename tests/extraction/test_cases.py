"""Whole sheets as they arrive: every `cases/NAME.txt` gives exactly what `NAME.jsonl` says.

A line of the expected file is a sheet (its head, only what it has) or an indicator (the same), in reading order.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from reviewer import documents
from reviewer.extraction import extract

CASES = sorted(Path(__file__).parent.glob("cases/*.txt"))
ASIDE = ("file", "place", "row", "indicators", "shown")


def told(path: Path) -> list[dict[str, Any]]:
    """The sheets and indicators of a file, without what is empty."""
    lines: list[dict[str, Any]] = []
    for sheet in extract(documents.read(str(path))):
        lines.append({"sheet": sheet.number, **_filled(asdict(sheet), "number", "tree")} | {"tree": sheet.tree})
        for indicator in sheet.indicators:
            shown = _filled(asdict(indicator.shown), "tree")
            lines.append({"line": indicator.place.line, **shown, **_filled(asdict(indicator))})
    return lines


def _filled(fields: dict[str, Any], *aside: str) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in fields.items()
        if value not in (None, ()) and name not in (*ASIDE, *aside)
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    expected = path.with_suffix(".jsonl").read_text(encoding="utf-8").splitlines()
    assert told(path) == [json.loads(line) for line in expected]
