"""What the documents say exists, exists; what is made from the code is up to date."""

import re
from pathlib import Path

import pytest

from docs import build

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "symphony"
WRITTEN = sorted(
    path
    for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    if "reference" not in path.parts
)
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("0*.md"))
HEADINGS = [
    "## What made us decide",
    "## What we decided",
    "## What we turned down",
    "## What follows",
]
PICTURES = sorted((ROOT / "docs" / "screenshots").iterdir())


@pytest.mark.parametrize("name", build.PAGES)
def test_what_is_made_from_the_code_is_up_to_date(name):
    assert (build.REFERENCE / name).read_text() == build.PAGES[name](), "run `make docs`"


def test_no_page_is_left_that_nothing_makes():
    there = {str(path.relative_to(build.REFERENCE)) for path in build.REFERENCE.rglob("*.md")}
    assert there == set(build.PAGES)


@pytest.mark.parametrize("document", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_and_folder_it_names_exists(document):
    """Names in backticks with a slash in them: `src/symphony/core/clock.py`."""
    named = re.findall(r"`(\w[\w./-]*/[\w./-]*)`", document.read_text())
    places = (ROOT, PACKAGE, *PACKAGE.glob("*/templates"), document.parent)
    assert [n for n in named if not any((place / n).exists() for place in places)] == []


@pytest.mark.parametrize("document", WRITTEN, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document):
    links = re.findall(r"\]\(([^)#\s]+)", document.read_text())
    ours = [link for link in links if "://" not in link]
    assert [link for link in ours if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.name)
def test_a_picture_is_shown_somewhere_and_is_quick_to_load(picture):
    shown = f"screenshots/{picture.name})"
    header = picture.read_bytes()[:24]

    assert any(shown in document.read_text() for document in WRITTEN)
    assert header.startswith(b"\x89PNG") and int.from_bytes(header[16:20]) == 1280
    assert picture.stat().st_size < 200_000


@pytest.mark.parametrize(("name", "lines"), [("README.md", 120), ("CONTRIBUTING.md", 80)])
def test_the_first_documents_stay_short(name, lines):
    assert len((ROOT / name).read_text().splitlines()) <= lines


@pytest.mark.parametrize("note", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_has_the_form_of_all_and_stands_in_the_index(note):
    lines = note.read_text().splitlines()

    assert len(lines) <= 60
    assert lines[0].startswith("# ")
    assert re.match(r"Date: \d{4}-\d\d-\d\d   Status: (accepted|superseded by .+)   ", lines[1])
    assert re.search(r"   Supersedes: .+   Deciders: .+", lines[1])
    assert [line for line in lines if line.startswith("## ")] == HEADINGS
    assert f"({note.name})" in (note.parent / "README.md").read_text()


def test_every_stage_of_the_import_contract_is_in_the_picture_of_layers():
    picture = (ROOT / "docs" / "architecture.md").read_text().partition("## Layers")[2]
    stages = {
        path.parent.name for path in PACKAGE.glob("*/__init__.py") if path.parent.name != "urls"
    }
    assert {stage for stage in stages if not re.search(rf"\b{stage}\b", picture)} == set()


@pytest.mark.parametrize("line", (ROOT / "CODEOWNERS").read_text().splitlines())
def test_every_rule_of_codeowners_is_about_something(line):
    if line and not line.startswith("#"):
        pattern = line.split()[0].strip("/")
        assert list(ROOT.glob(pattern.rstrip("/") or "*")), f"{pattern} fits no file"
