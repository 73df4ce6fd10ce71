"""The chronology: every stage's events in order, what was corrected and withdrawn among them."""

from datetime import timedelta

import pytest

from symphony.cases import services
from symphony.crimes import services as crimes
from symphony.crimes.models import Offence
from tests import make
from tests.staff.cases.ordinary import looks, signed_in, text, world

pytestmark = pytest.mark.django_db


def arrested():
    it = world()
    suspect = make.suspect(it.case, by=it.insider)
    services.log_enquiry(
        case=it.case,
        what="Asked the provider.",
        made_at=make.NOON + timedelta(hours=2),
        by=it.insider,
        at=make.NOON + timedelta(hours=3),
    )
    arrest = crimes.record_arrest(
        case=it.case,
        person=suspect.person,
        offence=Offence.objects.order_by("position").first(),
        arrested_at=make.NOON + timedelta(hours=4),
        by=it.insider,
        at=make.NOON + timedelta(hours=5),
    )
    return it, suspect, arrest


def test_it_tells_all_stages_oldest_first():
    it, suspect, _ = arrested()
    page = text(signed_in(it.insider).get(it.url("timeline")))
    places = [
        page.index(words)
        for words in (
            f"{it.referral} received",
            "Case opened: investigate, medium",
            "In the case as: suspect",
            "Enquiry made",
            "Arrested",
        )
    ]
    assert places == sorted(places)
    assert suspect.person.reference in page


def test_a_withdrawn_entry_stays_with_its_reason():
    it, _, arrest = arrested()
    crimes.withdraw_arrest(
        arrest=arrest,
        reason="Entered in the wrong case.",
        by=it.insider,
        at=make.NOON + timedelta(hours=6),
    )
    page = text(signed_in(it.insider).get(it.url("timeline")))
    assert "Withdrawn 18 May 2023, 18:00 by Ravi Example: Entered in the wrong case." in page


def test_a_corrected_entry_shows_as_it_stands_with_the_reason():
    it, _, arrest = arrested()
    crimes.correct_arrest(
        arrest=arrest,
        reason="The watch was wrong.",
        arrested_at=make.NOON + timedelta(hours=3, minutes=30),
        by=it.insider,
        at=make.NOON + timedelta(hours=6),
    )
    page = text(signed_in(it.insider).get(it.url("timeline")))
    assert "Arrested Corrected" in page
    assert "Corrected 18 May 2023, 18:00 by Ravi Example: The watch was wrong." in page


def test_it_can_show_one_kind_and_says_how_much_it_leaves_out():
    it, _, _ = arrested()
    page = text(signed_in(it.insider).get(it.url("timeline"), {"kind": "arrest"}))
    assert "1 event, oldest first; 5 of other kinds are not shown" in page
    assert "Asked the provider." not in page


def test_the_look_names_the_people_told_of():
    it, suspect, _ = arrested()
    signed_in(it.insider).get(it.url("timeline"))
    [look] = looks("timeline")
    assert look.about == [it.case.reference, suspect.person.reference]
