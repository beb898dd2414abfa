"""The program as a process of its own against the fake endpoint: what tests of whole runs share."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.fake_server import Fake

HEAD = "一级指标\t二级指标\t三级指标\t指标性质\t目标值\t计量单位"


def write_rows(path: Path, number: int) -> Path:
    """A file of one target sheet with so many distinct indicators."""
    rows = (f"产出指标\t数量指标\t完成第{at}段农村公路里程\t大于等于\t{at + 3}\t公里" for at in range(number))
    path.write_text("项目支出绩效目标表\n部门：交通局\n\n" + "\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
    return path


def environment(folder: Path, **settings: object) -> dict[str, str]:
    """The environment of a process: no setting but those given, data in `folder`."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("REVIEWER_")}
    stated = {f"REVIEWER_{name.upper()}": str(value) for name, value in settings.items()}
    return {**plain, "XDG_DATA_HOME": str(folder), **stated}


def start(fake: Fake, folder: Path, *arguments: str, **settings: object) -> subprocess.Popen[str]:
    """Start `reviewer` in `folder` with the model `m` at the fake endpoint."""
    return subprocess.Popen(
        [sys.executable, "-m", "reviewer", *arguments],
        cwd=folder,
        env=environment(folder, **{"grader": "m", "base_url": fake.url, **settings})
        | {"PYTHONPATH": str(Path(__file__).parent.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def verdicts(db: Path) -> list[tuple[str, str]]:
    """Key and name of every verdict of the model, from a database that must be sound."""
    connection = sqlite3.connect(db)
    try:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        return connection.execute("select key, name from verdicts where key like 'llm:%' order by key").fetchall()
    finally:
        connection.close()
