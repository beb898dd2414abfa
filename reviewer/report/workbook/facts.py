"""What a workbook says about itself: which run, which judge, which part of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from reviewer.model import Question


@dataclass(frozen=True, slots=True)
class Facts:
    """Where a workbook comes from. `workbook` is its identity, `written` when (UTC, ISO 8601), `part` which of how many
    where the departments were dealt out; `host` is where a model was asked (None: nothing left the machine), `weights`
    what a failed question counts (see `ranking.weakness`), `selection` what the rows were selected by."""

    workbook: str
    written: str
    version: str
    grader: str
    weights: Mapping[Question, int]
    run: int | None = None
    fingerprint: str = ""
    prompt_version: str | None = None
    host: str | None = None
    part: tuple[int, int] = (1, 1)
    selection: str | None = None

    @property
    def judge(self) -> str:
        """Who judged, in words."""
        return "规则（未使用语言模型）" if self.grader == "rules" else f"语言模型 {self.grader}，规则同时复核"

    @property
    def heading(self) -> str:
        """One line on what this workbook is."""
        number, of = self.part
        parts = [f"判定：{self.judge}", f"生成时间：{self.written[:16].replace('T', ' ')}（UTC）"]
        parts += [f"第 {self.run} 次运行"] if self.run else []
        parts += [f"分册 {number}/{of}"] if of > 1 else []
        parts += [f"仅含：{self.selection}"] if self.selection else []
        return "　".join(parts)
