"""What every test may ask for: the database in its several roles, and the two running sites.

- `db` (or `@pytest.mark.django_db`): as the staff role, in a transaction that is rolled back.
- `public_role`, with `db`: from there on the same transaction acts as the public role.
- `fresh_database`: a database of one's own, where commits stay; for threads, processes, locks.
- `owner_connection`: a second connection, as the owner; rolled back afterwards.
- `live_sites`: both sites, worker and keyholder, as processes, on a fresh database.
Tests never flush: the audit log refuses it, and the staff role owns nothing.
"""

import itertools
import os
import runpy
from unittest import mock

import django
import psycopg
import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection

import symphony.settings
from symphony.core.grants import OWNER, PUBLIC, STAFF
from symphony.letterbox import slow_hash
from tests import database, live

django.setup()

# Argon2 is slow on purpose; a test needs no such strength, and the running sites understand it.
Argon2PasswordHasher.time_cost = 1
Argon2PasswordHasher.memory_cost = 8
Argon2PasswordHasher.parallelism = 1
slow_hash.PASSES, slow_hash.MEMORY = 1, 13

_numbers = itertools.count(1)


def pytest_configure_node(node):
    """With several test processes: start the server once, in the first one, for all of them."""
    config = node.config
    if not hasattr(config, "symphony_server"):
        running = database.server()
        config.symphony_server = running.__enter__()
        config.add_cleanup(lambda: running.__exit__(None, None, None))
    node.workerinput["symphony_server"] = config.symphony_server.to_json()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with the files that take long, and leave the browser to the end.

    So no test process has to wait for the last long file of another's.

    Playwright keeps a loop running in the test's own thread from its first browser on, and code
    that waits for asynchronous work refuses to run beside it.
    """
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: ("playwright" in item.fixturenames, item.path not in long))


def pytest_runtest_setup(item):
    """Refuse what would flush the database between tests."""
    marker = item.get_closest_marker("django_db")
    asks = marker is not None and (marker.kwargs.get("transaction") or marker.args[:1] == (True,))
    flushing = {"transactional_db", "live_server", "django_db_reset_sequences"}
    if asks or flushing & set(item.fixturenames):
        pytest.fail("Tests never flush: ask for `fresh_database` or `live_sites` instead.")


@pytest.fixture(scope="session")
def database_server(request):
    """The run's server, with its migrated template."""
    if hasattr(request.config, "workerinput"):
        yield database.from_json(request.config.workerinput["symphony_server"])
        return
    with database.server() as found:
        yield found


@pytest.fixture(scope="session")
def django_db_setup(database_server, django_test_environment, django_db_blocker):
    """Replace pytest-django's: ordinary tests share one clone, and roll back."""
    name = _database_name()
    database_server.clone(name)
    _point_at(database_server, name)
    yield
    with django_db_blocker.unblock():
        connection.close()
    database_server.drop(name)


@pytest.fixture(autouse=True)
def _installation_is_read_anew():
    from symphony.core import installation

    installation.forget()
    yield
    installation.forget()


@pytest.fixture(autouse=True)
def _places_are_forgotten():
    from symphony.public import places

    places.SENDINGS.forget()
    places.GUESSES.forget()


@pytest.fixture
def fresh_database(django_db_setup, database_server, django_db_blocker):
    """Point this test's connections at a clone of its own, where commits stay; gives its name."""
    usual = dict(connection.settings_dict)
    name = _database_name()
    database_server.clone(name)
    with django_db_blocker.unblock():
        connection.close()
        _point_at(database_server, name)
        yield name
        connection.close()
        connection.settings_dict.update(usual)
    database_server.drop(name)


@pytest.fixture
def public_role(db):
    """Act as the public role from here to the end of the test."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {PUBLIC}")


@pytest.fixture
def owner_connection(request, django_db_setup, database_server):
    """A connection of the owner's to this test's database; it sees only what was committed."""
    if "fresh_database" in request.fixturenames:
        request.getfixturevalue("fresh_database")
    url = database_server.url(OWNER, connection.settings_dict["NAME"])
    with psycopg.connect(url) as owner:
        yield owner
        owner.rollback()


@pytest.fixture
def live_sites(fresh_database, database_server):
    """Run all four processes over this test's own database; gives the sites' addresses."""
    with live.sites(database_server, fresh_database) as found:
        yield found


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Use Debian's Chromium, quietly; `make test` installs it."""
    if not live.CHROMIUM.exists():
        why = f"The browser tests need Chromium at {live.CHROMIUM}: `make test` installs it."
        (pytest.fail if os.environ.get("CI") else pytest.skip)(why)
    return {"executable_path": str(live.CHROMIUM), "args": live.CHROMIUM_FLAGS}


@pytest.fixture(scope="session")
def browser_context_args():
    """Be a reader in London with an ordinary window."""
    return {
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "viewport": {"width": 1280, "height": 900},
    }


@pytest.fixture
def public_site(settings):
    """Serve this test's requests as the public site does: its addresses, its middleware."""
    with mock.patch.dict(os.environ, {"SYMPHONY_SITE": "public"}):
        of_public = runpy.run_path(symphony.settings.__file__)
    for name in ("SITE", "ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "SILENCED_SYSTEM_CHECKS"):
        setattr(settings, name, of_public[name])


def _database_name():
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return f"symphony_test_{os.getpid()}_{worker}_{next(_numbers)}"


def _point_at(server, name):
    parts = psycopg.conninfo.conninfo_to_dict(server.url(STAFF, name))
    connection.settings_dict.update(
        NAME=name,
        USER=STAFF,
        PASSWORD=parts["password"],
        HOST=parts["host"],
        PORT=parts["port"],
    )
