"""DATABASE_URL: a server that somebody else runs, here PostgreSQL 15 where it is installed."""

from urllib.parse import urlsplit

import psycopg
import pytest

from tests import database
from tests.on_postgresql_15 import PROGRAMS

pytestmark = pytest.mark.slow

NOBODY = "Error: There is no account with the staff number nobody.\n"


@pytest.fixture
def server():
    """A server with an empty database of an owner who is no superuser."""
    with database.embedded(PROGRAMS if PROGRAMS.exists() else None) as admin_url:
        with psycopg.connect(admin_url, autocommit=True) as admin:
            admin.execute("CREATE ROLE unit LOGIN CREATEROLE PASSWORD 'only-for-tests'")
            admin.execute("CREATE DATABASE unit OWNER unit")
        yield admin_url


def address(admin_url, role, database="unit"):
    return f"postgresql://{role}:only-for-tests@/{database}?{urlsplit(admin_url).query}"


def test_the_owner_makes_the_roles_and_they_are_kept(home, server):
    home.extra["DATABASE_URL"] = address(server, "unit")

    for _ in range(2):
        done = home.run("account", "deactivate", "nobody")
        assert (done.returncode, done.stderr) == (1, NOBODY)

    assert not (home.path / "db").exists()
    assert (home.path / "keys" / "outside.json").stat().st_mode & 0o777 == 0o600
    checked = home.run("check")
    assert checked.returncode == 0, checked.stdout
    assert "outside, answers" in checked.stdout

    process = home.up()
    assert "only-for-tests" not in home.run("up").stderr
    process.terminate()
    assert process.wait(60) == 0


def test_an_owner_who_may_not_make_roles_is_told_what_to_set(home, server):
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute("ALTER ROLE unit NOCREATEROLE")
    home.extra["DATABASE_URL"] = address(server, "unit")

    refused = home.run("account", "deactivate", "nobody")

    assert refused.returncode == 4
    assert refused.stderr.count("\n") == 1
    assert "SYMPHONY_STAFF_DATABASE_URL and SYMPHONY_PUBLIC_DATABASE_URL" in refused.stderr

    with psycopg.connect(server, autocommit=True) as admin:
        for role in ("symphony_staff", "symphony_public"):
            admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'only-for-tests'")
    home.extra["SYMPHONY_STAFF_DATABASE_URL"] = address(server, "symphony_staff")
    home.extra["SYMPHONY_PUBLIC_DATABASE_URL"] = address(server, "symphony_public")

    done = home.run("account", "deactivate", "nobody")
    assert (done.returncode, done.stderr) == (1, NOBODY)


def test_a_server_out_of_reach_is_named_without_its_password(home):
    home.extra["DATABASE_URL"] = "postgresql://unit:secret-word@localhost:1/unit"

    refused = home.run("account", "deactivate", "nobody")

    assert refused.returncode == 4
    assert refused.stderr.startswith("Error: The database in DATABASE_URL cannot be reached: ")
    assert refused.stderr.count("\n") == 1
    assert "secret-word" not in refused.stderr
