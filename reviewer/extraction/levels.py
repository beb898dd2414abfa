"""First and second level of every row: merged cells filled down, levels that are not printed inferred."""

from functools import lru_cache

from reviewer import taxonomy
from reviewer.extraction import lexicon
from reviewer.extraction.rows import Row
from reviewer.model import Tree
from reviewer.text import squeeze

INFERRED = "一级指标未印出，按二级指标推定"


def tree_of(rows: list[Row]) -> Tree:
    """The tree that the printed levels of a sheet follow."""
    return taxonomy.tree_of(*(dict.fromkeys(row.cells.get(level) for row in rows) for level in ("level1", "level2")))


def fill(rows: list[Row], tree: Tree) -> None:
    """Give every row its levels as written. A first level that is not printed is the one above; where the second level
    belongs elsewhere it follows from the second level's standard parent, with a doubt."""
    above: str | None = None
    second: str | None = None
    inferred = own = False  # own: the sheet itself puts second levels under a first level of its own choice
    written: dict[str, str] = {}
    for row in rows:
        printed = row.cells.get("level1")
        if printed is not None:
            second = second if printed == above else None
            above, inferred = printed, False
            written.setdefault(taxonomy.level1(printed, bare=True) or "", printed)
            own = _parent(row.cells.get("level2"), tree) not in (None, taxonomy.level1(printed, bare=True))
        second = row.cells.get("level2", second)
        if printed is None and "level2" in row.cells and not own:
            parent = _parent(second, tree)
            if parent and parent != taxonomy.level1(above, bare=True):
                above, inferred = written.get(parent, parent), True
        if inferred:
            row.doubts.append(INFERRED)
        _set(row, above, second)


def left_empty(rows: list[Row], kept: list[Row]) -> tuple[str, ...]:
    """The levels that `rows` print with nothing in any of the `kept` ones, as written: second levels, and first levels
    without any. A row that says 不涉及 is not empty. The levels must be filled down."""
    filled = {
        squeeze(text) for text in {row.cells.get(level) for row in kept for level in ("level1", "level2")} if text
    }
    silent = (row for row in rows if lexicon.ANSWERS.isdisjoint(row.cells.values()))
    printed = dict.fromkeys(row.cells.get("level2") or row.cells.get("level1") for row in silent)
    named = {_word(text): text for text in printed if text and taxonomy.category(text, text)}
    return tuple(text for word, text in named.items() if word not in filled)


@lru_cache(maxsize=4096)
def _word(text: str) -> str:
    """A level without spaces, as sheets pad them at will."""
    return squeeze(text)


def _parent(second: str | None, tree: Tree) -> str | None:
    category = taxonomy.level2(second, bare=True)
    return taxonomy.parent(category, tree) if category else None


def _set(row: Row, first: str | None, second: str | None) -> None:
    for name, text in (("level1", first), ("level2", second)):
        if text is None:
            row.cells.pop(name, None)
        else:
            row.cells[name] = text
