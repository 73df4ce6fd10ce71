"""`symphony account`, on an installation that does not run."""

import json

import pytest

pytestmark = pytest.mark.slow

ADMINISTRATOR = [
    *("--role", "administrator", "--staff-number", "4711"),
    *("--name", "Ines Okafor", "--email", "ines.okafor@example.org"),
]


def test_the_first_administrator_and_what_may_follow(made_home):
    made = made_home.run("account", "create", *ADMINISTRATOR)
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("Created 4711.\nPassword, to be changed at the next sign-in: ")
    assert not made.stderr

    again = made_home.run("account", "create", *ADMINISTRATOR)
    assert again.returncode == 1
    assert again.stderr == "Error: An account with this address or staff number exists.\n"

    last = made_home.run("account", "deactivate", "4711")
    assert last.returncode == 1
    assert last.stderr.startswith("Error: This is the last administrator.")

    reset = made_home.run("account", "reset-password", "4711", "--json")
    assert reset.returncode == 0
    assert set(json.loads(reset.stdout)) == {"staff_number", "password"}

    weak = made_home.run(
        "account", "reset-password", "4711", "--password-stdin", input="password\n"
    )
    assert weak.returncode == 1
    assert "too short" in weak.stderr

    nowhere = made_home.run(
        "account",
        "create",
        *ADMINISTRATOR[:2],
        "--staff-number",
        "4712",
        "--name",
        "Tomas",
        "--email",
        "tomas@example.org",
        "--team",
        "north",
    )
    assert nowhere.returncode == 1
    assert "--team-name makes a new one" in nowhere.stderr
