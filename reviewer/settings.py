"""What may be set, and where: a flag, else the environment (REVIEWER_…), else reviewer.toml in the working folder.

No pydantic here: it would double the start of a run that needs nothing else of it.
"""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reviewer.errors import UsageError

FILE = "reviewer.toml"
RULES = "rules"
"""The name of the offline judge."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting with its default.

    `db`: the verdict database; `grader`: who judges; `top`: weak rows in the terminal report; `jobs`: processes that
    read files (0: as many as there are cores); `max_file_mb`: a larger file is not read but named."""

    db: Path
    grader: str = RULES
    top: int = 20
    jobs: int = 0
    max_file_mb: int = 200


def load(flags: Mapping[str, object], environment: Mapping[str, str] = os.environ, folder: Path = Path()) -> Settings:
    """The settings of a run; a flag that is None was not given.

    Raises UsageError naming the source and the key where a key is unknown or a value does not fit."""
    from_file = _from_file(folder / FILE)
    from_environment = {
        key: _convert(f"environment: REVIEWER_{key.upper()}", key, environment[f"REVIEWER_{key.upper()}"])
        for key in _KINDS
        if environment.get(f"REVIEWER_{key.upper()}")
    }
    from_flags = {key: _convert(f"--{key}", key, value) for key, value in flags.items() if value is not None}
    values = from_file | from_environment | from_flags
    return Settings(db=values.pop("db", None) or default_db(environment), **values)  # type: ignore[arg-type]  # _KINDS has the types


def default_db(environment: Mapping[str, str] = os.environ) -> Path:
    """The database in the user's data folder; XDG_DATA_HOME is honoured on every system."""
    if home := environment.get("XDG_DATA_HOME"):
        return Path(home) / "reviewer" / "reviewer.db"
    from platformdirs import user_data_path

    return user_data_path("reviewer", appauthor=False) / "reviewer.db"


def _from_file(path: Path) -> dict[str, object]:
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as TOML: {error}") from error
    return {key: _convert(f"{path}: {key}", key, value) for key, value in stated.items()}


def _convert(source: str, key: str, value: object) -> object:
    if key not in _KINDS:
        raise UsageError(f"{source}: unknown setting; known are {', '.join(_KINDS)}")
    try:
        return _KINDS[key](value)
    except ValueError as error:
        raise UsageError(f"{source}: {error}, not {value!r}") from error


def _path(value: object) -> Path:
    return Path(_word(value)).expanduser()


def _word(value: object) -> str:
    if isinstance(value, Path):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text")
    return value


def _count(least: int) -> Callable[[object], int]:
    def convert(value: object) -> int:
        text = value if isinstance(value, str) else repr(value)
        if not text.isdecimal() or int(text) < least:
            raise ValueError(f"must be a whole number from {least}")
        return int(text)

    return convert


_KINDS: dict[str, Callable[[object], object]] = {
    "db": _path,
    "grader": _word,
    "top": _count(0),
    "jobs": _count(0),
    "max_file_mb": _count(1),
}
