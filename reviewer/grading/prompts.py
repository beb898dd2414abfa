"""What the model is told: the texts of prompts/ (which an expert edits), and the request built from them and a batch.

Stable text comes first and the indicators last, so that a server's prefix cache serves every batch. Only our own
texts hold variables, and they are filled in when the texts are loaded; the indicators are appended as JSON and pass
through no template.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from reviewer.defects import DEFECTS
from reviewer.errors import UsageError
from reviewer.grading.endpoint import Endpoint
from reviewer.model import Question, Shown, canonical_json
from reviewer.taxonomy import TABLE

Message = dict[str, str]
"""One message of a request: `role` and `content`."""

FIELDS: dict[str, str] = {
    "level1": "一级指标",
    "level2": "二级指标",
    "tree": "指标体系",
    "name": "指标名称",
    "description": "绩效指标描述",
    "target": "指标值",
    "operator": "计算符号",
    "unit": "计量单位",
    "direction": "指标方向",
    "criteria": "评分标准",
}
"""The fields of `Shown` and what the model knows them by, in the order it reads them."""

_ALWAYS = ("name", "target")
"""Shown even where empty: that they are is a finding."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """The texts, ready to send: `system` whole; `before` and `after` stand around the indicators, `again_before` and
    `again_after` around what was wrong with the last reply. `version` is for people; the fingerprint is over the
    texts."""

    version: str
    system: str
    before: str
    after: str
    again_before: str
    again_after: str

    def fingerprint(self, endpoint: Endpoint, schema: Mapping[str, object]) -> str:
        """What decides a verdict beside the indicator: declared model, texts, response schema, sampling. Not the key,
        not the address, not the mode, not how long a reply may be."""
        texts = [self.system, self.before, self.after, self.again_before, self.again_after]
        judge = [endpoint.model, texts, _MARKS, FIELDS, schema, endpoint.sampling]
        return hashlib.sha256(canonical_json(judge).encode()).hexdigest()

    def request(self, batch: Mapping[str, Shown], problems: Mapping[str, str] | None = None) -> list[Message]:
        """The messages that ask about `batch` (id → indicator). `problems` (id → what was wrong, our own words)
        stands with rows that are asked again."""
        text = f"{self.before}{_data(batch)}{self.after}"
        if problems:
            lines = "\n".join(f"- {name}：{problem}" for name, problem in problems.items())
            text = f"{text}\n\n{self.again_before}{lines}{self.again_after}"
        return [{"role": "system", "content": self.system}, {"role": "user", "content": text}]


def load(folder: Path | None = None) -> Prompts:
    """The texts of `folder` (default: those of the program). Raises UsageError naming the file where one is missing
    or a variable is unknown, missing or misspelt."""
    folder = folder or _folder()
    variables = {"categories": _categories(), "defects": _defects()}
    system = [
        _filled(folder / "system.md", variables),
        _filled(folder / "rubric.md", {}),
        _filled(folder / "examples.md", {}),
    ]
    before, after = _around(folder / "request.md", "indicators")
    again_before, again_after = _around(folder / "again.md", "problems")
    return Prompts(
        _text(folder / "VERSION").strip(), "\n\n".join(system) + "\n", before, after, again_before, again_after
    )  # fmt: skip


def line(name: str, shown: Shown) -> str:
    """One indicator as the model reads it: a line of JSON with the id and every field that is not empty."""
    fields = {title: getattr(shown, field) for field, title in FIELDS.items()}
    told = {title: value or "" for title, value in fields.items() if value or title in _ALWAYS_TITLES}
    return _escaped(json.dumps({"编号": name, **told}, ensure_ascii=False))


def length(shown: Shown) -> int:
    """Characters of an indicator's own text."""
    return sum(len(value) for field in FIELDS if (value := getattr(shown, field)))


# ---------------------------------------------------------------------------------------------------------------------
# The indicators

_MARKS = ("=====指标开始 {seal}=====", "=====指标结束 {seal}=====")
_ALWAYS_TITLES = tuple(FIELDS[field] for field in _ALWAYS)
_UNUSUAL = re.compile("[^ -~“”‘’…—≥≤×·\u3000-\u3163\u4e00-\u9fff\uff01-\uff5e]")
"""What has to be looked at; the others are known to be plain."""
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that print as nothing and are no format characters either."""


def _data(batch: Mapping[str, Shown]) -> str:
    """The indicators, a line each, between two marks that carry a hash of all of them: a text cannot hold its own."""
    lines = "\n".join(line(name, shown) for name, shown in batch.items())
    seal = hashlib.sha256(lines.encode()).hexdigest()[:20]
    opening, closing = (mark.replace("{seal}", seal) for mark in _MARKS)
    return f"{opening}\n{lines}\n{closing}"


def _escaped(text: str) -> str:
    """JSON in which nothing is invisible, breaks a line or turns the direction of writing: such characters stand as
    \\uXXXX."""
    return _UNUSUAL.sub(lambda found: _escape(found[0]) if _hidden(found[0]) else found[0], text)


def _hidden(char: str) -> bool:
    if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") or char in _UNSEEN:
        return True
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{high:02x}{low:02x}" for high, low in zip(units[::2], units[1::2], strict=True))


# ---------------------------------------------------------------------------------------------------------------------
# The texts


def _folder() -> Path:
    """prompts/ beside the modules of an installed wheel, or at the top of a checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "prompts"
    return installed if installed.is_dir() else package.parent / "prompts"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: this text of the prompt cannot be read: {error}") from error


def _template(path: Path, variables: Sequence[str]) -> Template:
    """The text as a template of exactly `variables`, each used once or more."""
    template = Template(_text(path).strip())
    if not template.is_valid():
        raise UsageError(f"{path}: a $ that begins no variable; write $$ for a dollar sign")
    used, known = set(template.get_identifiers()), set(variables)
    if unknown := used - known:
        raise UsageError(f"{path}: unknown variable ${min(unknown)}; known here: {', '.join(sorted(known)) or 'none'}")
    if missing := known - used:
        raise UsageError(f"{path}: variable ${min(missing)} is missing")
    return template


def _filled(path: Path, variables: Mapping[str, str]) -> str:
    return _template(path, tuple(variables)).substitute(variables)


def _around(path: Path, variable: str) -> tuple[str, str]:
    """The text before and after its one variable, which is not filled in here: what goes there is data."""
    hole = "\0"
    before, *after = _template(path, (variable,)).substitute({variable: hole}).split(hole)
    if len(after) != 1:
        raise UsageError(f"{path}: variable ${variable} must stand exactly once")
    return before, after[0]


def _categories() -> str:
    rows = [
        f"| {entry.name} | {entry.parent_2015} | {entry.parent_2021 or '（无）'} | {entry.definition} | {entry.test} |"
        for entry in TABLE
    ]
    head = ["| 类别 | 一级指标（2015年体系） | 一级指标（2021年体系） | 衡量 | 检验 |", "|---|---|---|---|---|"]
    return "\n".join([*head, *rows])


def _defects() -> str:
    names = {Question.VAGUENESS: "第一问", Question.MISCLASSIFICATION: "第二问", Question.TARGET: "第三问"}
    rows = [f"| {names[entry.question]} | `{entry.code}` | {entry.title} | {entry.definition} |" for entry in DEFECTS]
    return "\n".join(["| 问题 | 代码 | 名称 | 定义 |", "|---|---|---|---|", *rows])
