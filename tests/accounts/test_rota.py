"""The rota: who is on call at a moment, where nobody is, and what cannot both be meant."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from symphony.accounts import queries, rules, services
from symphony.accounts.models import Duty, User
from symphony.accounts.permissions import Role
from symphony.accounts.rules import Span
from symphony.accounts.services.rota import NotInRota, ReasonMissing
from symphony.audit.models import Entry
from symphony.core.clock import LONDON
from tests import make
from tests.accounts.rota import HOUR, on_call

pytestmark = pytest.mark.django_db

NOON = make.NOON


def who(at=NOON, team=None):
    return [one.person for one in queries.on_call(at=at, team=team)]


def test_whoever_is_first_is_asked_first():
    second, first = make.supervisor(), make.referral_officer()
    on_call(second, order=2)
    on_call(first, order=1)

    assert who() == [first, second]
    assert queries.on_call(at=NOON)[0].until == NOON + 23 * HOUR


def test_a_duty_begins_with_its_first_moment_and_is_over_at_its_last():
    officer = on_call(begins_at=NOON, ends_at=NOON + HOUR).person

    assert who(NOON - timedelta(seconds=1)) == []
    assert who(NOON) == [officer]
    assert who(NOON + HOUR) == []


def test_nobody_is_asked_twice_and_each_team_has_a_rota_of_its_own():
    officer, other = make.referral_officer(), make.team()
    on_call(officer, order=3)
    on_call(officer, order=1, team=other)

    assert who() == [officer]
    assert [one.order for one in queries.on_call(at=NOON, team=make.intake())] == [3]
    assert [one.order for one in queries.on_call(at=NOON)] == [1]


def test_an_account_that_was_closed_covers_nothing():
    officer = on_call().person
    services.deactivate_account(user=officer, by="T1", at=NOON)

    assert who() == []
    assert queries.next_gap(at=NOON).begins_at == NOON


def test_a_changed_duty_leaves_the_old_one_as_it_was():
    old, new_person = on_call(), make.supervisor()

    new = services.change_duty(
        duty=old,
        person=new_person,
        order=2,
        begins_at=old.begins_at,
        ends_at=old.ends_at,
        by="T2",
        at=NOON,
    )

    assert who() == [new_person]
    assert new.instead_of == old
    old = Duty.objects.get(pk=old.pk)
    assert (old.order, old.withdrawn_by, old.withdrawn_reason) == (1, "T2", "Changed")
    with pytest.raises(NotInRota):
        services.withdraw_duty(duty=old, reason="Ill", by="T2", at=NOON)


def test_a_withdrawn_duty_needs_a_reason_and_is_logged():
    duty = on_call()
    with pytest.raises(ReasonMissing):
        services.withdraw_duty(duty=duty, reason=" ", by="T1", at=NOON)
    services.withdraw_duty(duty=duty, reason="Ill", by="T1", at=NOON)

    assert who() == []
    log = Entry.objects.get(what="accounts.duty_withdrawn")
    assert log.about == [duty.person.staff_number]
    assert "Ill" not in str(log.details)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ends_at": NOON - HOUR}, "after the beginning"),
        ({"ends_at": NOON + timedelta(days=15)}, "14 days or less"),
        ({"order": None}, "a place from 1 to 9"),
        ({"order": 10}, "a place from 1 to 9"),
        ({"kind": Duty.Kind.SHIFT, "ends_at": NOON + 25 * HOUR}, "24 hours or less"),
    ],
)
def test_what_cannot_be_meant_is_refused(changes, words):
    with pytest.raises(rules.CannotBeOnDuty, match=words):
        on_call(**changes)


@pytest.mark.parametrize(
    ("kind", "begins", "ends"),
    [
        ("on_call", "2023-10-23 09:00", "2023-11-06 09:00"),  # 337 hours
        ("shift", "2023-10-28 19:00", "2023-10-29 19:00"),  # 25 hours
        ("on_call", "2023-03-20 09:00", "2023-04-03 09:00"),  # 335 hours
        ("shift", "2023-03-25 19:00", "2023-03-26 19:00"),  # 23 hours
    ],
)
def test_the_longest_duty_may_lie_over_a_change_of_the_clocks(kind, begins, ends):
    order = 1 if kind == "on_call" else None
    duty = on_call(kind=kind, order=order, begins_at=london(begins), ends_at=london(ends))

    assert (duty.begins_at, duty.ends_at) == (london(begins), london(ends))


def london(words):
    return datetime.fromisoformat(words).replace(tzinfo=LONDON).astimezone(UTC)


half_hours = st.integers(0, 2 * 24 * 30)


@given(
    st.sampled_from(["2023-03-10 00:00", "2023-10-10 00:00"]),
    half_hours,
    st.integers(-4, 4),
    st.sampled_from(Duty.Kind),
)
def test_a_duty_is_too_long_by_the_clock_on_the_wall_whatever_it_does(start, after, more, kind):
    begins_at = london(start) + after * HOUR / 2
    ends_at = begins_at + rules.LONGEST[kind] + more * HOUR / 2
    person = User(is_active=True, role=Role.REFERRAL_OFFICER, staff_number="4101")
    latest = begins_at.astimezone(LONDON) + rules.LONGEST[kind]  # the same time of day, later

    try:
        rules.check_duty(person=person, kind=kind, order=1, begins_at=begins_at, ends_at=ends_at)
    except rules.CannotBeOnDuty:
        refused = True
    else:
        refused = False

    on_the_wall = ends_at.astimezone(LONDON).replace(tzinfo=None)
    assert refused == (on_the_wall > latest.replace(tzinfo=None))


def test_only_those_who_answer_alerts_are_on_call():
    with pytest.raises(rules.CannotBeOnDuty, match="does not answer alerts"):
        on_call(make.press_officer())
    on_call(make.press_officer(), kind=Duty.Kind.SHIFT, order=None, ends_at=NOON + HOUR)


def test_the_database_itself_refuses_half_a_withdrawal_and_a_shift_with_a_place():
    duty = on_call()
    for change in ({"withdrawn_at": NOON}, {"kind": "shift"}, {"ends_at": duty.begins_at}):
        with pytest.raises(IntegrityError):
            Duty.objects.filter(pk=duty.pk).update(**change)
        break  # the transaction is broken with the first


def test_the_next_gap():
    on_call(ends_at=NOON + HOUR)
    on_call(begins_at=NOON + HOUR, ends_at=NOON + 3 * HOUR)
    on_call(begins_at=NOON + 5 * HOUR, ends_at=NOON + 9 * HOUR)

    assert queries.next_gap(at=NOON) == Span(NOON + 3 * HOUR, NOON + 5 * HOUR)
    assert queries.next_gap(at=NOON, ahead=2 * HOUR) is None
    assert queries.next_gap(at=NOON + 4 * HOUR).begins_at == NOON + 4 * HOUR


def test_what_cannot_both_be_meant():
    officer = make.referral_officer()
    on_call(officer)
    on_call(officer, order=2)
    on_call(order=2)
    on_call(officer, order=2, begins_at=NOON + 30 * HOUR, ends_at=NOON + 31 * HOUR)

    _, overlaps = queries.rota_problems(
        team=make.intake(), since=NOON, until=NOON + timedelta(days=2)
    )
    assert sorted(overlap.why for overlap in overlaps) == [
        "One person is on call twice",
        "Two people have the same place",
    ]


BEGIN = datetime(2023, 3, 25, tzinfo=UTC)
spans = st.tuples(st.integers(0, 96), st.integers(1, 30)).map(
    lambda one: Span(BEGIN + one[0] * HOUR, BEGIN + (one[0] + one[1]) * HOUR)
)


@given(st.lists(spans, max_size=12), st.integers(0, 100))
def test_every_moment_is_covered_or_in_a_gap_and_never_both(covered, hour):
    gaps = rules.gaps(covered, since=BEGIN, until=BEGIN + 100 * HOUR)
    moment = BEGIN + hour * HOUR

    in_gap = any(gap.begins_at <= moment < gap.ends_at for gap in gaps)
    is_covered = any(span.begins_at <= moment < span.ends_at for span in covered)
    assert in_gap == (not is_covered and hour < 100)
    assert all(a.ends_at < b.begins_at for a, b in itertools.pairwise(gaps))
