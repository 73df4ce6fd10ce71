"""A referral's history: every act and every look, by whom and when."""

import pytest
from django.urls import reverse

from symphony.audit import services as audit
from symphony.triage import services as triage
from tests import make
from tests.staff.visiting import looks, signed_in, text

pytestmark = pytest.mark.django_db


def url(referral):
    return reverse("referrals:history", args=[referral.reference])


def test_it_lists_acts_and_looks_newest_first():
    referral, tom = make.referral(), make.referral_officer(name="Tom Example")
    triage.hold(referral=referral, by=tom, at=make.NOON)
    signed_in(tom).get(reverse("referrals:reading", args=[referral.reference]))

    said = text(signed_in(make.referral_officer()).get(url(referral)))

    order = ["Looked at: referrals, reading", "Taken from the queue", "Graded and queued"]
    assert [said.index(words) for words in order] == sorted(said.index(words) for words in order)
    assert f"Tom Example {tom.staff_number} Taken from the queue" in said
    assert "band: medium" in said


def test_acts_alone():
    referral, tom = make.referral(), make.referral_officer(name="Tom Example")
    signed_in(tom).get(reverse("referrals:reading", args=[referral.reference]))

    said = text(signed_in(make.referral_officer()).get(url(referral), {"view": "acts"}))

    assert "Looked at" not in said
    assert "Graded and queued" in said


def test_the_other_references_of_a_look_are_not_shown():
    referral, other = make.referral(), make.referral()
    officer = make.referral_officer()
    signed_in(officer).get("/staff/referrals/queue/")

    page = signed_in(officer).get(url(referral))

    assert "Looked at: referrals, queue" in text(page)
    assert other.reference not in page.content.decode()
    assert looks("referrals:history", officer) == [[referral.reference]]


def test_it_goes_on_for_as_many_pages_as_there_are():
    referral, officer = make.referral(), make.referral_officer()
    for number in range(70):
        audit.look(page=f"page-{number}", about=[referral.reference], by="T1", at=make.NOON)
    client = signed_in(officer)

    first = client.get(url(referral))
    second = client.get(url(referral) + first.context["page"].next_url)

    assert len(first.context["page"].rows) == 50
    whats = [row.what for page in (first, second) for row in page.context["page"].rows]
    assert [w for w in whats if "page-" in w] == [f"Looked at: page-{n}" for n in range(69, -1, -1)]
    back = client.get(url(referral) + second.context["page"].previous_url)
    # The two looks at the history itself have come on top meanwhile.
    assert [row.what for row in back.context["page"].rows] == whats[:50]
