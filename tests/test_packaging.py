"""What a fresh machine installs: exact versions, no index named, every dependency pinned within its floor."""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
PINNED = [line for line in (ROOT / "constraints.txt").read_text().splitlines() if line and not line.startswith("#")]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
DECLARED = [*PROJECT["dependencies"], *(each for extra in PROJECT["optional-dependencies"].values() for each in extra)]
REQUIRED = [requirement for text in DECLARED if (requirement := Requirement(text)).name != "reviewer"]


def test_constraints_are_exact_versions_and_nothing_else() -> None:
    assert [line for line in PINNED if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line)] == []


@pytest.mark.parametrize("requirement", REQUIRED, ids=lambda requirement: requirement.name)
def test_every_dependency_is_pinned_within_its_floor(requirement: Requirement) -> None:
    pins = dict(line.lower().replace("_", "-").split("==") for line in PINNED)
    assert pins[requirement.name.lower()] in requirement.specifier


def test_the_program_and_its_package_have_one_version() -> None:
    from reviewer import __version__

    assert version("reviewer") == __version__ == PROJECT["version"]
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
