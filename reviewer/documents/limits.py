"""How much a file may ask of the machine. Every reader keeps to it; a file that asks for more is named, not read."""

from dataclasses import dataclass

from reviewer.errors import UnreadableError


@dataclass(frozen=True, slots=True)
class Limits:
    """`file_bytes`: a larger file is not read; `unpacked_bytes`: what all parts of a packed file (.docx, .xlsx …) may
    come to; `cells`: cells with text, or declared, in one file; `depth`: tables inside tables, marks inside marks;
    `seconds`: for one file."""

    file_bytes: int = 200_000_000
    unpacked_bytes: int = 500_000_000
    cells: int = 2_000_000
    depth: int = 50
    seconds: float = 120.0

    def check_unpacked(self, file: str, size: int) -> None:
        """Raise UnreadableError where a packed file is larger inside than it may be."""
        if size > self.unpacked_bytes:
            most = self.unpacked_bytes // 1_000_000
            raise UnreadableError(file, f"解压后超过 {most} MB，疑似异常文件；请拆分，或调高 max_unpacked_mb 设置")

    def check_cells(self, file: str, cells: int) -> None:
        """Raise UnreadableError where a file has more cells than it may have."""
        if cells > self.cells:
            raise UnreadableError(
                file, f"单元格超过 {self.cells:,} 个，请删除空行空列或拆分文件，或调高 max_cells 设置"
            )


DEFAULT = Limits()
