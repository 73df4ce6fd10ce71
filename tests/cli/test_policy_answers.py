"""`symphony policy --json` answers in JSON whatever happens, and no terminal ends it in a fault."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from click.testing import CliRunner

from symphony.cli.main import main
from symphony.triage import policy

FOLDER = policy.POLICIES / policy.DEFAULT


def run(*arguments):
    return CliRunner().invoke(main, ["policy", *map(str, arguments)])


@pytest.fixture
def nothing_started(monkeypatch, tmp_path):
    home = tmp_path / "home"
    monkeypatch.setenv("SYMPHONY_HOME", str(home))
    for name in ("DATABASE_URL", "SYMPHONY_SEALING_KEY"):
        monkeypatch.delenv(name, raising=False)
    return home


def broken(folder):
    shutil.copytree(FOLDER, folder)
    (folder / "floors.csv").write_bytes((folder / "floors.csv").read_bytes() + b"x\n" * 80)
    return folder


def test_an_unknown_version_is_refused_as_json_too(nothing_started):
    found = run("show", "nosuch", "--json")
    assert found.exit_code == 1
    answer = json.loads(found.stdout)
    assert (answer["ok"], answer["version"], answer["problems"]) == (False, "nosuch", [])
    assert answer["error"].startswith("There is no policy 'nosuch': 2023-1")
    assert f"Error: {answer['error']}" in found.stderr
    assert not run("show", "nosuch").stdout


def test_a_trial_without_a_database_is_refused_as_json_too(nothing_started, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")
    found = run("try", FOLDER, "--json")
    assert found.exit_code == 4
    answer = json.loads(found.stdout)
    assert answer["ok"] is False and answer["version"] == policy.DEFAULT
    assert answer["error"] and f"Error: {answer['error']}" in found.stderr


@pytest.mark.parametrize("home_is_there", [False, True])
def test_a_trial_where_nothing_was_started_builds_no_installation(nothing_started, home_is_there):
    if home_is_there:
        nothing_started.mkdir()
    found = run("try", FOLDER)
    assert found.exit_code == 1 and not found.stdout
    assert found.stderr == (
        f"Error: There is no installation in {nothing_started}, so no past referrals to try the"
        " draft against. Set SYMPHONY_HOME to the folder of the installation.\n"
    )
    assert json.loads(run("try", FOLDER, "--json").stdout)["ok"] is False
    assert nothing_started.exists() == home_is_there
    assert not home_is_there or not list(nothing_started.iterdir())


def test_a_sound_policy_is_counted_alike_in_words_and_as_json():
    answer = json.loads(run("check", FOLDER, "--json").stdout)
    tried = sum(answer["combinations"].values())
    assert run("check", FOLDER).stdout == (
        f"{answer['version']} is whole and sound: {answer['tables']} tables, {answer['rules']}"
        f" rules, {answer['facts']} facts; {tried:,} combinations were tried.\n"
    )


def test_a_refused_folder_has_the_name_that_a_sound_one_has(tmp_path, monkeypatch):
    folder = broken(tmp_path / "2027-1")
    monkeypatch.chdir(folder)
    for path in (".", "../2027-1", folder, f"{folder}/"):
        assert json.loads(run("check", path, "--json").stdout)["version"] == "2027-1"


def test_faults_that_are_not_listed_are_counted(tmp_path):
    folder = broken(tmp_path / "2027-1")
    found = run("check", folder)
    assert "floors.csv: And 30 more. Mend those above first.\n" in found.stderr
    assert found.stderr.endswith("2027-1 is refused: 80 faults.\n")
    answer = json.loads(run("check", folder, "--json").stdout)
    assert answer["error"].endswith("2027-1 is refused: 80 faults.")
    assert [one["stands_for"] for one in answer["problems"]] == [1] * 50 + [30]


def test_a_path_with_control_bytes_is_printed_as_text(tmp_path):
    found = run("check", tmp_path / "a\x1b[31m")
    assert "\x1b" not in found.stderr and "a\\x1b[31m is refused" in found.stderr


@pytest.mark.parametrize(
    ("encoding", "dash"),
    # Where nothing but ASCII is claimed, UTF-8 is written all the same.
    [("ascii", "\N{EN DASH}".encode()), ("latin-1", b"?"), ("cp437", b"?")],
)
def test_what_a_terminal_cannot_show_is_replaced(tmp_path, encoding, dash):
    folder = tmp_path / "2027-1"
    shutil.copytree(FOLDER, folder)
    text = (folder / "tables.csv").read_text()
    (folder / "tables.csv").write_text(text.replace("Floors: ", "Floors \N{EN DASH} "))
    command = [sys.executable, "-m", "symphony.cli.main", "policy", "show", str(folder)]
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    shown = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert shown.returncode == 0, shown.stderr
    assert b"Floors " + dash + b" what is at least in this band" in shown.stdout
    assert b"Traceback" not in shown.stderr
