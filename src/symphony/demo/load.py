"""Loads the demonstration, step by step; a load that broke off goes on where it stopped."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Protocol, TypeVar

from django.conf import settings
from django.db import transaction

from symphony.core import installation
from symphony.core.clock import real_now
from symphony.demo import (
    accounts,
    answering,
    morning,
    planning,
    policy_draft,
    reports,
    rota,
    telling,
    today,
    week,
)
from symphony.demo.arriving import delivering
from symphony.demo.cast import Cast, assemble
from symphony.demo.models import Told
from symphony.demo.plan import Report
from symphony.operations.models import Operation
from symphony.referrals.models import Referral
from symphony.referrals.models.referral import Channel
from symphony.triage.models import Assessment

# So many stories share one transaction: fewer commits, and little to do again.
CHUNK = 40

T = TypeVar("T")


class Progress(Protocol):
    """What is called as the load goes on: the step's name, how much is done, of how much."""

    def __call__(self, step: str, done: int, total: int) -> None: ...


def run(size: str, progress: Progress) -> dict[str, object]:
    """Load the demonstration, or what is missing of it.

    :param size: `small` or `full`; a load that was begun goes on in its own size
    :returns: how many reports were brought and stories told, for `--json`
    :raises accounts.NotADemonstration: in a real installation
    """
    accounts.create()
    size = _size_of_what_was_begun(size)
    installation.set_past_is_missing(True)
    cast, folder = assemble(), settings.HOME / "demo" / "reports"
    with transaction.atomic():
        rota.plan(cast)
    plan = planning.plan(size)
    deliveries = [list(group) for _, group in groupby(plan, key=lambda r: r.received_at)]
    told = [report for report in plan if report.fate != "waiting"]
    chunks = [told[begin : begin + CHUNK] for begin in range(0, len(told), CHUNK)]
    operation = week.plan_operation(cast)

    for number, report in enumerate(plan, start=1):
        reports.write(report, folder)
        progress("Writing reports", number, len(plan))
    with delivering() as bring_in:
        _step("Importing reports", deliveries, lambda group: bring_in(group, folder), progress)
    _step(
        "Telling what became of them",
        chunks,
        lambda chunk: _tell(chunk, cast, operation),
        progress,
    )
    # These can be told again without telling anything twice.
    morning.tell(folder)
    _step("At the desk this morning", [plan], lambda told: today.tell(told, cast), progress)
    policy_draft.tell(cast)
    week.release(cast, operation)
    installation.set_past_is_missing(False)
    progress("This morning, and the week's release", 1, 1)
    return {"size": size, "reports": len(plan), "stories": len(told)}


def _size_of_what_was_begun(size: str) -> str:
    with transaction.atomic():
        begun = Told.objects.filter(part__startswith="size ").first()
        if begun:
            return begun.part.removeprefix("size ")
        Told.objects.create(part=f"size {size}", told_at=real_now())
        return size


def _step(name: str, parts: Sequence[T], tell: Callable[[T], None], progress: Progress) -> None:
    """Tell each part that is not told yet, each in a transaction with its mark."""
    there = set(Told.objects.filter(part__startswith=f"{name} ").values_list("part", flat=True))
    for number, part in enumerate(parts, start=1):
        mark = f"{name} {number}"
        if mark not in there:
            with transaction.atomic():
                tell(part)
                Told.objects.create(part=mark, told_at=real_now())
        progress(name, number, len(parts))


def _tell(chunk: Sequence[Report], cast: Cast, operation: Operation) -> None:
    referrals = {
        referral.source_reference: referral
        for referral in Referral.objects.filter(
            channel=Channel.CYBERTIPLINE,
            source_reference__in=[str(report.number) for report in chunk],
        )
    }
    answering.tell(chunk, referrals, cast)
    # In the order of time, so that a later assessment takes an earlier one's place.
    assessments = Assessment.objects.filter(referral__in=referrals.values(), band__isnull=False)
    suggested = {one.referral_id: one for one in assessments.order_by("assessed_at", "id")}
    for report in chunk:
        referral = referrals[str(report.number)]
        case = telling.tell(report, referral, suggested[referral.pk], cast)
        if report.in_operation:
            assert case is not None, "a report of the week opens a case"
            week.add_case(operation, case, cast)
