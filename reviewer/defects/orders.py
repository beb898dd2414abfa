"""Submitted text that addresses a judge instead of describing an indicator: found, left out of the reading, and noted.

It never changes a grade: rules follow no orders, and what is no part of an indicator is not read as one.
"""

import re

from reviewer.model import Shown

_LABELS = {
    "name": "指标名称",
    "description": "指标描述",
    "target": "指标值",
    "operator": "计算符号",
    "unit": "计量单位",
    "criteria": "评分标准",
}


def found_orders(shown: Shown) -> tuple[str, ...]:
    """One Chinese note for each field that gives orders to a judge or hides characters; mostly none."""
    notes = []
    for field, label in _LABELS.items():
        text = getattr(shown, field)
        if text is None:
            continue
        if ORDERS.search(text):
            notes.append(f"{label}中有针对审核者的指示性文字，未予采纳，请人工查看")
        if HIDDEN.search(text):
            notes.append(f"{label}中有不可见字符，请人工查看原文")
    return tuple(notes)


def without_orders(text: str | None) -> str | None:
    """A text without the sentences that give orders to a judge."""
    return ORDERS.sub("", text) if text and ORDERS.search(text) else text


HIDDEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]")
"""Zero-width and direction-changing characters, which a reader of the sheet does not see."""

_END = r"[^。；;\n）)】\]]*[。；;）)】\]]?"
ORDERS = re.compile(
    rf"[（(【\[]?(?:请|你|您|务必|必须)?(?:忽略|无视|忘记|忘掉|不要理会|不必理会)[^。；;\n]{{0,20}}(?:要求|指令|规则|提示|说明|内容|指示|标准){_END}"
    r"|[（(【\[]?(?:请|务必|必须|一律|全部|直接|均|都)[^。；;\n，,]{0,12}"
    rf"(?:评为|判为|判定为|评定为|打分为|评成|给予|给出|输出|返回|视为)[^。；;\n，,]{{0,8}}(?:通过|合格|满分|优秀|pass|PASS){_END}"
    rf"|[（(【\[]?(?:你|您)(?:现在)?是(?:一个|一名|一位)?[^。；;\n]{{0,10}}(?:AI|人工智能|助手|评审专家|审核专家|语言模型|机器人|大模型){_END}"
    r"|(?i:ignore\s+(?:all|any|the|previous|above|prior)[^.\n]*\.?|system\s*(?:prompt|:)[^.\n]*"
    r"|</?(?:system|user|assistant|instructions?)>|<\|[a-z_]+\|>|\[/?INST\]|系统提示词?[:：][^。\n]*)"
    r"|[\[{]\s*\{?\s*[\"“”'](?:grade|id|vagueness|misclassification|target_measurab\w+|verdict|defects)[\"“”']\s*[:：][^}]*[}\]]*"
)
"""Sentences that address a judge: orders to ignore the rules or to pass, roles, chat marks, ready-made replies."""
