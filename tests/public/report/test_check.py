"""Check your answers: read over everything, and what will be kept, before it is sent."""

from tests.public import pages
from tests.public.report.filling import Filling


def test_nothing_is_sent_before_the_button(visitor):
    filling = Filling(visitor).until("check")

    assert filling.heading == "Check your answers, then send your report"
    assert "Nothing is sent until you press the button." in filling.words
    assert pages.stored() == []


def test_every_answer_is_read_over_in_words(visitor):
    words = Filling(visitor).until("check").words

    for said in (
        "A child is in danger right now No",
        "What this is about A child who may be at risk",
        "Someone talks to a child in a way that worries me",
        "Where it happened Game",
        "Service: Example Game User name: orchard_52",
        "When it happened Roughly since about March",
        "Age or rough age: 15",
        "Who else you have told No",
        "Who you are You stay anonymous",
        "Six words to come back with No",
    ):
        assert said in words


def test_lines_stay_lines_and_links_stay_words(visitor):
    text = "one\ntwo <b>bold</b> https://example.org/"
    filling = Filling(visitor, narrative={"narrative": text}).until("check")

    assert "one<br>two &lt;b&gt;bold&lt;/b&gt; https://example.org/" in filling.source


def test_it_says_what_is_kept_of_somebody_anonymous(visitor):
    words = Filling(visitor).until("check").words

    assert "We keep nothing about your phone, computer or connection" in words
    assert "Your own words may still show who you are" in words
    assert "We cannot find you to help, even in an emergency" in words


def test_it_says_how_contact_details_are_kept(visitor):
    words = Filling(visitor, identity={"identity": "named"}).until("check").words

    assert "How to contact you is locked when you send it" in words
    assert "We cannot find you to help" not in words


def test_a_report_sent_too_early_leads_to_the_question_that_is_open(visitor):
    filling = Filling(visitor).until("about")
    sent = filling.sent_by("Continue") | {"step": "check"}

    filling.post(sent)

    assert filling.step == "about"
    assert "Your report is not sent yet. This question needs an answer first." in filling.words
    assert pages.stored() == []


def test_a_doubtful_report_is_asked_for_a_person_and_sent_all_the_same(visitor, settings):
    settings.LEAST_SECONDS = 10
    filling = Filling(visitor).until("check").press("Send my report")
    assert filling.heading == "Are you a person?"
    assert "Your report is not sent yet" in filling.words

    filling.press("Send my report", person="yes")

    assert "We have your report" in filling.words
    assert pages.stored()[0].doubts == ["haste"]


def test_a_report_of_danger_is_never_doubted(visitor, settings):
    settings.LEAST_SECONDS = 10

    filling = Filling(visitor, danger={"danger_now": "yes"}).send()

    assert "We have your report" in filling.words
    assert pages.stored()[0].doubts == []


def test_whoever_fills_in_the_trap_is_asked(visitor):
    filling = Filling(visitor).until("about").press(about=["behaviour"], website="x")

    filling.until("check").press("Send my report")

    assert filling.heading == "Are you a person?"
