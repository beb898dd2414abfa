"""Where the sheets are: the lines of a document cut into heads and bodies of target sheets."""

from dataclasses import dataclass, field

from reviewer import taxonomy
from reviewer.extraction import by_content, level_heads, lexicon, running
from reviewer.extraction.classes import class_of
from reviewer.extraction.columns import RUNNING, Columns, head_at
from reviewer.extraction.headings import is_heading, outline
from reviewer.extraction.lines import Line, is_below
from reviewer.extraction.tall_heads import head_at as tall_head_at
from reviewer.model import Place

_GOOD = 6.0  # sum of fits from which a line after running text is taken for a row
_LONGEST_TITLE = 40  # characters
_STRONG = ("department1", "department2", "department4", "department5", "project_code", "project_name", "goal1", "goal2")


@dataclass(slots=True)
class Part:
    """A target sheet in the rough: the lines above its table and the lines of its table."""

    head: list[Line]
    columns: Columns
    place: Place
    body: list[Line] = field(default_factory=list)


def parts_of(lines: list[Line]) -> list[Part]:
    """The sheets of a document in reading order."""
    walk = _Walk()
    index = 0
    while index < len(lines):
        line = lines[index]
        columns = _spanned(lines, index) if line.table else _columns(lines, index)
        if columns is None and not walk.open and not line.paragraph:
            columns = by_content.head_at(lines, index)
        if columns is not None:
            index += columns.height
            walk.table(columns, line.cells[0].place, lines[index : index + 3])
            continue
        end = running.end_of(lines, index) if not walk.open or walk.may_run(line) else index
        walk.running(lines[index:end]) if end > index else walk.line(line)
        index = max(end, index + 1)
    return walk.parts


def _spanned(lines: list[Line], index: int) -> Columns | None:
    """The head that begins at a row of a table with true columns, None where none does."""
    return tall_head_at(lines, index) or level_heads.head_at(lines, index)


def _columns(lines: list[Line], index: int) -> Columns | None:
    """The head that begins at a line. In plain text, too, it may be of several rows, or that of a matrix, where cells
    say their columns."""
    line = lines[index]
    found = head_at(lines, index)
    if (
        line.paragraph
        or len(line.cells) < 3
        or (found is not None and not _may_be_tall(found, lines[index + 1 : index + 2]))
    ):
        return found
    if lexicon.column(line.text) is None and not lexicon.is_side(line.text):
        return found
    tall = tall_head_at(lines, index)
    return tall if tall is not None and (found is None or tall.areas or "target" in tall.fields) else found


def _may_be_tall(columns: Columns, below: list[Line]) -> bool:
    """Whether a head found on one line may have another below it: it lacks the target, or words stand below that."""
    if "target" not in columns.fields:
        return True
    filled = [cell for line in below for cell in line.cells if cell.text]
    deep = len(filled) > 1 and (filled[0].column > 1 or lexicon.is_rank(filled[0].text))
    return deep and all(class_of(cell.text) in "TS" for cell in filled)


@dataclass(slots=True)
class _Walk:
    """The state of the walk: `gap` are lines that belong to no table yet; `open` while rows may follow."""

    parts: list[Part] = field(default_factory=list)
    gap: list[Line] = field(default_factory=list)
    open: bool = False

    def table(self, columns: Columns, place: Place, following: list[Line]) -> None:
        """A head of columns: a new sheet, or the present one going on after a page break."""
        if self.open and self._goes_on(columns, following):
            self.gap = []
            return
        self.parts.append(Part(self.gap, columns, place))
        self.gap, self.open = [], True

    def may_run(self, line: Line) -> bool:
        """Whether a line behind a table may be running text that is a sheet of its own."""
        return line.paragraph and self.parts[-1].columns.shape == "rows"

    def running(self, lines: list[Line]) -> None:
        """Running text set out under levels."""
        self.parts.append(Part(self.gap, RUNNING, lines[0].cells[0].place, lines))
        self.gap, self.open = [], False

    def _goes_on(self, columns: Columns, following: list[Line]) -> bool:
        """Whether the levels below a repeated head go on with those above it, and do not begin again."""
        part = self.parts[-1]
        if columns.order != part.columns.order:
            return False
        if any(name.startswith("p_") for name in columns.order):
            return True
        seen, new = _firsts(part.body), _firsts(following)
        if new and seen and new[0] != seen[-1]:
            return new[0] not in seen
        before, after = _last_rank(part.body), _first_rank(following)
        return before is None or after is None or after >= before

    def line(self, line: Line) -> None:
        """Any other line: a row of the open table, or not."""
        if not self.open:
            self.gap.append(line)
            return
        part = self.parts[-1]
        if _ends(line, part.columns) or (line.table and self._is_other(line)):
            self.open = False
            self.gap.append(line)
        elif len(line.cells) == 1 and lexicon.is_page_mark(line.text):
            return
        elif _is_row(line, part.columns, after_text=bool(self.gap)):
            part.body += [*self._torn(line), line]
            self.gap = []
        else:
            self.gap.append(line)
            self.open = line.paragraph or _is_title(line)

    def _is_other(self, line: Line) -> bool:
        """Whether a line begins a table that does not go on with the rows above: words only, more than a torn row
        leaves behind."""
        body = self.parts[-1].body
        if not body or body[-1].table == line.table:
            return False
        letters = [class_of(cell.text) for cell in line.cells]
        return len(letters) > 2 and not set(letters) & set("LKBlkbVNO")

    def _torn(self, line: Line) -> list[Line]:
        """The single text directly between the last row and a line, which may be the rest of a cell of that row."""
        body = self.parts[-1].body
        if len(self.gap) != 1 or not body or not body[-1].cells or self.parts[-1].columns.shape != "rows":
            return []
        rest = self.gap[0]
        return (
            [rest]
            if is_below(body[-1], rest) and line.cells[0].place.line == (rest.cells[0].place.line or 0) + 1
            else []
        )


def _ends(line: Line, columns: Columns) -> bool:
    """Whether a line says that the table above is over: a title, a part heading, a label of the next sheet's head, the
    head of a table of another kind."""
    text = line.text
    if line.paragraph and (is_heading(text) or (outline(text) is not None and class_of(text) not in "LKB")):
        return True
    first = next((cell for cell in line.cells if cell.text), None)
    if first is None:
        return False
    if columns.shape == "rows" and not line.paragraph:
        return _is_left(first.column, columns) and _ends_rows(line, text)
    if columns.shape == "words":
        words = [word for word in columns.gap.split(text) if word]
        if _heads_others(words) or (words and _is_strong(words[0])) or sum(map(_is_label, words)) >= 2:
            return True
    return _is_strong(text) and class_of(text) not in "LKB"


def _heads_others(texts: list[str]) -> bool:
    """Whether texts are the column heads of a table that holds no indicators (one that does is found before)."""
    return len(texts) >= 2 and (lexicon.is_number_head(texts[0]) or all(map(lexicon.is_other_head, texts)))


def _is_left(column: int, columns: Columns) -> bool:
    """Whether a cell stands where levels stand or further left, so that it is no name."""
    name = columns.fields.index("name") if "name" in columns.fields else len(columns.fields)
    return column < max(name, 1)


def _ends_rows(line: Line, text: str) -> bool:
    filled = [cell.text for cell in line.cells if cell.text]
    letters = "".join(map(class_of, filled))
    if set(letters[:3]) & set("LKB") or ("O" in letters and "D" in letters):
        return False
    if is_heading(text):
        return True
    labels = sum(map(_is_label, filled))
    return _is_strong(text) or (labels >= 2 and labels * 2 >= len(filled)) or _heads_others(filled)


def _is_strong(text: str) -> bool:
    """Whether a text is a label that only the head of a sheet has, or any such label with a colon behind it."""
    fact = _labelled(text)
    return fact in _STRONG or (fact not in (None, "other") and ":" in text.replace("：", ":")[:20])


def _is_label(text: str) -> bool:
    return _labelled(text) is not None


def _labelled(text: str) -> str | None:
    """The fact announced by a text that is a label or begins with a label and a colon."""
    if len(text) > 200:
        return None
    return lexicon.label(text.replace("：", ":").split(":", 1)[0])


def _is_row(line: Line, columns: Columns, *, after_text: bool) -> bool:
    if columns.shape == "stream":
        return sum(1 for cell in line.cells if cell.text) <= 1
    if columns.shape == "words":
        return columns.fit(columns.split(line.text)) >= _GOOD - 2
    if line.paragraph or _is_title(line):
        return False
    if not after_text:
        return True
    return _resumes(line, columns)


def _is_title(line: Line) -> bool:
    """Whether a row is the title of another table, or a page's, between the rows: one text at the left edge."""
    text = line.text
    return (
        6 <= len(text) <= _LONGEST_TITLE
        and text[-1] == "表"
        and sum(1 for cell in line.cells if cell.text) == 1
        and (line.cells[0].text == text and line.cells[0].column == 0)
    )


def _resumes(line: Line, columns: Columns) -> bool:
    """Whether a row after running text belongs to the table above it: it names a level, or fits its columns well."""
    texts = [cell.text for cell in line.cells if cell.text and not lexicon.is_side(cell.text)]
    if any(class_of(text) in "LKB" for text in texts[:3]):
        return True
    return columns.fit(texts) >= _GOOD


def _firsts(lines: list[Line]) -> list[str]:
    """The first levels that lines print, in order."""
    texts = (cell.text for line in lines for cell in line.cells[:3] if class_of(cell.text) in "LB")
    return [first for text in texts if (first := taxonomy.level1(text))]


def _first_rank(lines: list[Line]) -> int | None:
    for line in lines:
        rank = _rank(line)
        if rank is not None:
            return rank
    return None


def _last_rank(lines: list[Line]) -> int | None:
    return _first_rank(lines[::-1])


def _rank(line: Line) -> int | None:
    """The place in the tree of the category that a row prints; a first level alone has none."""
    named = (taxonomy.level2(cell.text) for cell in line.cells if class_of(cell.text) in "KB")
    return next((taxonomy.CATEGORIES.index(category) for category in named if category), None)
