"""The list of what a referral can state, against what is read: every policy has to know it."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, timedelta
from typing import Any

import pytest

from symphony.letterbox.answers import Happened, HappenedToMe, OwnAge, Route, When
from symphony.referrals.models import (
    IpEvent,
    Referral,
    ReportedFile,
    StatedIdentifier,
    StatedPerson,
)
from symphony.referrals.models.referral import Channel
from symphony.triage import facts, policy, reading
from symphony.triage.stated import STATED
from tests import make

MARKS = [
    *("sextortion", "csamSolicitation", "sadisticOnlineExploitation", "informational", "viral"),
    *("potentialMeme", "liveStreaming", "possibleSelfProduction"),
]


def referrals() -> Iterator[dict[str, Any]]:
    """Give each thing that a referral can say, one at a time."""
    for mark in MARKS:
        yield {"annotations": [mark], "files": [ReportedFile(annotations=[mark])]}
    for incident in facts.INCIDENTS:
        yield {"incident_type": incident}
    for days in (1, 30, 400):
        yield {"incident_at": make.NOON - timedelta(days=days)}
        day = (make.NOON - timedelta(days=days)).date().isoformat()
        yield {"stated": {"when_code": When.ON_A_DATE, "when_date": day}}
    for happened in (*Happened, *HappenedToMe):
        yield {"stated": {"happened": [happened]}}
    for route in Route:
        yield {"stated": {"route": route}}
    for when in When:
        yield {"stated": {"when_code": when}}
    for own_age in OwnAge:
        yield {"stated": {"own_age": own_age}}
    for said in ("yes", "no", "not_sure", ""):
        yield {"stated": {"lives_with_children": said}}
    for age in (None, 3, 12, 13, 15, 16, 17, 18):
        yield {"people": [StatedPerson(part=StatedPerson.Part.CHILD, age=age)]}
    for viewed in (True, False, None):
        yield {"files": [ReportedFile(viewed_by_company=viewed)]}
    event = {"address": "192.0.2.1", "port": 443, "at_utc": make.NOON.astimezone(UTC)}
    yield {"events": [IpEvent(**event, offset_stated=True)]}
    for kind in StatedIdentifier.Kind:
        yield {"identifiers": [StatedIdentifier(kind=kind)]}
    yield {"batched": True}


def read(channel: str, said: dict[str, Any]) -> dict[str, str]:
    rest = {name: said.get(name, []) for name in ("people", "files", "events", "identifiers")}
    fields = {name: value for name, value in said.items() if name not in rest}
    referral = Referral(received_at=make.NOON, channel=channel, **fields)
    return reading.read(referral, **rest)


def test_the_list_is_exactly_what_can_be_read_from_a_referral():
    found = defaultdict(set)
    for channel in Channel.values:
        for said in referrals():
            for name, value in read(channel, said).items():
                found[name].add(value)
    assert dict(found) == {name: set(values) for name, values in STATED.items()}


@pytest.mark.parametrize("version", [name for name in policy.shipped() if name > "2026"])
def test_a_shipped_version_knows_all_of_it(version):
    known = policy.load(version).facts
    assert all(set(values) <= set(known[name].words) for name, values in STATED.items())
