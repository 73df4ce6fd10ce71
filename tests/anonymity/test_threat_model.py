"""Every promise of the threat model names a test, and every test that it names exists."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODEL = (ROOT / "docs/threat-model-public.md").read_text()
NAMED = re.findall(r"`(tests/[\w/]+\.py)::([\w:]+)`", MODEL)


@pytest.mark.parametrize(("path", "name"), NAMED)
def test_the_test_that_it_names_exists(path, name):
    file = ROOT / path
    assert file.exists()
    inside = ast.parse(file.read_text()).body
    for part in name.split("::"):
        found = [one for one in inside if getattr(one, "name", "") == part]
        assert found, f"{path} has no {part}"
        inside = found[0].body


def test_every_promise_has_one():
    table = MODEL.split("## The promises")[1].split("## ")[0]
    rows = [row for row in table.splitlines() if row.startswith("|")][2:]

    assert len(rows) >= 30
    assert [row for row in rows if not re.search(r"`tests/[\w/]+\.py::[\w:]+` \|$", row)] == []


def test_it_says_against_whom_nothing_holds():
    against = MODEL.split("## Against whom")[1].split("## ")[0]
    for who in (
        "shared phone",
        "lives with the reporter",
        "insider",
        "hole in a public page",
        "stolen backup",
        "watches the network",
        "state that watches",
        "seized while it runs",
        "seized later",
        "reverse proxy",
    ):
        row = next(row for row in against.splitlines() if who in row)
        assert all(cell.strip() for cell in row.strip("|").split("|")), who
    assert "All processes as one user" in MODEL


def test_the_files_that_it_points_to_exist():
    for path in re.findall(r"`(docs/[\w/.-]+)`", MODEL):
        assert (ROOT / path).exists(), path
