"""The past that a draft of the policy is tried against: what is stored about every referral."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import JSONObject

from symphony.referrals.models import Referral, StatedPerson
from symphony.triage import alarm, rules
from symphony.triage.models import Assessment
from symphony.triage.policy.trying import Given, Past

_GRADE = ("policy_version", "band", "path", "variant", "reasons", "facts")
# By what a referral comes first, whatever the policy says.
_FIRST = ("reference", "danger_now", "high_priority", "self_harm", "alarm_words")
# Long, and looked through only where that was not done when it came.
_NARRATIVE = Case(When(alarm_words__isnull=True, then="narrative"), default=Value("", TextField()))


def past(*, with_grades: bool = False) -> Iterator[Past]:
    """Return every referral that has stored facts, by its latest assessment, oldest first.

    :param with_grades: whether each comes with what that assessment gave
    """
    referrals = (
        _graded(_GRADE if with_grades else ("facts",))
        .annotate(children=Count("people", filter=Q(people__part=StatedPerson.Part.CHILD)))
        .annotate(not_looked_through=_NARRATIVE)
        .order_by("received_at", "pk")
        .only(*_FIRST)
    )
    using = alarm.in_use()
    for one in referrals.iterator(chunk_size=2_000):
        one.narrative = one.not_looked_through
        given = _given(one.stored) if with_grades else None
        first = bool(rules.first_reasons(one, using))
        yield Past(one.reference, one.stored["facts"], one.children, first, given)


def _given(stored: Mapping[str, Any]) -> Given:
    """Return what an assessment gave; a reason says which band or path its rule gives."""
    band, path = stored["band"], stored["path"]
    paths = [reason["rule"] for reason in stored["reasons"] if reason["gives"] == path]
    return Given(
        stored["policy_version"],
        band,
        path,
        stored["variant"],
        tuple(reason["rule"] for reason in stored["reasons"] if reason["gives"] == band),
        paths[0] if paths else "",
    )


def count_past() -> int:
    """Return how many referrals a draft is tried against."""
    facts = Assessment.objects.filter(referral=OuterRef("pk")).exclude(facts={})
    return int(Referral.objects.filter(Exists(facts)).count())


def _graded(fields: Sequence[str]) -> QuerySet[Any]:
    """Return the referrals with these fields of their latest assessment that has facts."""
    latest = Assessment.objects.filter(referral=OuterRef("pk")).exclude(facts={})
    one = latest.order_by("-assessed_at", "-pk").values(
        found=JSONObject(**{name: name for name in fields})
    )
    return Referral.objects.annotate(stored=Subquery(one[:1])).filter(stored__isnull=False)
