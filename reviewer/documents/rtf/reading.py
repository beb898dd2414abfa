"""From the control words of RTF to lines and grids. Groups ({…}) nest; what a word sets holds as long as its group."""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from reviewer.documents import deadline
from reviewer.documents.limits import Limits
from reviewer.documents.rtf import words
from reviewer.documents.rtf.text import Shape, Text
from reviewer.documents.word import symbols
from reviewer.documents.word.story import Grid, Line
from reviewer.errors import UnreadableError

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n\0]+)|[\r\n\0]+|\\"
)
_MOST_GROUPS = 1000
_OFTEN = 4096  # tokens between looks at the clock
_DAMAGED = "RTF 文件不完整或已损坏，请用 WPS 另存为 docx 再审，打不开则请报送单位重新发送"
_NESTED = "文件嵌套过深，疑似异常文件；请用 WPS 打开后另存为 docx"


def lines(file: str, data: bytes, limits: Limits) -> Iterator[Line | Grid]:
    """The lines and grids of an RTF file in reading order."""
    reader = _Reader(file, limits)
    for count, token in enumerate(_tokens(data)):
        reader.token(token)
        if not count % _OFTEN:
            deadline.check()
            yield from reader.take()
        if not reader.is_open:
            break
    if reader.is_open:
        raise UnreadableError(file, _DAMAGED)
    yield from reader.take()


def _tokens(data: bytes) -> Iterator["re.Match[bytes]"]:
    """The tokens; bytes that a word \\binN says are no text are passed over."""
    at = 0
    while (token := _TOKEN.match(data, at)) is not None:
        at = token.end()
        if token[1] == b"bin":
            at += max(0, int(token[2] or 0))
        yield token


@dataclass(slots=True)
class _State:
    """What holds up to the end of a group. `left_out`: its text is no part of the document; `starred`: its first word
    is still to come, and unless that is known the group is left out; `box`, `fonts`: it is a text box, the table of
    fonts; `outer`: it shapes a row of a table in a table, and that is the shape of the row around it; `stand_ins`: how
    many characters stand for one of Unicode, for programs that know none."""

    left_out: bool = False
    starred: bool = False
    box: bool = False
    fonts: bool = False
    stand_ins: int = 1
    font: int = 0
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    in_table: bool = False
    depth: int = 0
    outer: Shape | None = None

    @property
    def tables(self) -> int:
        """In how many tables a paragraph stands."""
        return max(1, self.depth) if self.in_table else self.depth


class _Reader:
    """Takes in tokens. `is_open`: the document has not ended."""

    def __init__(self, file: str, limits: Limits) -> None:
        self.is_open = True
        self.state = _State()
        self.shape = Shape()
        self._file = file
        self._limits = limits
        self._groups: list[_State] = []
        self._texts = [Text(file, limits)]
        self._raw = bytearray()  # text not decoded yet: the bytes of one character may come one by one
        self._begins = False  # a group has just been opened
        self._stand_ins = 0  # characters to come that only stand for one of Unicode
        self._encoding = "cp1252"
        self._charsets: dict[int, int] = {}
        self._font_names: dict[int, str] = {}

    @property
    def text(self) -> Text:
        """The text being read: the document's, or that of the innermost text box."""
        return self._texts[-1]

    def take(self) -> Iterator[Line | Grid]:
        """What has become complete since the last time."""
        return self._texts[0].take()

    def token(self, token: "re.Match[bytes]") -> None:
        """Take in a token."""
        name, number, byte, symbol, brace, text = token.groups()
        if text is not None:
            self._bytes(text)
        elif byte is not None:
            self._bytes(bytes((int(byte, 16),)))
        else:
            self._flush()
            if name is not None:
                self._word(name, None if number is None else int(number))
            elif brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
            elif symbol == b"*":
                self.state.starred = self._begins
            elif symbol is not None:
                self._symbol(symbol)
        if token.lastindex is not None:  # line ends are nothing
            self._begins = brace == b"{"

    def _open(self) -> None:
        if len(self._groups) >= _MOST_GROUPS:
            raise UnreadableError(self._file, _NESTED)
        self._stand_ins = 0
        self._groups.append(self.state)
        self.state = replace(self.state, starred=False, box=False, outer=None)

    def _close(self) -> None:
        self._stand_ins = 0
        if self.state.box:
            self.text.finish()
            box = self._texts.pop()
            self.text.add_box(box.take())
        if self.state.outer is not None:
            self.shape = self.state.outer
        if self._groups:
            self.state = self._groups.pop()
        if not self._groups:
            self._texts[0].finish()
            self.is_open = False

    def _word(self, name: bytes, number: int | None) -> None:
        state = self.state
        if name in words.LEFT_OUT or (state.starred and name not in words.KEPT):
            state.left_out = True
        state.starred = False
        if state.left_out:
            return
        if name in words.BOXES and not state.box:
            self.state = _State(box=True, stand_ins=state.stand_ins, font=state.font)
            self._texts.append(Text(self._file, self._limits))
        elif name in words.CHARACTERS:
            self.add(words.CHARACTERS[name])
        elif name in _ACTIONS:
            _ACTIONS[name](self, number)

    def _symbol(self, symbol: bytes) -> None:
        if symbol in b"\r\n":
            self.text.end_paragraph(self.state.tables)
        else:
            self.add(words.SYMBOLS.get(symbol, ""))

    def _bytes(self, raw: bytes) -> None:
        if self.state.left_out:
            return
        if self._stand_ins:
            passed_over = min(self._stand_ins, len(raw))
            self._stand_ins -= passed_over
            raw = raw[passed_over:]
        self._raw += raw

    def _flush(self) -> None:
        if not self._raw:
            return
        raw, font = bytes(self._raw), self.state.font
        self._raw.clear()
        charset = self._charsets.get(font, 0)
        if self.state.fonts:
            name = raw.decode(self._encoding, "replace").partition(";")[0].strip()
            self._font_names[font] = self._font_names.get(font, "") + name
        elif charset == words.SYMBOL_CHARSET:
            self.add("".join(symbols.character(byte, self._symbol_font()) for byte in raw))
        else:
            self.add(raw.decode(words.CODE_PAGES.get(charset, self._encoding), "replace"))

    def _symbol_font(self) -> str:
        is_one = self._charsets.get(self.state.font) == words.SYMBOL_CHARSET
        return self._font_names.get(self.state.font, "") if is_one else "symbol"

    def add(self, text: str) -> None:
        """Text, in the present state."""
        state = self.state
        if text and not state.left_out and not state.fonts:
            self.text.add(text, hidden=state.hidden, deleted=state.deleted, inserted=state.inserted)

    def add_unicode(self, number: int | None) -> None:
        """A character by its number (16 bits, perhaps with a sign); what stands for it follows."""
        code = (number or 0) & 0xFFFF
        self.add(symbols.character(code, self._symbol_font()) if 0xF020 <= code <= 0xF0FF else chr(code))
        self._stand_ins = self.state.stand_ins

    def set_charset(self, number: int | None) -> None:
        """Of a font in the table of fonts."""
        self._charsets[self.state.font] = number or 0

    def set_code_page(self, number: int | None) -> None:
        """Of the document."""
        name = "gb18030" if number == 936 else f"cp{number}"
        try:
            codecs.lookup(name)
        except LookupError:
            return
        self._encoding = name

    def end_row(self, depth: int) -> None:
        """A row of a table at that depth is complete; its shape holds on for rows that tell none."""
        state = self.state
        self.text.end_row(depth, self.shape.done(), deleted=state.deleted, inserted=state.inserted)


_Action = Callable[[_Reader, int | None], None]


def _set(name: str, default: int | bool = True) -> _Action:
    """A word that sets a property: to its number, or to the default where it has none."""

    def act(reader: _Reader, number: int | None) -> None:
        value = default if number is None else number
        setattr(reader.state, name, bool(value) if isinstance(default, bool) else max(0, value))

    return act


def _no_table(reader: _Reader, _number: int | None) -> None:
    reader.state.in_table, reader.state.depth = False, 0


def _plain(reader: _Reader, _number: int | None) -> None:
    reader.state.hidden = reader.state.deleted = reader.state.inserted = False


def _inner_row(reader: _Reader, _number: int | None) -> None:
    reader.state.outer, reader.shape = reader.shape, Shape()


def _new_shape(reader: _Reader, _number: int | None) -> None:
    reader.shape = Shape()


def _merged(begins: bool, across: bool) -> _Action:
    def act(reader: _Reader, _number: int | None) -> None:
        shape = reader.shape
        if across:
            shape.beside |= set() if begins else {shape.cell}
        else:
            shape.merged.add(shape.cell)
            shape.below |= set() if begins else {shape.cell}

    return act


_ACTIONS: dict[bytes, _Action] = {
    b"ansicpg": _Reader.set_code_page,
    b"fonttbl": _set("fonts"),
    b"f": _set("font", 0),
    b"fcharset": _Reader.set_charset,
    b"uc": _set("stand_ins", 1),
    b"u": _Reader.add_unicode,
    b"v": _set("hidden"),
    b"deleted": _set("deleted"),
    b"revised": _set("inserted"),
    b"plain": _plain,
    b"pard": _no_table,
    b"intbl": _set("in_table"),
    b"itap": _set("depth", 0),
    b"par": lambda reader, _: reader.text.end_paragraph(reader.state.tables),
    b"sect": lambda reader, _: reader.text.end_paragraph(reader.state.tables),
    b"cell": lambda reader, _: reader.text.end_cell(1),
    b"nestcell": lambda reader, _: reader.text.end_cell(max(2, reader.state.depth)),
    b"row": lambda reader, _: reader.end_row(1),
    b"nestrow": lambda reader, _: reader.end_row(max(2, reader.state.depth)),
    b"nesttableprops": _inner_row,
    b"trowd": _new_shape,
    b"trleft": lambda reader, number: reader.shape.left(number or 0),
    b"cellx": lambda reader, number: reader.shape.right(number or 0),
    b"clvmgf": _merged(begins=True, across=False),
    b"clvmrg": _merged(begins=False, across=False),
    b"clmgf": _merged(begins=True, across=True),
    b"clmrg": _merged(begins=False, across=True),
}
"""What a control word does; others are about looks."""
