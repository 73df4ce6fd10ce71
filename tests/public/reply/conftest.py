"""A visitor with a report of their own to come back to."""

import pytest

from tests.letterbox import ordinary
from tests.public.reply import visiting


@pytest.fixture
def reference(public_role):
    """The reference of a report whose sender took the six words."""
    return ordinary.put_with_words()


@pytest.fixture
def inside(visitor, reference):
    """A browser in which that report was opened with its words."""
    visiting.come_in(visitor, reference)
    return visitor
