"""The README is true: its generated blocks are what the program says, its links exist, its commands are commands."""

import re

import pytest

from reviewer.cli import app
from tests.readme import BLOCKS, README, ROOT, renewed

TEXT = README.read_text(encoding="utf-8")


def test_generated_blocks_are_up_to_date() -> None:
    assert renewed(TEXT) == TEXT, "run: python -m tests.readme"


def test_every_block_is_used() -> None:
    assert set(re.findall(r"<!-- generated: (\w+) -->", TEXT)) == set(BLOCKS)


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", TEXT))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_commands_named_in_the_text_exist() -> None:
    commands = {command.name or (command.callback and command.callback.__name__) for command in app.registered_commands}
    groups = {group.name for group in app.registered_groups}
    assert set(re.findall(r"`?reviewer ([a-z]+) [A-Z`]", TEXT)) <= commands | groups


@pytest.mark.parametrize("step", ["run", "test"])
def test_fresh_commands_stand_in_one_fence(step: str) -> None:
    assert re.search(rf"<!-- fresh: {step} -->\n```sh\n.+\n```\n", TEXT)
