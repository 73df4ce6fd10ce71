"""Every component on one page, in a browser: reached by all, in both themes, wide and narrow."""

import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from symphony.core import installation
from symphony.core.models import Installation
from symphony.web import shell
from tests.wcag import WCAG
from tests.web import style_page
from tests.web.in_browser import open_page

pytestmark = [pytest.mark.slow, pytest.mark.urls("tests.web.urls")]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def frame(monkeypatch):
    """Give the frame its areas, its alert and the demonstration's line, for one test."""
    monkeypatch.setattr(shell, "_registered", shell._Registered())
    style_page.register()
    row = Installation(kind=installation.DEMONSTRATION, clock_offset=timedelta(days=-1281))
    monkeypatch.setitem(installation._known, "row", row)
    monkeypatch.setattr(installation, "past_is_missing", lambda: False)


@pytest.fixture
def pages(frame):
    return {
        f"{theme}-{'errors' if sent else 'fresh'}": style_page.render(
            colours=f"sy-{theme}", sent=sent
        )
        for theme in ("light", "dark")
        for sent in (False, True)
    }


@pytest.mark.parametrize(("name", "width"), [("light-errors", 1280), ("dark-errors", 320)])
def test_everybody_can_use_every_component(browser, pages, name, width):
    viewport = {"width": width, "height": 900}
    page, complaints = open_page(browser, pages, name, viewport=viewport)
    found = Axe().run(page, options=WCAG).response

    assert [(v["id"], [n["target"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert len(found["passes"]) > 20
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_works_without_scripts(browser, pages):
    page, _ = open_page(browser, pages, "light-fresh", java_script_enabled=False)

    assert page.get_by_role("link", name="Cases").is_visible()
    assert page.get_by_role("button", name="Record decision").is_visible()


def test_a_form_with_errors_takes_the_focus_to_its_summary(browser, pages):
    page, _ = open_page(browser, pages, "light-errors")

    page.wait_for_function("document.activeElement.classList.contains('govuk-error-summary')")
    page.get_by_role("link", name="Enter why you decided this").click()
    assert page.evaluate("document.activeElement.id") == "id_why"


def test_the_dark_theme_follows_the_browser_unless_one_was_chosen(browser, frame):
    pages = {"unset": style_page.render(), "light": style_page.render(colours="sy-light")}
    ground = "getComputedStyle(document.body).backgroundColor"

    for name, expected in (("unset", "rgb(21, 25, 30)"), ("light", "rgb(255, 255, 255)")):
        page, _ = open_page(browser, pages, name, color_scheme="dark")
        assert page.evaluate(ground) == expected


def test_paper_shows_marking_and_record_and_nothing_to_press(browser, pages):
    page, _ = open_page(browser, pages, "dark-fresh")
    page.emulate_media(media="print")

    assert page.locator(".sy-marking").first.is_visible()
    assert page.get_by_text("Printed by T00001").is_visible()
    assert page.get_by_role("button").filter(visible=True).count() == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_every_mark_keeps_its_word_and_edge_in_forced_colours(browser, pages):
    page, _ = open_page(browser, pages, "light-fresh", forced_colors="active")
    edges = page.eval_on_selector_all(
        ".sy-band", "marks => marks.map(m => getComputedStyle(m).borderTopWidth)"
    )

    assert set(edges) == {"2px"}
    assert page.locator(".sy-band", has_text="Not graded").is_visible()


def test_the_markup_is_sound(pages, tmp_path):
    checker = ROOT / "frontend/node_modules/.bin/html-validate"
    if not checker.exists() or not shutil.which("node"):
        pytest.skip("html-validate is not installed: run frontend/build on a machine with Node")
    for name, page in pages.items():
        (tmp_path / f"{name}.html").write_text(page)

    found = subprocess.run(
        [checker, "--config", ROOT / "frontend/htmlvalidate.json", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )

    assert found.returncode == 0, found.stdout
