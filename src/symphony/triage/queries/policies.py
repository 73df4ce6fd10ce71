"""Which policy is in force, any version by its name, and the past that a draft is tried against."""

from collections.abc import Iterator
from functools import lru_cache

from django.db.models import Count, OuterRef, Q, Subquery

from symphony.core.errors import NotFound
from symphony.referrals.models import Referral, StatedPerson
from symphony.triage import policy
from symphony.triage.models import Assessment, PolicyVersion
from symphony.triage.policy import loading
from symphony.triage.policy.trying import Past


def in_force() -> policy.Policy:
    """Return the policy that grades today: the one approved last, else the shipped one.

    :raises policy.BadPolicy: if its files are not whole and sound
    """
    latest = PolicyVersion.objects.order_by("-approved_at", "-pk").first()
    return _approved(latest.name, latest.digest) if latest else policy.load(policy.DEFAULT)


def version(name: str) -> policy.Policy:
    """Return any version that ever graded a referral, to read an old assessment by.

    :raises NotFound: if there is none of this name
    """
    if name in policy.shipped():
        return policy.load(name)
    found = PolicyVersion.objects.filter(name=name).values_list("digest", flat=True).first()
    if found is None:
        raise NotFound(f"There is no policy {name}.")
    return _approved(name, found)


@lru_cache(maxsize=32)
def _approved(name: str, digest: str) -> policy.Policy:
    files = PolicyVersion.objects.values_list("files", flat=True).get(name=name, digest=digest)
    return loading.load(name, {file: text.encode() for file, text in files.items()})


def past() -> Iterator[Past]:
    """Return every referral that has stored facts, by its latest assessment, oldest first."""
    latest = Assessment.objects.filter(referral=OuterRef("pk")).exclude(facts={})
    referrals = (
        Referral.objects.annotate(
            stored=Subquery(latest.order_by("-assessed_at", "-pk").values("facts")[:1]),
            children=Count("people", filter=Q(people__part=StatedPerson.Part.CHILD)),
        )
        .filter(stored__isnull=False)
        .order_by("received_at", "pk")
        .values_list("reference", "stored", "children", "danger_now", "high_priority", "self_harm")
    )
    for reference, facts, children, *first in referrals.iterator(chunk_size=2_000):
        yield Past(reference, facts, children, any(first))
