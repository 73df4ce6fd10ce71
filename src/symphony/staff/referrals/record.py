"""The frame of every page about one referral: which it is, how urgent, its clock, its sections."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.cases import queries as cases
from symphony.core.clock import now
from symphony.referrals.models import Referral
from symphony.referrals.models.referral import Channel
from symphony.staff.referrals.rows import LineClock, place
from symphony.triage import queries, rules
from symphony.triage.clocks import place_of
from symphony.triage.models import Alert, Decision, Path


@dataclass(frozen=True)
class Section:
    """One page of the record."""

    name: str
    url: str
    is_current: bool
    count: int = 0


SECTIONS = {
    "referrals:reading": "Reading",
    "referrals:ip_events": "IP events",
    "referrals:people": "People",
    "referrals:messages": "Messages",
    "referrals:clocks": "Clocks",
    "referrals:history": "History",
}


def frame(referral: Referral, *, viewer: User, page: str) -> dict[str, Any]:
    """Return what stands above every page of the record."""
    at, reference = now(), referral.reference
    entry = queries.entry(referral)
    decision = queries.current_decision(referral)
    alerts = queries.alerts_of(referral)
    case = cases.case_of(referral=referral, viewer=viewer)
    waits = entry.left_at is None
    is_holder = waits and entry.holder_id == viewer.pk
    held = bool(entry.held_at and entry.held_at > at - rules.HOLD_WITHOUT_WORK)
    return {
        "reference": reference,
        "referral": referral,
        "entry": entry,
        "decision": decision,
        "band": decision.band if decision else entry.band,
        "case_reference": case.reference if case else "",
        "alerts": alerts,
        "changes": list(queries.open_changes([referral])[:1]),
        "waits": waits,
        "clock": _clock(referral, alerts, at) if waits or _is_alerting(alerts) else None,
        "holder_name": entry.holder.name if held and entry.holder else "",
        "held_at": entry.held_at,
        "is_mine": held and entry.holder_id == viewer.pk,
        "handed_over": queries.handed_over(referral, to=viewer) if is_holder else None,
        "awaits_second_person": _awaits_second_person(decision),
        "may_decide": viewer.may(Permission.DECIDE_TRIAGE),
        "may_acknowledge": viewer.may(Permission.ACKNOWLEDGE_ALERTS),
        "may_read_queue": viewer.may(Permission.READ_REFERRALS),
        "decide_url": reverse("referrals:decide", args=[reference]),
        "sections": _sections(referral, page),
        "now": at,
    }


def _clock(referral: Referral, alerts: list[Alert], at: datetime) -> LineClock:
    for alert in alerts:
        if alert.acknowledged_at is None:
            return LineClock("Acknowledge", alert.acknowledge_by, alert.raised_at)
    return place(place_of(queries.clocks_of(referral, at=at)))


def _is_alerting(alerts: list[Alert]) -> bool:
    """Say whether something has to be acknowledged, which can come after the decision."""
    return any(alert.acknowledged_at is None for alert in alerts)


def _awaits_second_person(decision: Decision | None) -> bool:
    return bool(
        decision and decision.path == Path.NO_FURTHER_ACTION and decision.endorsed_at is None
    )


def _sections(referral: Referral, page: str) -> list[Section]:
    by_the_public = referral.channel == Channel.PUBLIC_FORM
    counts = {
        "referrals:ip_events": referral.ip_events.count(),
        "referrals:people": referral.people.count(),
        "referrals:messages": cases.count_unread(reference=referral.reference)
        if by_the_public
        else 0,
    }
    return [
        Section(words, reverse(name, args=[referral.reference]), name == page, counts.get(name, 0))
        for name, words in SECTIONS.items()
        if by_the_public or name != "referrals:messages"
    ]
