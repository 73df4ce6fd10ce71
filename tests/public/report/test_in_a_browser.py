"""The form in a browser: with and without scripts, wide and narrow, by keyboard, spoken."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.public import browsing
from tests.public.report.reader import Reader

pytestmark = pytest.mark.slow

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
EVERYTHING = {
    "danger": {"danger_now": "yes"},
    "identity": {"identity": "named"},
    "come_back": {"come_back": "yes"},
}
THREATENED = EVERYTHING | {
    "happened": {"happened": ["says_will_share"]},
    "self_harm": {"self_harm": "yes"},
}


def every_state(reader):
    """Go through the whole form; each page empty, with its errors where it has any, and filled."""
    reader.open()
    yield "before"
    reader.press("Continue")
    yield "before, wrong"
    reader.begin()
    while reader.step != "check":
        step = reader.step
        yield step
        if reader.page.locator("main input[type=radio], main input[type=checkbox]").count():
            reader.press("Continue")
            yield f"{step}, wrong or passed over"
            if reader.step != step:
                reader.press("Back")
        if step in reader.answers:
            reader.fill(**reader.answers[step])
            yield f"{step}, filled"
        if step == "names-1":
            reader.press("Add another")
            yield "names-2"
            reader.fill(user_name="a_second_name")
        reader.answer()
    yield "check"
    reader.press("Send my report")
    yield "sent"


@pytest.mark.parametrize(
    ("door", "width"), [("child", 320), ("worried", 1280), ("professional", 320)]
)
def test_everybody_can_use_every_page_in_every_state(site, browser, door, width):
    page, complaints = browsing.open_context(browser, viewport={"width": width, "height": 900})
    answers = THREATENED if door == "child" else EVERYTHING
    reader = Reader(page, site.address, door, **answers)
    seen = []

    for name in every_state(reader):
        # Where a page is scrolled half under the Exit button, sizes cannot be measured.
        page.evaluate("window.scrollTo(0, 0)")
        found = Axe().run(page, options=WCAG).response
        faults = [(v["id"], [n["target"] for n in v["nodes"]]) for v in found["violations"]]
        assert (name, faults) == (name, [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
        assert page.locator("h1").count() == 1, name
        assert page.get_by_role("button", name="Exit this page").is_visible(), name
        title = page.title().removeprefix("Error: ")
        assert title.endswith("Report a concern – Symphony"), title
        seen.append(name)

    assert complaints == []
    assert len(seen) > 30


@pytest.mark.parametrize("door", ["worried", "child", "survivor", "own_behaviour"])
def test_a_report_without_scripts_is_stored_once_however_often_it_is_sent(site, browser, door):
    page, _ = browsing.open_context(browser, java_script_enabled=False)
    reader = Reader(page, site.address, door).begin()
    reference = reader.send()

    page.reload()

    assert page.locator(".sy-reference").first.inner_text() == reference
    assert page.url == f"{site.address}/report/"
    assert len([one for one in site.submissions() if one[0] == reference]) == 1


def test_with_scripts_the_whole_form_is_one_line_of_history_and_focus_is_on_each_heading(
    site, browser
):
    page, complaints = browsing.open_context(browser)
    reader = Reader(page, site.address).begin()
    lines = page.evaluate("history.length")

    for _ in range(4):
        reader.answer()
        focused = page.evaluate("document.activeElement.tagName + document.activeElement.innerText")
        assert focused.startswith("H1")
        assert reader.heading in " ".join(focused.split())
    assert page.evaluate("history.length") == lines
    assert page.title().startswith("Question 5 – ")
    assert complaints == []


def test_a_wrong_answer_takes_the_focus_to_what_is_wrong(site, browser):
    page, _ = browsing.open_context(browser)
    reader = Reader(page, site.address).begin().until("about").press("Continue")

    page.wait_for_function("document.activeElement.classList.contains('govuk-error-summary')")
    assert page.title().startswith("Error: Question 2 – ")
    page.get_by_role("link", name="Select what this is about").click()
    assert page.evaluate("document.activeElement.name") == "about"
    reader.answer()
    assert reader.step == "happened"


@pytest.mark.parametrize("scripts", [True, False])
def test_back_of_the_browser_and_reload_show_the_current_question_with_answers_kept(
    site, browser, scripts
):
    page, _ = browsing.open_context(browser, java_script_enabled=scripts)
    reader = Reader(page, site.address).begin().until("narrative")
    reader.fill(narrative="Kept words").press("Continue")

    page.reload()
    assert reader.step == "where"
    page.goto(f"{site.address}/help/")
    page.go_back()
    assert reader.step == "where"
    reader.press("Back")
    assert page.locator("textarea").input_value() == "Kept words"


@pytest.mark.parametrize("door", ["worried", "child"])
def test_a_door_of_the_start_page_leads_in_and_a_reload_stays(site, browser, door):
    page, _ = browsing.open_context(browser)
    page.goto(site.address)
    words = {
        "worried": "I am worried about a child or about someone",
        "child": "I am under 18 and this is about me",
    }
    page.get_by_role("button", name=words[door]).click()
    reader = Reader(page, site.address, door)
    assert reader.heading == "Before you start"

    reader.press("Continue").answer()
    step = reader.step
    page.reload()
    assert reader.step == step


def test_when_the_network_fails_what_is_typed_stays_and_is_sent_again(site, browser):
    page, _ = browsing.open_context(browser)
    reader = Reader(page, site.address).begin().until("narrative").fill(narrative="Kept words")
    page.context.set_offline(True)
    page.get_by_role("button", name="Continue", exact=True).click()

    alert = page.get_by_role("alert").filter(has_text="We could not reach the site")
    alert.wait_for()
    assert page.evaluate("document.activeElement.hasAttribute('data-trouble')")
    assert page.locator("textarea").input_value() == "Kept words"
    found = Axe().run(page, options=WCAG).response
    assert [v["id"] for v in found["violations"]] == []

    page.context.set_offline(False)
    # A second press within a second counts as the same one.
    page.wait_for_timeout(1100)
    reader.press("Continue")
    assert reader.step == "where"


def test_a_fault_of_ours_does_not_take_what_is_typed(site, browser):
    page, _ = browsing.open_context(browser)
    Reader(page, site.address).begin().until("narrative").fill(narrative="Kept words")
    page.route("**/report/", lambda route: route.fulfill(status=500, body="<h1>Sorry</h1>"))

    page.get_by_role("button", name="Continue", exact=True).click()

    page.get_by_role("heading", name="We could not reach the site").wait_for()
    assert page.locator("textarea").input_value() == "Kept words"


def test_a_double_press_turns_one_page(site, browser):
    page, _ = browsing.open_context(browser)
    reader = Reader(page, site.address).begin().fill(danger_now="no")
    posts = []
    page.on("request", lambda request: posts.append(request.method))

    page.get_by_role("button", name="Continue", exact=True).dblclick()
    page.get_by_role("heading", name="What is this about?").wait_for()

    assert reader.step == "about"
    assert posts.count("POST") == 1


def test_the_enter_key_goes_on_and_not_back(site, browser):
    for scripts in (True, False):
        page, _ = browsing.open_context(browser, java_script_enabled=scripts)
        reader = Reader(page, site.address).begin().until("the_person")
        page.get_by_label("Name", exact=True).fill("Alex Example")
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Does this person live with").wait_for()
        assert reader.step == "lives_with_children"


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


def test_being_not_sure_takes_back_the_other_ticks_on_a_page_that_was_swapped_in(site, browser):
    page, _ = browsing.open_context(browser)
    Reader(page, site.address).begin().until("where").fill(where=["game"])
    page.get_by_label("I am not sure").check()

    assert not page.get_by_label("Game", exact=True).is_checked()


def test_what_is_typed_is_counted_and_never_cut_off(site, browser):
    page, _ = browsing.open_context(browser)
    reader = Reader(page, site.address).begin().until("narrative").fill(narrative="x" * 10_001)
    assert page.get_by_text("You have 1 character too many").first.is_visible()

    reader.press("Continue")

    page.get_by_role("link", name="What you tell us must be 10,000 characters or fewer").wait_for()
    assert len(page.locator("textarea").input_value()) == 10_001


def test_on_paper_stand_reference_time_and_words_and_no_content(site, browser):
    page, _ = browsing.open_context(browser)
    Reader(page, site.address, "child", **THREATENED).begin().send()
    assert page.get_by_role("button", name="Print this page").is_visible()
    page.emulate_media(media="print")

    for shown in (".govuk-panel .sy-reference", ".sy-six-words", "main time"):
        assert page.locator(shown).is_visible()
    for hidden in ("What happens next", "Help for you", "It is not your fault", "Call 999 now"):
        assert not page.get_by_text(hidden).first.is_visible()
    assert not page.get_by_role("button", name="Print this page").is_visible()


def test_a_page_is_light(site, browser):
    page, _ = browsing.open_context(browser)
    weights = []
    page.on("response", lambda answer: weights.append(answer))
    Reader(page, site.address).open()
    page.wait_for_load_state("networkidle")

    assert all(answer.url.startswith(site.address) for answer in weights)
    sizes = [answer.request.sizes()["responseBodySize"] for answer in weights]
    assert sum(sizes) < 60_000
