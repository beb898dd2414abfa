"""Flags go over the environment, the environment over reviewer.toml; what does not fit is named with its source."""

from pathlib import Path

import pytest

from reviewer.errors import UsageError
from reviewer.settings import Settings, default_db, load


def _load(folder: Path, toml: str = "", flags: dict[str, object] | None = None, **environment: str) -> Settings:
    (folder / "reviewer.toml").write_text(toml, encoding="utf-8")
    return load(flags or {}, {"XDG_DATA_HOME": "/data", **environment}, folder)


def test_defaults(tmp_path: Path) -> None:
    expected = Settings(db=Path("/data/reviewer/reviewer.db"), grader="rules", top=20, jobs=0, max_file_mb=200)
    assert _load(tmp_path) == expected
    assert load({}, {"XDG_DATA_HOME": "/data"}, tmp_path / "nowhere") == expected
    assert default_db({}).name == "reviewer.db"


def test_flags_over_environment_over_file(tmp_path: Path) -> None:
    toml = 'db = "file.db"\ntop = 1\njobs = 1\nmax_file_mb = 1'
    seen = _load(tmp_path, toml, {"db": Path("flag.db"), "grader": None}, REVIEWER_DB="env.db", REVIEWER_TOP="2")
    assert seen == Settings(db=Path("flag.db"), top=2, jobs=1, max_file_mb=1)


def test_home_is_expanded(tmp_path: Path) -> None:
    assert _load(tmp_path, 'db = "~/a.db"').db == Path.home() / "a.db"


def test_an_empty_variable_is_none(tmp_path: Path) -> None:
    assert _load(tmp_path, "top = 3", REVIEWER_TOP="").top == 3


LEAST = "Input should be greater than or equal to"
WRONG = [
    ("colour = 1", {}, {}, f"{{file}}: colour: unknown setting; known are {', '.join(Settings.model_fields)}"),
    ("top = -1", {}, {}, f"{{file}}: top: {LEAST} 0, not -1"),
    ("max_file_mb = 0", {}, {}, f"{{file}}: max_file_mb: {LEAST} 1, not 0"),
    ("db = 5", {}, {}, "{file}: db: Input is not a valid path for <class 'pathlib.Path'>, not 5"),
    (
        "",
        {},
        {"REVIEWER_TOP": "many"},
        "environment: top: Input should be a valid integer, unable to parse string as an integer, not 'many'",
    ),
    ("", {"grader": ""}, {}, "command line: grader: String should have at least 1 character, not ''"),
]


@pytest.mark.parametrize(("toml", "flags", "environment", "message"), WRONG, ids=[case[3][:25] for case in WRONG])
def test_what_does_not_fit_is_named(
    tmp_path: Path, toml: str, flags: dict[str, object], environment: dict[str, str], message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        _load(tmp_path, toml, flags, **environment)
    assert str(caught.value) == message.format(file=tmp_path / "reviewer.toml")


def test_a_file_that_is_no_toml_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"reviewer\.toml: cannot be read as TOML"):
        _load(tmp_path, "top: 3")
