"""Real or demonstration: settled at the first start; the clock follows."""

from datetime import UTC, datetime, timedelta

import pytest

from symphony.core import clock, installation

pytestmark = pytest.mark.django_db


def test_before_the_first_start_it_is_nothing_and_runs_on_real_time():
    assert installation.current() is None
    assert not installation.is_demonstration()
    assert abs(clock.now() - clock.real_now()) < timedelta(seconds=5)


def test_a_real_one_stays_real():
    installation.begin(kind=installation.REAL)
    installation.begin(kind=installation.REAL)
    with pytest.raises(installation.OtherKind, match="This installation is real and stays so"):
        installation.begin(kind=installation.DEMONSTRATION)


def test_the_demonstration_opens_at_half_past_ten_and_runs_on(time_machine):
    time_machine.move_to(datetime(2026, 11, 24, 20, 0, tzinfo=UTC), tick=False)
    offset = clock.offset_that_opens_now()
    installation.begin(kind=installation.DEMONSTRATION, clock_offset=offset)
    assert clock.now() == clock.DEMONSTRATION_OPENS

    time_machine.shift(timedelta(hours=3))
    later = clock.offset_that_opens_now()
    installation.begin(kind=installation.DEMONSTRATION, clock_offset=later)
    assert clock.now() == clock.DEMONSTRATION_OPENS + timedelta(hours=3)
    assert clock.real_now() == datetime(2026, 11, 24, 23, 0, tzinfo=UTC)
