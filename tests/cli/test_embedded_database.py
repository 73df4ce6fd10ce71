"""The embedded database: left-over servers, missing keys, another version."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from symphony.cli.database import account, binaries, embedded, leftover, place
from symphony.cli.database.cluster import Cluster
from symphony.cli.exits import NotPossibleNow
from symphony.cli.home import Home
from tests.cli.running import wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def cluster():
    folder = Path(tempfile.mkdtemp(prefix="symphony-test-cluster-"))
    folder.chmod(0o755)
    who = account.for_database()
    data = place.data_directory(folder, who)
    found = Cluster(
        data, place.socket_directory(data, who), folder, binaries.find(who), who, durable=False
    )
    found.make("password")
    yield found
    found.stop()
    shutil.rmtree(folder, ignore_errors=True)


def answer(cluster):
    url = cluster.url(user="symphony_admin", password="password", database="postgres")
    with psycopg.connect(url) as connection:
        return connection.execute("SELECT 1").fetchone()


def test_it_starts_and_stops(cluster):
    cluster.start()
    assert answer(cluster) == (1,)

    cluster.stop()

    assert not (cluster.data / "postmaster.pid").exists()
    with pytest.raises(psycopg.OperationalError):
        answer(cluster)


def test_it_asks_for_a_password_and_listens_on_no_port(cluster):
    cluster.start()
    url = cluster.url(user="symphony_admin", password="wrong", database="postgres")

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url)
    with psycopg.connect(url.replace("wrong", "password")) as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SHOW data_checksums").fetchone() == ("on",)


def test_what_people_wrote_does_not_reach_its_log(cluster):
    cluster.start()
    url = cluster.url(user="symphony_admin", password="password", database="postgres")
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE t (name text UNIQUE)")
        connection.execute("INSERT INTO t VALUES ('Wilhelmina Example')")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO t VALUES ('Wilhelmina Example')")
    cluster.stop()

    assert "Wilhelmina" not in (cluster.data.parent / "database.log").read_text()


def test_it_starts_after_its_server_was_killed(cluster):
    cluster.start()
    cluster.process.kill()
    cluster.process.wait()

    cluster.start()

    assert answer(cluster) == (1,)


def test_a_server_whose_starter_was_killed_ends_and_the_next_one_starts(cluster):
    program = (
        "import sys, time; from tests.cli.test_embedded_database import *;"
        "who = account.for_database(); data, sockets = map(Path, sys.argv[1:]);"
        "c = Cluster(data, sockets, data.parent, binaries.find(who), who, durable=False);"
        "c.start(); print('up', flush=True); time.sleep(60)"
    )
    starter = subprocess.Popen(
        [sys.executable, "-c", program, str(cluster.data), str(cluster.sockets)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with starter:
        assert starter.stdout.readline() == "up\n"
        starter.kill()

    cluster.start()

    assert answer(cluster) == (1,)


def test_a_lock_file_that_names_another_program_is_no_obstacle(cluster):
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n")
    if cluster.account:
        os.chown(cluster.data / "postmaster.pid", *cluster.account.ids)

    cluster.start()

    assert answer(cluster) == (1,)


def test_a_dead_server_that_nobody_collected_is_waited_for(cluster, monkeypatch):
    monkeypatch.setattr(leftover, "PATIENCE_WITH_DEAD", 0.5)
    dead = subprocess.Popen([sys.executable, "-c", ""])
    wait_until(lambda: leftover._is_dead(dead.pid))
    (cluster.data / "postmaster.pid").write_text(f"{dead.pid}\n{cluster.data}\n")

    began = time.monotonic()
    leftover.clear(cluster.data, cluster.sockets)

    assert time.monotonic() - began >= 0.5
    assert not (cluster.data / "postmaster.pid").exists()
    dead.wait()


def test_another_major_version_is_refused(cluster):
    (cluster.data / "PG_VERSION").write_text("14\n")

    with pytest.raises(NotPossibleNow, match=r"written by PostgreSQL 14, .* brings 18"):
        cluster.check_version()


def test_the_log_says_why_it_did_not_start(cluster):
    (cluster.data / "postgresql.conf").write_text("work_mem = nonsense\n")

    with pytest.raises(NotPossibleNow, match=r"The database did not start: .*FATAL"):
        cluster.start()


def test_missing_passwords_are_named(cluster):
    home = Home(cluster.data.parent)
    home.make()

    with pytest.raises(NotPossibleNow, match=r"database\.json is missing"):
        embedded.start(home, say=print)


def test_a_stop_is_quick_with_a_client_connected(cluster):
    cluster.start()
    url = cluster.url(user="symphony_admin", password="password", database="postgres")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT 1")
        began = time.monotonic()
        cluster.stop()
        assert time.monotonic() - began < 10
