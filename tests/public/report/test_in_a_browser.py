"""The form in a browser: with and without scripts, wide and narrow, and when things go wrong."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.public import browsing
from tests.public.report.reader import EVERYTHING, Reader
from tests.wcag import WCAG

pytestmark = pytest.mark.slow

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
    ("door", "width", "states"),
    [
        ("child", 320, 30),
        ("worried", 1280, 30),
        ("professional", 320, 30),
        ("survivor", 1280, 30),
        ("own_behaviour", 320, 15),
    ],
)
def test_everybody_can_use_every_page_in_every_state(site, browser, door, width, states):
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
    assert len(seen) > states


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
