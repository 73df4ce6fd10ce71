"""The keyholder's socket: whom it answers, what it makes of nonsense, how it begins and ends."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from symphony.core import keyholder as asking
from tests.keyholder.running import DETAILS, asked, running, stopped

pytestmark = pytest.mark.slow

NOT_KNOWN = {"refused": "This is not a question that the keyholder knows."}
ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be another account")
ASKS = """
import socket, sys
with socket.socket(socket.AF_UNIX) as it:
    it.connect(sys.argv[1])
    it.sendall(sys.argv[2].encode() + b"\\n")
    print(it.recv(100000).decode())
"""


def refused(answer):
    """Say whether this is a refusal; one who sends too much may only find that nobody listens."""
    return not answer or json.loads(answer) == NOT_KNOWN


def test_it_says_that_it_lives_and_which_key_it_has(keyholder):
    assert keyholder.ask({"ping": True}) == {
        "alive": True,
        "key": os.environ["SYMPHONY_SEALING_KEY"],
        "database": True,
    }


@pytest.mark.parametrize(
    "question",
    [
        {},
        [],
        None,
        "ping",
        {"ping": False},
        {"ping": True, "opening": "x"},
        {"opening": ""},
        {"opening": "1 OR 1=1"},
        {"opening": ["00000000-0000-0000-0000-000000000000"]},
        {"opening": None},
        {"opening": "\ud800"},
        {"key": True},
    ],
    ids=str,
)
def test_any_other_question_is_refused(keyholder, question):
    assert keyholder.ask(question) == NOT_KNOWN


@pytest.mark.parametrize(
    "data",
    [
        b"\n",
        b"not JSON\n",
        b"\xff\xfe\x00\n",
        b"[" * 1000 + b"\n",
        b'{"ping": true}\n{"ping": true}\n',
        b"A" * 1_025,
        b"A" * 10_000_000,
    ],
    ids=["empty", "words", "bytes", "nested", "two lines", "long", "huge"],
)
def test_nonsense_of_any_size_is_refused_and_it_goes_on(keyholder, data):
    try:
        answer = keyholder.send(data)
    except (BrokenPipeError, ConnectionResetError):
        answer = b""

    assert refused(answer)
    assert keyholder.ask({"ping": True})["alive"]


def test_who_connects_and_says_nothing_is_not_waited_for(keyholder):
    began = time.monotonic()

    with socket.socket(socket.AF_UNIX) as silent:
        silent.connect(keyholder.place)
        assert json.loads(silent.recv(1000)) == NOT_KNOWN

    assert time.monotonic() - began < 6


def test_who_trickles_is_not_waited_for(keyholder):
    with socket.socket(socket.AF_UNIX) as slow:
        slow.connect(keyholder.place)
        began = time.monotonic()
        with pytest.raises(OSError):
            while time.monotonic() - began < 10:
                slow.sendall(b" ")
                time.sleep(0.2)


def test_more_who_ask_than_it_answers_at_a_time_are_all_answered(keyholder):
    silent = [socket.socket(socket.AF_UNIX) for _ in range(12)]
    try:
        for each in silent:
            each.connect(keyholder.place)
        with ThreadPoolExecutor(max_workers=4) as askers:
            answers = list(askers.map(lambda _: keyholder.ask({"ping": True}), range(4)))
    finally:
        for each in silent:
            each.close()

    assert all(answer["alive"] for answer in answers)


def test_its_socket_is_for_its_own_account(keyholder):
    assert Path(keyholder.place).stat().st_mode & 0o777 == 0o600


def test_with_a_group_the_groups_members_reach_it_too(fresh_database, database_server):
    group = os.getgid()
    with running(database_server, fresh_database, SYMPHONY_KEYHOLDER_GROUP=str(group)) as found:
        place = Path(found.place).stat()

    assert (place.st_mode & 0o777, place.st_gid) == (0o660, group)


def ask_as(user, found, question):
    """Ask as another account, by a program that knows nothing of Symphony."""
    found.home.chmod(0o755)
    Path(found.place).chmod(0o666)
    done = subprocess.run(
        ["/usr/bin/python3", "-c", ASKS, found.place, json.dumps(question)],
        user=user,
        group=user,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@ROOT_ONLY
def test_another_account_is_not_answered_even_where_it_reaches_the_socket(keyholder):
    opening = asked()

    answer = ask_as(54321, keyholder, {"opening": str(opening.id)})

    assert answer == {"refused": "The keyholder does not answer this account."}
    opening.refresh_from_db()
    assert opening.opened_at is None


@ROOT_ONLY
def test_an_account_that_is_named_as_a_client_is_answered(fresh_database, database_server):
    with running(database_server, fresh_database, SYMPHONY_KEYHOLDER_CLIENTS="54321") as found:
        opening = asked()

        assert ask_as(54322, found, {"opening": str(opening.id)}) != {"contact": DETAILS}
        assert ask_as(54321, found, {"opening": str(opening.id)}) == {"contact": DETAILS}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told_and_leaves_no_socket(keyholder, number):
    keyholder.process.send_signal(number)

    assert keyholder.process.wait(10) == 0
    assert not Path(keyholder.place).exists()


def test_whoever_is_being_answered_when_it_stops_has_the_answer(keyholder):
    with socket.socket(socket.AF_UNIX) as busy:
        busy.connect(keyholder.place)
        assert keyholder.ask({"ping": True})["alive"]
        keyholder.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        busy.sendall(b'{"ping": true}\n')
        assert json.loads(busy.recv(1000))["alive"]

    assert keyholder.process.wait(15) == 0


def test_killed_it_starts_again_over_what_it_left(keyholder):
    opening = asked()
    keyholder.process.kill()
    keyholder.process.wait()
    with pytest.raises(asking.Away):
        asking.open_contact(keyholder.place, opening.id)

    keyholder.start()

    assert asking.open_contact(keyholder.place, opening.id) == DETAILS


def end_of(environment):
    """Run a keyholder that ends by itself, and return what it says."""
    done = subprocess.run(
        [sys.executable, "-m", "symphony.keyholder"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1, done.stderr
    return done.stderr.strip().splitlines()[-1]


def test_a_second_one_at_the_same_place_is_refused_and_the_first_goes_on(keyholder):
    said = end_of(keyholder.environment)

    assert said == f"Another keyholder listens at {keyholder.place}."
    assert keyholder.ask({"ping": True})["alive"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SYMPHONY_KEYHOLDER_CLIENTS": "nobody-here"}, "there is no account nobody-here"),
        ({"SYMPHONY_KEYHOLDER_GROUP": "nobody-here"}, "there is no group nobody-here"),
        ({"SYMPHONY_KEYHOLDER_SOCKET": "/nowhere/it.sock"}, "Cannot listen at /nowhere/it.sock"),
        ({"SYMPHONY_KEYHOLDER_SOCKET": f"/tmp/{'a' * 120}"}, "path too long"),
        ({"SYMPHONY_KEYHOLDER_SOCKET": "/etc/hostname"}, "it is not a socket"),
    ],
    ids=["account", "group", "folder", "length", "file"],
)
def test_a_setting_that_cannot_be_is_named(changes, words):
    with stopped("postgresql://symphony_staff@/none?host=/nonexistent", **changes) as found:
        assert words in end_of(found.environment)


def test_it_does_not_run_as_the_owner(fresh_database, database_server):
    with stopped(database_server.url("symphony_owner", fresh_database)) as found:
        assert "does not serve as symphony_owner" in end_of(found.environment)
