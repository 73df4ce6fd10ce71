"""`symphony up`: start, stop, and everything that can happen in between."""

import os
import shutil
import signal
import urllib.request
from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict

from symphony.cli.database import account
from tests.cli.running import copied_home, wait_until

pytestmark = pytest.mark.slow


def status(port, path="health/ready"):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=10) as answer:
            return answer.status
    except OSError:
        return None


def serves(home):
    return all(status(port) == 200 for port in home.ports)


def environment_of(pid):
    pairs = Path(f"/proc/{pid}/environ").read_text().split("\0")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)


def create_account(home):
    options = {"role": "auditor", "staff-number": "31", "email": "ada.nkemelu@example.org"}
    options |= {"name": "Ada Nkemelu"}
    words = [word for name, value in options.items() for word in (f"--{name}", value)]
    done = home.run("account", "create", *words)
    assert done.returncode == 0, done.stderr


def stop(process, number=signal.SIGINT):
    process.send_signal(number)
    said = process.stdout.read()
    return process.wait(60), said


@pytest.fixture(scope="module")
def running(home_once_made):
    """An installation that runs for the tests that leave it as it is."""
    with copied_home(home_once_made) as home:
        home.process = home.up()
        yield home


def test_a_second_one_beside_it_is_refused_in_one_line(running):
    second = running.run("up")

    assert second.returncode == 4
    assert second.stderr == (
        f"Error: Symphony is already running here (process {running.process.pid}):"
        f" http://localhost:{running.ports[0]}/ and http://localhost:{running.ports[1]}/\n"
    )


def test_a_port_in_use_is_named_with_its_setting(running, home):
    home.ports = (home.ports[0], running.ports[1])

    refused = home.run("up")

    assert refused.returncode == 4
    assert refused.stderr == (
        f"Error: Port {running.ports[1]} is in use by another program:"
        " set SYMPHONY_STAFF_PORT to a free one.\n"
    )


def test_each_process_knows_its_own_role_and_no_other(running):
    roles = {"public": "symphony_public", "staff": "symphony_staff", "worker": "symphony_staff"}
    found = set()
    for pid in [*running.processes("symphony.wsgi"), *running.processes("symphony.jobs.worker")]:
        known = environment_of(pid)
        site = known["SYMPHONY_SITE"]
        found.add(site)
        assert conninfo_to_dict(known["SYMPHONY_DATABASE_URL"])["user"] == roles[site]
        others = {"symphony_owner", "symphony_admin", *roles.values()} - {roles[site]}
        assert not [name for name, value in known.items() for other in others if other in value]
    assert found == set(roles)


def test_the_commands_work_beside_it(running):
    create_account(running)

    wait_until(lambda: running.run("check").returncode == 0, what="the worker was heard")
    checked = running.run("check")

    assert "symphony public runs as symphony_public" in checked.stdout
    assert "symphony worker runs as symphony_staff" in checked.stdout


def test_a_killed_first_start_begins_again_and_says_how_to_begin(home):
    process = home.begin("up")
    wait_until(lambda: (home.path / "db.new").exists() or (home.path / "db").exists())
    process.kill()
    process.wait()

    process = home.begin("up")
    said = home.read_until(process, "Database:")

    assert f"http://localhost:{home.ports[0]}/" in said
    assert f"http://localhost:{home.ports[1]}/" in said
    assert "symphony account create --role administrator" in said
    assert serves(home)
    assert stop(process) == (0, "Stopping ...\nStopped.\n")
    assert home.processes() == []


def test_it_recovers_from_every_kill(made_home):
    process = made_home.up()
    create_account(made_home)

    (database,) = made_home.processes("bin/postgres -D")
    os.kill(database, signal.SIGKILL)
    made_home.read_until(process, "The database stopped by itself")
    wait_until(lambda: serves(made_home), what="both sites serve again")

    (worker,) = made_home.processes("symphony.jobs.worker")
    for pid in [*made_home.processes("symphony.wsgi"), worker]:
        os.kill(pid, signal.SIGKILL)
    made_home.read_until(process, "stopped by itself (signal 9)")
    wait_until(lambda: serves(made_home), what="both sites serve again")
    wait_until(lambda: made_home.processes("symphony.jobs.worker"), what="the worker is back")

    for pid in made_home.processes():
        os.kill(pid, signal.SIGKILL)
    process.wait()
    process = made_home.up()
    assert serves(made_home)

    process.kill()
    process.wait()
    process = made_home.up()
    assert serves(made_home)
    assert stop(process, signal.SIGTERM)[0] == 0
    assert made_home.processes() == []

    known = made_home.run("account", "reset-password", "31")
    assert known.returncode == 0, known.stderr


def test_a_demonstration_listens_on_this_machine_only(home):
    home.extra["SYMPHONY_LISTEN"] = "0.0.0.0"

    refused = home.run("up", "--demo")

    assert refused.returncode == 1
    assert refused.stderr.startswith("Error: A demonstration listens on this machine only")
    assert not home.path.exists()


def test_a_real_installation_stays_real(made_home):
    for command in (["up", "--demo"], ["demo"]):
        refused = made_home.run(*command)
        assert refused.returncode == 1
        assert "This installation is real" in refused.stderr
        assert refused.stderr.count("\n") == 1
    assert made_home.processes() == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the database as somebody else")
def test_a_home_that_the_database_account_cannot_enter_has_its_data_elsewhere(home):
    home.path.parent.chmod(0o700)

    done = home.run("account", "deactivate", "nobody")

    assert done.stderr == "Error: There is no account with the staff number nobody.\n"
    data = (home.path / "db").resolve()
    assert data.is_relative_to("/var/lib/symphony")
    assert account.can_reach(account.for_database(), data.parent)
    shutil.rmtree(data.parent)
