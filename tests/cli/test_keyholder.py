"""The keyholder beside the others: started, started again, checked, or left to another account."""

import json
import os
import signal
from pathlib import Path

import click
import pytest

from symphony.cli import configuration
from symphony.cli.checks import State, keyholder
from symphony.cli.environment import keyholder_socket, of_process
from symphony.cli.exits import NotPossibleNow
from symphony.cli.supervisor import processes
from symphony.core.keyholder import Away, ask
from tests.cli.running import copied_home, wait_until

KEY = os.environ["SYMPHONY_SEALING_KEY"]


@pytest.fixture
def settings(tmp_path, monkeypatch):
    """Read the configuration of a home of the test's own, with these settings and no others."""

    def read(**named):
        for name in ("SYMPHONY_SEALING_KEY", "SYMPHONY_KEYHOLDER_SOCKET"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("SYMPHONY_HOME", str(tmp_path / "home"))
        for name, value in named.items():
            monkeypatch.setenv(f"SYMPHONY_{name}", value)
        monkeypatch.chdir(tmp_path)
        found = configuration.read()
        found.home.make()
        return found

    return read


def test_the_first_start_makes_a_pair_and_tells_the_public_half(settings):
    home = settings().home

    key = home.sealing_key()

    assert home.sealing_key() == key == (home.keys / "keyholder.pub").read_text()
    assert (home.keys / "keyholder.key").stat().st_mode & 0o777 == 0o600
    assert (home.keys / "keyholder.key").read_text() != key


def test_what_is_not_a_key_is_refused_in_one_line(settings):
    home = settings().home
    home.write_key("keyholder.key", "no key")

    with pytest.raises(NotPossibleNow, match=r"key could not be made: .* is not a key"):
        home.sealing_key()


@pytest.mark.parametrize("site", ["public", "staff", "worker", "owner", "keyholder"])
def test_no_process_is_told_the_private_key(settings, site):
    found = settings()
    told = of_process(found, site=site, url="postgresql://example")

    private = (found.home.keys / "keyholder.key").read_text()
    assert told["SYMPHONY_SEALING_KEY"] == (found.home.keys / "keyholder.pub").read_text()
    assert private not in "".join(told.values())
    assert ("SYMPHONY_KEYHOLDER_SOCKET" in told) == (site in ("staff", "keyholder"))


def test_a_home_with_a_long_path_has_a_socket_with_a_short_one(settings, tmp_path):
    found = settings(HOME=str(tmp_path / ("a" * 100)))

    place = keyholder_socket(found)

    assert len(os.fsencode(place)) < 108
    assert place.parent.stat().st_mode & 0o777 == 0o700
    assert place != keyholder_socket(settings(HOME=str(tmp_path / ("b" * 100))))
    place.parent.rmdir()
    keyholder_socket(settings(HOME=str(tmp_path / ("b" * 100)))).parent.rmdir()


def test_where_it_runs_apart_no_private_key_is_made_and_none_is_started(settings, tmp_path):
    found = settings(SEALING_KEY=KEY, KEYHOLDER_SOCKET="/run/elsewhere/keyholder.sock")

    told = of_process(found, site="staff", url="postgresql://example")

    assert processes.keyholder(found, None) is None
    assert told["SYMPHONY_SEALING_KEY"] == KEY
    assert told["SYMPHONY_KEYHOLDER_SOCKET"] == "/run/elsewhere/keyholder.sock"
    assert not list(found.home.keys.glob("keyholder.*"))


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ({"SEALING_KEY": KEY}, "SYMPHONY_KEYHOLDER_SOCKET is not"),
        (
            {"SEALING_KEY": "secret", "KEYHOLDER_SOCKET": "/run/x.sock"},
            "must be 64 hex digits",
        ),
    ],
)
def test_settings_that_do_not_go_together_are_refused(settings, named, words):
    with pytest.raises(click.UsageError, match=words):
        settings(**named)


def test_check_says_where_one_user_runs_all(settings):
    found = settings()

    answers, promise = keyholder.look(found, running=False)
    assert (answers.state, promise.state) == (State.WARN, State.WARN)
    assert "see docs/how-to/run-the-keyholder-apart.md" in promise.text

    [answers, _] = keyholder.look(found, running=True)
    assert answers.state == State.FAIL
    assert answers.text.startswith("does not answer at ")


@pytest.mark.slow
def test_its_public_key_is_printed_for_the_sites(home):
    first, second = home.run("keyholder", "--public-key"), home.run("keyholder", "--public-key")

    assert first.returncode == 0, first.stderr
    assert first.stdout == second.stdout
    assert len(first.stdout.strip()) == 64
    assert first.stdout.strip() != (home.path / "keys" / "keyholder.key").read_text()


@pytest.mark.slow
def test_on_its_own_it_needs_the_databases_address(home):
    refused = home.run("keyholder")

    assert refused.returncode == 4
    assert refused.stderr.startswith("Error: Set SYMPHONY_STAFF_DATABASE_URL")


@pytest.fixture(scope="module")
def running(home_once_made):
    """An installation that runs."""
    with copied_home(home_once_made) as found:
        found.process = found.up()
        yield found


def place_of(home):
    return str(home.path / "run" / "keyholder.sock")


def answers(home):
    try:
        return ask(place_of(home), {"ping": True}).get("alive")
    except Away:
        return False


@pytest.mark.slow
def test_up_runs_it_and_starts_it_again_when_it_is_killed(running):
    wait_until(lambda: answers(running), what="the keyholder answers")
    [before] = running.processes("-m symphony.keyholder")

    os.kill(before, signal.SIGKILL)
    running.read_until(running.process, "The keyholder stopped by itself (signal 9)")
    wait_until(lambda: answers(running), what="the keyholder answers again")

    [after] = running.processes("-m symphony.keyholder")
    assert after != before


@pytest.mark.slow
def test_check_finds_it_and_says_whether_the_promise_is_held(running):
    wait_until(lambda: answers(running), what="the keyholder answers")

    said = running.run("check").stdout

    assert f"OK    keyholder          answers at {place_of(running)}" in said
    if os.geteuid():
        assert "the keyholder runs as the same user as the sites: they could read its key" in said
    else:
        assert "the sites run as root: they could read the keyholder's key" in said


@pytest.mark.slow
def test_on_its_own_it_runs_until_it_is_told_to_stop(running, home):
    """Beside the sites of another home, over their database, with a key of its own."""
    addresses = json.loads((running.path / "keys" / "database.json").read_text())
    home.extra["SYMPHONY_STAFF_DATABASE_URL"] = addresses["staff"]

    process = home.begin("keyholder")
    home.read_until(process, '"listening"')
    alive = ask(place_of(home), {"ping": True})
    process.send_signal(signal.SIGTERM)

    assert (alive["alive"], alive["database"]) == (True, True)
    assert alive["key"] == (home.path / "keys" / "keyholder.pub").read_text()
    assert process.wait(20) == 0
    assert not Path(place_of(home)).exists()


@pytest.mark.slow
def test_stopping_up_stops_it(made_home):
    process = made_home.up()
    wait_until(lambda: answers(made_home), what="the keyholder answers")

    process.send_signal(signal.SIGTERM)

    assert process.wait(60) == 0
    assert made_home.processes() == []
    assert not Path(place_of(made_home)).exists()
