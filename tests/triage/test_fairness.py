"""How referrals fare by channel, sender and area: each number by hand, and each with its list."""

import itertools
from datetime import timedelta

import pytest

from symphony.referrals.models.referral import Channel
from symphony.triage.models import Band
from symphony.triage.queries import fairness
from symphony.triage.queries.fairness import By, Received, Select
from tests import make
from tests.triage.decided import again, decided, received

pytestmark = pytest.mark.django_db

AT = make.NOON - timedelta(hours=2)
SCOPE = Received(AT - timedelta(days=1), AT + timedelta(days=1))
HOUR = timedelta(hours=1)


@pytest.fixture
def viewer():
    return make.supervisor()


@pytest.fixture
def unit():
    """Twelve public reports of one area and twenty of two companies, one of them small."""
    public = {"channel": Channel.PUBLIC_FORM, "sender": "Member of the public"}
    for number in range(12):
        suggested = "high" if number < 9 else None
        one = received(suggested, area="Millbeck", **public, source_reference="")
        if number < 3:
            decided(suggested, "high", referral=one, at=AT + (number + 1) * HOUR)
    for number in range(11):
        one = received("low", area="", sender="Example ESP")
        if number < 2:
            decided("low", "medium", referral=one, at=AT + 10 * HOUR)
    for number in range(9):
        received("medium", area=f"Place {number % 3}", sender="Little ESP")
    # Decided twice: the decision that stands is the second, the time is that of the first.
    one = received("low", area="Millbeck", sender="Example ESP")
    again(decided("low", "low", referral=one, at=AT + 4 * HOUR), "very_high")
    received("high", area="Millbeck", sender="Example ESP", received_at=SCOPE.ends_at)


def test_by_channel(unit, viewer):
    found = fairness.fairness(SCOPE, by=By.CHANNEL, viewer=viewer)

    company, public = found.groups
    assert (company.label, company.count) == (Channel.CYBERTIPLINE, 21)
    assert company.suggested == {"low": 12, "medium": 9}
    assert company.decided == {"waiting": 18, "medium": 2, "very_high": 1}
    assert company.median == 10 * HOUR
    assert (public.label, public.count, public.decided_count) == (Channel.PUBLIC_FORM, 12, 3)
    assert public.suggested == {"high": 9, "not_graded": 3}
    assert public.median == 2 * HOUR
    assert (public.of_suggested("high").count, public.of_suggested("high").of) == (9, 12)
    assert (public.of_decided("high").count, public.of_decided("high").of) == (3, 3)
    assert found.others is None
    assert (found.all.count, found.all.decided_count, found.all.median) == (33, 6, 3.5 * HOUR)


def test_by_sender_small_ones_stand_together(unit, viewer):
    found = fairness.fairness(SCOPE, by=By.SENDER, viewer=viewer)

    assert [(group.label, group.count) for group in found.groups] == [
        ("cybertipline|Example ESP", 12),
        ("public_form|Member of the public", 12),
    ]
    assert (found.others.count, found.others.of_groups) == (9, 1)
    assert found.others.median is None


def test_by_area_those_that_state_none_are_a_group_and_rare_words_are_not_shown(unit, viewer):
    found = fairness.fairness(SCOPE, by=By.AREA, viewer=viewer)

    assert [(group.label, group.count) for group in found.groups] == [("Millbeck", 13), ("", 11)]
    assert found.groups[0].median == 2.5 * HOUR
    assert (found.others.count, found.others.of_groups) == (9, 3)
    assert "Place" not in repr(found.groups) + repr(found.others)


@pytest.mark.parametrize("by", By)
def test_every_number_is_as_long_as_the_list_that_it_opens_to(unit, viewer, by):
    found = fairness.fairness(SCOPE, by=by, viewer=viewer)
    groups = [*found.groups, *([found.others] if found.others else []), found.all]
    for group, band in itertools.product(groups, (*Band.values, "not_graded")):
        asked = Select(by=by, key=group.key, suggested=band)
        listed = fairness.selected(SCOPE, asked, viewer=viewer).count()
        assert listed == group.suggested.get(band, 0)
    for group, band in itertools.product(groups, (*Band.values, "waiting")):
        asked = Select(by=by, key=group.key, decided=band)
        listed = fairness.selected(SCOPE, asked, viewer=viewer).count()
        assert listed == group.decided.get(band, 0)
    for group in groups:
        asked = Select(by=by, key=group.key)
        assert fairness.selected(SCOPE, asked, viewer=viewer).count() == group.count


def test_nobody_else_sees_any_of_it(unit):
    for person in (make.referral_officer(), make.investigator(), make.press_officer()):
        found = fairness.fairness(SCOPE, by=By.AREA, viewer=person)
        assert (found.groups, found.others, found.all.median) == ([], None, None)
        assert not fairness.selected(SCOPE, Select(), viewer=person).exists()
