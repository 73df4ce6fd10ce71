"""Reading and writing messages within a visit, and asking for contact details to rest."""

import pytest
from django.utils.html import escape

from symphony.core.clock import real_now
from symphony.letterbox import queries, rules
from symphony.letterbox.models import ReporterMessage
from symphony.public.reply import pages as reply_pages
from symphony.web import signed_forms
from tests.letterbox import ordinary
from tests.public import pages
from tests.public.reply import visiting
from tests.public.reply.visiting import PATH


def written():
    """The reporter's messages, read as the staff role."""
    ordinary.read_as_staff()
    return list(ReporterMessage.objects.order_by("written_at", "id"))


def test_a_message_is_stored_shown_and_said_to_have_come(inside, reference):
    response = visiting.send(inside, visiting.message(visiting.look(inside), text="More\nof it"))

    assert (response.status_code, response.url) == (303, PATH)
    page = visiting.look(inside)
    assert "We have your message. A person will read it." in pages.words(page)
    assert "From you" in pages.words(page)
    assert "More<br>of it" in page.content.decode()
    assert "We have your message" not in pages.words(visiting.look(inside))
    (stored,) = written()
    assert (stored.reference, stored.text) == (reference, "More\nof it")
    assert (stored.danger_now, stored.stops_contact) == (None, False)


def test_what_the_team_wrote_is_read_with_the_words(db, public_site, client):
    reference = ordinary.put_with_words()
    ordinary.write_to_reporter(reference, text="Which game is it?")

    with ordinary.as_public():
        page = visiting.come_in(client, reference)

    assert "From the team" in pages.words(page)
    assert "Which game is it?" in pages.words(page)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "https://example.org/a", "<a href='/x'>x</a>"]
)
def test_words_of_a_message_are_words_and_no_link_among_them_works(inside, text):
    visiting.send(inside, visiting.message(visiting.look(inside), text=text))

    page = visiting.look(inside).content.decode()
    assert escape(text) in page
    assert "<script>alert" not in page
    assert f'href="{text}' not in page


def test_danger_is_marked_and_the_number_comes_at_once(inside):
    visiting.send(inside, visiting.message(visiting.look(inside), danger_now="yes"))

    page = pages.words(visiting.look(inside))
    assert "Call 999 now" in page
    assert "It is marked, so that it is read first." in page
    assert [message.danger_now for message in written()] == [True]


def test_danger_needs_no_words(inside):
    visiting.send(inside, visiting.message(visiting.look(inside), text="", danger_now="yes"))

    assert [(m.danger_now, m.text) for m in written()] == [(True, "")]


@pytest.mark.parametrize(("said", "stored"), [("no", False), ("not_sure", None), ("", None)])
def test_other_answers_about_danger_are_kept_as_they_are(inside, said, stored):
    visiting.send(inside, visiting.message(visiting.look(inside), danger_now=said))

    assert [message.danger_now for message in written()] == [stored]


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"text": ""}, "Enter what you want to add"),
        ({"text": " \n "}, "Enter what you want to add"),
        ({"text": "", "danger_now": "no"}, "Enter what you want to add"),
        ({"text": "x" * 5_001}, "Message must be 5,000 characters or fewer"),
        ({"text": "y" * 100_000}, "Message must be 5,000 characters or fewer"),
        ({"danger_now": "perhaps"}, "Select one of the answers shown"),
    ],
)
def test_what_is_wrong_is_said_and_all_that_was_typed_stays(inside, changes, error):
    sent = visiting.message(visiting.look(inside), **changes)

    response = visiting.send(inside, sent)

    assert response.status_code == 422
    assert error in pages.words(response)
    assert pages.title(response) == "Error: Come back to your report – Symphony"
    assert sent["text"].strip() in response.content.decode()
    assert pages.token(response) == sent["form_token"]
    assert written() == []


def test_signs_that_cannot_be_stored_are_left_out_and_it_is_said(inside):
    visiting.send(inside, visiting.message(visiting.look(inside), text="A\x00B 👩‍👧‍👦 قال"))

    assert "We left out signs" in pages.words(visiting.look(inside))
    assert [message.text for message in written()] == ["AB 👩‍👧‍👦 قال"]


def test_a_form_sent_twice_counts_once(inside):
    sent = visiting.message(visiting.look(inside))

    assert visiting.send(inside, sent).status_code == 303
    assert visiting.send(inside, sent).status_code == 303

    assert len(written()) == 1


def test_two_tabs_send_a_message_each(inside):
    first, second = visiting.look(inside), visiting.look(inside)

    visiting.send(inside, visiting.message(first, text="From the first"))
    visiting.send(inside, visiting.message(second, text="From the second"))

    assert [message.text for message in written()] == ["From the first", "From the second"]


def test_a_tab_of_another_report_does_not_write_into_the_one_open_now(inside, reference):
    old = visiting.message(visiting.look(inside), text="Meant for the first report")
    other = ordinary.put_with_words()
    visiting.come_in(inside, other)

    response = visiting.send(inside, old)

    assert response.status_code == 422
    page = pages.words(response)
    assert "Another report was opened in this browser" in page
    assert f"Your report {other}" in page
    assert "Meant for the first report" in page
    assert written() == []


@pytest.mark.parametrize(
    "forged",
    [
        {"form_token": ""},
        {"form_token": "forged"},
        {"form_token": signed_forms.new_token("report")},
        {"run": ""},
        {"run": "another"},
    ],
    ids=["no token", "forged token", "another form's token", "no run", "another run"],
)
def test_a_forged_form_is_shown_again_with_its_words_and_stores_nothing(inside, forged):
    response = visiting.send(inside, visiting.message(visiting.look(inside), **forged))

    assert response.status_code == 422
    assert "He has a new user name." in pages.words(response)
    assert written() == []
    ordinary_again = visiting.message(response)
    with ordinary.as_public():
        assert visiting.send(inside, ordinary_again).status_code == 303


def test_a_foreign_origin_is_not_believed(inside):
    sent = visiting.message(visiting.look(inside))

    response = inside.post(PATH, sent, HTTP_ORIGIN="https://other.example", **visiting.OWN_PAGE)

    assert response.status_code == 422
    assert written() == []


@pytest.mark.parametrize("step", ["stop", "back", "stay", "send"])
def test_steps_without_a_visit_lead_to_the_first_page(visitor, step):
    response = visitor.post(PATH, {"step": step, "text": "Typed before"})

    assert response.status_code in (410, 422)
    if step == "send":
        assert "Your message is not sent yet, and still here" in pages.words(response)
        assert "Typed before" in pages.words(response)


@pytest.mark.parametrize("step", ["start", "check", "\x00", "x" * 1000])
def test_a_step_that_there_is_not_is_taken_for_the_first_page(inside, step):
    assert inside.post(PATH, {"step": step}).status_code == 422


def test_a_message_typed_into_a_visit_that_ended_is_kept_until_the_words_are_typed_again(
    inside, reference
):
    sent = visiting.message(visiting.look(inside), text="Written for a long time")
    inside.get(f"{PATH}leave/")

    page = visiting.send(inside, sent)
    assert page.status_code == 422
    typed = {"reference": reference, "words": " ".join(ordinary.WORDS)}
    typed |= {"draft": "Written for a long time", "form_token": pages.token(page)}
    assert visiting.send(inside, typed).status_code == 303

    again = visiting.look(inside)
    assert "Written for a long time" in pages.words(again)
    assert written() == []
    with ordinary.as_public():
        visiting.send(inside, visiting.message(again, text="Written for a long time"))
        assert "We have your message" in pages.words(visiting.look(inside))
    assert len(written()) == 1


def test_too_many_messages_within_an_hour_are_put_off_with_the_words_kept(inside, monkeypatch):
    monkeypatch.setattr(rules, "MESSAGES_AN_HOUR", 1)
    visiting.send(inside, visiting.message(visiting.look(inside)))

    response = visiting.send(inside, visiting.message(visiting.look(inside), text="The second"))

    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "Send the next one in an hour" in pages.words(response)
    assert "The second" in pages.words(response)
    assert len(written()) == 1


def test_stopping_the_use_of_contact_details_is_explained_asked_and_stored(inside, reference):
    visiting.send(inside, visiting.message(visiting.look(inside), text="A draft", go="stop"))
    page = visiting.look(inside)
    said = pages.words(page)
    assert "Do you want us to stop using your contact details?" in said
    assert "They stay locked and are not used." in said
    assert "the law may make us keep them" in said
    sent = {name: visiting.hidden(page, name) for name in ("run", "form_token")} | {"step": "stop"}

    assert visiting.send(inside, sent).status_code == 303
    visiting.send(inside, sent)

    page = pages.words(visiting.look(inside))
    assert "We have your request. We stop using your contact details." in page
    assert "You asked us to stop using your contact details." in page
    assert "A draft" in page
    assert [(m.reference, m.stops_contact, m.text) for m in written()] == [(reference, True, "")]


def test_one_can_go_back_from_it_and_nothing_is_stopped(inside):
    visiting.send(inside, visiting.message(visiting.look(inside), text="A draft", go="stop"))

    assert visiting.send(inside, {"step": "back"}).status_code == 303

    page = pages.words(visiting.look(inside))
    assert "A draft" in page
    assert "Stop using my contact details" in page
    assert written() == []


@pytest.mark.parametrize("forged", [{"form_token": "x"}, {"run": "x"}], ids=["token", "run"])
def test_a_forged_wish_stops_nothing(inside, forged):
    visiting.send(inside, visiting.message(visiting.look(inside), text="", go="stop"))
    page = visiting.look(inside)
    sent = {name: visiting.hidden(page, name) for name in ("run", "form_token")} | {"step": "stop"}

    visiting.send(inside, sent | forged)

    assert "Press the button again" in pages.words(visiting.look(inside))
    assert written() == []


def test_a_script_can_keep_the_visit_open(inside, time_machine):
    sent = {"step": "stay", "run": visiting.hidden(visiting.look(inside), "run")}
    time_machine.move_to(real_now())
    for _ in range(12):
        time_machine.shift(14 * 60)
        kept = visiting.send(inside, sent)
        assert (kept.status_code, kept.json()["left"]) == (200, 900)

    time_machine.shift(16 * 60)
    assert visiting.send(inside, sent).status_code == 410
    assert visiting.send(inside, sent | {"run": "another"}).status_code == 410


def test_a_long_conversation_shows_its_latest_and_says_so(inside, monkeypatch):
    monkeypatch.setattr(queries.messages, "LATEST", 2)
    monkeypatch.setattr(reply_pages, "LATEST", 2)
    for text in ("The first", "The second", "The third"):
        visiting.send(inside, visiting.message(visiting.look(inside), text=text))

    page = pages.words(visiting.look(inside))

    assert "The latest 2 messages are shown." in page
    assert "The first" not in page
    assert page.index("The second") < page.index("The third")
