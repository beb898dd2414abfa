"""The generated blocks of the README. `python -m tests.readme` rewrites them; tests/test_readme.py checks them."""

import inspect
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from reviewer import golden, ranking
from reviewer.defects import DEFECTS
from reviewer.grading import prompts
from reviewer.grading.offline import Rules
from reviewer.model import Question
from reviewer.policy import Policy
from reviewer.recording import Recorded
from reviewer.report.agreement import rate
from reviewer.report.words import QUESTIONS
from reviewer.settings import Settings
from reviewer.sheets import FINDINGS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"(<!-- generated: (\w+) -->\n)(.*?)(<!-- end -->)", re.S)
_SCREEN_ROWS = 4
_BETWEEN_JUDGES = {
    Question.VAGUENESS: 0.963,
    Question.MISCLASSIFICATION: 0.934,
    Question.TARGET: 0.972,
}
"""F1 on `fail` of the two independent golden judgments, as golden/README.md states it."""


def main() -> None:
    """Rewrite the blocks in place."""
    README.write_text(renewed(README.read_text(encoding="utf-8")), encoding="utf-8")


def renewed(text: str) -> str:
    """The README with every generated block made anew. Raises KeyError for a block that nothing generates."""
    return _BLOCK.sub(lambda found: f"{found[1]}{BLOCKS[found[2]]()}\n{found[4]}", text)


def screen() -> str:
    """The first screen of a review of golden/documents."""
    printed = _reviewer("review", "golden/documents", "--top", str(_SCREEN_ROWS))
    return f"```\n{printed.rstrip()}\n```"


def helptext() -> str:
    """The help of `reviewer review`."""
    return f"```\n{_reviewer('review', '--help').strip()}\n```"


def settings() -> str:
    """Every setting with its environment variable and default."""
    described = inspect.getdoc(Settings) or ""
    rows = ["| `reviewer.toml` | environment | default | means |", "|---|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "none" if field.default in (None, ()) else f"`{field.default}`"
        if field.default_factory:
            default = "`reviewer.db` in the user's data folder"
        if name == "policy":
            default = "see below"
        rows.append(f"| `{name}` | `REVIEWER_{name.upper()}` | {default} | {_meaning(name, described)} |")
    return "\n".join(rows)


def policy() -> str:
    """Every key of the table [policy] with its default."""
    described = inspect.getdoc(Policy) or ""
    rows = ["| `[policy]` | default | means |", "|---|---|---|"]
    for name, field in Policy.model_fields.items():
        default = "、".join(map(str, field.default)) if isinstance(field.default, tuple) else field.default
        rows.append(f"| `{name}` | {default or 'none'} | {_meaning(name, described)} |")
    return "\n".join(rows)


def findings() -> str:
    """The table of finding codes of sheets."""
    rows = ["| code | Chinese | what it is | asks for | has it | has not |", "|---|---|---|---|---|---|"]
    rows += [
        f"| `{fault.code}` | {fault.title} | {fault.definition} | {fault.severity} | {fault.hit} | {fault.near_miss} |"
        for fault in FINDINGS
    ]
    return "\n".join(rows)


def defects() -> str:
    """The table of defect codes."""
    rows = ["| code | question | Chinese | what it is | has it | has not |", "|---|---|---|---|---|---|"]
    rows += [
        f"| `{defect.code}` | {QUESTIONS[defect.question]} | {defect.title} | {defect.definition} | {defect.hit} "
        f"| {defect.near_miss} |"
        for defect in DEFECTS
    ]
    return "\n".join(rows)


def weakness() -> str:
    """The formula as the code states it."""
    return inspect.getdoc(ranking.weakness) or ""


def figures() -> str:
    """F1 on `fail` and κ of the rules and of the recorded model over the scored golden rows."""
    recorded = Recorded(ROOT / "golden" / "recordings" / "full.jsonl")
    judges = (("rules", Rules(), ""), ("recorded model", recorded, prompts.load().system))
    rows = [
        "| judge | question | F1 tune | F1 check | κ tune | κ check | F1 between judges |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, judge, told in judges:
        reports, _ = golden.check(judge, ROOT / "golden", name.split()[0], told)
        by_name = {report.name: report.scored for report in reports}
        for question in Question:
            tune, check = by_name["tune"][question], by_name["check"][question]
            seen = (tune.f1, check.f1, tune.kappa, check.kappa, _BETWEEN_JUDGES[question])
            rows.append(f"| {name} | {question} | {' | '.join(map(rate, seen))} |")
    return "\n".join(rows)


BLOCKS: dict[str, Callable[[], str]] = {
    "screen": screen,
    "help": helptext,
    "settings": settings,
    "policy": policy,
    "findings": findings,
    "defects": defects,
    "weakness": weakness,
    "figures": figures,
}


def _meaning(name: str, described: str) -> str:
    found = re.search(rf"`{name}`:\s+([^;.]+)", described)
    return " ".join(found[1].split()) if found else ""


def _reviewer(*arguments: str) -> str:
    """What the command prints, 100 columns wide, with an empty database of its own."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("REVIEWER_")}
        environment |= {"COLUMNS": "100", "XDG_DATA_HOME": folder, "PYTHONIOENCODING": "utf-8"}
        command = [sys.executable, "-m", "reviewer", *arguments]
        done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=True)
    return done.stdout.decode().replace("python -m reviewer", "reviewer")


if __name__ == "__main__":
    main()
