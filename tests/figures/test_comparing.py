"""A figure beside the year before."""

from datetime import UTC, date, datetime, timedelta

import pytest

from symphony.figures import measures, queries
from symphony.figures.periods import Period
from symphony.referrals.models.referral import Channel
from tests.figures.world import World

pytestmark = pytest.mark.django_db

YEAR = Period(date(2022, 5, 25), date(2023, 5, 24))
AS_AT = datetime(2023, 5, 25, 9, tzinfo=UTC)


def moment(year, month, day):
    return datetime(year, month, day, 12, tzinfo=UTC)


def compared(measure=measures.REFERRALS, as_at=AS_AT):
    return queries.compared(measure=measure, period=YEAR, as_at=as_at)


def test_the_same_days_of_the_year_before_are_counted():
    world = World()
    for at in [moment(2021, 5, 26), moment(2022, 5, 24), moment(2022, 5, 25), moment(2023, 5, 24)]:
        world.referral(at)
    found = compared()
    assert (found.value, found.before, found.note) == (2, 2, "")
    assert found.period == Period(date(2021, 5, 25), date(2022, 5, 24))


def test_there_is_none_when_the_records_do_not_go_back_so_far():
    world = World()
    world.referral(moment(2021, 9, 1))
    world.referral(moment(2023, 1, 1))
    found = compared()
    assert (found.value, found.before) == (1, None)
    assert "do not go back" in found.note
    assert compared(measures.ARRESTS).before is None


def test_a_channel_that_opened_since_is_left_out_and_that_is_said():
    world = World()
    world.referral(moment(2021, 6, 1))
    world.referral(moment(2022, 6, 1))
    world.referral(moment(2022, 6, 2), channel=Channel.PUBLIC_FORM, source_reference="")
    found = compared()
    assert (found.value, found.before, found.series) == (1, 1, ("cybertipline",))
    assert "channels" in found.note
    whole = queries.parts(measure=measures.REFERRALS, period=YEAR, as_at=AS_AT)
    same = queries.parts(measure=measures.REFERRALS, period=YEAR, as_at=AS_AT, series=found.series)
    assert (sum(part.value for part in whole), sum(part.value for part in same)) == (2, 1)


def test_a_year_that_is_not_over_is_compared_up_to_the_same_day():
    world = World()
    for at in [moment(2021, 6, 1), moment(2021, 12, 1), moment(2022, 6, 1)]:
        world.referral(at)
    found = compared(as_at=moment(2022, 6, 1) + timedelta(hours=1))
    assert (found.value, found.before) == (1, 1)
