"""Reports of tests are filled in faster than anybody reads, and many come from one place."""

import pytest

from symphony.public import places


@pytest.fixture(autouse=True)
def _unhurried(settings):
    settings.LEAST_SECONDS = 0
    places.SENDINGS.forget()
