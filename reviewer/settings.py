"""What may be set, and where: a flag, else the environment (REVIEWER_…), else reviewer.toml in the working folder.

The key of an endpoint is no setting: it comes from REVIEWER_API_KEY or from the file that `api_key_file` names, is
handed to the client, and stands nowhere else."""

import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from reviewer.errors import UsageError
from reviewer.policy import Policy, Preset

FILE = "reviewer.toml"
RULES = "rules"
"""The name of the offline judge."""
KEY = "REVIEWER_API_KEY"
"""The environment variable that holds the key of the endpoint."""


def _table(value: object) -> object:
    """A table; in an environment variable as JSON."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


class Settings(BaseModel):
    """Every setting with its default.

    `db`: the verdict database (~ is the home folder); `grader`: who judges, `rules` or the name of a model; `top`: rows
    in the terminal report; `jobs`: processes that read files (0: as many as there are cores); `max_file_mb`: a larger
    file is not read but named; `max_unpacked_mb`: nor one that is larger unpacked; `max_cells`: nor one
    with more table cells; `max_seconds`: nor one that takes longer to read.

    Of a bureau: `year`: the year of the budget, so that other dates are told; `roster`: the list of what departments
    are to hand in (应报清单), a workbook or CSV; `exclude_class`: sheets of these project
    classes are left out; `presets`: rows that the bureau's system puts into sheets, no opinion is given on them (a
    table `[[presets]]` each, with name, category, project_class); `policy`: the table `[policy]`, see below.

    Of a model: `base_url`: the endpoint, up to its version (https://host/v1), none is ever assumed; `api_key_file`: a
    file that holds the key and nothing else (else the key is taken from `REVIEWER_API_KEY`); `mode`: how JSON is asked
    for (json_schema, tools, json_object or plain), by default as `reviewer doctor` found, else json_object;
    `temperature`: 0 gives the steadiest verdicts, `unset` leaves it to the endpoint; `max_tokens`: tokens that a reply
    may take, whatever it is about; `max_tokens_per_row`: tokens that it may take more for every indicator;
    `max_tokens_field`: what the endpoint calls this cap, `unset` sends none; `extra_body`: a table of further fields of
    the request that a vendor asks for (in the environment as JSON).

    Of a run: `concurrency`: calls at the same time; `deadline`: seconds for one call; `batch_rows`: indicators in one
    call; `batch_chars`: characters of indicators in one call; `price_in`: price of a million tokens sent;
    `price_out`: price of a million tokens received; `currency`: the word for the money of prices and budget;
    `max_calls`: a run stops after so many calls; `budget`: a run stops before it would cost more.

    Of the letters to departments: `reply_by`: the date by which they answer, in words (2026年12月5日); `contact`: whom
    they ask."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    db: Path = Field(default_factory=lambda: default_db(os.environ))
    grader: str = Field(RULES, min_length=1)
    top: int = Field(20, ge=0)
    jobs: int = Field(0, ge=0)
    max_file_mb: int = Field(200, ge=1)
    max_unpacked_mb: int = Field(500, ge=1)
    max_cells: int = Field(2_000_000, ge=1)
    max_seconds: float = Field(120.0, gt=0)
    year: int | None = Field(None, ge=2000, le=2100)
    roster: Path | None = None
    exclude_class: Annotated[tuple[str, ...], BeforeValidator(_table)] = ()
    presets: Annotated[tuple[Preset, ...], BeforeValidator(_table)] = ()
    policy: Annotated[Policy, BeforeValidator(_table)] = Policy()
    base_url: str | None = None
    api_key_file: Path | None = None
    mode: Literal["json_schema", "tools", "json_object", "plain"] | None = None
    temperature: Annotated[float, Field(ge=0)] | Literal["unset"] = 0.0
    max_tokens: int = Field(500, ge=1)
    max_tokens_per_row: int = Field(400, ge=1)
    max_tokens_field: Literal["max_tokens", "max_completion_tokens", "unset"] = "max_tokens"
    extra_body: Annotated[dict[str, Any], BeforeValidator(_table)] = Field({})
    concurrency: int = Field(16, ge=1)
    deadline: float = Field(120.0, gt=0)
    batch_rows: int = Field(8, ge=1)
    batch_chars: int = Field(3000, ge=1)
    price_in: float | None = Field(None, ge=0)
    price_out: float | None = Field(None, ge=0)
    currency: str = Field("元", min_length=1)
    max_calls: int | None = Field(None, ge=0)
    budget: float | None = Field(None, ge=0)
    reply_by: str | None = None
    contact: str | None = None


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


def api_key(settings: Settings, environment: Mapping[str, str] = os.environ) -> str | None:
    """The key of the endpoint; None where none is given. Raises UsageError, without the path, where the file that
    should hold it cannot be read or is empty: whoever mistakes the setting has written the key itself there."""
    if stated := environment.get(KEY, "").strip():
        return stated
    if settings.api_key_file is None:
        return None
    try:
        text = settings.api_key_file.expanduser().read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(f"api_key_file: the file it names cannot be read ({reason})") from None
    if not text:
        raise UsageError("api_key_file: the file it names is empty; write the key into it")
    return text


def default_db(environment: Mapping[str, str]) -> Path:
    """The database in the user's data folder; XDG_DATA_HOME is honoured on every system."""
    if home := environment.get("XDG_DATA_HOME"):
        return Path(home) / "reviewer" / "reviewer.db"
    from platformdirs import user_data_path

    return user_data_path("reviewer", appauthor=False) / "reviewer.db"


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as TOML: {error}") from error


def _check(source: str, given: Mapping[str, object]) -> None:
    if "api_key" in given:
        raise UsageError(
            f"{source}: api_key: a key does not belong here; set {KEY}, or name a file that holds it by api_key_file"
        )
    try:
        Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors()[0]
        key = first["loc"][0]
        if key not in Settings.model_fields:
            raise UsageError(
                f"{source}: {key}: unknown setting; known are {', '.join(Settings.model_fields)}"
            ) from None
        told = "" if key in _NOT_SAID else f", not {first['input']!r}"
        place = ".".join(map(str, first["loc"]))
        raise UsageError(f"{source}: {place}: {first['msg']}{told}") from None


_NOT_SAID = frozenset(("api_key_file", "base_url", "extra_body"))
"""Settings in which somebody may have written a key."""
