"""A paused clock, and one that goes on later: the same on every page that shows it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from symphony.triage import queries, services
from symphony.triage.models import Decision
from tests import make
from tests.staff.visiting import signed_in, text
from tests.triage.deciding import end

pytestmark = pytest.mark.django_db
NOON, HOUR, DAY = make.NOON, timedelta(hours=1), timedelta(days=1)
# Medium: 14 days from 18 May, 10:00 in London.
LATE = NOON + 20 * DAY


def paused(at=NOON, **changes):
    referral = changes.pop("referral", None) or make.referral(**changes)
    services.pause_clocks(
        referral=referral, reason="provider", words="Asked.", by=make.supervisor(), at=at
    )
    return referral


def resumed(after, **changes):
    referral = paused(**changes)
    services.resume_clocks(referral=referral, by=make.supervisor(), at=NOON + after)
    return referral


def overdue(at=LATE, **changes):
    found = queries.overdue(viewer=make.supervisor(), at=at, **changes)
    return [row.reference for row in found.rows], found.count


class TestWhatIsOverdue:
    def test_what_is_paused_is_not_however_long_ago_it_was_due(self):
        late = make.referral()
        paused()

        assert overdue() == ([late.reference], 1)

    def test_what_goes_on_is_only_after_its_longer_time(self):
        referral = resumed(10 * DAY)

        assert overdue(at=NOON + 23 * DAY) == ([], 0)
        assert overdue(at=NOON + 24 * DAY) == ([referral.reference], 1)

    def test_the_most_overdue_by_the_longer_time_comes_first(self):
        given, plain = resumed(5 * DAY), make.referral(received_at=NOON)

        assert overdue() == ([plain.reference, given.reference], 2)
        assert overdue(limit=1) == ([plain.reference], 2)

    def test_a_pause_that_began_when_the_time_had_run_out_gives_none_back(self):
        referral = make.referral()
        # Decided by nobody, graded again later: one of the two responses runs still.
        assessment = queries.latest_assessment(referral)
        type(assessment).objects.filter(pk=assessment.pk).update(assessed_at=NOON + 5 * DAY)
        paused(referral=referral, at=NOON + 15 * DAY)

        assert overdue() == ([referral.reference], 1)

    def test_it_takes_as_many_queries_however_many_were_paused(self):
        def asked():
            with CaptureQueriesContext(connection) as captured:
                queries.overdue(viewer=viewer, at=LATE)
            return len(captured)

        viewer = make.supervisor()
        resumed(DAY)
        with_one = asked()
        for _ in range(5):
            resumed(DAY)
            paused()
        assert asked() == with_one


@pytest.fixture
def on(time_machine):
    time_machine.move_to(LATE)
    return lambda user, url: text(signed_in(user).get(url))


def reading(referral):
    return reverse("referrals:reading", args=[referral.reference])


class TestPages:
    def test_the_head_of_a_record_says_it_is_paused(self, on):
        head = signed_in(make.referral_officer()).get(reading(paused())).content.decode()
        assert "Respond: paused 20 d: waiting for provider" in head
        assert "verdue" not in head

    def test_the_head_of_a_record_has_the_longer_time(self, on):
        referral = resumed(10 * DAY)
        head = signed_in(make.referral_officer()).get(reading(referral)).content.decode()

        assert "Respond: due 11 Jun, 10:00" in head

    def test_the_supervisors_list_and_button_pass_over_what_is_paused(self, on):
        quiet, late = paused(), make.referral(received_at=NOON)

        page = on(make.supervisor(), "/staff/")

        assert f"Overdue in the queue {late.reference}" in page and quiet.reference not in page
        home = signed_in(make.supervisor()).get("/staff/").content.decode()
        assert f'href="{reading(late)}"' in home and "Review the most overdue" in page

    def test_with_nothing_but_paused_clocks_nothing_is_overdue(self, on):
        paused()
        page = on(make.supervisor(), "/staff/")

        assert "Nothing in the queue is overdue." in page and "Open the queue" in page

    def test_an_officers_own_are_shown_as_the_queue_shows_them(self, on):
        officer, mine, other = make.referral_officer(), paused(), resumed(10 * DAY)
        for referral in (mine, other):
            services.hold(referral=referral, by=officer, at=LATE)

        page = on(officer, "/staff/")

        assert f"{mine.reference} Medium Respond: paused 20 d: waiting for provider's" in page
        assert f"{other.reference} Medium Respond: due 11 Jun, 10:00" in page

    def test_a_doubtful_report_too(self, on):
        quiet = paused(doubts=["haste"])

        page = on(make.referral_officer(), reverse("referrals:doubtful"))

        assert quiet.reference in page and "Respond: paused 20 d" in page
        assert "verdue" not in page

    def test_what_a_supervisor_is_about_to_assign(self, on):
        quiet = paused()
        sent = {"referral": quiet.reference}
        page = text(signed_in(make.supervisor()).post(reverse("referrals:assign"), sent))

        assert "Respond: paused 20 d: waiting for provider" in page

    def test_what_waits_for_a_second_person_keeps_its_head(self, on):
        referral = paused()
        end(referral=referral, at=LATE)
        assert Decision.objects.get().endorsed_at is None
        assert "Respond" not in on(make.supervisor(), reading(referral)).split("clocks")[0]
