"""`symphony check`: what it says when something is wrong."""

import json

import psycopg
import pytest

from symphony.cli.checks import State, machine, work
from symphony.cli.checks import database as of_database
from symphony.core import clock
from symphony.core.models import WorkerBeat
from tests.letterbox import ordinary


def states(findings):
    return {finding.name: finding.state for finding in findings}


def test_where_nothing_was_started_it_says_so(home):
    checked = home.run("check")

    assert checked.returncode == 1
    assert checked.stdout == (f"FAIL  installation       nothing was ever started in {home.path}\n")
    assert not home.path.exists()


@pytest.mark.slow
def test_an_installation_that_does_not_run_is_looked_at_all_the_same(made_home):
    checked = made_home.run("check", "--json")

    assert checked.returncode == 0, checked.stdout
    found = json.loads(checked.stdout)
    by_name = {row["name"]: row["state"] for row in found["checks"]}
    assert found["ok"] is True
    assert by_name["running"] == "WARN"
    assert by_name["embedded database"] == "WARN"
    assert by_name["migrations"] == by_name["roles"] == by_name["intake"] == "OK"
    assert made_home.processes() == []


def test_a_silent_worker_is_a_fault_only_while_the_installation_runs(db):
    assert states(work.look(running=True))["worker"] == State.FAIL
    assert states(work.look(running=False))["worker"] == State.WARN

    WorkerBeat.objects.create(name="worker", beat_at=clock.real_now())
    assert states(work.look(running=True))["worker"] == State.OK


def test_what_nobody_collected_is_a_fault(fresh_database):
    ordinary.put(at=clock.now())

    assert states(work.look(running=False))["intake"] == State.FAIL


@pytest.mark.parametrize(
    "power",
    ["ALTER ROLE symphony_staff SUPERUSER", "GRANT symphony_owner TO symphony_public"],
)
def test_a_role_with_too_much_power_is_a_fault(fresh_database, database_server, power):
    def look():
        return states(of_database.look(embedded=True, demonstration=True, running=False))

    assert look()["roles"] == State.OK
    with psycopg.connect(database_server.admin_url, autocommit=True) as admin:
        admin.execute(power)
        try:
            assert look()["roles"] == State.FAIL
        finally:
            admin.execute("ALTER ROLE symphony_staff NOSUPERUSER")
            admin.execute("REVOKE symphony_owner FROM symphony_public")


def test_a_migration_that_is_missing_is_a_fault(fresh_database, owner_connection):
    owner_connection.execute("DELETE FROM django_migrations WHERE app = 'triage'")
    owner_connection.commit()

    found = states(of_database.look(embedded=True, demonstration=True, running=False))

    assert found["migrations"] == State.FAIL


def test_the_clock_and_the_disk_are_looked_at(db, tmp_path):
    assert states(machine.look(tmp_path)) == {"clock": State.OK, "disk": State.OK}


def test_a_full_disk_is_a_fault(db, tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "TOO_LOW", 2**62)

    assert states(machine.look(tmp_path))["disk"] == State.FAIL
