"""The release of the demonstration's week."""

from types import SimpleNamespace

import pytest

from symphony.demo import week
from symphony.news import published
from tests import make
from tests.news import ordinary

pytestmark = pytest.mark.django_db


def test_it_is_published_once_in_the_morning_by_the_second_press_officer():
    cast = SimpleNamespace(press=[make.press_officer(), make.press_officer()])
    operation = ordinary.operation()

    release = published.release(week.release(cast, operation).slug)

    assert release.slug == "2023-05-24-arrested-in-week-of-action-to-protect-children"
    assert release.title == "1 arrested in week of action to protect children"
    assert release.as_at == release.published_at == week.APPROVED_AT
    assert [figure.period for figure in release.figures] == [
        *["15 to 21 May 2023"] * 3,
        *["25 May 2022 to 24 May 2023"] * 2,
    ]
    assert operation.releases.get().approved_by == cast.press[1]
    assert week.release(cast, operation) is None
