"""`symphony policy`: check and show without a database, try with one."""

import json
import shutil

import pytest
from click.testing import CliRunner

from symphony.cli.main import main
from symphony.triage import policy

FOLDER = policy.POLICIES / policy.DEFAULT


def run(*arguments):
    return CliRunner().invoke(main, ["policy", *map(str, arguments)])


def broken(tmp_path):
    folder = tmp_path / "draft"
    shutil.copytree(FOLDER, folder)
    text = (folder / "floors.csv").read_text()
    (folder / "floors.csv").write_text(text.replace(",very_high,", ",highest,", 2))
    return folder


def test_a_sound_policy_is_checked():
    found = run("check", FOLDER)
    assert found.exit_code == 0
    sizes = "14 tables, 86 rules, 32 facts"
    assert found.output.startswith(f"{policy.DEFAULT} is whole and sound: {sizes};")
    assert json.loads(run("check", FOLDER, "--json").output)["ok"] is True


def test_every_fault_is_a_line_and_the_exit_code_is_one(tmp_path):
    folder = broken(tmp_path)
    found = run("check", folder)
    assert found.exit_code == 1 and not found.stdout
    assert found.stderr.count("'highest' is not one of the words for it.") == 2
    assert found.stderr.endswith("is refused: 2 faults.\n")

    answer = run("check", folder, "--json")
    assert answer.exit_code == 1
    assert [p["row"] for p in json.loads(answer.stdout)["problems"]] == [2, 3]
    assert run("check", tmp_path / "nowhere").exit_code == 1
    assert run("check").exit_code == 2


def test_a_version_or_a_folder_is_shown(monkeypatch, tmp_path):
    monkeypatch.setenv("SYMPHONY_HOME", str(tmp_path / "nothing was started here"))
    for name in ("DATABASE_URL", "SYMPHONY_SEALING_KEY"):
        monkeypatch.delenv(name, raising=False)
    assert run("show").output.startswith(f"Policy {policy.DEFAULT}\n")
    shown = run("show", FOLDER)
    assert "F-2  very high  if extortion: yes; recent: within a week or not known" in shown.output
    assert len(json.loads(run("show", "2026-1", "--json").output)["tables"]) == 13


@pytest.mark.slow
def test_a_draft_is_tried_against_the_referrals_that_are_kept(made_home, tmp_path):
    tried = made_home.run("policy", "try", str(FOLDER))
    assert tried.returncode == 0, tried.stderr
    beside = f"{policy.DEFAULT} against {policy.DEFAULT}"
    assert tried.stdout.startswith(f"{beside}: 0 of 0 would move: 0 up,")
    as_json = json.loads(made_home.run("policy", "try", str(FOLDER), "--json").stdout)
    assert (as_json["draft"], as_json["considered"]) == (policy.DEFAULT, 0)
    assert made_home.run("policy", "try", str(broken(tmp_path))).returncode == 1
