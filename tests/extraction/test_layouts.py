"""The same sheets in every layout and under every word for their columns give the same rows."""

from dataclasses import replace
from itertools import product

import pytest

from reviewer.documents import plain_text
from reviewer.extraction import extract
from reviewer.model import Document, Indicator, Sheet
from tests.extraction.layouts import LAYOUTS, SAMPLES, Sample


def sheets_of(text: str) -> tuple[Sheet, ...]:
    return extract(Document("样表.txt", tuple(plain_text.read("样表.txt", text.encode()))))


def row_of(indicator: Indicator) -> dict[str, str]:
    shown = indicator.shown
    fields = ("level1", "level2", "name", "description", "target", "operator", "unit", "direction", "criteria")
    row = {field: getattr(shown, field) for field in fields} | {"basis": indicator.basis, "remark": indicator.remark}
    row["weight"] = None if indicator.weight is None else f"{indicator.weight:g}"
    return {field: text for field, text in row.items() if text is not None}


def rows_of(text: str) -> list[list[dict[str, str]]]:
    return [[row_of(indicator) for indicator in sheet.indicators] for sheet in sheets_of(text)]


@pytest.mark.parametrize(("layout", "name", "synonym"), [*product(LAYOUTS, SAMPLES, range(5))])
def test_same_rows_in_every_layout(layout: str, name: str, synonym: int) -> None:
    sample = SAMPLES[name]
    assert rows_of(LAYOUTS[layout](sample, synonym)) == [list(sample.rows)]


def without(sample: Sample, field: str) -> Sample:
    rows = tuple({key: text for key, text in row.items() if key != field} for row in sample.rows)
    return replace(sample, fields=tuple(key for key in sample.fields if key != field), rows=rows)


@pytest.mark.parametrize(
    ("layout", "name", "field"),
    [
        (layout, name, field)
        for layout, (name, sample) in product(LAYOUTS, SAMPLES.items())
        for field in sample.fields
        if field not in ("level1", "level2", "name", "target")
    ],
)
def test_column_dropped(layout: str, name: str, field: str) -> None:
    sample = without(SAMPLES[name], field)
    assert rows_of(LAYOUTS[layout](sample, 0)) == [list(sample.rows)]


ORDERS = {
    "roads": ("level1", "level2", "name", "target", "description", "basis"),
    "clinics": ("level1", "level2", "name", "unit", "direction", "operator", "target", "weight"),
    "rivers": ("level1", "level2", "remark", "name", "target"),
}


@pytest.mark.parametrize(("layout", "name"), [*product(LAYOUTS, ORDERS)])
def test_columns_in_another_order(layout: str, name: str) -> None:
    sample = replace(SAMPLES[name], fields=ORDERS[name])
    assert rows_of(LAYOUTS[layout](sample, 0)) == [list(sample.rows)]
