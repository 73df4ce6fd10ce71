"""The queue: what stands in it, in which order, what narrows it, and what looking at it records."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from symphony.core import installation
from symphony.letterbox.models import Submission
from symphony.referrals.models import Referral
from symphony.triage import services as triage
from symphony.triage.models import QueueEntry
from tests import make
from tests.staff.visiting import looks, signed_in, text, title

pytestmark = pytest.mark.django_db

URL = "/staff/referrals/queue/"


def in_order(page, *referrals):
    html = page.content.decode()
    places = [html.index(f'id="tick-{referral.reference}"') for referral in referrals]
    return places == sorted(places)


def test_it_lists_what_waits_with_the_reason_and_the_most_urgent_first():
    low = make.referral(incident_type="")
    high = make.referral(people=[make.stated_child()])
    danger = make.referral(danger_now=True)
    officer = make.referral_officer()

    page = signed_in(officer).get(URL)

    assert in_order(page, danger, high, low)
    said = text(page)
    assert "3 waiting: very high 1 · high 1 · not graded 0 · medium 1 · low 0" in said
    assert "The sender says that a child is in danger now" in said
    assert f"{danger.reference} NEW Very high" in said
    assert "Acknowledge: overdue by" in said
    assert "Example ESP Waiting" in said
    assert title(page) == "Queue – Referrals – Symphony"


def test_no_name_of_anybody_in_a_report_stands_in_it():
    make.referral(people=[make.stated_child(name="Ada Example")], narrative="Ada Example writes")

    assert "Ada Example" not in signed_in(make.referral_officer()).get(URL).content.decode()


def test_looking_at_it_is_recorded_with_exactly_the_references_shown():
    first, second = make.referral(danger_now=True), make.referral()
    decided = make.case().case_referrals.get().referral.reference
    officer = make.referral_officer()

    signed_in(officer).get(URL)

    [shown] = looks("referrals:queue")
    # The alert line shows the first of them once more.
    assert sorted(set(shown)) == sorted([first.reference, second.reference])
    assert decided not in shown


@pytest.mark.parametrize("person", [make.referral_officer, make.supervisor])
def test_those_who_read_referrals_open_it(person):
    assert signed_in(person()).get(URL).status_code == 200


@pytest.mark.parametrize(
    "person", [make.investigator, make.safeguarding_officer, make.press_officer]
)
def test_others_do_not_and_nobody_does_without_signing_in(person):
    assert signed_in(person()).get(URL).status_code == 403
    assert Client().get(URL).status_code == 302


def test_new_goes_when_the_referral_is_opened_and_only_for_who_opened_it():
    referral = make.referral()
    officer, colleague = make.referral_officer(), make.referral_officer()

    signed_in(officer).get(reverse("referrals:reading", args=[referral.reference]))

    assert "NEW" not in text(signed_in(officer).get(URL))
    assert "NEW" in text(signed_in(colleague).get(URL))


def test_the_menu_counts_what_is_new_to_this_person():
    referral, officer = make.referral(), make.referral_officer()
    make.referral()

    assert "(2 waiting)" in signed_in(officer).get(URL).content.decode()
    signed_in(officer).get(reverse("referrals:reading", args=[referral.reference]))
    assert "(1 waiting)" in signed_in(officer).get(URL).content.decode()


def test_it_can_be_narrowed_and_says_how_and_how_to_widen_it_again():
    high = make.referral(people=[make.stated_child()])
    medium = make.referral()
    client = signed_in(make.referral_officer())

    page = client.get(URL, {"band": "high", "source": "cybertipline"})
    assert high.reference in text(page)
    assert medium.reference not in text(page)
    assert 'href="?view=all&amp;source=cybertipline"' in page.content.decode()

    empty = text(client.get(URL, {"band": "low"}))
    assert "Nothing is waiting in this view. 2 referrals are outside it. Show all" in empty


def test_not_graded_is_a_band_of_its_own(monkeypatch):
    from symphony.triage import policy

    def broken(version=policy.DEFAULT):
        raise policy.BadPolicy("urgency.csv has a gap")

    with monkeypatch.context() as patch:
        patch.setattr(policy, "load", broken)
        lost = make.referral()
    make.referral()

    page = text(signed_in(make.referral_officer()).get(URL, {"band": "not_graded"}))
    assert f"{lost.reference} NEW Not graded Rules could not run, so it waits after high" in page
    assert page.count("NEW") == 1


def test_only_what_is_new_and_only_mine():
    mine, other = make.referral(), make.referral()
    officer = make.referral_officer()
    triage.hold(referral=mine, by=officer, at=make.NOON)
    triage.mark_read(referral=mine, by=officer, at=make.NOON)
    client = signed_in(officer)

    assert other.reference in text(client.get(URL, {"unread": "on"}))
    assert mine.reference not in text(client.get(URL, {"unread": "on"}))
    page = text(client.get(URL, {"view": "mine"}))
    assert mine.reference in page
    assert other.reference not in page
    assert "Mine 1 | My team 2 | All 2" in page


def test_a_filter_that_means_nothing_shows_everything():
    referral = make.referral()

    page = signed_in(make.referral_officer()).get(URL, {"band": "enormous", "after": "nonsense"})

    assert referral.reference in text(page)


def test_empty_it_says_what_would_be_here():
    page = text(signed_in(make.referral_officer()).get(URL))

    assert "Nothing is waiting. New referrals appear here as they come in." in page
    assert "Take next referral" not in page


def test_it_goes_on_for_as_many_pages_as_there_are_and_back():
    referrals = triage.take_in(
        [make.arrival(received_at=make.NOON - timedelta(minutes=n)) for n in range(120)],
        by="system:test",
        at=make.NOON,
    )
    client, seen, url, pages = signed_in(make.referral_officer()), [], URL, []
    while url:
        page = client.get(url)
        pages.append(url)
        lines = page.context["lines"]
        seen += [line.row.reference for line in lines]
        url = page.context["next_url"] and URL + page.context["next_url"]

    oldest_first = [r.reference for r in sorted(referrals, key=lambda r: r.received_at)]
    assert seen == oldest_first
    assert len(pages) == 3
    assert title(client.get(pages[1])) == "Queue, later results – Referrals – Symphony"

    back = client.get(URL + client.get(pages[2]).context["previous_url"])
    assert [line.row.reference for line in back.context["lines"]] == oldest_first[50:100]


def test_what_waits_in_the_letterbox_is_in_the_queue_when_it_is_looked_at():
    Submission.objects.create(
        token="a" * 64,
        reference="R-7K4M-92QX",
        received_at=make.NOON,
        answers={"narrative": "Somebody writes to my daughter."},
        danger_now=True,
    )

    page = text(signed_in(make.referral_officer()).get(URL))

    assert "R-7K4M-92QX" in page
    assert Referral.objects.filter(reference="R-7K4M-92QX").exists()


def test_its_queries_do_not_grow_with_what_waits():
    installation.begin(kind=installation.REAL)
    client = signed_in(make.referral_officer())

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(URL).status_code == 200
        return len(captured)

    make.referral(danger_now=True)
    with_one = queries()
    triage.take_in([make.arrival() for _ in range(60)], by="system:test", at=make.NOON)

    assert queries() == with_one == STATED_QUERIES


# Session and account; the letterbox's reports and answers, each in a savepoint of its own (6); the
# areas; the page, its count and its clocks (6); the counts by band, of the two other views, of the
# lists (4); the saved views; the policy's name; who is on call (2); the menu's number; the alert
# line (2); the look.
STATED_QUERIES = 32


def test_somebody_elses_hold_is_named_and_ends_after_half_an_hour(time_machine):
    referral = make.referral()
    tom = make.referral_officer(name="Tom Example")
    time_machine.move_to(make.NOON)
    triage.hold(referral=referral, by=tom, at=make.NOON)
    client = signed_in(make.referral_officer())

    assert "Tom Example" in text(client.get(URL))
    time_machine.move_to(make.NOON + timedelta(minutes=31))
    assert "Tom Example" not in text(client.get(URL))
    assert "Yours until the half hour ended" in text(signed_in(tom).get(URL))
    assert "Your half hour ended." in text(signed_in(tom).get("/staff/"))
    assert QueueEntry.objects.get(referral=referral).holder == tom
