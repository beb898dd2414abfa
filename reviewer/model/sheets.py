"""Sheets and indicators: what extraction yields."""

import hashlib
import json
from dataclasses import dataclass
from typing import Literal

from reviewer.model.documents import Place

Scope = Literal["项目", "部门整体"]
Tree = Literal["2015", "2021"]
Kind = Literal["申报", "自评"]


@dataclass(frozen=True, slots=True)
class Shown:
    """The fields of an indicator (绩效指标) that a judge is shown, offline or model: these and no others decide a
    verdict's key."""

    level1: str | None = None
    level2: str | None = None
    tree: Tree = "2015"
    name: str | None = None
    description: str | None = None
    target: str | None = None
    operator: str | None = None
    unit: str | None = None
    direction: str | None = None
    criteria: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator row of a target sheet (绩效目标表), as written; `line`, `place` and `doubts` say where and how
    surely it was read. `row` is its identity (see `row_id`)."""

    shown: Shown
    category: str | None
    place: Place
    row: str = ""
    basis: str | None = None
    remark: str | None = None
    weight: float | None = None
    actual: str | None = None
    score: str | None = None
    term_target: str | None = None
    area: str | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One target sheet (绩效目标表): its head as written and its indicators in reading order. `number` counts sheets in
    the file from 1; `budget` is in `budget_unit` (元 when the sheet names none); `project_class` is 人员类, 运转类,
    特定目标类 or what else the head says; `left_empty` are the levels that are printed with no indicator below them."""

    file: str
    number: int
    place: Place
    title: str | None = None
    section: str | None = None
    department: str | None = None
    unit_code: str | None = None
    project_code: str | None = None
    project_name: str | None = None
    budget: str | None = None
    budget_unit: str | None = None
    goal: str | None = None
    scope: Scope = "项目"
    tree: Tree = "2015"
    kind: Kind = "申报"
    project_class: str | None = None
    left_empty: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()


@dataclass(frozen=True, slots=True)
class Suspect:
    """A line that looks like an indicator and is none of the rows that were read: its place and its text, the texts of
    its cells with a bar between them."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class SheetAudit:
    """A sheet with the number of lines of its table that look like indicators, those of them that gave no row, the sum
    of its weights (None where it states none), how many rows each category has (canonical names, in their order) and
    how many rows carry each doubt."""

    sheet: Sheet
    likely: int
    missed: tuple[Suspect, ...]
    weights: float | None
    categories: dict[str, int]
    doubts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Audit:
    """A file's sheets, and the lines outside them that look like indicators."""

    file: str
    sheets: tuple[SheetAudit, ...]
    outside: tuple[Suspect, ...]


def row_id(sheet: Sheet, shown: Shown, seen: dict[str, int]) -> str:
    """The identity of an indicator of `sheet`: 16 hex digits over department, project code, project name or title, the
    shown fields and an ordinal among equals within the file. `seen` counts equals and is shared by the sheets of a
    file, in reading order. Path, judge and prompt play no part, so a decision survives a renamed file."""
    fields = {name: getattr(shown, name) for name in Shown.__slots__}
    content = canonical_json([sheet.department, sheet.project_code, sheet.project_name or sheet.title, fields])
    ordinal = seen[content] = seen.get(content, 0) + 1
    return hashlib.sha256(f"{content}#{ordinal}".encode()).hexdigest()[:16]


def canonical_json(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, characters as they are. For hashing only."""
    return _CANONICAL.encode(value)


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
