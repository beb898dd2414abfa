"""The type of a parsed target value (指标值)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from reviewer import units
from reviewer.targets.operators import Operator


class TargetKind(StrEnum):
    """What a target value is, by form alone."""

    MISSING = "missing"
    NUMBER = "number"
    RANGE = "range"
    DATE = "date"
    YES_NO = "yes-no"
    SCALE = "scale"
    WORDS = "words"


Role = Literal["operator", "number", "unit", "date", "rest", "mark"]
Part = tuple[Role, str]


@dataclass(frozen=True, slots=True)
class Target:
    """A parsed target. `text` is the target as written; `operator` is None where neither text nor column names one;
    `low` and `high` are equal for a single number and None where there is none; `unit` as written but in plain widths
    (% for 百分之); `rest` are the words of the text that are neither operator nor number nor unit nor date.

    The text wins over the columns: `operator` and `unit` come from `column_operator` and `column_unit` only where the
    text has none. `qualitative`: 定性 stands in the operator column or the text. `approximate`: 约, 左右,
    余. `date`: a date or deadline in the text (low and high are None where it is the target itself). `numbers`: every
    number of the text that is no date, in reading order. `steps`: the grades of a scale or the two answers of 是/否.
    `parts`: the text without white space, cut by role; joined they give all of it ("mark" is punctuation)."""

    text: str
    kind: TargetKind
    operator: Operator | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    rest: str = ""
    qualitative: bool = False
    approximate: bool = False
    date: str | None = None
    numbers: tuple[float, ...] = ()
    steps: tuple[str, ...] = ()
    column_operator: Operator | None = None
    column_unit: str | None = None
    parts: tuple[Part, ...] = ()

    @property
    def percent(self) -> bool:
        """Whether the number is a percentage."""
        return self.measure is units.Measure.PERCENT

    @property
    def measure(self) -> units.Measure | None:
        """What the unit measures (万元 → money), None where there is none or it is not known."""
        return units.measure(self.unit)

    @property
    def scale(self) -> float:
        """What 万 or 亿 in the unit multiplies the number by (1 for none)."""
        return units.scale(self.unit)
