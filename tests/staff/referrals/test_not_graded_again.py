"""The pages of a referral that keeps its band although the rules failed on what came since."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from symphony.triage import queries, services
from symphony.triage.models import QueueEntry
from symphony.triage.queries import policies
from tests import make
from tests.staff.visiting import signed_in, text
from tests.triage.failing import broken_policy

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(hours=1)


@pytest.fixture
def referral(monkeypatch: pytest.MonkeyPatch) -> Any:
    found = make.referral(people=[make.stated_child()])
    with broken_policy(monkeypatch):
        services.reassess(referral=found, because="More came", by="system:test", at=LATER)
    return found


def page(name: str, referral: Any) -> str:
    url = reverse(f"referrals:{name}", args=[referral.reference])
    return text(signed_in(make.referral_officer()).get(url))


def test_the_decide_page_says_that_the_suggestion_is_from_before(referral):
    said = page("decide", referral)
    assert "Symphony suggests: high, investigate" in said
    assert "The rules could not run on what is known now." in said
    assert "keeps that band and place until they can" in said


def test_working_out_again_grades_it_although_no_fact_is_new(referral):
    url = reverse("referrals:decide", args=[referral.reference])
    seen = str(queries.suggestion(referral).pk)
    signed_in(make.referral_officer()).post(url, {"seen": seen, "work_out_again": "yes"})
    assert queries.latest_assessment(referral).band == "high"


def test_the_sheet_says_not_graded_and_leads_to_what_stands(referral):
    said = page("suggestion", referral)
    assert "Not graded" in said
    assert "keeps band, path and place of what was worked out before" in said
    assert "BadPolicy: urgency.csv has a gap" in said


def test_the_history_has_both(referral):
    said = page("history", referral)
    assert "not graded" in said.lower() and "high, investigate" in said


def test_the_queue_says_it_beside_the_band(referral):
    said = text(signed_in(make.referral_officer()).get(reverse("referrals:queue")))
    assert "could not be graded again on what came since" in said
    assert "Not graded 0" in said or "not graded 0" in said


def test_each_number_on_the_policy_page_opens_to_just_those(referral, monkeypatch):
    with broken_policy(monkeypatch):
        new = [make.referral(), make.referral()]
        kept_apart = make.referral()
    QueueEntry.objects.filter(referral=kept_apart).update(is_doubtful=True)
    make.referral()
    monkeypatch.setattr(policies, "read_in_force", lambda: policies.InForce("2026-2", None))
    client = signed_in(make.supervisor())

    page = client.get(reverse("oversight:policy"))
    assert "Of the waiting referrals, 2 have no band" in text(page)
    assert "1 keeps the band from before and could not be graded again" in text(page)
    assert "Kept apart as doubtful and not graded: 1." in text(page)
    queue = reverse("referrals:queue")
    opened = re.findall(rf'href="({queue}[^"]+)"', page.content.decode())
    listed = [
        {line.row.reference for line in client.get(html.unescape(one)).context["lines"]}
        for one in opened
    ]
    assert listed == [{one.reference for one in new}, {referral.reference}]


def test_looking_again_at_an_earlier_change_says_that_it_keeps_its_place(monkeypatch):
    found = make.referral()
    services.learn(
        referral=found,
        facts={"child_identified": "yes"},
        source="casework",
        about="C-23-0001",
        because="A child was added to the case",
        by="T00001",
        at=make.NOON,
    )
    with broken_policy(monkeypatch):
        services.reassess(referral=found, because="More came", by="system:test", at=LATER)
    said = page("look_again", found)
    assert "at the place that it had before the rules failed" in said
