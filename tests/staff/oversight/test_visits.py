"""How often the public site's help pages were opened, as staff see it."""

from datetime import date, timedelta

import pytest
from django.db import connection

from symphony.accounts.permissions import MAY, Permission, Role
from symphony.core.clock import today
from symphony.core.grants import PUBLIC
from symphony.letterbox import queries, services
from tests import make
from tests.staff.visiting import signed_in, text

pytestmark = pytest.mark.django_db

URL = "/staff/oversight/visits/"


@pytest.fixture
def opened():
    """Count openings as the public site does: page, how many days ago, how often."""

    def count(page, *, days_ago, times):
        with connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL ROLE {PUBLIC}")
            for _ in range(times):
                services.count_visit(page=page, day=today() - timedelta(days=days_ago))
            cursor.execute("RESET ROLE")

    return count


@pytest.fixture
def auditor():
    return signed_in(make.user(role=Role.AUDITOR))


def test_thirty_days_by_page_and_by_day(auditor, opened):
    opened("/help/", days_ago=0, times=2)
    opened("/help/under-18/", days_ago=0, times=3)
    opened("/help/under-18/", days_ago=29, times=1)
    opened("/help/under-18/", days_ago=30, times=7)

    page = text(auditor.get(URL))

    assert "/help/under-18/ 4 /help/ 2 All help pages 6" in page
    by_day = page[page.index("Day Opened") :]
    first, last = today(), today() - timedelta(days=29)
    assert f"Day Opened {first.day} {first:%b %Y} 5" in by_day
    assert f"{last.day} {last:%b %Y} 1 All 30 days 6" in by_day


def test_the_days_of_one_page(auditor, opened):
    opened("/help/", days_ago=0, times=2)
    opened("/help/under-18/", days_ago=0, times=3)

    page = text(auditor.get(URL, {"page": "/help/under-18/"}))

    assert "By day: /help/under-18/" in page
    assert page.endswith("All 30 days 3")


def test_a_page_that_there_is_not_is_not_repeated(auditor, opened):
    opened("/help/", days_ago=0, times=2)

    answer = auditor.get(URL, {"page": "/help/<b>nothing</b>/"})

    assert "nothing" not in text(answer)
    assert text(answer).endswith("All 30 days 2")


def test_nothing_was_opened_yet(auditor):
    assert "No help page was opened in these days." in text(auditor.get(URL))


def test_the_queries_take_in_both_days(opened):
    opened("/help/", days_ago=0, times=1)
    opened("/help/", days_ago=1, times=2)
    day = today()

    assert queries.visits_by_page(since=day, until=day) == {"/help/": 1}
    assert queries.visits_by_page(since=day - timedelta(days=1), until=day) == {"/help/": 3}
    assert queries.visits_by_day(since=date(2020, 1, 1), until=day, page="/help/x/") == {}


def test_whoever_reads_figures_enters_and_is_led_there_from_them():
    for role in Role:
        answer = signed_in(make.user(role=role)).get(URL)
        assert answer.status_code == (200 if Permission.READ_FIGURES in MAY[role] else 403), role
    figures = signed_in(make.press_officer()).get("/staff/figures/")
    assert f'href="{URL}"' in figures.content.decode()
