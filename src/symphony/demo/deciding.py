"""The referral desk's part of a story: the alert answered, the decision, the second person."""

from datetime import datetime, timedelta
from random import Random
from typing import Any

from symphony.accounts.models import User
from symphony.cases import services as cases
from symphony.cases.models import Case
from symphony.demo.answering import officer_of
from symphony.demo.cast import Cast, TeamCast
from symphony.demo.plan import Report
from symphony.demo.reasons import (
    ASKED_AGAIN,
    LESS_URGENT,
    MORE_URGENT,
    RATIONALES,
    SENT_BACK,
    WHY_ANOTHER_PATH,
)
from symphony.referrals.models import Referral
from symphony.triage import queries as triage_queries
from symphony.triage import services as triage
from symphony.triage.models import Assessment, Band, Decision, Path

# How often the officer sees it otherwise than the rules, in band alone.
ANOTHER_BAND = 0.12
SENT_BACK_ONCE = 0.015
# Of the last days: decided, and waiting for a second person or for somebody to take the case.
WAITING_FOR_SOMEBODY = {
    "second_person": Path.NO_FURTHER_ACTION,
    "nobody_owns_it": Path.INVESTIGATE,
}
# A decision that ends the matter has no urgency to argue about.
LEAVE_THE_BAND = {Path.NO_FURTHER_ACTION, Path.TRANSFER}
BANDS = tuple(Band)
ELSEWHERE = {
    "another_force": "Another force in the north west",
    "another_country": "The national agency, for another country",
}


def decide(
    report: Report,
    referral: Referral,
    suggested: Assessment,
    *,
    cast: Cast,
    team: TeamCast,
    random: Random,
) -> tuple[Case | None, datetime]:
    """Tell how the desk dealt with the referral; return the case, if one opened, and when."""
    officer = officer_of(report, cast)
    if report.high_priority:
        for alert in triage_queries.alerts_of(referral):
            seen_at = referral.received_at + timedelta(minutes=random.randint(1, 4))
            triage.acknowledge_alert(alert=alert, by=officer, at=seen_at)
    decided_at = referral.received_at + _time_to_decide(suggested, random)
    what = _what(report, suggested, random)
    opened = cases.decide_and_open(
        referral=referral,
        **what,
        team=team.supervisor.team,
        owner=None if report.fate in WAITING_FOR_SOMEBODY else random.choice(team.investigators),
        by=officer,
        at=decided_at,
    )
    if report.fate == Path.NO_FURTHER_ACTION:
        second = random.choice([one for one in cast.desk if one != officer])
        _second_person(opened.decision, what, by=second, at=decided_at, random=random)
    return opened.case, decided_at


def _what(report: Report, suggested: Assessment, random: Random) -> dict[str, Any]:
    """Return what the officer decides: mostly what was suggested, or another band or path."""
    assert suggested.band is not None, report.number
    path = WAITING_FOR_SOMEBODY.get(report.fate) or Path(report.fate)
    band, why = Band(suggested.band), ""
    if path != suggested.path:
        why = WHY_ANOTHER_PATH[path]
        if path == Path.NO_FURTHER_ACTION:
            band = Band.LOW
    elif path not in LEAVE_THE_BAND and random.random() < ANOTHER_BAND:
        band, why = _another(band, random, most=Band.MEDIUM if report.in_operation else None)
    elsewhere = suggested.facts.get("elsewhere", "another_force")
    return {
        "band": band,
        "path": path,
        "rationale": random.choice(RATIONALES[path]),
        "why_different": why,
        "transferred_to": ELSEWHERE[elsewhere] if path == Path.TRANSFER else "",
    }


def _another(band: Band, random: Random, *, most: Band | None) -> tuple[Band, str]:
    """Return the band above or below, and why.

    :param most: never above this: what waits for a planned week is not the most urgent
    """
    at = BANDS.index(band)
    if at > 0 and band != most and (at == len(BANDS) - 1 or random.random() < 0.6):
        return BANDS[at - 1], random.choice(MORE_URGENT)
    return BANDS[at + 1], random.choice(LESS_URGENT)


def _second_person(
    decision: Decision, what: dict[str, Any], *, by: User, at: datetime, random: Random
) -> None:
    """Have a colleague agree, or send it back once and agree when more was asked."""
    at += timedelta(hours=random.randint(1, 8))
    if random.random() < SENT_BACK_ONCE:
        reason = random.choice(SENT_BACK)
        triage.return_decision(decision=decision, reason=reason, by=by, at=at)
        at += timedelta(hours=random.randint(1, 5))
        decision = triage.record_decision(
            referral=decision.referral,
            **{**what, "rationale": ASKED_AGAIN},
            by=decision.decided_by,
            at=at,
        )
        at += timedelta(hours=random.randint(1, 5))
    triage.endorse_decision(decision=decision, by=by, at=at)


def _time_to_decide(suggested: Assessment, random: Random) -> timedelta:
    longest = {Band.VERY_HIGH: 3, Band.HIGH: 9, Band.MEDIUM: 14, Band.LOW: 14}
    return timedelta(minutes=random.randint(25, longest[Band(str(suggested.band))] * 60))
