"""What may be set, and where: a flag, else the environment (REVIEWER_…), else reviewer.toml in the working folder."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from reviewer.errors import UsageError

FILE = "reviewer.toml"
RULES = "rules"
"""The name of the offline judge."""


class Settings(BaseModel):
    """Every setting with its default.

    `db`: the verdict database (~ is the home folder); `grader`: who judges; `top`: rows in the terminal report;
    `jobs`: processes that read files (0: as many as there are cores); `max_file_mb`: a larger file is not read but
    named."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    db: Path = Field(default_factory=lambda: default_db(os.environ))
    grader: str = Field(RULES, min_length=1)
    top: int = Field(20, ge=0)
    jobs: int = Field(0, ge=0)
    max_file_mb: int = Field(200, ge=1)


def load(flags: Mapping[str, object], environment: Mapping[str, str] = os.environ, folder: Path = Path()) -> Settings:
    """The settings of a run; a flag that is None was not given, a variable that is empty is not set.

    Raises UsageError naming the source and the key where a key is unknown or a value does not fit."""
    names = {f"REVIEWER_{key.upper()}": key for key in Settings.model_fields}
    values: dict[str, Any] = {"db": default_db(environment)}
    for source, given in (
        (str(folder / FILE), _from_file(folder / FILE)),
        ("environment", {key: environment[name] for name, key in names.items() if environment.get(name)}),
        ("command line", {key: value for key, value in flags.items() if value is not None}),
    ):
        _check(source, given)
        values |= given
    settings = Settings.model_validate(values)
    return settings.model_copy(update={"db": settings.db.expanduser()})


def default_db(environment: Mapping[str, str]) -> Path:
    """The database in the user's data folder; XDG_DATA_HOME is honoured on every system."""
    if home := environment.get("XDG_DATA_HOME"):
        return Path(home) / "reviewer" / "reviewer.db"
    from platformdirs import user_data_path

    return user_data_path("reviewer", appauthor=False) / "reviewer.db"


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as TOML: {error}") from error


def _check(source: str, given: Mapping[str, object]) -> None:
    try:
        Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        key = first["loc"][0]
        if key not in Settings.model_fields:
            raise UsageError(
                f"{source}: {key}: unknown setting; known are {', '.join(Settings.model_fields)}"
            ) from None
        raise UsageError(f"{source}: {key}: {first['msg']}, not {first['input']!r}") from None
