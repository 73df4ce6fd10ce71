"""Many rows by COPY: the same rows as one by one, and Django's own errors."""

import pytest
from django.db import IntegrityError, transaction

from symphony.core.bulk import copy_in, new_row
from symphony.core.ids import uuid7
from symphony.referrals.models import Referral, StatedIdentifier
from tests import make

pytestmark = pytest.mark.django_db


def test_what_goes_in_comes_out():
    one = make.arrival(
        narrative='Back\\slash, tab\t, line\nend, "quote", \\N and مرحبا',
        stated={"a": [1, None, {"b": "ü"}]},
        annotations=["sextortion", "informational"],
        danger_now=None,
    ).referral
    copy_in([one])

    kept = Referral.objects.get(pk=one.pk)
    for name in ("narrative", "stated", "annotations", "danger_now", "received_at", "reference"):
        assert getattr(kept, name) == getattr(one, name)


def test_a_broken_rule_is_an_integrity_error_and_keeps_nothing():
    one = make.arrival().referral
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_in([one, one])
    assert not Referral.objects.filter(pk=one.pk).exists()


def test_a_row_made_for_it_is_as_one_made_the_usual_way():
    referral = make.bare_referral()
    columns = {
        "id": uuid7(),
        "referral_id": referral.pk,
        "person_id": None,
        "kind": StatedIdentifier.Kind.EMAIL,
        "value": "a@example.org",
        "plain": "a@example.org",
        "verified": True,
        "details": {"kind": "Home"},
    }
    row = new_row(StatedIdentifier, **columns)
    copy_in([row])

    kept = StatedIdentifier.objects.get()
    assert row == kept
    assert row.referral == referral
    assert {name: getattr(kept, name) for name in columns} == columns


def test_no_rows_are_no_work(django_assert_num_queries):
    with django_assert_num_queries(0):
        copy_in([])
