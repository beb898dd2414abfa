"""S-routine (以日常事项作项目指标): rows that any project could have, such as 资金支出及时率."""

import re
from collections.abc import Iterator
from functools import lru_cache

from reviewer.model import SheetFinding
from reviewer.sheets.fault import SheetFault
from reviewer.sheets.reading import SheetReading, word


def check(reading: SheetReading) -> Iterator[SheetFinding]:
    """Names of the bureau's list of routine on the sheet of a project."""
    if reading.sheet.scope != "项目":
        return
    routine = _pattern(reading.policy.routine)
    rows = [row for row in reading.rows if routine.search(_flat(row.indicator.shown.name))]
    if rows:
        names = "、".join(dict.fromkeys(f"“{row.indicator.shown.name}”" for row in rows[:3]))
        told = f"{names}{'等' if len(rows) > 3 else ''}属日常管理事项，不反映本项目的产出和效果，可改为项目自身的指标。"
        yield SheetFinding(FAULT.code, "提示", told, tuple(row.indicator.row for row in rows))


def _flat(name: str | None) -> str:
    """A name for comparing: 资金支出的及时性 is 资金支出及时率."""
    return word(name).replace("的", "").replace("性", "率")


@lru_cache(maxsize=16)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(_flat(name)) for name in names) or "(?!)")


FAULT = SheetFault(
    code="S-routine",
    title="以日常管理事项作项目指标",
    definition="项目绩效目标表中列有资金支出及时率、合规率、科目调整次数等任何项目都能填写的日常管理事项。",
    why="这类指标每个项目都相同，反映不了本项目的产出和效果。",
    source="财预〔2021〕101号关于指标突出核心、体现项目特点的要求；名单由本级财政部门规定（routine）",
    severity="提示",
    hit="项目表时效指标为“资金支出及时率”100%",
    near_miss="部门整体绩效目标表的“科目调整次数”",
    check=check,
)
