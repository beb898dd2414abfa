"""The head of a target sheet as labelled facts: label and value beside it, below it, or behind a colon."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from reviewer.extraction import lexicon
from reviewer.extraction.headings import outline
from reviewer.extraction.lines import Line, last_line
from reviewer.model import Cell

GOALS = ("goal1", "goal2", "goal3")
BUDGETS = ("budget1", "budget2", "budget3")
_WIDE_GAP = re.compile(r"\s{2,}|\t|\u3000")
_AMOUNT = re.compile(r"(?P<label>[^0-9:：]{2,16}?)\s*(?P<value>[0-9][0-9,，]*(?:\.[0-9]+)?\s*[^0-9]{0,6})")
_INLINE = re.compile(r"(?:^|(?<=[\s；;，,。]))([^\s:：；;，,。]{2,16})\s*[:：]")
_NUMBERED = re.compile(r"(?:目标)?[(（]?[0-9０-９一二三四五六七八九十]{1,2}[)）.．、:：]|[①-⑳]")
_LONGEST = 400
_SHORT = 15  # characters below which a line under a finished goal is a heading
_DEPARTMENTS = ("department1", "department2", "department4", "department5")
_PLAIN = (*GOALS, *BUDGETS, *_DEPARTMENTS, "project_name", "project_code")  # labels that only heads of sheets have


@dataclass(slots=True)
class Fact:
    """A label of the head, as `lexicon.label` calls it and as written, and the values beside it, one a line."""

    name: str
    label: str
    values: list[str] = field(default_factory=list)


def facts_of(lines: list[Line]) -> list[Fact]:
    """The facts of the lines above a table of indicators, in reading order; some without a value."""
    reader = _Reader()
    for line in lines:
        reader.read(line)
    return [fact for fact in reader.facts if fact.values or fact.name != "other"]


@dataclass(slots=True)
class _Reader:
    """`waiting`: labels without a value so far, by column; `titled`: they are the whole row above, so that the values
    stand below them; `goal` with its column, which goes on in rows below; `line`: where the last text of it stands."""

    facts: list[Fact] = field(default_factory=list)
    waiting: dict[int, Fact] = field(default_factory=dict)
    goal: tuple[Fact, int] | None = None
    line: int = 0
    titled: bool = False

    def read(self, line: Line) -> None:
        filled = [cell for cell in line.cells if cell.text]
        if len(filled) == 1:
            self._alone(filled[0])
        elif filled and lexicon.is_number_head(filled[0].text):
            self.waiting, self.goal, self.titled = {}, None, False  # the head of a list
        elif filled:
            self._row(filled)

    def _alone(self, cell: Cell) -> None:
        """A line with a single text: label and value, a label, or the value of what waits."""
        found = list(_labelled(cell.text))
        if not found and (lexicon.is_side(cell.text) or lexicon.is_head_run_together(cell.text)):
            self.waiting, self.goal = {}, None
        elif found:
            self._announce(found, cell)
        elif self.waiting and outline(cell.text) is not None:
            self.waiting = {}  # what seemed a label was a heading
        elif self.waiting:
            self._answer(cell, next(iter(self.waiting)) if cell.column not in self.waiting else cell.column)
        elif self.goal is not None and (self.goal[1] == cell.column or self._continues(cell)):
            self._go_on(cell)

    def _continues(self, cell: Cell) -> bool:
        """Whether a line directly below a goal is a further line of it that fell out of its cell."""
        if self.goal is None or cell.place.line != self.line + 1:
            return False
        if len(cell.text) > _SHORT or _NUMBERED.match(cell.text):
            return True
        return self.goal[0].values[-1][-1:] not in ("。", "；", ";")

    def _go_on(self, cell: Cell) -> None:
        """One more line of the goal."""
        if self.goal is not None:
            self.goal[0].values.append(cell.text)
            self.line = last_line(cell)

    def _begin_goal(self, fact: Fact, cell: Cell) -> None:
        self.goal = (fact, cell.column)
        self.line = last_line(cell)

    def _announce(self, found: list[Fact], cell: Cell) -> None:
        self.waiting, self.goal = {}, None
        self.facts += found
        last = found[-1]
        if not last.values:
            self.waiting = {cell.column: last}
        elif last.name in GOALS:
            self._begin_goal(last, cell)

    def _answer(self, cell: Cell, column: int) -> None:
        """A text below a label. A goal may have said its label once more without a colon."""
        fact = self.waiting.pop(column)
        text = cell.text
        if text.startswith(fact.label) and len(text) > len(fact.label) + 4:
            text = text[len(fact.label) :].lstrip(" :：")
        fact.values.append(text)
        if fact.name in GOALS:
            self._begin_goal(fact, cell)

    def _row(self, cells: list[Cell]) -> None:
        """A row of a table: labels with their values to the right; values of the labels above."""
        before, self.waiting = self.waiting, {}
        labels = 0
        open_fact: Fact | None = None
        for cell in cells:
            found = list(_labelled(cell.text))
            if found:
                labels += 1
                self.facts += found
                open_fact = found[-1] if not found[-1].values else None
                if open_fact is not None:
                    self.waiting[cell.column] = open_fact
            elif open_fact is not None:
                self._beside(open_fact, cell)
                open_fact = None
            elif cell.column in before and (self.titled or before[cell.column].name in GOALS):
                before[cell.column].values.append(cell.text)
            elif self.goal is not None and self.goal[1] == cell.column and not labels:
                self._go_on(cell)
        self.titled = labels == len(cells) == len(self.waiting) > 1 and self._identifies()
        if labels and not any(self.goal is not None and fact is self.goal[0] for fact in self.facts[-labels:]):
            self.goal = None

    def _identifies(self) -> bool:
        """Whether the labels of a row tell which sheet it is, not what its tasks cost."""
        names = {fact.name for fact in self.waiting.values()}
        tasks = any("任务" in fact.label for fact in self.waiting.values())
        return not tasks and bool(names & {"project_name", "project_code", "unit_code", "budget1"})

    def _beside(self, fact: Fact, cell: Cell) -> None:
        fact.values.append(cell.text)
        self.waiting = {column: other for column, other in self.waiting.items() if other is not fact}
        if fact.name in GOALS:
            self._begin_goal(fact, cell)


def _labelled(text: str) -> Iterator[Fact]:
    """The facts that a text states: as a label alone, as one or several `label：value`, as `label value`."""
    text = text.strip()
    name = lexicon.label(text)
    if name is not None:
        yield Fact(name, text.rstrip(":： "))
        return
    marks = [mark for mark in _INLINE.finditer(text[:_LONGEST]) if lexicon.label(mark[1]) is not None]
    if not marks or text[: marks[0].start()].strip():
        yield from _spaced(text)
        return
    for number, mark in enumerate(marks):
        name = lexicon.label(mark[1]) or ""
        end = marks[number + 1].start() if number + 1 < len(marks) and name not in GOALS else len(text)
        value = text[mark.end() : end].strip()
        yield Fact(name, mark[1], [value] if value else [])
        if end == len(text):
            return


def _spaced(text: str) -> Iterator[Fact]:
    """`项目名称 路灯维护 预算数 12 万元`: labels and values between spaces, the first a label that only heads have, a
    long one, or any before a wide gap."""
    wide = [word for word in _WIDE_GAP.split(text[:_LONGEST]) if word.strip()]
    gapped = len(wide) > 1 and lexicon.label(wide[0]) is not None
    words = wide if gapped else text[:_LONGEST].split()
    first = lexicon.label(words[0]) if words else None
    if first is None or len(words) < 2 or not (gapped or first in _PLAIN or len(words[0]) > 3):
        yield from _amount(text)
    elif first in GOALS:
        yield Fact(first, words[0], [text[len(words[0]) :].strip()])
    elif all(lexicon.label(word) for word in words):
        yield from (Fact(lexicon.label(word) or "", word.rstrip(":： ")) for word in words)
    else:
        yield from _in_turn(words)


def _in_turn(words: list[str]) -> Iterator[Fact]:
    """The facts of words the first of which is a label: a label begins a fact where the one before has its value, or
    is itself only the heading of amounts."""
    fact: Fact | None = None
    for word in words:
        label, colon, value = word.replace("：", ":", 1).partition(":")
        name = lexicon.label(label)
        if name and (fact is None or fact.values or colon or fact.name in (*BUDGETS, "other")):
            if fact is not None:
                yield fact
            fact = Fact(name, label.strip(), [value] if value else [])
        elif fact is None:
            return
        elif fact.values:
            fact.values[0] = f"{fact.values[0]} {word}"
        else:
            fact.values.append(word)
    if fact is not None:
        yield fact


def _amount(text: str) -> Iterator[Fact]:
    """`预算数（万元）189.98`: the label of a budget and its amount without anything between."""
    found = _AMOUNT.fullmatch(text) if len(text) < 40 else None
    name = lexicon.label(found["label"]) if found else None
    if found and name in BUDGETS:
        yield Fact(name, found["label"], [found["value"]])
