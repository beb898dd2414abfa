"""The target value (指标值) of an indicator, read without losing a character of it."""

from dataclasses import dataclass
from enum import StrEnum


class Operator(StrEnum):
    """How the achieved value is compared with the target."""

    AT_LEAST = "≥"
    AT_MOST = "≤"
    MORE = ">"
    LESS = "<"
    EQUAL = "="


class TargetKind(StrEnum):
    """What a target value is, by form alone."""

    MISSING = "missing"
    NUMBER = "number"
    RANGE = "range"
    DATE = "date"
    YES_NO = "yes-no"
    SCALE = "scale"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Target:
    """A parsed target. `text` is the target as written; `operator` is None where neither text nor column names one;
    `low` and `high` are equal for a single number and None where there is none; `unit` as written (% for 百分之);
    `rest` are the words of the text that are neither operator nor number nor unit."""

    text: str
    kind: TargetKind
    operator: Operator | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    rest: str = ""

    @property
    def percent(self) -> bool:
        """Whether the number is a percentage."""
        return self.unit in ("%", "‰", "百分比", "百分点")


def parse(text: str | None, operator: str | None = None, unit: str | None = None) -> Target:
    """Read a target with the operator and unit columns of its row, where the sheet has them."""
    raise NotImplementedError
