"""What starts quickly imports little, and imports point down."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("openai", "instructor", "lxml", "sqlite_utils", "sqlite3", "rich.console")
LIGHT_COMMANDS = [
    (("--help",), HEAVY),
    (("--version",), HEAVY),
    (("review", "--help"), HEAVY),
    (("explain",), HEAVY),
    (("explain", "T-pseudo"), HEAVY),
    (("extract", __file__), HEAVY),
    (("review", __file__, "--db", "{db}"), ("openai", "instructor", "lxml", "rich.console")),
]
SCRIPT = """
import runpy, sys
try:
    runpy.run_module("reviewer", run_name="__main__", alter_sys=True)
except SystemExit:
    pass
sys.stderr.write(" ".join(sys.modules))
"""


@pytest.mark.parametrize(("arguments", "absent"), LIGHT_COMMANDS, ids=[" ".join(c[0])[:20] for c in LIGHT_COMMANDS])
def test_only_what_is_needed_is_imported(arguments: tuple[str, ...], absent: tuple[str, ...], tmp_path: Path) -> None:
    given = [argument.format(db=tmp_path / "a.db") for argument in arguments]
    done = subprocess.run([sys.executable, "-c", SCRIPT, *given], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "reviewer.cli" in loaded
    assert loaded & set(absent) == set()


def test_imports_point_down() -> None:
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
