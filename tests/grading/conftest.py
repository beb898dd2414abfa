"""The first call to an endpoint loads the client libraries; no deadline of a test is to pay for that."""

import pytest

from tests.fake_server import Fake
from tests.grading.faulty import grader, indicators, judged


@pytest.fixture(scope="session")
def warm() -> None:
    """One good call with all the time in the world."""
    with Fake() as fake:
        judged(grader(fake, deadline=60.0), indicators(1))
