"""What happened in a case, in order: each stage adds its own events to these."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from symphony.cases import rules
from symphony.cases.models import Case, CaseReferral, CaseRole, Enquiry, Handover
from symphony.people import queries as people_queries
from symphony.triage.models import Decision


class State(StrEnum):
    """Whether an entry stands, or what became of it."""

    STANDS = "stands"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, what, who entered it, and what became of the entry."""

    at: datetime
    kind: str
    title: str
    by: str = ""
    words: str = ""
    # Whom it concerns: names, and references of people.
    people: tuple[str, ...] = ()
    state: State = State.STANDS
    # Why it was corrected or withdrawn, by whom and when.
    reason: str = ""
    changed_by: str = ""
    changed_at: datetime | None = None


def events(case: Case) -> list[Event]:
    """Return what this stage knows: receipt, decisions, roles, enquiries, handovers, closing."""
    return [
        *_receipts(case),
        *_decisions(case),
        *_roles(case),
        *_enquiries(case),
        *_handovers(case),
        *_closing(case),
    ]


def _receipts(case: Case) -> list[Event]:
    rows = CaseReferral.objects.filter(case=case).select_related("referral", "added_by")
    return [
        Event(
            at=row.referral.received_at,
            kind="referral",
            title=f"{row.referral.reference} received",
            words=f"From {row.referral.sender}" if row.referral.sender else "Sender not stated",
        )
        for row in rows
    ]


def _decisions(case: Case) -> list[Event]:
    """The opening, as it was decided then, and every decision since that the case followed."""
    rows = Decision.objects.filter(
        referral__in=case.case_referrals.values("referral"),
        path__in=rules.OPENS_A_CASE,
        decided_at__gte=case.opened_at,
    )
    rows = rows.select_related("referral", "decided_by").order_by("decided_at", "id")
    return [
        Event(
            at=row.decided_at,
            kind="case",
            title=f"{_decided(row, is_first=number == 0)}: {_outcome(row)}",
            by=row.decided_by.name,
            words=row.rationale,
        )
        for number, row in enumerate(rows)
    ]


def _decided(row: Decision, *, is_first: bool) -> str:
    if is_first:
        return "Case opened"
    again = " again" if row.instead_of_id else ""
    return f"{row.referral.reference} decided{again}"


def _outcome(row: Decision) -> str:
    return f"{row.get_path_display().lower()}, {row.get_band_display().lower()}"


def _roles(case: Case) -> list[Event]:
    rows = list(
        CaseRole.objects.filter(case=case)
        .select_related("person", "recorded_by", "ended_by")
        .order_by("from_at", "id")
    )
    names = people_queries.display_names(row.person_id for row in rows)
    found = []
    replaced = {(row.person_id, row.from_at) for row in rows}
    for row in rows:
        role = rules.role_words(row.role, case.path)
        about = (names[row.person_id], row.person.reference)
        found.append(
            Event(
                at=row.from_at,
                kind="person",
                title=f"In the case as: {role.lower()}",
                by=row.recorded_by.name,
                words="\n".join(text for text in (row.grounds, row.age_grounds) if text),
                people=about,
            )
        )
        # A change of role shows as the new role alone.
        if row.ended_at and row.ended_by and (row.person_id, row.ended_at) not in replaced:
            found.append(
                Event(
                    at=row.ended_at,
                    kind="person",
                    title=f"Not in the case any more as: {role.lower()}",
                    by=row.ended_by.name,
                    words=row.ended_reason,
                    people=about,
                )
            )
    return found


def _enquiries(case: Case) -> list[Event]:
    rows = Enquiry.objects.filter(case=case).select_related("recorded_by")
    return [
        Event(
            at=row.made_at,
            kind="enquiry",
            title="Enquiry made",
            by=row.recorded_by.name,
            words=row.what,
        )
        for row in rows
    ]


def _handovers(case: Case) -> list[Event]:
    rows = Handover.objects.filter(case=case).select_related(
        "from_team", "to_team", "to_owner", "handed_over_by"
    )
    return [
        Event(
            at=row.handed_over_at,
            kind="handover",
            title=_handover_title(row),
            by=row.handed_over_by.name,
            words=row.note,
        )
        for row in rows
    ]


def _handover_title(row: Handover) -> str:
    if (row.from_team_id, row.from_owner_id) == (row.to_team_id, row.to_owner_id):
        return "Case opened again"
    if row.from_team_id == row.to_team_id and row.to_owner_id == row.handed_over_by_id:
        return "Case taken"
    to = f"{row.to_owner.name}, {row.to_team.name}" if row.to_owner else row.to_team.name
    return f"Handed over from {row.from_team.name} to {to}"


def _closing(case: Case) -> list[Event]:
    if not case.closed_at or not case.closed_by:
        return []
    return [
        Event(
            at=case.closed_at,
            kind="case",
            title="Case closed",
            by=case.closed_by.name,
            words=case.closing_reason,
        )
    ]
