"""The arithmetic of clocks: calendar days over the change of the clocks, pauses, states."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symphony.core.clock import LONDON
from symphony.triage import clocks
from symphony.triage.clocks import Done, Pause, State, Subject
from symphony.triage.models import Band, ClockKind
from symphony.web import times
from tests import make

NOON, HOUR, DAY = make.NOON, timedelta(hours=1), timedelta(days=1)
Kind = ClockKind


def london(*parts, fold=0):
    return datetime(*parts, tzinfo=LONDON, fold=fold).astimezone(UTC)


def one(kind=Kind.FROM_RECEIPT, *, at=NOON, **changes):
    """Return one clock of an ordinary referral, received at noon and graded high an hour later."""
    ordinary = {"received_at": NOON, "band": Band.HIGH, "graded_at": NOON + HOUR}
    found = clocks.clocks_of(Subject(**ordinary | changes), at=at)
    return next((clock for clock in found if clock.kind == kind), None)


@pytest.mark.parametrize(
    ("band", "days"), [("very_high", 1), ("high", 7), ("medium", 14), ("low", 30)]
)
def test_each_band_has_its_days_from_receipt_and_from_grading(band, days):
    assert one(band=Band(band)).due_at == NOON + days * DAY
    assert one(Kind.FROM_GRADING, band=Band(band)).due_at == NOON + HOUR + days * DAY


def test_the_days_are_settings(settings):
    settings.DAYS_TO_RESPOND = [2, 3, 4, 5]
    settings.CHILD_FIRST_DAYS = 3

    assert one().due_at == NOON + 3 * DAY
    assert one(Kind.CHILD_FIRST, names_a_child=True).due_at == NOON + 3 * DAY


@pytest.mark.parametrize(
    ("began", "days", "due"),
    [
        # The night to 26 March 2023 has 23 hours, that to 29 October 25.
        (london(2023, 3, 25, 14, 10), 1, london(2023, 3, 26, 14, 10)),
        (london(2023, 10, 28, 14, 10), 1, london(2023, 10, 29, 14, 10)),
        (london(2023, 10, 20, 9, 0), 30, london(2023, 11, 19, 9, 0)),
        # 01:30 on 26 March does not exist: an hour later. On 29 October it comes twice: the first.
        (london(2023, 3, 25, 1, 30), 1, london(2023, 3, 26, 2, 30)),
        (london(2023, 10, 28, 1, 30), 1, datetime(2023, 10, 29, 0, 30, tzinfo=UTC)),
        (london(2023, 10, 29, 1, 30, fold=1), 1, london(2023, 10, 30, 1, 30)),
    ],
)
def test_days_are_calendar_days_in_london(began, days, due):
    assert clocks.calendar_days_after(began, days) == due


moments = st.datetimes(
    datetime(2023, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC), allow_imaginary=False
)
# Hours around the changes of the clocks, where mistakes live.
changes = st.tuples(
    st.sampled_from(
        [datetime(2023, 3, 26, 1), datetime(2023, 10, 29, 1), datetime(2024, 3, 31, 1)]
    ),
    st.integers(-60 * 24 * 31, 60 * 48),
).map(lambda one: one[0].replace(tzinfo=UTC) + timedelta(minutes=one[1]))
times_of_day = st.one_of(moments, changes)


@given(times_of_day, st.integers(1, 40))
def test_what_is_due_keeps_the_time_of_day(began, days):
    due = clocks.calendar_days_after(began, days)
    before, after = began.astimezone(LONDON), due.astimezone(LONDON)

    assert after.date() == before.date() + days * DAY
    skipped = before.replace(year=after.year, month=after.month, day=after.day, fold=0)
    exists = skipped.astimezone(UTC).astimezone(LONDON).time() == skipped.time()
    assert after.time() == before.time() or (not exists and after - HOUR < after)
    assert abs((due - began) - days * DAY) <= HOUR
    assert due > began


@given(times_of_day, times_of_day, st.integers(1, 40))
def test_what_began_earlier_is_never_due_later_by_more_than_the_hour_that_comes_twice(
    one, two, days
):
    first, second = sorted([one, two])

    assert (
        clocks.calendar_days_after(first, days) <= clocks.calendar_days_after(second, days) + HOUR
    )


spans = st.tuples(st.integers(0, 24 * 12), st.one_of(st.none(), st.integers(0, 24 * 12)))
pauses = st.lists(spans, max_size=5).map(
    lambda found: [
        Pause(NOON + begin * HOUR, None if length is None else NOON + (begin + length) * HOUR)
        for begin, length in found
    ]
)


@given(pauses, st.integers(0, 24 * 30))
def test_pausing_never_makes_anything_due_earlier(found, hours):
    at = NOON + hours * HOUR
    plain, paused = one(at=at), one(at=at, pauses=found)

    assert paused.due_at >= plain.due_at
    assert paused.due_at - plain.due_at <= at - NOON
    # Late without a pause and late with it, or the pause explains the difference.
    if paused.state == State.OVERDUE:
        assert plain.state == State.OVERDUE


@given(pauses, st.integers(0, 24 * 30))
def test_one_more_pause_never_takes_time_away(found, hours):
    at = NOON + hours * HOUR
    for number in range(len(found)):
        fewer = found[:number] + found[number + 1 :]
        assert one(at=at, pauses=found).due_at >= one(at=at, pauses=fewer).due_at


@given(pauses, st.integers(0, 24 * 30), st.integers(0, 24 * 5))
def test_as_time_passes_what_is_due_never_comes_nearer(found, hours, more):
    early, late = NOON + hours * HOUR, NOON + (hours + more) * HOUR

    assert one(at=late, pauses=found).due_at >= one(at=early, pauses=found).due_at


def test_a_pause_gives_back_exactly_as_long_as_it_lasted():
    pause = Pause(NOON + DAY, NOON + 3 * DAY, "provider's answer")
    clock = one(at=NOON + 4 * DAY, pauses=[pause])

    assert clock.due_at == NOON + 9 * DAY
    assert clock.state == State.ON_TIME


def test_while_it_is_paused_it_says_since_when_and_for_what():
    pause = Pause(NOON + DAY, None, "provider's answer")
    clock = one(at=NOON + 20 * DAY, pauses=[pause])

    assert (clock.state, clock.paused_at) == (State.PAUSED, NOON + DAY)
    assert clock.waiting_for == "provider's answer"
    assert clock.due_at == NOON + 26 * DAY


def test_a_pause_after_the_time_ran_out_gives_none_back():
    clock = one(at=NOON + 20 * DAY, pauses=[Pause(NOON + 8 * DAY, None)])

    assert (clock.state, clock.due_at) == (State.OVERDUE, NOON + 7 * DAY)


def test_the_clock_of_a_child_and_that_of_the_visit_are_paused_apart():
    pause = [Pause(NOON, None)]
    for_visit = {"names_a_child": True, "pauses": pause, "at": NOON + 2 * HOUR}
    for_child = {"names_a_child": True, "child_pauses": pause, "at": NOON + 2 * HOUR}

    assert one(Kind.CHILD_FIRST, **for_visit).state == State.ON_TIME
    assert one(**for_visit).state == State.PAUSED
    assert one(Kind.CHILD_FIRST, **for_child).state == State.PAUSED
    assert one(Kind.CHILD_FIRST, **for_child).due_at == NOON + DAY + 2 * HOUR
    assert one(**for_child).state == State.ON_TIME


SUMMER_BEGINS = london(2023, 3, 26, 1)
SUMMER_ENDS = datetime(2023, 10, 29, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("change", [SUMMER_BEGINS, SUMMER_ENDS])
@pytest.mark.parametrize("minutes", range(-90, 91, 30))
@pytest.mark.parametrize("band", [Band.VERY_HIGH, Band.HIGH])
def test_amber_and_red_begin_at_their_edges_on_both_days_of_the_change(change, minutes, band):
    due = change + timedelta(minutes=minutes)
    days = clocks.days_to_respond(band)
    received = clocks.calendar_days_after(due, -days)
    due = one(received_at=received, band=band, graded_at=None).due_at

    def at(moment):
        return one(at=moment, received_at=received, band=band, graded_at=None).state

    amber = due - max(clocks.LAST_HOURS, (due - received) / 4)
    assert at(amber - SECOND) == State.ON_TIME
    assert at(amber) == at(due) == State.DUE_SOON
    assert at(due + SECOND) == State.OVERDUE
    for moment in (amber - SECOND, amber, due, due + SECOND):
        shown = times.read_clock(due=due, now=moment, began=received)
        assert shown.state == at(moment).replace("_", "-"), (
            "the page colours it as the register counts it"
        )


def test_what_came_late_is_met_and_was_late():
    clock = one(at=NOON + 20 * DAY, done=Done(visited_at=NOON + 8 * DAY))

    assert (clock.state, clock.was_late) == (State.MET, True)
    assert not one(done=Done(visited_at=NOON + 6 * DAY), at=NOON + 9 * DAY).was_late


def test_a_decision_that_ends_the_matter_or_a_closed_case_stops_everything():
    for over in ({"ended_at": NOON + DAY}, {"done": Done(closed_at=NOON + DAY)}):
        subject = Subject(NOON, Band.HIGH, NOON, names_a_child=True, connections=[NOON], **over)
        found = clocks.clocks_of(subject, at=NOON + 20 * DAY)
        assert {clock.state for clock in found} == {State.MET}
        assert Kind.PROVIDER_DATA not in {clock.kind for clock in found}


def test_what_is_not_graded_has_three_hours_to_be_graded():
    (clock,) = clocks.clocks_of(Subject(NOON, None), at=NOON + HOUR)

    assert (clock.kind, clock.due_at, clock.state) == (Kind.GRADE, NOON + 3 * HOUR, State.DUE_SOON)


def test_provider_data_is_that_which_is_lost_soonest(settings):
    settings.PROVIDER_DATA_DAYS = 30
    made = [NOON - 40 * DAY, NOON - 20 * DAY, NOON - 29 * DAY]

    clock = one(Kind.PROVIDER_DATA, connections=made)
    assert (clock.due_at, clock.state) == (NOON + DAY, State.DUE_SOON)
    lost = one(Kind.PROVIDER_DATA, connections=made, at=NOON + 50 * DAY)
    assert (lost.due_at, lost.state) == (NOON + 10 * DAY, State.OVERDUE)
    assert one(Kind.PROVIDER_DATA, connections=[]) is None


@given(st.integers(-200, 24 * 8 * 4))
def test_a_clock_stands_as_the_page_shows_it(quarters):
    """The page writes clocks by `symphony.web.times`; both say the same of each moment."""
    at = NOON + quarters * HOUR / 4
    clock = one(at=at)

    shown = times.read_clock(due=clock.due_at, now=at, began=clock.began_at)
    assert shown.state.replace("-", "_") == str(clock.state)


def test_nothing_of_a_subject_is_changed_by_looking():
    subject = Subject(NOON, Band.LOW, NOON, pauses=[Pause(NOON, None)])
    assert clocks.clocks_of(subject, at=NOON) == clocks.clocks_of(replace(subject), at=NOON)
