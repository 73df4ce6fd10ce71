"""The referrals whose band may have changed, as far as a viewer may see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import QuerySet, Value, When

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.cases.models import Case, CaseReferral
from symphony.triage.models import Assessment, Band, Decision, GradeChange


@dataclass(frozen=True)
class ChangedRow:
    """One referral: what was learnt since when, what stood before and what the policy says now."""

    reference: str
    # The case that it is part of, where the viewer may see that one.
    case: str
    decision: Decision | None
    before: Assessment
    after: Assessment
    because: tuple[str, ...]
    since: datetime


def count_changed(*, viewer: User) -> int:
    """Return how many referrals that the viewer may see may have another band by now."""
    return _open(viewer).values("referral").distinct().count()


def changed(*, viewer: User, limit: int = 100) -> list[ChangedRow]:
    """Return those referrals: the most urgent by what the policy says now, then the oldest."""
    newest = _open(viewer).order_by("referral", "-raised_at", "-id").distinct("referral")
    gravity = models.Case(
        *(When(after__band=band, then=Value(place)) for place, band in enumerate(Band)),
        default=Value(len(Band)),
        output_field=models.IntegerField(),
    )
    found = (
        GradeChange.objects.filter(pk__in=newest.values("pk"))
        .annotate(gravity=gravity)
        .select_related("referral", "after")
        .order_by("gravity", "raised_at", "id")[:limit]
    )
    return _rows(list(found), viewer)


def changes_in(case: Case) -> list[GradeChange]:
    """Return the newest open change of each referral of a case, the newest first."""
    of_case = GradeChange.objects.filter(
        referral__in=case.case_referrals.values("referral"), looked_at=None
    )
    newest = of_case.order_by("referral", "-raised_at", "-id").distinct("referral")
    found = GradeChange.objects.filter(pk__in=newest.values("pk")).select_related("referral")
    return list(found.order_by("-raised_at", "-id"))


def _open(viewer: User) -> QuerySet[GradeChange]:
    found: QuerySet[GradeChange] = GradeChange.objects.filter(looked_at=None)
    if viewer.may(Permission.READ_REFERRALS):
        return found
    seen = CaseReferral.objects.filter(case__in=Case.objects.visible_to(viewer))
    return found.filter(referral__in=seen.values("referral"))


def _rows(newest: list[GradeChange], viewer: User) -> list[ChangedRow]:
    keys = [one.referral_id for one in newest]
    opened: dict[UUID, list[GradeChange]] = {}
    changes = GradeChange.objects.filter(referral__in=keys, looked_at=None)
    for change in changes.select_related("before").order_by("raised_at", "id"):
        opened.setdefault(change.referral_id, []).append(change)
    standing = Decision.objects.filter(referral__in=keys, replaced_at=None)
    decisions = {one.referral_id: one for one in standing.select_related("decided_by")}
    cases = _cases(keys, viewer)
    return [
        ChangedRow(
            reference=one.referral.reference,
            case=cases.get(one.referral_id, ""),
            decision=decisions.get(one.referral_id),
            before=opened[one.referral_id][0].before,
            after=one.after,
            because=tuple(dict.fromkeys(each.because for each in opened[one.referral_id])),
            since=opened[one.referral_id][0].raised_at,
        )
        for one in newest
    ]


def _cases(referrals: Iterable[UUID], viewer: User) -> dict[UUID, str]:
    rows = CaseReferral.objects.filter(
        referral__in=list(referrals), case__in=Case.objects.visible_to(viewer)
    )
    return dict(rows.values_list("referral", "case__reference"))
