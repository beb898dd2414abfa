"""What the sheets of the workbook are called and headed, for writing it and for reading it back. Pure.

A sheet is found again by its heads, never by its name or the order of its columns; the hidden columns carry what ties a
row to the database."""

import hashlib
import re

OVERVIEW, DEPARTMENTS, PROJECTS, ROWS, COMMON, HANDED_IN, UNREAD, NOTES = (
    "概览",
    "部门汇总",
    "项目清单",
    "指标明细",
    "共性问题",
    "报送情况",
    "未读与存疑",
    "说明",
)
MARKER, MEMBERS = "_标识", "_同文"
"""Hidden sheets: what this workbook is; which rows have the same text."""

DECISIONS = ("退回修改", "建议修改", "不提意见", "待核")
YES, NO = "是", "否"

DEPARTMENT, PROJECT, PLACE, LEVEL2, NAME, TARGET = "部门", "项目", "位置", "二级指标", "指标名称", "指标值"
PROBLEM, REWRITE, DECISION, OPINION = "问题", "建议改为", "结论", "审核意见"
APPLY = "同文一并适用"
HANDLED_BY, CHECKED_BY = "经办人", "复核人"

SHOWN_DECISION, SHOWN_OPINION = "原结论", "原审核意见"
"""What stood under 结论 and 审核意见 when the workbook was written."""
CHECKSUM, SHEET_ID, TEXT, KEY, ROW = "原文校验", "项目标识", "同文标识", "判定标识", "行标识"

WORKBOOK, RUN, WRITTEN, VERSION, PART = "工作簿标识", "运行", "写出时间", "程序版本", "分册"
"""Names on the hidden sheet; `WORKBOOK` also names a custom property of the file."""
PROPERTY = "reviewer.workbook"

_SPACES = re.compile(r"\s+")


def checksum(name: str, target: str) -> str:
    """What ties the text of a row to its identity: two digests, of the cells 指标名称 and 指标值 as written. A row
    whose visible and hidden cells were sorted apart, or whose text was typed over, no longer agrees with it."""
    return f"{digest(name)}.{digest(target)}"


def digest(text: str) -> str:
    """Eight hex digits over a cell's text, white space and escapes apart (programs that save a workbook change line
    ends)."""
    same = _SPACES.sub("", text).replace("_x005F_", "_")
    return hashlib.sha256(same.encode("utf-8", "replace")).hexdigest()[:8]


def sheet_id(file: str, number: int) -> str:
    """The identity of a target sheet within a workbook."""
    return hashlib.sha256(f"{number}:{file}".encode("utf-8", "replace")).hexdigest()[:12]
