"""Sending once, and the confirmation: for ten minutes, and to one browser."""

from datetime import timedelta

import pytest
import time_machine

from symphony.core.clock import real_now
from symphony.letterbox.models import Unfinished
from tests.public import pages
from tests.public.report.filling import Filling

WITH_WORDS = {"come_back": {"come_back": "yes"}}
LATER = timedelta(minutes=11)


def six_words(filling):
    found = filling.tree.xpath("//p[contains(@class, 'sy-six-words')]")
    return found[0].text_content().split() if found else []


def test_a_double_press_or_a_reload_shows_the_same_reference_and_stores_once(visitor):
    filling = Filling(visitor).until("check")
    sent = filling.sent_by("Send my report")

    references = {filling.post(sent).reference for _ in range(3)}

    assert len(references) == 1
    assert len(pages.stored()) == 1


def test_another_report_from_the_same_browser_gets_another_reference(visitor):
    first, second = (Filling(visitor).send().reference for _ in range(2))

    assert first != second
    assert len(pages.stored()) == 2


def test_neither_answers_nor_words_are_kept_once_the_ten_minutes_are_over(visitor):
    Filling(visitor, **WITH_WORDS).send()

    assert Unfinished.objects.count() == 1
    assert Unfinished.objects.get().good_until < real_now() + timedelta(minutes=10, seconds=1)


def test_the_answers_are_not_on_the_page_with_the_reference(visitor):
    filling = Filling(visitor, narrative={"narrative": "A secret thing"}).send()

    assert "A secret thing" not in filling.source
    assert "orchard_52" not in filling.source


def test_a_reload_shows_the_reference_and_the_words_once_more_and_no_oftener(visitor):
    filling = Filling(visitor, **WITH_WORDS).until("check")
    sent = filling.sent_by("Send my report")
    words = six_words(filling.post(sent))

    filling.post(sent)
    assert six_words(filling) == []
    filling.press("Show my six words once more")
    assert six_words(filling) == words

    filling.post(sent)
    assert "They were shown once more already" in filling.words
    assert not filling.tree.xpath("//button[contains(., 'once more')]")


def test_a_confirmation_lost_on_the_way_is_seen_once_more_from_the_first_page(visitor):
    filling = Filling(visitor, **WITH_WORDS).send()
    reference, words = filling.reference, six_words(filling)

    filling.open().press("See it once more")

    assert (filling.reference, six_words(filling)) == (reference, words)
    filling.open().press("See it once more")
    assert six_words(filling) == []


def test_after_ten_minutes_it_is_shown_to_nobody(visitor):
    filling = Filling(visitor, **WITH_WORDS).send()

    with time_machine.travel(real_now() + LATER):
        filling.open().press("See it once more")

    assert "There is nothing to show" in filling.words
    assert pages.REFERENCE.search(filling.words) is None


def test_an_old_tab_opened_again_shows_that_a_report_was_sent_and_no_answer(visitor):
    filling = Filling(visitor, narrative={"narrative": "A secret thing"}).until("check")
    sent = filling.sent_by("Send my report")
    reference = filling.post(sent).reference

    with time_machine.travel(real_now() + timedelta(hours=25)):
        filling.post(sent)

    assert filling.reference == reference
    assert "This report was sent before" in filling.words
    assert "A secret thing" not in filling.source


def test_an_older_page_of_a_report_that_was_sent_shows_what_is_typed_there(visitor):
    filling = Filling(visitor).until("narrative")
    sent = filling.sent_by("Continue", narrative="Another thing that I saw")
    reference = filling.send().reference

    filling.post(sent)

    assert filling.reference == reference
    assert "Another thing that I saw" in filling.words
    assert len(pages.stored()) == 1


def test_when_the_first_answer_is_lost_the_words_stay_the_same(visitor, monkeypatch):
    from symphony.public.report import sending

    filling = Filling(visitor, **WITH_WORDS).until("check")
    sent = filling.sent_by("Send my report")
    stored = sending._put
    monkeypatch.setattr(sending, "_put", lambda state: stored(state) and None)
    filling.post(sent)
    monkeypatch.undo()

    filling.post(sent)

    from symphony.letterbox import receipts

    words = " ".join(six_words(filling))
    assert receipts.opened_with(filling.reference, words) is not None
    assert len(pages.stored()) == 1


def test_a_professional_gets_a_dated_receipt_without_any_content(visitor):
    filling = Filling(
        visitor, "professional", identity={"identity": "named"}, narrative={"narrative": "Secret"}
    ).send()

    receipt = filling.words[filling.words.index("Your receipt") :]
    assert f"Reference {filling.reference}" in receipt
    assert "Date and time" in receipt
    assert "Given to Exampleshire Police" in receipt
    for content in ("Secret", "Example School", "orchard_52", "Preston"):
        assert content not in filling.source


def test_only_professionals_get_a_receipt(visitor):
    assert "Your receipt" not in Filling(visitor, "child").send().words


@pytest.mark.parametrize(
    ("door", "helper"), [("child", "Childline"), ("own_behaviour", "Stop It Now")]
)
def test_help_is_there_for_the_one_who_reported(visitor, door, helper):
    filling = Filling(visitor, door).send()

    assert helper in filling.words[filling.words.index("Help for you") :]


def test_storing_a_report_asks_the_database_little(visitor, django_assert_max_num_queries):
    filling = Filling(visitor).until("check")
    sent = filling.sent_by("Send my report")

    with django_assert_max_num_queries(32):
        filling.client.post("/report/", sent)


def test_turning_a_page_asks_the_database_little(visitor, django_assert_max_num_queries):
    filling = Filling(visitor).until("about")
    sent = filling.sent_by("Continue", about=["behaviour"])

    with django_assert_max_num_queries(12):
        filling.client.post("/report/", sent, headers={"Referer": "http://testserver/report/"})
