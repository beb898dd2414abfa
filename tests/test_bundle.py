"""The bundle for machines without a network: what pip leaves out for another platform is found; scripts are sound."""

import subprocess
import zipfile
from pathlib import Path

import pytest

from bundle import __main__ as bundle

WHEELS = {
    "tool-1.0-py3-none-any.whl": (
        'paint>=2; platform_system == "Windows"',
        'rope; sys_platform == "linux"',
        'old; python_version < "3.9"',
        "plain>=1",
        'more; extra == "more"',
    ),
    "plain-1.0-py3-none-any.whl": (),
}


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    for name, required in WHEELS.items():
        with zipfile.ZipFile(tmp_path / name, "w") as packed:
            lines = [f"Requires-Dist: {text}" for text in required]
            packed.writestr(f"{name.split('-py')[0]}.dist-info/METADATA", "\n".join(["Name: x", *lines, "", ""]))
    return tmp_path


@pytest.mark.parametrize(("platform", "missing"), [("windows", ["paint>=2"]), ("linux", ["rope"])])
def test_what_only_the_other_platform_requires_is_missing(wheels: Path, platform: str, missing: list[str]) -> None:
    assert bundle._missing(wheels, platform, "3.11") == missing


def test_every_platform_has_its_conditions() -> None:
    assert bundle.TAGS.keys() == bundle.MACHINES.keys()


@pytest.mark.parametrize("script", sorted(bundle.FILES.glob("*.sh")), ids=lambda path: path.name)
def test_scripts_are_sound(script: Path) -> None:
    assert subprocess.run(["sh", "-n", str(script)], capture_output=True, text=True, check=False).stderr == ""


def test_review_script_asks_for_a_folder() -> None:
    done = subprocess.run(["sh", str(bundle.FILES / "review.sh")], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "用法：./review.sh 装有申报表的文件夹\n")


def test_a_workbook_that_is_there_stays(tmp_path: Path) -> None:
    """Somebody may have decided in it."""
    script = tmp_path / "review.sh"
    script.write_text((bundle.FILES / "review.sh").read_text(encoding="utf-8"), encoding="utf-8")
    program = tmp_path / "venv" / "bin" / "reviewer"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho decided > "$4"\n', encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "2026.报送").mkdir()
    for _ in range(3):
        subprocess.run(["sh", str(script), f"{tmp_path / '2026.报送'}/"], check=True)
    names = sorted(file.name for file in tmp_path.glob("*.xlsx"))
    assert names == ["2026.报送_初审.xlsx", "2026.报送_初审_2.xlsx", "2026.报送_初审_3.xlsx"]
