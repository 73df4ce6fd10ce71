"""Nothing that lies in a folder, and no folder, ends `symphony policy` in anything but words."""

import json
import os
import random
import shutil
import socket
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from symphony.cli.main import main
from symphony.triage import policy
from symphony.triage.policy import BadPolicy, loading

FOLDER = policy.POLICIES / policy.DEFAULT
FILES = loading.read_folder(FOLDER)


def run(*arguments):
    return CliRunner().invoke(main, ["policy", *map(str, arguments)])


def refused(path, *says):
    """Check that the folder is refused in words, in both ways of printing, by three commands."""
    for command in ("check", "show", "try"):
        found = run(command, path)
        assert found.exit_code == 1, (command, found.output, found.exception)
        assert isinstance(found.exception, SystemExit) and "Traceback" not in found.output
        assert not found.stdout
        for words in says:
            assert words in found.stderr, found.stderr
        answer = json.loads(run(command, path, "--json").stdout)
        assert answer["ok"] is False and answer["problems"]


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(FOLDER, tmp_path / "draft")
    return tmp_path / "draft"


def test_what_is_no_folder_is_said(tmp_path, folder):
    refused(tmp_path / "nowhere", "There is no such folder.")
    refused(folder / "floors.csv", "It is a file, not a folder.")
    (tmp_path / "empty").mkdir()
    refused(tmp_path / "empty", "tables.csv: The file is missing.", "facts.csv", "values.csv")
    refused(tmp_path / ("x" * 300), "cannot be read: File name too long")
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    refused(loop)


def test_a_folder_that_this_account_cannot_read_is_said(folder, monkeypatch):
    # Whoever runs the tests may be root, who can read everything.
    usual = Path.iterdir

    def denied(self):
        if self == folder:
            raise PermissionError(13, "Permission denied")
        return usual(self)

    monkeypatch.setattr(Path, "iterdir", denied)
    refused(folder, "The folder cannot be read: Permission denied.")


def test_what_in_a_folder_is_no_ordinary_file_is_said_and_never_waited_for(folder):
    os.mkfifo(folder / "pipe.csv")
    (folder / "below.csv").mkdir()
    (folder / "gone.csv").symlink_to(folder / "nowhere")
    (folder / "endless.csv").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(folder / "socket.csv"))
        names = ("pipe.csv", "below.csv", "gone.csv", "endless.csv", "socket.csv")
        refused(folder, *(f"{name}: It cannot be read" for name in names))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "It is empty."),
        (b"\xef\xbb\xbf" + FILES["floors.csv"], "a byte order mark"),
        (FILES["floors.csv"].decode().encode("utf-16"), "UTF-16"),
        (FILES["floors.csv"].replace(b",", b";"), "divided by semicolons"),
        (FILES["floors.csv"].replace(b",", b"\t"), "divided by tabs"),
        (FILES["floors.csv"].replace(b"Abuse", b"Abus\xe9", 1), "is not UTF-8"),
        (FILES["floors.csv"].replace(b'"', b"\xe2\x80\x9c", 1), "curled quotation mark"),
        (FILES["floors.csv"].replace(b"\nF-2", b"\n\nF-2"), "The line is empty."),
        (FILES["floors.csv"].replace(b"F-2", b'"F-2'), "is opened and not closed"),
        (bytes(range(256)) * 8, "is not UTF-8"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "is not UTF-8"),
        (b"x" * 1_000_001, "larger than a table of rules can be"),
        (b"rule,band,says,source\n", "It has no rows."),
    ],
)
def test_what_a_spreadsheet_damages_is_refused_with_its_place(folder, content, says):
    (folder / "floors.csv").write_bytes(content)
    refused(folder, "floors.csv", says)


def test_line_ends_of_windows_are_read_as_lines(folder):
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert run("check", folder).exit_code == 0


def test_the_folder_one_stands_in_has_its_own_name(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert run("check", ".").stdout.startswith("draft is whole and sound")
    assert json.loads(run("check", ".", "--json").stdout)["version"] == "draft"
    assert run("show", ".").stdout.startswith("Policy draft\n")


def test_a_name_with_bytes_of_another_encoding_is_printed_all_the_same(folder):
    strange = os.fsencode(folder) + b"/floors\xff.csv"
    shutil.copy(folder / "floors.csv", strange)
    refused(folder, "floors\\udcff.csv")


DICE = st.integers(min_value=0, max_value=2**32).map(random.Random)
SCRAPS = (
    b"", b",", b"\n", b'"', b"!", b"|", b"yes", b"!no", b"not_known", b"\x00", b"\xff", b";",
    b"1" * 5_000, b"-1", b"very_high", b"danger_now", "\u0663".encode(), "\u00b2".encode(),
    b"rule", b"facts", b"\r", b"'", b"=1+1", "\u2028".encode(), b"tables",
)  # fmt: skip


def mangled(dice):
    """Return the files with a few places cut out, doubled, or filled with scraps."""
    files = dict(FILES)
    for _ in range(dice.randint(1, 4)):
        name = dice.choice(sorted(files))
        content = files[name]
        begin = dice.randint(0, len(content))
        end = min(len(content), begin + dice.choice((0, 1, 3, 20, 200)))
        put = dice.choice((*SCRAPS, content[begin:end] * 2))
        files[name] = content[:begin] + put + content[end:]
        if dice.random() < 0.05:
            del files[name]
    return files


@settings(max_examples=150, deadline=None)
@given(DICE)
def test_whatever_is_done_to_the_files_they_load_or_are_refused_in_words(dice):
    try:
        loading.load("draft", mangled(dice))
    except BadPolicy as bad:
        for problem in bad.problems:
            assert problem.file and problem.why and problem.do, problem
            str(problem), json.dumps(problem.as_dict())
        assert bad.problems


def test_a_number_of_thousands_of_digits_is_no_quality(folder):
    text = (folder / "quality.csv").read_text().replace(",20,", f",{'1' * 5_000},", 1)
    (folder / "quality.csv").write_text(text)
    refused(folder, "quality.csv, row 3, quality")


def test_an_unknown_version_is_said_with_those_that_there_are(monkeypatch, tmp_path):
    monkeypatch.setenv("SYMPHONY_HOME", str(tmp_path / "none"))
    for name in ("DATABASE_URL", "SYMPHONY_SEALING_KEY"):
        monkeypatch.delenv(name, raising=False)
    found = run("show", "1999-1")
    assert found.exit_code == 1
    assert "There is no policy '1999-1': 2023-1, 2026-1, 2026-2 are shipped" in found.stderr
    assert run("show").stdout.startswith(f"Policy {policy.DEFAULT}\n")
    assert not (tmp_path / "none").exists()
    assert run("show", "2026-1", "extra").exit_code == 2


@pytest.mark.slow
def test_with_a_database_the_version_in_force_is_shown(made_home):
    shown = made_home.run("policy", "show")
    assert shown.returncode == 0 and shown.stdout.startswith(f"Policy {policy.DEFAULT}\n")
    missing = made_home.run("policy", "show", "1999-1")
    assert missing.returncode == 1 and "There is no policy 1999-1." in missing.stderr
    assert "Traceback" not in missing.stderr
