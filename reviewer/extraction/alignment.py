"""Which cell belongs to which field, where the columns do not say: by what the cells look like, order kept.

A row is a sequence of letters (`classes`), a head a sequence of fields. Every cell takes a field, fields may stay
empty; the fit of letter and field and the price of an empty field are summed, and the best sum wins. Few patterns of
letters occur in a file, so results are remembered.
"""

from collections.abc import Sequence
from functools import lru_cache

_FIT: dict[str, dict[str, float]] = {
    "level1": {"L": 6, "B": 4, "l": 3, "b": 2, ".": 0.2},
    "level2": {"K": 6, "B": 4.2, "k": 3, "b": 2, "S": 1, ".": 0.2},
    "name": {"T": 4, "P": 3, "k": 3, "b": 3, "l": 1, "K": 0, "B": -1, "L": -3, "V": -2, "N": -3, "U": -3, ".": -3},
    "description": {"T": 2, "P": 3, "k": 2, "b": 2, "U": -1.5, "V": -2, "N": -3, "K": -2, "B": -2, ".": -0.5},
    "term_target": {"V": 4, "N": 4, "T": 0, "P": -2, "U": -3, ".": -0.5},
    "target": {"V": 5, "N": 4, "T": 0.5, "S": -2, "P": -1.5, "U": -3, "k": -2, "b": -2, ".": -1.5},
    "operator": {"O": 6, ".": -0.8},
    "direction": {"D": 6, ".": -0.5},
    "unit": {"U": 5, "T": -1, "V": -2, ".": -0.8},
    "basis": {"T": 1, "P": 2, "C": -1, "U": -1.5, "V": -1, "N": -3, "k": 0, "b": 0, ".": -0.3},
    "criteria": {"C": 4, "P": 3, "T": 1, "U": -1.5, "V": -1, "N": -4, ".": -0.3},
    "weight": {"N": 3.5, "V": 2, ".": -0.3},
    "actual": {"V": 4, "N": 3.5, "T": 0, "P": -1, ".": -0.5},
    "score": {"N": 3, "V": 0, ".": -0.3},
    "remark": {"N": 1.5, "P": 0.5, "T": 0.2, "U": -1, "V": -0.5, ".": 0},
    "seq": {"N": 2, "T": -2, "V": -2, ".": 0},
    "other": {"T": 0, "P": 0, "N": 0, "V": -0.5, "U": -0.5, ".": 0},
    "term_name": {"T": 4, "P": 3, "k": 3, "b": 3, "V": -2, "N": -3, "U": -3, ".": -0.5},
    "running": {"P": 3, "T": 1, ".": 0},
    "p_department": {"T": 0.3, "N": -2, "V": -2, ".": 0},
    "p_unit_code": {"N": 2, "T": -2, ".": 0},
    "p_project_code": {"N": 2, "T": -0.5, ".": 0},
    "p_project_name": {"T": 0.3, "P": 0, "k": 0, "b": 0, "N": -2, "V": -2, ".": 0},
    "p_budget": {"N": 2, "V": 1, "T": -2, ".": 0},
    "p_goal": {"T": 0.3, "P": 2, "V": -2, "N": -3, ".": 0},
}
_LIKE = {"S": "T", "C": "P"}
FIT = {
    field: {letter: fits[like] for letter, like in _LIKE.items() if like in fits} | fits for field, fits in _FIT.items()
}
"""Field → letter → how well they fit; what is not listed does not fit at all. Particular words (S, C) fit like others
(T, P) where nothing else is said."""

ALIAS = {"sign": "operator", "nature": "operator"}
MISSING: dict[str, float] = {
    "name": 6,
    "target": 3,
    "operator": 6,
    "unit": 0.9,
    "direction": 1.5,
    "description": 1,
    "weight": 1.5,
}
"""Price of a field that gets no cell."""

_CHEAP, _UNFIT = 0.4, -12.0
_PROJECT = tuple(field for field in _FIT if field.startswith("p_"))
_FREE = ("level1", "level2", "seq", "other", "term_name", "running", *_PROJECT)


@lru_cache(maxsize=65536)
def align(letters: str, fields: tuple[str, ...]) -> tuple[float, tuple[int, ...]]:
    """The best sum, and for each letter the index of its field. A pattern with more letters than fields gives the
    worst sum and no fields."""
    if len(letters) > len(fields):
        return (_UNFIT * len(letters), ())
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]  # after k letters; grows field by field
    for index, field in enumerate(fields):
        best = _with_field(best, letters, index, ALIAS.get(field, field))
    return best[len(letters)] if len(best) > len(letters) else (_UNFIT * len(letters), ())


def _with_field(
    best: list[tuple[float, tuple[int, ...]]], letters: str, index: int, field: str
) -> list[tuple[float, tuple[int, ...]]]:
    empty = _price(field)
    grown = [(score - empty, chosen) for score, chosen in best]
    for taken in range(min(len(best), len(letters))):
        score, chosen = best[taken]
        candidate = (score + FIT[field].get(letters[taken], _UNFIT), (*chosen, index))
        if taken + 1 == len(grown):
            grown.append(candidate)
        elif candidate[0] > grown[taken + 1][0]:
            grown[taken + 1] = candidate
    return grown


def worth(letters: str, placed: Sequence[str], fields: Sequence[str]) -> float:
    """The sum, in the measure of `align`, of cells where they stand; a cell in no column ("") does not fit."""
    score = sum(
        FIT[ALIAS.get(name, name)].get(letter, _UNFIT) if name else _UNFIT
        for letter, name in zip(letters, placed, strict=True)
    )
    return score - sum(_price(ALIAS.get(name, name)) for name in fields if name not in placed)


def _price(field: str) -> float:
    return 0.0 if field in _FREE else MISSING.get(field, _CHEAP)


def fit(letter: str, field: str) -> float:
    """How well a cell fits a field."""
    return FIT[ALIAS.get(field, field)].get(letter, _UNFIT)


def fits(letter: str, field: str) -> bool:
    """Whether a cell may stand under a head at all."""
    return fit(letter, field) > -2
