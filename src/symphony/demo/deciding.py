"""The referral desk's part of a story: the alert answered, the decision, the second person."""

from datetime import datetime, timedelta
from random import Random

from symphony.cases import services as cases
from symphony.cases.models import Case
from symphony.demo.cast import Cast, TeamCast
from symphony.demo.plan import Report
from symphony.referrals.models import Referral
from symphony.triage import queries as triage_queries
from symphony.triage import services as triage
from symphony.triage.models import Assessment, Band, Path

RATIONALES = {
    Path.INVESTIGATE: (
        "The account was active in this area at the times stated, and nothing shows that it was"
        " used by somebody else. The full response is needed.",
        "The connections are complete enough to ask the provider who used them, and what is"
        " reported would be an offence.",
    ),
    Path.EDUCATE: (
        "Both are children of about the same age, nobody threatened or paid, and no adult is"
        " involved. A visit with the family is the right response.",
        "The child sent an image of themselves to another child. No pressure and no adult are"
        " reported or found. The school knows both families.",
    ),
    Path.SAFEGUARD: (
        "The child can be found and is at risk from an account abroad. There is nobody here to"
        " investigate.",
    ),
    Path.PREVENT: (
        "The report tells of thoughts and not of an act. The helpline's details were passed on.",
    ),
    Path.TRANSFER: ("The connections lead to another force's area.",),
    Path.NO_FURTHER_ACTION: (
        "Known material passed on widely in outrage. No child, threat or contact is reported.",
        "No connection with a time and zone is given, and the account cannot be found.",
        "The company itself reports it for information only, and nothing else was found.",
    ),
}
WHY_DIFFERENT = {
    Path.EDUCATE: "Age, consent between the two, and the absence of an adult were confirmed by "
    "the school's safeguarding lead.",
    Path.SAFEGUARD: "The account's user is outside the country and was passed on from there.",
    Path.PREVENT: "The person asked for help themselves.",
    Path.TRANSFER: "Every connection belongs to another area.",
    Path.NO_FURTHER_ACTION: "Searches found no earlier record, no account and no child.",
    Path.INVESTIGATE: "What the report says weighs more than the rules can see.",
}
# Of the last days: decided, and waiting for a second person or for somebody to take the case.
WAITING_FOR_SOMEBODY = {
    "second_person": Path.NO_FURTHER_ACTION,
    "nobody_owns_it": Path.INVESTIGATE,
}
ELSEWHERE = ("Another force in the north west", "The national agency, for another country")


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
    officer, second = cast.two_of_the_desk(random)
    if report.high_priority:
        for alert in triage_queries.alerts_of(referral):
            seen_at = referral.received_at + timedelta(minutes=random.randint(1, 4))
            triage.acknowledge_alert(alert=alert, by=officer, at=seen_at)
    path = WAITING_FOR_SOMEBODY.get(report.fate) or Path(report.fate)
    assert suggested.band is not None, referral.reference
    band = Band(suggested.band)
    decided_at = referral.received_at + _time_to_decide(band, random)
    opened = cases.decide_and_open(
        referral=referral,
        band=band,
        path=path,
        rationale=random.choice(RATIONALES[path]),
        why_different=WHY_DIFFERENT[path] if path != suggested.path else "",
        transferred_to=random.choice(ELSEWHERE) if path == Path.TRANSFER else "",
        team=team.supervisor.team,
        owner=None if report.fate in WAITING_FOR_SOMEBODY else random.choice(team.investigators),
        by=officer,
        at=decided_at,
    )
    if report.fate == Path.NO_FURTHER_ACTION:
        endorsed_at = decided_at + timedelta(hours=random.randint(1, 8))
        triage.endorse_decision(decision=opened.decision, by=second, at=endorsed_at)
    return opened.case, decided_at


def _time_to_decide(band: Band, random: Random) -> timedelta:
    longest = {Band.VERY_HIGH: 3, Band.HIGH: 9, Band.MEDIUM: 14, Band.LOW: 14}[band]
    return timedelta(minutes=random.randint(25, longest * 60))
