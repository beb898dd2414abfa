"""An indicator read once for all rules: what its name and description measure, how clear that is, and its target."""

import re
from dataclasses import dataclass

from reviewer import targets, taxonomy
from reviewer.defects.clarity import circumstance, disagree, objectless, placeholder, slogan
from reviewer.defects.kinds import MEASURED, Grip, Kind
from reviewer.defects.orders import without_orders
from reviewer.defects.phrase import Phrase, clean, read
from reviewer.model import Grade, Shown
from reviewer.targets import Target, TargetKind


@dataclass(frozen=True, slots=True)
class Reading:
    """`name` and `description` as read (the description is None where it is missing or only rewords the name);
    `measured` is whichever of the two says what is measured; `category` the canonical second level, None where unknown.
    `slogan`, `objectless` and `placeholder` are the grades of the three ways in which nothing is measured."""

    shown: Shown
    category: str | None
    name: Phrase
    description: Phrase | None
    measured: Phrase
    target: Target
    slogan: Grade
    objectless: Grade
    placeholder: Grade

    @property
    def vague(self) -> bool:
        """Whether nothing that is measured is named, so that no number can save the row."""
        return Grade.FAIL in (self.slogan, self.objectless, self.placeholder)

    @property
    def numeric(self) -> bool:
        """Whether the target is a number, a range or a date."""
        return self.target.kind in (TargetKind.NUMBER, TargetKind.RANGE, TargetKind.DATE)

    @property
    def label(self) -> str:
        """What the row is quoted by: its name, or its description where it has no name."""
        return self.shown.name or self.shown.description or ""


def read_row(shown: Shown) -> Reading:
    """Read the fields of an indicator."""
    name = read(without_orders(shown.name))
    description = _description(name, without_orders(shown.description))
    category = taxonomy.category(shown.level1, shown.level2, shown.tree)
    return Reading(
        shown,
        category,
        name,
        description,
        measured=_measured(name, description),
        target=targets.parse(shown.target, shown.operator, shown.unit),
        slogan=slogan(name, description),
        objectless=objectless(name, description, category),
        placeholder=placeholder(name, description, category),
    )


# ---------------------------------------------------------------------------------------------------------------------


def _description(name: Phrase, text: str | None) -> Phrase | None:
    """The description, unless it is missing or says the name again in other words."""
    if not text or not clean(text):
        return None
    description = read(text)
    attributed = description.kind in MEASURED and name.kind not in MEASURED
    if not attributed and _REWORDING.sub("", description.text) == _REWORDING.sub("", name.text):
        return None
    return description


def _measured(name: Phrase, description: Phrase | None) -> Phrase:
    """The description where the name is missing or weaker than it, else the name."""
    if description is None:
        return name
    if name.kind in (Kind.EMPTY, Kind.PLACEHOLDER):
        return description
    dated = name.kind is Kind.TIME and description.rate_word
    weak = dated or name.kind not in MEASURED or name.grip is Grip.NONE or circumstance(name)
    firm = description.kind in MEASURED and description.grip is not Grip.NONE
    return description if weak and firm and not disagree(name, description) else name


_REWORDING = re.compile("是否|能否|能够|能|达到|情况|顺利|的|指标|数量|率")
