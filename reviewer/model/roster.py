"""The roster (应报清单): what departments were to hand in, held against what came."""

from dataclasses import dataclass
from typing import Literal

from reviewer.errors import Unread
from reviewer.model.documents import Place
from reviewer.model.sheets import Scope, Sheet


@dataclass(frozen=True, slots=True)
class Expected:
    """An entry of the roster (应报清单): what a department is to hand in. `amount` is in 元, None where the roster
    states none; `unit` is a second column of departments beside the first."""

    department: str | None
    code: str | None
    name: str | None
    amount: float | None
    place: Place
    scope: Scope = "项目"
    unit: str | None = None

    @property
    def whatever(self) -> bool:
        """Whether it names a department only, and asks for whatever that hands in."""
        return not self.code and not self.name


@dataclass(frozen=True, slots=True)
class Reported:
    """An entry that was handed in (已报): the sheet that counts, how it was found, and by how much its amount exceeds
    that of the roster (in 元, None where they agree or one is not stated)."""

    expected: Expected
    sheet: Sheet
    by: Literal["项目编码", "部门和名称", "名称", "文件名", "部门"]
    difference: float | None = None


@dataclass(frozen=True, slots=True)
class Repeated:
    """One project handed in more than once (重复报送): the sheet that counts, and the older ones in its place."""

    sheet: Sheet
    superseded: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class PerhapsIn:
    """A file that could not be read (未能读取) and the entries, not otherwise handed in, that its name points to."""

    unread: Unread
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Roster:
    """The roster of `file` held against what was read: 应报, 已报, 未报 (entries, in the roster's order), 清单外
    (sheets that no entry asks for), 重复报送, 未能读取."""

    file: str
    expected: tuple[Expected, ...]
    reported: tuple[Reported, ...]
    missing: tuple[Expected, ...]
    outside: tuple[Sheet, ...]
    repeated: tuple[Repeated, ...]
    unread: tuple[PerhapsIn, ...]
