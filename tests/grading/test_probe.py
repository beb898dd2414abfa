"""What the probe says of endpoints that understand some ways of asking and not others."""

import pytest

from reviewer.errors import UsageError
from reviewer.grading.endpoint import Endpoint, Mode
from reviewer.grading.probe import probe
from tests.fake_server import Fake, Plan, script

pytestmark = pytest.mark.usefixtures("warm")

GOOD, NO_SCHEMA, NO_KEY = script(), script("400 parameter"), script(then="401")


@pytest.mark.parametrize(
    ("plan", "works", "problem"),
    [
        (GOOD, [True, True, True, True], ""),
        (NO_SCHEMA, [False, True, True, True], "refuses response_format: set another mode"),
        (script("good", "hang", "html"), [True, False, False, True], ""),
        (NO_KEY, [False] * 4, "REVIEWER_API_KEY"),
    ],
)
def test_each_mode_is_tried_once(plan: Plan, works: list[bool], problem: str) -> None:
    with Fake(plan) as fake:
        found = probe(Endpoint(fake.url, "m", deadline=0.5))
        assert ([one.mode for one in found], [one.works for one in found], len(fake.requests)) == (list(Mode), works, 4)
        assert problem in found[0].problem
        assert all(one.seconds < 1 for one in found)


def test_an_endpoint_without_a_name_is_not_tried() -> None:
    with pytest.raises(UsageError):
        probe(Endpoint("", "m"))
