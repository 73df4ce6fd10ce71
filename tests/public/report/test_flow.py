"""The whole form, by each of its doors, and what becomes of the answers."""

import pytest
import time_machine
from django.db import connection

from symphony.core import sealing
from symphony.letterbox import receipts
from symphony.letterbox.models import Submission
from tests import make
from tests.letterbox import ordinary
from tests.public import pages
from tests.public.report.filling import Filling

DOORS = ["child", "worried", "professional", "survivor", "own_behaviour"]
# The private half of the key that tests seal to.
PRIVATE = bytes([1]) * 32


@pytest.mark.parametrize("door", DOORS)
def test_every_door_leads_to_a_stored_report(visitor, door):
    filling = Filling(visitor, door).send()

    assert "We have your report" in filling.words
    (stored,) = pages.stored()
    assert stored.reference == filling.reference
    assert stored.answers["route"] == door
    assert stored.answers["identity"] == "anonymous"
    assert stored.sealed_contact is None
    assert stored.danger_now is False
    assert stored.doubts == []


def test_a_report_is_stored_as_it_was_answered(visitor):
    Filling(visitor, names={}).send()

    assert pages.stored()[0].answers == {
        "form": 2,
        "route": "worried",
        "identity": "anonymous",
        "about": ["child_at_risk"],
        "happened": ["worrying_talk"],
        "narrative": "Somebody in a game keeps asking to talk in private.",
        "where": ["game"],
        "services": [{"service": "Example Game", "user_name": "orchard_52", "link": ""}],
        "when_code": "roughly",
        "when_date": "",
        "when": "since about March",
        "person": {"name": "", "age": "15", "area": "", "knows_child": ""},
        "lives_with_children": "not_sure",
        "lives_with_whom": "",
        "children": [{"name": "", "age": "11", "area": "Preston", "communication": ""}],
        "told": ["nobody"],
    }


def test_a_child_is_asked_their_own_questions(visitor):
    Filling(
        visitor,
        "child",
        the_person={"user_name": "fern_19", "service": "Example Chat", "knows_child": "A game"},
        not_safe={"not_safe_to_speak_to": "My uncle"},
        trusted_adult={"trusted_adult": "My teacher"},
    ).send()

    told = pages.stored()[0].answers
    assert told["happened"] == ["uncomfortable"]
    assert told["own_age"] == "13_to_15"
    assert told["self_harm"] == "no"
    assert told["not_safe_to_speak_to"] == "My uncle"
    assert told["trusted_adult"] == "My teacher"
    assert told["person"]["knows_child"] == "A game"
    assert told["services"] == [{"service": "Example Chat", "user_name": "fern_19", "link": ""}]


def test_a_professional_is_asked_their_own_questions(visitor):
    Filling(
        visitor,
        "professional",
        own_organisation={"own_organisation": "yes"},
        services_told={
            "services_told": "yes",
            "services_told_on_day": "4",
            "services_told_on_month": "5",
            "services_told_on_year": "2023",
            "services_reference": "CS-12",
        },
        parents_know={"parents_know": "not_sure"},
        devices={"devices": "In a locked drawer"},
        done_so_far={"done_so_far": "Told the head"},
    ).send()

    told = pages.stored()[0].answers
    assert told["own_organisation"] == "yes"
    assert (told["services_told"], told["services_told_on"]) == ("yes", "2023-05-04")
    assert told["services_reference"] == "CS-12"
    assert told["parents_know"] == "not_sure"
    assert (told["devices"], told["done_so_far"]) == ("In a locked drawer", "Told the head")


def test_an_adult_about_their_childhood_is_asked_whether_children_are_near_that_person(visitor):
    filling = Filling(visitor, "survivor").until("lives_with_children")
    assert filling.heading == "Is that person still near children?"

    filling.send()

    told = pages.stored()[0].answers
    assert (told["age_then"], told["lives_with_children"]) == ("about 9", "not_sure")
    assert told["happened"] == []


@pytest.mark.parametrize("identity", ["named", "confidence"])
def test_contact_details_are_sealed_apart_from_the_answers(visitor, identity):
    Filling(
        visitor,
        identity={"identity": identity},
        contact={
            "name": "Rowan Example",
            "phone": "01632 960 001",
            "email": "rowan@example.org",
            "when_safe": "After 6pm",
            "may_leave_message": "no",
        },
    ).send()

    (stored,) = pages.stored()
    assert "Rowan" not in str(stored.answers)
    assert stored.answers["identity"] == identity
    assert sealing.open_sealed(PRIVATE, stored.sealed_contact) == {
        "name": "Rowan Example",
        "phone": "01632 960 001",
        "email": "rowan@example.org",
        "when_safe": "After 6pm",
        "may_leave_message": "no",
        "do_not_contact": False,
        "organisation": "",
        "role": "",
    }


def test_whoever_turns_anonymous_at_the_end_leaves_no_contact_details(visitor):
    filling = Filling(visitor, identity={"identity": "named"}).until("come_back")
    assert "contact" in filling.until("check").words
    filling.press("Change who you are").press(identity="anonymous")

    assert "01632" not in filling.words
    filling.press("Send my report")
    (stored,) = pages.stored()
    assert stored.sealed_contact is None
    assert stored.answers["identity"] == "anonymous"


def test_a_professionals_work_is_sealed_with_the_contact(visitor):
    Filling(visitor, "professional", identity={"identity": "named"}).send()

    (stored,) = pages.stored()
    assert "Example School" not in str(stored.answers)
    details = sealing.open_sealed(PRIVATE, stored.sealed_contact)
    assert (details["organisation"], details["role"]) == ("Example School", "Safeguarding lead")


@pytest.mark.parametrize(
    ("answer", "stored_as"), [("yes", True), ("no", False), ("not_sure", None)]
)
def test_danger_is_kept_beside_the_answers(visitor, answer, stored_as):
    Filling(visitor, danger={"danger_now": answer}).send()

    assert pages.stored()[0].danger_now is stored_as


def test_the_six_words_are_shown_and_open_the_receipt(visitor):
    filling = Filling(visitor, come_back={"come_back": "yes"}).send()

    words = filling.tree.xpath("//p[contains(@class, 'sy-six-words')]")[0].text_content()
    assert len(words.split()) == 6
    assert receipts.opened_with(filling.reference, words) is not None
    assert receipts.opened_with(filling.reference, "none of these words is one") is None


def test_without_the_wish_to_come_back_there_are_no_words(visitor):
    filling = Filling(visitor).send()

    assert "six words" not in filling.words
    ordinary.read_as_staff()
    assert Submission.objects.get().public_key is None


def test_it_is_received_by_the_installations_clock(visitor):
    with time_machine.travel(make.NOON, tick=False):
        filling = Filling(visitor).send()

    assert pages.stored()[0].received_at == make.NOON
    assert "Received 18 May 2023, midday" in filling.words


def test_it_reaches_the_queue_when_the_letterbox_is_collected(visitor):
    from symphony.referrals.models import Referral
    from symphony.triage import services as triage

    reference = Filling(visitor).send().reference
    with connection.cursor() as cursor:
        cursor.execute("RESET ROLE")

    assert triage.collect_letterbox(at=make.NOON) == 1

    referral = Referral.objects.get(reference=reference)
    assert referral.narrative == "Somebody in a game keeps asking to talk in private."
    assert referral.queue_entry.left_at is None
