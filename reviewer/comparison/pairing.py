"""Which sheet of a later submission is which of the earlier one: by department, code and name, else by the rows that
both have. Pure; sheets are looked up by what they have in common, never each against each."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reviewer.comparison.entries import Entry, named, word
from reviewer.identity import code_key, department_key, name_key, same_department

_ALIKE_NAME = 85.0  # of 100: names of projects less alike are different projects
_WHOLE_NAME = 4  # characters of a project's name that may be the whole of a longer one
_SAME_ROWS = 0.5  # share of indicators that make two sheets of other names one project
_TOO_COMMON = 200  # sheets with an indicator of that name: it tells none of them from the others


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet for pairing: its place in the submission, its keys, and what its rows are called."""

    index: int
    department: str
    place: str
    code: str
    name: str
    rows: frozenset[str]


Keys = Callable[[Paper], Hashable]
"""What two sheets must have in common to be held against each other; None: the sheet does not say."""


def paired(before: Sequence[Sequence[Entry]], after: Sequence[Sequence[Entry]]) -> dict[int, int]:
    """The sheets of `before` that are found again, by their indices, each once. Where one question leaves several
    sheets, those with the most rows in common are one, then the first of each."""
    old, new = _papers(before), _papers(after)
    renamed = _renamed(old, new)
    pairs: dict[int, int] = {}
    for keys, fits, least in _steps(renamed):
        taken = set(pairs.values())
        left = [paper for paper in old if paper.index not in pairs]
        right = [paper for paper in new if paper.index not in taken]
        for olds, news in _groups(left, right, keys):
            pairs |= _in_group(olds, news, fits, least)
    return pairs


Fits = Callable[[Paper, Paper], bool]


def _steps(renamed: Fits) -> tuple[tuple[Keys, Fits, float], ...]:
    """What is asked one after another: the keys, whether two sheets with the same keys may be one, and what share of
    rows they must have in common. One code may be used by two units, one name by all departments: neither is enough
    alone."""

    def same(old: Paper, new: Paper) -> bool:
        return renamed(old, new) or _same_department(old, new)

    def same_or_empty(old: Paper, new: Paper) -> bool:
        return not (old.department and new.department) or _same_department(old, new)

    return (
        (lambda one: one.code and one.name and (one.place, one.department, one.code, one.name), _always, 0.0),
        (lambda one: one.place and one.name and (one.place, one.department, one.name), _always, 0.0),
        (lambda one: one.name and (one.department, one.name), _always, 0.0),
        (lambda one: one.code and (one.department, one.code), _always, 0.0),
        (lambda one: one.code and one.name and (one.code, one.name), same, 0.0),
        (lambda one: one.name, same_or_empty, 0.0),
        (lambda one: one.name, renamed, _SAME_ROWS),
        (lambda one: one.code, same, _SAME_ROWS),
        (lambda one: one.department, _alike_names, 0.0),
        (lambda one: one.department, _always, _SAME_ROWS),
        (lambda _: "all", same, _SAME_ROWS),
    )


def department(name: str | None) -> tuple[str, str]:
    """A department for comparing, and the place (…市…区) that stood before it."""
    key = department_key(name or "")
    return key, word(name).partition(key[:2])[0] if key else ""


def same_places(one: str, other: str) -> bool:
    """Whether two places may be one: one of them is not stated, or part of the other."""
    return one in other or other in one


def _papers(sheets: Sequence[Sequence[Entry]]) -> list[Paper]:
    return [
        Paper(
            index,
            *department(rows[0].department),
            code_key(rows[0].project_code),
            name_key(rows[0].project_name or "") or word(rows[0].project_name),
            frozenset(map(named, rows)) - {""},
        )
        for index, rows in enumerate(sheets)
    ]


def _renamed(old: Sequence[Paper], new: Sequence[Paper]) -> Fits:
    """Whether a department may be the other under a new name: only where the old name is gone and the new one was not
    there before, or one is not stated."""
    before, after = ({paper.department for paper in side} - {""} for side in (old, new))

    def may_be(one: Paper, other: Paper) -> bool:
        return one.department not in after and other.department not in before

    return may_be


def _same_department(old: Paper, new: Paper) -> bool:
    return same_department(old.department, new.department)


def _always(_old: Paper, _new: Paper) -> bool:
    return True


def _alike_names(old: Paper, new: Paper) -> bool:
    """Whether two names are alike; one that goes on where the other ends is the same."""
    from rapidfuzz import fuzz

    shorter, longer = sorted((old.name, new.name), key=len)
    if len(shorter) >= _WHOLE_NAME and shorter in longer:
        return True
    return bool(shorter) and fuzz.ratio(shorter, longer, score_cutoff=_ALIKE_NAME) > 0


def _groups(
    old: Iterable[Paper], new: Iterable[Paper], keys: Keys
) -> Iterator[tuple[Sequence[Paper], Sequence[Paper]]]:
    groups: dict[Hashable, tuple[list[Paper], list[Paper]]] = defaultdict(lambda: ([], []))
    for side, papers in enumerate((old, new)):
        for paper in papers:
            if key := keys(paper):
                groups[key][side].append(paper)
    yield from ((olds, news) for olds, news in groups.values() if olds and news)


def _in_group(olds: Sequence[Paper], news: Sequence[Paper], fits: Fits, least: float) -> dict[int, int]:
    """Pairs of a group: those with the most rows in common first; where no share is asked for, the others in their
    order."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    if len(olds) > 1 or len(news) > 1 or least:
        for share, _, old, new in sorted(_shares(olds, news), key=lambda found: (-found[0], found[1])):
            free = old.index not in pairs and new.index not in taken
            if share >= least and free and same_places(old.place, new.place) and fits(old, new):
                pairs[old.index] = new.index
                taken.add(new.index)
    if not least:
        right = [new for new in news if new.index not in taken]
        for old in (old for old in olds if old.index not in pairs):
            if found := next((new for new in right if same_places(old.place, new.place) and fits(old, new)), None):
                pairs[old.index] = found.index
                right.remove(found)
    return pairs


def _shares(olds: Sequence[Paper], news: Sequence[Paper]) -> Iterator[tuple[float, int, Paper, Paper]]:
    """Sheets with rows in common: the share, and how far apart they stand."""
    having: dict[str, list[int]] = defaultdict(list)
    for number, new in enumerate(news):
        for row in new.rows:
            having[row].append(number)
    for number, old in enumerate(olds):
        common = Counter(at for row in old.rows if len(there := having[row]) <= _TOO_COMMON for at in there)
        for at, count in common.items():
            yield count / max(len(old.rows), len(news[at].rows)), abs(number - at), old, news[at]
