"""The form by keyboard, at any size and as a screen reader tells it, in a browser."""

import pytest

from tests.public import browsing
from tests.public.report.reader import EVERYTHING, Reader

pytestmark = pytest.mark.slow


def test_the_whole_form_by_keyboard_alone(site, browser):
    page, _ = browsing.open_context(browser)
    reader = Reader(page, site.address).open()

    def tab_to(what):
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(what):
                return
        raise AssertionError(f"the keyboard does not reach {what} on {reader.step}")

    def go_on(words):
        page.locator("main h1").evaluate("heading => heading.dataset.seen = ''")
        tab_to(f"document.activeElement.innerText?.trim() === '{words}'")
        page.keyboard.press("Enter")
        page.locator("main h1:not([data-seen])").first.wait_for()

    tab_to("document.activeElement.name === 'door'")
    page.keyboard.press("ArrowDown")
    go_on("Continue")
    for _ in range(30):
        if reader.step == "check":
            break
        name = next(iter(reader.answers.get(reader.step, {"none": ""})))
        box = page.locator(f"main [name={name}]").first
        kind = box.get_attribute("type") if box.count() else ""
        if kind == "radio":
            tab_to(f"document.activeElement.name === '{name}'")
            page.keyboard.press("Space")
            page.keyboard.press("ArrowUp")
        elif kind == "checkbox":
            tab_to(f"document.activeElement.name === '{name}'")
            page.keyboard.press("Space")
        elif box.count():
            tab_to(f"document.activeElement.name === '{name}'")
            page.keyboard.type("words")
        go_on("Continue" if reader.step != "call" else "Carry on with the report")
    go_on("Send my report")

    page.get_by_text("We have your report").wait_for()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("step", ["happened", "contact", "check"])
def test_by_keyboard_every_stop_can_be_seen(site, browser, width, step):
    """WCAG 2.2, 2.4.11: the way out stays on the screen and covers nothing that has the focus."""
    page, _ = browsing.open_context(browser, viewport={"width": width, "height": 600})
    Reader(page, site.address, **EVERYTHING).begin().until(step)
    stops = []

    for _ in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
              const it = document.activeElement
              const box = it.getBoundingClientRect()
              // The middle of what is on the screen: a tall box may go on below it.
              const [above, below] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]
              const top = document.elementFromPoint(box.left + box.width / 2, (above + below) / 2)
              const label = it.labels?.[0]
              return {
                name: it.name || it.textContent.trim(),
                end: it === document.body,
                seen: top !== null && (it.contains(top) || top.contains(it) || label === top),
              }
            }"""
        )
        if stop["end"]:
            break
        stops.append(stop)

    assert [stop["name"] for stop in stops if not stop["seen"]] == []
    assert len(stops) > 8


@pytest.mark.parametrize("width", [320, 1280])
def test_answers_back_change_and_the_way_out_are_large_enough_for_a_thumb(site, browser, width):
    page, _ = browsing.open_context(browser, viewport={"width": width, "height": 900})
    reader = Reader(page, site.address).begin()

    for step in ("happened", "check"):
        reader.until(step)
        targets = page.locator(
            ".govuk-exit-this-page__button, main input[type=radio], main input[type=checkbox],"
            " .sy-back, .sy-change"
        )
        sizes = [box.bounding_box() for box in targets.all()]
        assert len(sizes) > 8
        assert [size for size in sizes if size["width"] < 44 or size["height"] < 44] == []


def test_at_four_hundred_percent_nothing_scrolls_sideways(site, browser):
    # 1280 pixels at 400% are 320, and the height shrinks alike.
    page, _ = browsing.open_context(browser, viewport={"width": 320, "height": 256})
    reader = Reader(page, site.address, **EVERYTHING).begin()
    while reader.step != "check":
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, reader.step
        reader.answer()


def test_what_a_screen_reader_is_told(site, browser):
    page, _ = browsing.open_context(browser)
    reader = Reader(page, site.address).begin()
    page.get_by_role("button", name="Continue", exact=True).click()
    page.get_by_text("There is a problem").wait_for()

    group = page.get_by_role("group", name="Is a child in danger right now?")
    assert group.is_visible()
    described = group.get_attribute("aria-describedby").split()
    said = " ".join(page.locator(f"#{one}").inner_text() for one in described)
    assert "For example being hurt" in said
    assert "Select yes if a child is in danger right now" in said
    tree = page.locator("main").aria_snapshot()
    for line in (
        '- button "Back"',
        '- heading "There is a problem" [level=2]',
        "- text: Question 1 of about 13",
        '- heading "Is a child in danger right now?" [level=1]',
        '- radio "Yes"',
        '- radio "I am not sure"',
        '- button "Continue"',
    ):
        assert line.removeprefix("- text: ") in tree, tree
    # The trap, the key that presses Continue and the question of the time-out are not told.
    assert "Leave this empty" not in tree
    assert "Are you still there?" not in tree
    assert tree.count('button "Continue"') == 1

    reader.fill(danger_now="no")
    assert '- radio "No" [checked]' in page.locator("main").aria_snapshot()
    reader.until("when").fill(when_code="on_a_date")
    assert page.get_by_role("group", name="Date").is_visible()
    reader.fill(when_code="not_known")
    assert not page.get_by_role("group", name="Date").is_visible()
    reader.answers["when"] = {"when_code": "not_known"}
    reader.until("check")
    assert page.get_by_role("button", name="Change what has happened").is_visible()
