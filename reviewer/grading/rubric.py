"""The form of a model's reply: what the schema demands, and how a reply is read row by row.

The model argues before it grades: reason, then quote, then grade. Reading is tolerant of what surrounds the JSON (a
code fence, a <think> passage) and of single rows that do not fit; whether a row that fits may stand is `acceptance`.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from pydantic_core import core_schema

from reviewer import taxonomy
from reviewer.defects import DEFECTS
from reviewer.model import Question


def codes(question: Question) -> tuple[str, ...]:
    """The defect codes that answer one question."""
    return tuple(defect.code for defect in DEFECTS if defect.question is question)


_GRADES = {"通过": "pass", "建议修改": "advise", "退回修改": "fail"}


def _grade(value: object) -> object:
    return _GRADES.get(value.strip(), value.strip().lower()) if isinstance(value, str) else value


def _text(value: object) -> object:
    return "" if value is None else value


def _list(value: object) -> object:
    return [] if value is None or value == "" else [value] if isinstance(value, str) else value


def _categories(value: object) -> object:
    """Categories by their canonical names, however the model writes them (社会效益指标 for 社会效益)."""
    listed = _list(value)
    if not isinstance(listed, list):
        return listed
    return [taxonomy.level2(item, bare=True) or item if isinstance(item, str) else item for item in listed]


@dataclass(frozen=True, slots=True)
class _OneOf:
    """An annotation: the text is one of these, and the schema says so."""

    words: tuple[str, ...]

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> core_schema.CoreSchema:
        return core_schema.literal_schema(list(self.words))


GradeWord = Annotated[Literal["pass", "advise", "fail"], BeforeValidator(_grade)]
Text = Annotated[str, BeforeValidator(_text)]
VaguenessCode = Annotated[str, _OneOf(codes(Question.VAGUENESS))]
CategoryCode = Annotated[str, _OneOf(codes(Question.MISCLASSIFICATION))]
TargetCode = Annotated[str, _OneOf(codes(Question.TARGET))]
CategoryName = Annotated[str, _OneOf(taxonomy.CATEGORIES)]


class _Part(BaseModel):
    """Keys that nobody asked for are dropped: they cost nobody a second question."""

    model_config = ConfigDict(extra="ignore")


class VaguenessReply(_Part):
    """Question 1."""

    reason: Text = ""
    quote: Text = ""
    grade: GradeWord
    defects: Annotated[list[VaguenessCode], BeforeValidator(_list)] = []


class MisclassificationReply(_Part):
    """Question 2."""

    reason: Text = ""
    quote: Text = ""
    grade: GradeWord
    defects: Annotated[list[CategoryCode], BeforeValidator(_list)] = []
    belongs: Annotated[list[CategoryName], BeforeValidator(_categories)] = []


class TargetReply(_Part):
    """Question 3."""

    reason: Text = ""
    quote: Text = ""
    grade: GradeWord
    defects: Annotated[list[TargetCode], BeforeValidator(_list)] = []


class Row(_Part):
    """The reply to one indicator."""

    id: str
    vagueness: VaguenessReply
    misclassification: MisclassificationReply
    target_measurability: TargetReply
    opinion: str | None = None
    rewrite: str | None = None

    def part(self, question: Question) -> VaguenessReply | MisclassificationReply | TargetReply:
        """The reply to one question."""
        match question:
            case Question.VAGUENESS:
                return self.vagueness
            case Question.MISCLASSIFICATION:
                return self.misclassification
            case Question.TARGET:
                return self.target_measurability


@dataclass(frozen=True, slots=True)
class Misfit:
    """A row of a reply that does not fit the schema: its id (None where it has none) and, in Chinese, what is
    wrong."""

    id: str | None
    problem: str


class Reply(BaseModel):
    """A whole reply. Its `model_validate_json` is the one way in, for live and for recorded replies; its
    `model_json_schema` is what an endpoint is given. (As pydantic sees it, it is flat: instructor walks all fields of a
    form for every call.)"""

    rows: list[Any]

    @classmethod
    def model_validate_json(cls, json_data: str | bytes | bytearray, **_: Any) -> Self:
        """Read a model's text. Raises ValueError where it is no reply at all."""
        text = json_data if isinstance(json_data, str) else bytes(json_data).decode("utf-8", "replace")
        return cls(rows=[_read(value) for value in _found_rows(text)])

    @classmethod
    def model_json_schema(cls, *_: Any, **__: Any) -> dict[str, Any]:
        """The schema, as strict servers want it: everything inline, all keys required, none other allowed."""
        return dict(schema())  # instructor writes into it

    @property
    def read(self) -> list[Row | Misfit]:
        """The rows as what they are: some may be misfits."""
        return list(self.rows)


def _read(value: object) -> Row | Misfit:
    """A row, or what is wrong with it: one bad row costs the others nothing."""
    try:
        return Row.model_validate(value)
    except ValidationError as error:
        stated = value.get("id") if isinstance(value, dict) else None
        return Misfit(stated if isinstance(stated, str) else None, _problem(error))


def _problem(error: ValidationError) -> str:
    """Where a row does not fit, in words that the model can act on and that hold nothing of its text."""
    places = dict.fromkeys(".".join(str(step) for step in entry["loc"]) for entry in error.errors(include_url=False))
    return f"字段缺失或取值不在允许范围：{'、'.join(list(places)[:4])}"


# ---------------------------------------------------------------------------------------------------------------------
# From text to rows

LONGEST = 1 << 20
"""Characters of a reply that are looked at; a longer one is none."""

_THOUGHT = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_UNENDED = re.compile(r"\s*<think(?:ing)?>")
_FENCED = re.compile(r"\A\s*```[a-zA-Z]*\s*(.*?)\s*```\s*\Z", re.DOTALL)
_FAILURES = 200


def _found_rows(text: str) -> list[object]:
    """The rows of the last reply in a text: what a model thought or fenced around it does not count."""
    if len(text) > LONGEST:
        raise ValueError("reply too long")
    text = unwrapped(text)
    if _UNENDED.match(text):
        raise ValueError("nothing but thoughts")
    whole = _rows(_decoded(text))
    if whole is not None:
        return whole
    replies = [
        rows for value in _values(text) if isinstance(value, dict) and "rows" in value and (rows := _rows(value))
    ]
    if not replies:
        raise ValueError("no reply in the text")
    return replies[-1]


def unwrapped(text: str) -> str:
    """A model's text without the thoughts before it and the code fence around it."""
    return _FENCED.sub(r"\1", _THOUGHT.sub("", text, count=1), count=1)


def _decoded(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _values(text: str) -> list[object]:
    """Every complete JSON object or array in a text, outermost ones only, in order."""
    decoder, found, at, failures = json.JSONDecoder(strict=False), [], 0, 0
    while failures < _FAILURES and (start := _OPENING.search(text, at)):
        try:
            value, at = decoder.raw_decode(text, start.start())
            found.append(value)
        except (ValueError, RecursionError):
            at, failures = start.end(), failures + 1
    return found


_OPENING = re.compile(r"[{\[]")


def _rows(value: object) -> list[object] | None:
    """The rows of a decoded value: {"rows": [...]}, the bare list, or one bare row. None where it is no reply."""
    if isinstance(value, dict):
        rows = value.get("rows")
        if isinstance(rows, str):
            rows = _decoded(rows)
        if isinstance(rows, list):
            return rows
        return [value] if "id" in value and "vagueness" in value else None
    if isinstance(value, list) and value and all(isinstance(item, dict) and "id" in item for item in value):
        return value
    return None


# ---------------------------------------------------------------------------------------------------------------------
# Schema


@cache
def schema() -> dict[str, Any]:
    """The JSON schema of a reply. Do not change the dictionary."""
    stated = Row.model_json_schema()
    rows = {"type": "array", "items": _strict(stated, stated.get("$defs", {}))}
    return {
        "title": Reply.__name__,
        "description": "逐条评判结果",
        "type": "object",
        "properties": {"rows": rows},
        "required": ["rows"],
        "additionalProperties": False,
    }


def _strict(node: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(node, list):
        return [_strict(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _strict(definitions[node["$ref"].rsplit("/", 1)[-1]], definitions)
    if "properties" in node:
        parts = {name: _strict(part, definitions) for name, part in node["properties"].items()}
        return {"type": "object", "properties": parts, "required": list(parts), "additionalProperties": False}
    kept = {key: value for key, value in node.items() if key not in ("title", "description", "default", "$defs")}
    if "const" in kept:
        kept = {"type": "string", "enum": [kept["const"]]}
    return {key: _strict(value, definitions) for key, value in kept.items()}
