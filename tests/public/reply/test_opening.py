"""Opening a report again with its reference and six words."""

import pytest

from symphony.core.clock import real_now
from symphony.letterbox import receipts, slow_hash
from symphony.letterbox.models import Unfinished
from symphony.public import places
from symphony.public.unfinished import REPLY
from tests.letterbox import ordinary
from tests.public import pages
from tests.public.reply import visiting
from tests.public.reply.visiting import PATH

NO_MATCH = "The reference and the words do not match. Check both and try again"


def test_the_first_page_is_the_same_for_everybody_and_sets_no_cookie(visitor):
    response = visiting.door(visitor)

    assert pages.title(response) == "Come back to your report – Symphony"
    assert "Enter" not in pages.words(response)
    assert '<meta name="robots" content="noindex">' in response.content.decode()
    assert not response.cookies
    assert response["Cache-Control"] == "no-store"


def test_the_words_open_the_report_under_a_cookie_of_these_pages_only(visitor, reference):
    response = visiting.try_(visitor, reference)

    assert (response.status_code, response.url) == (303, PATH)
    cookie = response.cookies[REPLY.cookie]
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == (PATH, "Strict", True)
    assert cookie["max-age"] == cookie["expires"] == ""
    page = pages.words(visiting.look(visitor))
    assert f"Your report {reference}" in page
    assert "No messages yet. You can still add something." in page
    assert "15 minutes after your last press" in page


def test_reference_and_words_may_be_typed_carelessly(visitor, reference):
    typed = f" {reference.lower().replace('-', ' ')} "

    page = visiting.come_in(
        visitor, typed, words="Copper, LANTERN - river\nmarket. seven   ladder "
    )

    assert f"Your report {reference}" in pages.words(page)


@pytest.mark.parametrize(
    "changes",
    [
        {"words": "copper lantern river market seven"},
        {"words": "lantern copper river market seven ladder"},
        {"words": "\x00 x"},
        {"words": "🙂 قال"},
        {"reference": "R-0000-0000"},
        {"reference": "nonsense"},
        {"reference": "C-26-0001"},
        {"reference": "<script>"},
    ],
    ids=str,
)
def test_one_error_for_every_cause_and_what_was_typed_stays(visitor, reference, changes):
    response = visiting.try_(visitor, **{"reference": reference} | changes)

    assert response.status_code == 422
    page = pages.words(response)
    assert page.startswith(f"There is a problem {NO_MATCH}")
    assert pages.title(response).startswith("Error: ")
    assert not response.cookies
    assert 'value="copper' in response.content.decode() or "words" in changes


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"reference": ""}, "Enter your reference"),
        ({"reference": "x" * 51}, "Reference must be 50 characters or fewer"),
        ({"words": ""}, "Enter your six words"),
        ({"words": "x" * 100_000}, "Six words must be 500 characters or fewer"),
        ({"form_token": ""}, "We could not tell that this was sent from our own page"),
        ({"form_token": "forged:x:y"}, "We could not tell that this was sent from our own page"),
    ],
)
def test_what_is_missing_is_said_and_counts_as_no_guess(
    visitor, reference, monkeypatch, changes, error
):
    monkeypatch.setattr(places.GUESSES, "limit", 1)

    response = visiting.try_(visitor, **{"reference": reference} | changes)

    assert response.status_code == 422
    assert error in pages.words(response)
    visiting.come_in(visitor, reference)


def test_a_report_without_words_and_one_that_is_not_there_answer_alike(visitor, reference):
    without = ordinary.put()

    one = visiting.try_(visitor, without)
    other = visiting.try_(visitor, "R-0000-0000")

    assert pages.words(one).replace(without, "") == pages.words(other).replace("R-0000-0000", "")


def test_guessing_is_slowed_from_one_place_and_the_owner_gets_in_from_another(
    visitor, reference, monkeypatch
):
    monkeypatch.setattr(places.GUESSES, "limit", 3)
    for _ in range(3):
        tried = visiting.try_(visitor, reference, words="wrong", place="192.0.2.7")
        assert tried.status_code == 422

    hashed = []
    monkeypatch.setattr(slow_hash, "hashed", lambda *of: hashed.append(of))
    slowed = visiting.try_(visitor, reference, place="192.0.2.7")
    monkeypatch.undo()

    assert (slowed.status_code, slowed["Retry-After"], hashed) == (429, "600", [])
    assert "Too many tries. Try again in a few minutes" in pages.words(slowed)
    assert reference in slowed.content.decode()
    monkeypatch.setattr(places.GUESSES, "limit", 3)
    assert visiting.try_(visitor, reference, place="198.51.100.9").status_code == 303
    places.GUESSES.forget()
    assert visiting.try_(visitor, reference, place="192.0.2.7").status_code == 303


def test_right_words_are_never_counted_as_a_guess(visitor, reference, monkeypatch):
    monkeypatch.setattr(places.GUESSES, "limit", 2)

    for _ in range(5):
        visiting.come_in(visitor, reference)


def test_while_two_are_let_in_others_are_told_to_try_again(visitor, reference):
    for _ in range(receipts.AT_ONCE):
        assert receipts._tries.acquire(blocking=False)
    try:
        response = visiting.try_(visitor, reference)
    finally:
        for _ in range(receipts.AT_ONCE):
            receipts._tries.release()

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "Try again in a moment" in pages.words(response)
    assert 'value="copper lantern' in response.content.decode()
    visiting.come_in(visitor, reference)


@pytest.mark.parametrize(
    "elsewhere",
    [{}, {"HTTP_REFERER": "http://testserver/"}, {"HTTP_REFERER": "http://other.example/reply/"}],
    ids=["typed", "link", "other site"],
)
def test_whoever_opens_the_address_anew_sees_no_message_and_ends_the_visit(inside, elsewhere):
    response = inside.get(PATH, **elsewhere)

    assert pages.words(response).startswith("Come back to your report")
    assert response.cookies[REPLY.cookie].value == ""
    assert pages.words(visiting.look(inside)).startswith("Come back to your report")
    assert not Unfinished.objects.exists()


@pytest.mark.parametrize("header", [{"HTTP_SEC_PURPOSE": "prefetch"}], ids=str)
def test_a_browser_that_fetches_ahead_ends_nothing_and_sees_nothing(inside, header):
    assert pages.words(inside.get(PATH, **header)).startswith("Come back to your report")

    assert "Your report" in pages.words(visiting.look(inside))


def test_a_browser_that_says_not_whence_it_comes_is_shown_the_page_once(visitor, reference):
    sent = visiting.typed(visitor, reference)

    assert visitor.post(PATH, sent).status_code == 303

    assert f"Your report {reference}" in pages.words(visitor.get(PATH))
    assert pages.words(visitor.get(PATH)).startswith("Come back to your report")


def test_opening_another_report_closes_the_one_that_was_open(inside, reference):
    other = ordinary.put_with_words()

    page = visiting.come_in(inside, other)

    assert f"Your report {other}" in pages.words(page)
    assert Unfinished.objects.count() == 1


@pytest.mark.parametrize("cookie", ["", "zz", "00" * 32, "00" * 31, "é", "0" * 10_000])
def test_a_forged_cookie_opens_nothing(inside, cookie):
    inside.cookies[REPLY.cookie] = cookie

    assert pages.words(visiting.look(inside)).startswith("Come back to your report")


def test_what_is_kept_of_a_visit_tells_nothing_to_who_reads_the_table(inside, reference):
    (row,) = Unfinished.objects.all()

    key = ordinary.key(reference)
    locked = bytes(row.locked)
    assert reference.encode() not in locked
    assert key.hex().encode() not in locked
    assert key not in locked
    assert inside.cookies[REPLY.cookie].value != row.key_hash


def test_a_visit_ends_after_fifteen_minutes(inside, time_machine):
    assert REPLY.idle.total_seconds() == 15 * 60
    time_machine.move_to(real_now())
    time_machine.shift(REPLY.idle.total_seconds() - 5)
    assert "Your report" in pages.words(visiting.look(inside))

    time_machine.shift(REPLY.idle.total_seconds() - 5)
    assert "Your report" in pages.words(visiting.look(inside))

    time_machine.shift(REPLY.idle.total_seconds() + 5)
    assert pages.words(visiting.look(inside)).startswith("Come back to your report")


@pytest.mark.parametrize("headers", [{}, visiting.OWN_PAGE], ids=["typed", "link"])
def test_leaving_ends_it_and_leads_to_the_neutral_site(inside, settings, headers):
    response = inside.get(f"{PATH}leave/", **headers)

    assert (response.status_code, response.url) == (303, settings.EXIT_URL)
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert response["Referrer-Policy"] == "no-referrer"
    assert response.cookies[REPLY.cookie].value == ""
    assert not Unfinished.objects.exists()
    assert pages.words(visiting.look(inside)).startswith("Come back to your report")


def test_another_site_cannot_end_a_visit(inside, settings):
    response = inside.get(f"{PATH}leave/", HTTP_SEC_FETCH_SITE="cross-site")

    assert response.url == settings.EXIT_URL
    assert "Your report" in pages.words(visiting.look(inside))


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(visitor, method):
    assert getattr(visitor, method)(PATH).status_code == 405
