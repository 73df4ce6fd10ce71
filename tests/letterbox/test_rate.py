"""Counting what readers thought of a page."""

import pytest
from django.db import ProgrammingError, transaction

from symphony.letterbox import queries, rules, services
from symphony.letterbox.models import Rating
from tests import make
from tests.letterbox import ordinary

PAGE = "/news/2023-05-24-week-of-action/"


def test_it_counts_by_page_and_answer(public_role):
    ordinary.rate(page=PAGE, useful="very_useful")
    ordinary.rate(page=PAGE, useful="not_useful", comment="Too long.")
    ordinary.rate(page="/help/", useful="not_useful")

    ordinary.read_as_staff()
    assert queries.ratings_of(page=PAGE) == queries.RatingsOfPage(
        very_useful=1, useful=0, not_useful=1
    )


def test_nothing_about_the_reader_is_kept():
    kept = {field.name for field in Rating._meta.fields}
    assert kept == {"id", "token", "page", "useful", "comment", "rated_at"}


def test_one_form_is_counted_once(public_role):
    ordinary.rate(token="one-form")

    with pytest.raises(rules.AlreadyRated, match="You have rated this page"):
        ordinary.rate(token="one-form", useful="not_useful")
    assert queries.has_rated(token="one-form")
    assert not queries.has_rated(token="another-form")


@pytest.mark.parametrize(
    "changes",
    [
        {"useful": ""},
        {"useful": "five stars"},
        {"comment": "x" * 1_001},
        {"comment": "a\x00b"},
        {"page": ""},
        {"page": "/" + "x" * 120},
    ],
)
def test_it_refuses_what_the_form_cannot_have_sent(public_role, changes):
    with pytest.raises(rules.NotARating):
        ordinary.rate(**changes)

    ordinary.read_as_staff()
    assert not Rating.objects.exists()


def test_the_public_role_cannot_read_what_others_wrote(public_role):
    ordinary.rate(comment="Clear.")

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(Rating.objects.values_list("comment"))


def test_the_staff_site_cannot_rate(db):
    """Ratings come from readers: the staff role may read them and not add any."""
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        services.rate(token="t", page=PAGE, useful="useful", comment="", at=make.NOON)
