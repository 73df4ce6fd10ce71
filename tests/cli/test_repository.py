"""The files that install Symphony: exact, verified, and without the address of any registry."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_has_exact_versions_and_hashes_and_no_address(lock):
    text = lock.read_text()

    assert "http" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert entries
    for entry in entries:
        assert re.match(r"[a-zA-Z0-9._-]+(\[[a-z,-]+\])?==\S+", entry), entry.splitlines()[0]
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_lock_of_the_front_end_has_hashes_and_no_address():
    lock = ROOT / "frontend" / "package-lock.json"

    assert "http" not in lock.read_text()
    for name, package in json.loads(lock.read_text())["packages"].items():
        assert not name or "integrity" in package, name


def test_make_alone_lists_what_can_be_made():
    said = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True)

    for target in ("run", "install", "test", "quick", "test-all", "demo", "fix", "docs", "bench"):
        assert f"make {target} " in said.stdout
    assert len((ROOT / "Makefile").read_text().splitlines()) <= 60


def test_ci_runs_what_everybody_runs():
    assert "make test" in (ROOT / ".ci" / "run").read_text()
