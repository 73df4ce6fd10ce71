"""Homes for the tests of the command line."""

import pytest

from tests.cli.running import copied_home, new_home


@pytest.fixture
def home():
    """A home in which nothing was ever started."""
    with new_home() as found:
        yield found


@pytest.fixture(scope="session")
def home_once_made():
    """A home whose database was made and brought up to date, for others to copy."""
    with new_home() as found:
        done = found.run("account", "deactivate", "nobody")
        assert done.returncode == 1, done.stderr
        yield found


@pytest.fixture
def made_home(home_once_made):
    """A real installation's home with nobody in it: a copy."""
    with copied_home(home_once_made) as found:
        yield found


@pytest.fixture(scope="module")
def shared_home():
    """One home for the tests of a module that only need some installation."""
    with new_home() as found:
        yield found
