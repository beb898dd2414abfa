"""Recorded replies of a model: what it said about golden rows, kept word for word, and a judge that replays them.

A recording is JSON Lines: a head (declared model, sampling, date, prompt version, the judge's fingerprint), then one
line for each request with the keys of its rows and the raw reply. Replaying takes every reply through the same
reading and acceptance as a live one, without any network.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from reviewer.errors import UsageError
from reviewer.grading import outcome, prompts, rubric
from reviewer.grading.endpoint import Endpoint
from reviewer.grading.faults import Unusable
from reviewer.grading.llm import ModelGrader
from reviewer.model import Graded, Shown, Ungraded, Verdict, verdict_key

Form = TypeVar("Form", bound=BaseModel)

RENEW = "reviewer golden record --grader {model} --base-url URL"
"""The command that renews a recording."""


class Head(BaseModel):
    """The first line of a recording. `order` says how the rows were put into requests (a seed, or `as filed`)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    model: str
    sampling: dict[str, Any]
    date: str
    prompt_version: str
    fingerprint: str
    order: str


class Line(BaseModel):
    """One request: the keys of its rows, in the order asked, and the model's text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keys: tuple[str, ...]
    reply: str


def record(grader: ModelGrader, rows: Iterable[Shown], path: Path, order: str) -> int:
    """Ask the model about `rows` in the order given and keep every reply in `path`, each as it comes. Gives the number
    of rows left without a verdict. Raises UsageError where the file cannot be written."""
    asked = {grader.key(shown): shown for shown in rows}
    try:
        with path.open("w", encoding="utf-8") as stream:
            stream.write(_head(grader, order).model_dump_json() + "\n")
            grader.record = lambda keys, reply: _keep(stream, keys, reply)
            batches = list(grader.grade(asked))
    except OSError as error:
        raise UsageError(f"{path}: cannot be written ({error.strerror})") from error
    return sum(isinstance(verdict, Ungraded) for batch in batches for verdict in batch.values())


class Recorded:
    """A recording as a judge (see `grading.Grader`): it knows the rows it was asked about and no others.

    Raises UsageError where the file is no recording, or where prompts, rubric or schema are no longer those it was
    made with; the message holds the command that renews it."""

    def __init__(self, path: Path) -> None:
        lines = _read(path)
        self._head = _parsed(Head, path, 1, lines[0] if lines else "")
        self._lines = [_parsed(Line, path, number, line) for number, line in enumerate(lines[1:], start=2)]
        endpoint = Endpoint("http://recorded", self._head.model, temperature=None, extra=self._head.sampling)
        if prompts.load().fingerprint(endpoint, rubric.schema()) != self._head.fingerprint:
            renew = RENEW.format(model=self._head.model)
            raise UsageError(f"{path}: made with other prompts than the present ones; renew it: {renew}")

    @property
    def name(self) -> str:
        """The model that was recorded."""
        return self._head.model

    def key(self, shown: Shown) -> str:
        """The key that the model's verdict had when it was recorded."""
        return verdict_key("llm", shown, self._head.fingerprint)

    def grade(self, rows: Mapping[str, Shown]) -> Iterator[Mapping[str, Verdict]]:
        """The recorded verdicts on `rows`; a row whose replies may not stand, or that was not recorded, is Ungraded."""
        found: dict[str, Graded] = {}
        problems = dict.fromkeys(rows, "没有录制这一条的答复")
        for line in self._lines:
            self._replay(line, rows, found, problems)
        yield {key: found.get(key) or Ungraded(key, self.name, problems[key]) for key in rows}

    def _replay(
        self, line: Line, rows: Mapping[str, Shown], found: dict[str, Graded], problems: dict[str, str]
    ) -> None:
        """Settle what one reply settles. A request is read only where all of its rows are asked about."""
        if not set(line.keys) <= set(rows):
            return
        try:
            settled = outcome.read(line.reply, {key: rows[key] for key in line.keys}, self.name)
        except Unusable as fault:
            problems.update(dict.fromkeys(line.keys, fault.reason))
            return
        problems.update(settled.problems)
        for key, verdict in settled.graded.items():
            found.setdefault(key, verdict)


def _head(grader: ModelGrader, order: str) -> Head:
    return Head(
        model=grader.name,
        sampling=grader.endpoint.sampling,
        date=date.today().isoformat(),
        prompt_version=grader.prompts.version,
        fingerprint=grader.fingerprint,
        order=order,
    )


def _keep(stream: Any, keys: Sequence[str], reply: str) -> None:
    stream.write(json.dumps({"keys": keys, "reply": reply}, ensure_ascii=False) + "\n")
    stream.flush()


def _read(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}); name a recording with --recording") from error


def _parsed(form: type[Form], path: Path, number: int, line: str) -> Form:
    try:
        return form.model_validate_json(line)
    except ValidationError as error:
        raise UsageError(f"{path}:{number}: not a recording: {error.errors()[0]['msg']}") from error
