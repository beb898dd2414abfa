"""CSV for a spreadsheet: the rows of the JSON Lines with Chinese heads, most useful columns first, no live formula."""

import csv
import io
from collections.abc import Iterable, Iterator

from reviewer.model import Graded, Question, ReviewedRow
from reviewer.report.jsonl import judged_fields, read_fields
from reviewer.report.safe import cell
from reviewer.report.words import GRADES

HEADS: dict[str, str] = {
    "rank": "排名",
    "weak": "问题指标",
    "department": "部门",
    "project_code": "项目编码",
    "project_name": "项目名称",
    "budget": "预算",
    "budget_unit": "预算单位",
    "level1": "一级指标",
    "level2": "二级指标",
    "name": "三级指标",
    "description": "指标描述",
    "operator": "计算符号",
    "target": "指标值",
    "unit": "计量单位",
    "opinion": "审核意见",
    "rewrite": "改写建议",
    "vagueness": "含糊",
    "misclassification": "错类",
    "belongs": "应归类别",
    "target_measurability": "指标值可衡量",
    "defects": "缺陷代码",
    "quotes": "原文摘引",
    "reasons": "理由",
    "notes": "提示",
    "ungraded": "未评原因",
    "decision": "人工意见",
    "own_opinion": "人工审核意见",
    "who": "决定人",
    "decided": "决定时间",
    "preset": "系统预置",
    "file": "文件",
    "sheet": "表序号",
    "place": "位置",
    "line": "行号",
    "title": "表名",
    "section": "所在章节",
    "unit_code": "单位编码",
    "goal": "绩效目标",
    "scope": "范围",
    "tree": "指标体系",
    "category": "标准类别",
    "direction": "指标方向",
    "basis": "指标值确定依据",
    "criteria": "评分标准",
    "remark": "备注",
    "weight": "权重",
    "kind": "表类型",
    "actual": "实际完成值",
    "score": "得分",
    "term_target": "实施期指标值",
    "area": "所属区域或单位",
    "doubts": "读取存疑",
    "weakness": "问题分值",
    "grader": "评判者",
    "rules": "规则判定",
    "contested": "判定分歧",
    "row": "行标识",
    "key": "判定标识",
}
"""Column → its head, in column order: the JSON Lines keys; `weak`, `belongs`, `defects`, `quotes`, `reasons` drawn
from the three answers; `own_opinion`, `who`, `decided` from a person's decision."""


def reviewed(rows: Iterable[ReviewedRow]) -> Iterator[str]:
    """The lines of the table, byte order mark and heads first; encode as UTF-8."""
    yield "\ufeff"
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow(HEADS.values())
    for row in rows:
        fields = read_fields(row.sheet, row.indicator) | judged_fields(row) | _drawn(row)
        writer.writerow([_cell(fields[column]) for column in HEADS])
        yield line.getvalue()
        line.seek(0)
        line.truncate()
    yield line.getvalue()


def _drawn(row: ReviewedRow) -> dict[str, object]:
    verdict = row.verdict
    answers = {question: verdict.answer(question) for question in Question} if isinstance(verdict, Graded) else {}
    return {
        **{str(question): GRADES[answer.grade] for question, answer in answers.items()},
        "weak": row.weak,
        "belongs": [category for answer in answers.values() for category in answer.belongs],
        "defects": [code for answer in answers.values() for code in answer.defects],
        "quotes": list(dict.fromkeys(answer.quote for answer in answers.values() if answer.quote)),
        "reasons": [answer.reason for answer in answers.values() if answer.reason],
        "own_opinion": row.decided and row.decided.opinion,
        "who": row.decided and row.decided.who,
        "decided": row.decided and row.decided.decided,
        "rules": _grades(row.rules) if row.rules else None,
        "contested": [str(question) for question in row.contested],
    }


def _grades(verdict: Graded) -> str:
    return "／".join(GRADES[verdict.answer(question).grade] for question in Question)


def _cell(value: object) -> object:
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case str():
            return cell(value)
        case list() | tuple():
            return cell("；".join(map(str, value)))
        case _:
            return value
