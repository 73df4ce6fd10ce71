"""What the policies since 2026-1 read from a referral: what is stated, and nothing that is not."""

from datetime import timedelta

import pytest

from symphony.referrals.models import (
    IpEvent,
    Referral,
    ReportedFile,
    StatedIdentifier,
    StatedPerson,
)
from symphony.referrals.models.referral import Channel
from symphony.triage import policy, reading
from tests import make

CHILD = StatedPerson.Part.CHILD


def read(*, people=(), files=(), events=(), identifiers=(), **fields):
    ordinary = {"received_at": make.NOON, "channel": Channel.CYBERTIPLINE}
    referral = Referral(**ordinary | fields)
    return reading.read(
        referral, people=people, files=files, events=events, identifiers=identifiers
    )


def test_a_report_that_states_nothing_answers_nothing():
    assert read() == {}
    assert read(channel=Channel.PUBLIC_FORM) == {}


@pytest.mark.parametrize("channel", Channel.values)
def test_whatever_is_read_is_an_answer_that_the_policy_knows(channel):
    marks = ["sextortion", "csamSolicitation", "informational"]
    found = read(
        channel=channel,
        annotations=marks,
        batched=True,
        incident_at=make.NOON - timedelta(days=400),
        incident_type="Child Sexual Molestation",
        people=[StatedPerson(part=CHILD, age=9)],
        files=[ReportedFile(annotations=["possibleSelfProduction"], viewed_by_company=False)],
        stated={"happened": ["wants_money", "wants_to_meet"], "route": "own_behaviour"},
    )
    for version in ("2026-1", "2026-2"):
        assert policy.load(version).complete(found).items() >= found.items()
    assert {"coercion", "exploitation", "self_made"} <= {n for n, v in found.items() if v == "yes"}


@pytest.mark.parametrize(
    ("days", "said"), [(3, "within_a_week"), (30, "within_a_year"), (400, "over_a_year")]
)
def test_how_long_ago(days, said):
    assert read(incident_at=make.NOON - timedelta(days=days))["recent"] == said


@pytest.mark.parametrize(
    ("ages", "said"),
    [
        ([12, 15], "under_13"),
        ([13], "from_13_to_15"),
        ([16, 17], "from_16_to_17"),
        ([16, None], None),
        ([11, None], "under_13"),
        ([None], None),
        ([18], None),
    ],
)
def test_the_youngest_child_counts_and_an_age_that_is_missing_is_not_guessed(ages, said):
    people = [StatedPerson(part=CHILD, age=age) for age in ages]
    found = read(people=people)
    assert found.get("child_age") == said and found["child_identified"] == "yes"


def test_a_file_that_a_company_says_nothing_of_is_neither_viewed_nor_not():
    seen, unseen, silent = (ReportedFile(viewed_by_company=v) for v in (True, False, None))
    assert read(files=[seen, unseen])["viewed_by_company"] == "yes"
    assert read(files=[unseen])["viewed_by_company"] == "no"
    assert "viewed_by_company" not in read(files=[unseen, silent])


def test_a_connection_resolves_only_with_address_port_and_zone():
    whole = {"address": "192.0.2.1", "port": 443, "at_utc": make.NOON, "offset_stated": True}
    assert read(events=[IpEvent(**whole)])["resolvable_event"] == "yes"
    assert "resolvable_event" not in read(events=[IpEvent(**whole | {"port": None})])


def test_the_public_form_tells_how_far_it_went():
    found = read(
        channel=Channel.PUBLIC_FORM,
        stated={"happened": ["asked_me_for_picture", "wants_to_meet"], "own_age": "10_to_12"},
    )
    assert (found["grooming_stage"], found["child_age"]) == ("meeting", "under_13")


@pytest.mark.parametrize(
    ("kind", "part", "said"),
    [
        ("email", None, "yes"),
        ("screen_name", StatedPerson.Part.REPORTED_USER, "yes"),
        ("phone", CHILD, "yes"),
        ("phone", StatedPerson.Part.REPORTER, None),
        ("email", StatedPerson.Part.REPORTER_CONTACT, None),
        ("display_name", StatedPerson.Part.REPORTED_USER, None),
        ("link", None, None),
    ],
)
def test_what_can_be_followed_is_anybodys_account_or_number_but_the_senders(kind, part, said):
    person = StatedPerson(part=part) if part else None
    identifier = StatedIdentifier(kind=kind, value="made-up", person=person)
    found = read(people=[person] if person else [], identifiers=[identifier])
    assert found.get("identifiers") == said
