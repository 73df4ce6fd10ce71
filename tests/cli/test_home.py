"""An installation's home: whose it is, and what is kept there for whose eyes."""

import os
from pathlib import Path

import pytest

from symphony.cli import configuration
from symphony.cli.exits import NotPossibleNow
from symphony.cli.home import Home


def test_its_keys_logs_and_locks_are_for_its_owner_only(tmp_path):
    home = Home(tmp_path / "home")

    home.make()
    home.secret_key("staff")

    for folder in (home.keys, home.logs, home.run):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert (home.keys / "secret.key").stat().st_mode & 0o777 == 0o600


def test_the_key_stays_and_the_public_site_has_another_one(tmp_path):
    home = Home(tmp_path / "home")
    home.make()

    key = home.secret_key("staff")

    assert home.secret_key("staff") == home.secret_key("worker") == key
    assert home.secret_key("public") == home.secret_key("public") != key


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_another_accounts_home_is_refused_in_one_line(tmp_path):
    os.chown(tmp_path, 12345, 12345)

    with pytest.raises(NotPossibleNow) as refusal:
        Home(tmp_path).make()

    assert refusal.value.message.startswith(f"{tmp_path} belongs to user number 12345")
    assert "\n" not in refusal.value.message


def test_a_home_that_cannot_be_a_folder_is_refused_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(NotPossibleNow, match="SYMPHONY_HOME cannot be"):
        Home(tmp_path / "file" / "home").make()


def test_a_file_beside_the_makefile_stands_in_for_what_the_environment_does_not_say(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(configuration.os, "environ", {"SYMPHONY_PORT": "8100"})
    monkeypatch.chdir(tmp_path)
    Path(".env").write_text(
        "# a comment\nSYMPHONY_PORT=9000\nSYMPHONY_STAFF_PORT='8101'\n#SYMPHONY_HOME=/nowhere\n"
    )

    found = configuration.read()

    assert (found.public_port, found.staff_port) == (8100, 8101)
    assert found.home.root == tmp_path / "var"
