import pytest

from tests.keyholder.running import running


@pytest.fixture
def keyholder(fresh_database, database_server):
    """A keyholder's process over this test's own database."""
    with running(database_server, fresh_database) as found:
        yield found
