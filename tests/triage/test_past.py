"""The past that a draft is tried against: read in few queries, however many referrals there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from symphony.referrals.models import Referral
from symphony.triage.models import Assessment
from symphony.triage.queries.past import past
from tests import make

pytestmark = pytest.mark.django_db


def from_before(**stated):
    """Return a referral with stored facts that came before words were kept with referrals."""
    referral = make.referral(**stated)
    Assessment.objects.filter(referral=referral).update(facts={"incident": "images"})
    Referral.objects.filter(pk=referral.pk).update(alarm_words=None)
    return referral


def asked():
    """Return the queries of one reading."""
    with CaptureQueriesContext(connection) as found:
        assert list(past())
    return [query["sql"] for query in found.captured_queries]


def test_the_number_of_queries_does_not_grow_with_the_number_of_referrals():
    from_before()
    one = len(asked())
    for _ in range(5):
        from_before()
    assert len(asked()) == one == 2


def test_one_from_before_words_were_kept_comes_first_by_its_narrative():
    wanted = from_before(narrative="Ada says that he is meeting her today.")
    other = from_before(narrative="A picture was found.")
    kept = make.referral(narrative="Ada says that he is meeting her today.")
    Assessment.objects.filter(referral=kept).update(facts={"incident": "images"})
    first = {one.reference: one.comes_first for one in past()}
    assert first == {wanted.reference: True, other.reference: False, kept.reference: True}


def test_a_narrative_is_read_only_where_no_words_were_kept():
    from_before(narrative="From before.")
    make.referral(narrative="Looked through when it came.")
    Assessment.objects.update(facts={"incident": "images"})
    [read] = [sql for sql in asked() if "narrative" in sql]
    with connection.cursor() as cursor:
        cursor.execute(read.split(" FOR ", 1)[1])
        found = str(cursor.fetchall())
    assert "From before." in found and "Looked through" not in found
