"""The keyholder as an account of its own: the sites' account opens through it, and has no key."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import django
import pytest

import symphony
from symphony.cli.checks import State, keyholder
from symphony.cli.configuration import Configuration
from symphony.cli.database import account
from symphony.cli.home import Home
from symphony.core.grants import STAFF
from tests.keyholder.running import DETAILS, asked, stopped

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can be two other accounts"),
]

SITES = 54321
READS = "import sys; print(open(sys.argv[1], 'rb').read(100))"
ASKS = """
import socket, sys
with socket.socket(socket.AF_UNIX) as it:
    it.connect(sys.argv[1])
    it.sendall(sys.argv[2].encode() + b"\\n")
    print(it.recv(100000).decode())
"""


def interpreter_for(who):
    """Return a Python of this version that the account can run; the tests' own may be root's."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for found in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        if shutil.which(found) and account.can_reach(who, Path(found)):
            return found
    return pytest.skip(f"the account {who.name} cannot run any Python {version}")


@contextmanager
def apart(server, database):
    """Run a keyholder as the database's account, which the sites' account can ask."""
    who = account.for_database()
    packages = [Path(symphony.__path__[0]).parent, Path(django.__file__).parents[1]]
    settings = {
        "PYTHONPATH": os.pathsep.join(map(str, packages)),
        "SYMPHONY_KEYHOLDER_CLIENTS": str(SITES),
        "SYMPHONY_KEYHOLDER_GROUP": str(SITES),
    }
    with stopped(server.url(STAFF, database), **settings) as found:
        found.interpreter = interpreter_for(who)
        run = found.home / "run"
        run.mkdir(mode=0o750)
        found.home.chmod(0o755)
        for path in (found.home, *found.home.rglob("*")):
            os.chown(path, who.uid, who.gid)
        os.chown(run, who.uid, SITES)
        found.place = found.environment["SYMPHONY_KEYHOLDER_SOCKET"] = str(run / "keyholder.sock")
        found.start(user=who.uid, group=who.gid, extra_groups=[SITES], cwd="/")
        yield found


@pytest.fixture
def elsewhere(fresh_database, database_server):
    with apart(database_server, fresh_database) as found:
        yield found


def as_sites(program, *arguments, user=SITES):
    """Run a small program as the sites' account, or as another one."""
    return subprocess.run(
        ["/usr/bin/python3", "-c", program, *arguments],
        user=user,
        group=user,
        extra_groups=[],
        cwd="/",
        capture_output=True,
        text=True,
    )


def test_the_sites_account_cannot_read_the_key_and_still_opens(elsewhere):
    opening = asked()
    key = elsewhere.home / "keys" / "keyholder.key"

    reading = as_sites(READS, str(key))
    asking = as_sites(ASKS, elsewhere.place, json.dumps({"opening": str(opening.id)}))

    assert "PermissionError" in reading.stderr
    assert not reading.stdout
    assert json.loads(asking.stdout) == {"contact": DETAILS}


@pytest.mark.parametrize("file", ["mem", "environ", "maps"])
def test_the_sites_account_cannot_look_into_the_process(elsewhere, file):
    looking = as_sites(READS, f"/proc/{elsewhere.process.pid}/{file}")

    assert "PermissionError" in looking.stderr
    assert not looking.stdout


def test_a_third_account_does_not_reach_it(elsewhere):
    asking = as_sites(ASKS, elsewhere.place, '{"ping": true}', user=SITES + 1)

    assert "PermissionError" in asking.stderr
    assert not asking.stdout


def of_sites(folder, elsewhere, **changes):
    """The configuration of sites whose home belongs to their own account."""
    home = Home(folder / "home")
    home.make()
    os.chown(home.root, SITES, SITES)
    ordinary = {
        "sealing_key": os.environ["SYMPHONY_SEALING_KEY"],
        "keyholder_socket": elsewhere.place,
    }
    urls = dict.fromkeys(("owner_url", "staff_url", "public_url"), "")
    return Configuration(home, 8000, 8001, "127.0.0.1", **urls, **ordinary | changes)


def test_check_says_that_the_promise_is_held(elsewhere, tmp_path):
    _, promise = keyholder.look(of_sites(tmp_path, elsewhere), running=True)

    assert promise.state == State.OK
    assert "a key that only another user than the sites' reads" in promise.text


def test_check_warns_of_an_earlier_key_that_was_left_with_the_sites(elsewhere, tmp_path):
    configuration = of_sites(tmp_path, elsewhere)
    configuration.home.write_key("keyholder.key", "00" * 32)

    _, promise = keyholder.look(configuration, running=True)

    assert promise.state == State.WARN
    assert "is an earlier key that the sites can read" in promise.text
