"""What the desk did this morning with what waits: answers, pauses, second thoughts, news."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from symphony.cases import services as cases
from symphony.cases.models import Case
from symphony.core.clock import DEMONSTRATION_OPENS as NOW
from symphony.demo.cast import Cast
from symphony.demo.plan import Report
from symphony.demo.reasons import SENT_BACK
from symphony.figures import responses
from symphony.referrals.models import Referral
from symphony.referrals.models.referral import Channel
from symphony.triage import queries as triage_queries
from symphony.triage import services as triage
from symphony.triage.models import Alert, Breach, ClockPause, FactAnswer

FOUR_DAYS = timedelta(days=4)
WAITS_FOR_THE_COMPANY = "Asked the company for the port of the newest connection."
WHY_LATE = (
    "The officer was in court for two days and the case stood still. It has a second officer now."
)


@dataclass(frozen=True)
class Waiting:
    """What of the last days is still open, in the order of arrival."""

    undecided: list[Referral]
    second_person: list[Referral]
    nobody_owns: list[Referral]


def tell(plan: Sequence[Report], cast: Cast) -> None:
    """Tell the morning at the desk, once, after every story has been told."""
    there = _waiting(plan)
    _answered_so_far(there, cast)
    _paused(there, cast)
    _sent_back(there, cast)
    _learnt(there, plan, cast)
    _graded_elsewhere(there, cast)
    _handed_out(there, cast)
    _ran_out(cast)


def _waiting(plan: Sequence[Report]) -> Waiting:
    def of(fate: str) -> list[Referral]:
        numbers = [str(report.number) for report in plan if report.fate == fate]
        found = Referral.objects.filter(channel=Channel.CYBERTIPLINE, source_reference__in=numbers)
        return list(found.order_by("received_at", "source_reference"))

    return Waiting(of("waiting"), of("second_person"), of("nobody_owns_it"))


def _today(hour: int, minute: int) -> datetime:
    return NOW.replace(hour=hour, minute=minute)


def _recent(there: Waiting) -> list[Referral]:
    """Return what came in the last days and waits, without the one that came just now."""
    return [one for one in there.undecided if one.received_at > NOW - FOUR_DAYS][:-1]


def _answered_so_far(there: Waiting, cast: Cast) -> None:
    """One has had a question answered, another is worked on, and so is what alerted."""
    [*_, earlier, later] = _recent(there)
    for referral, by, answers, at in (
        (earlier, cast.desk[1], {"works_with_children": "no", "at_risk_now": "no"}, _today(9, 48)),
        (later, cast.desk[2], {"lives_with_children": "no"}, _today(10, 12)),
    ):
        triage.answer_facts(referral=referral, answers=answers, by=by, at=at)
    triage.hold(referral=later, by=cast.desk[2], at=_today(10, 9))
    # Whoever acknowledged the alert by words works on it.
    answered = Alert.objects.get(acknowledged_at__gt=_today(0, 0), referral__isnull=False)
    assert answered.referral and answered.acknowledged_by, "as asked for"
    triage.hold(referral=answered.referral, by=answered.acknowledged_by, at=_today(10, 14))


def _paused(there: Waiting, cast: Cast) -> None:
    """One waits for an answer that only a company can give; another has waited, and goes on."""
    reason, by = ClockPause.Reason.PROVIDER, cast.desk[0]
    waits, went_on = _recent(there)[:2]
    begins_at = _today(16, 5) - timedelta(days=1)
    for referral, at in ((waits, _today(8, 35)), (went_on, begins_at)):
        triage.pause_clocks(
            referral=referral, reason=reason, words=WAITS_FOR_THE_COMPANY, by=by, at=at
        )
    triage.resume_clocks(referral=went_on, by=by, at=_today(9, 30))


def _sent_back(there: Waiting, cast: Cast) -> None:
    """Of the decisions that wait for a second person one went back; it is in the queue again."""
    decision = triage_queries.current_decision(there.second_person[0])
    assert decision is not None, "it was decided yesterday"
    [second, *_] = [one for one in cast.desk if one != decision.decided_by]
    triage.return_decision(decision=decision, reason=SENT_BACK[0], by=second, at=_today(9, 20))


def _learnt(there: Waiting, plan: Sequence[Report], cast: Cast) -> None:
    """Two decisions and one place in the queue may have to change; nobody has looked yet."""
    for referral, (hour, minute) in zip(there.nobody_owns, ((8, 50), (9, 35)), strict=True):
        case = Case.objects.get(case_referrals__referral=referral)
        cases.learn(
            case,
            because="Children were found in the household of the reported user",
            facts={"lives_with_children": "yes"},
            by=cast.north.safeguarding,
            at=_today(hour, minute),
        )
    earlier = Referral.objects.get(
        channel=Channel.CYBERTIPLINE, source_reference=str(plan[0].number)
    )
    triage.learn(
        referral=_recent(there)[2],
        facts={"prior_contact": "yes"},
        source=FactAnswer.Source.LINKING,
        about=earlier.reference,
        because="An earlier referral names the same account",
        by=cast.desk[0].staff_number,
        at=_today(9, 58),
    )


def _graded_elsewhere(there: Waiting, cast: Cast) -> None:
    """A trained colleague has worked the band out with another instrument."""
    for referral, band in ((_recent(there)[0], "Medium"), (there.nobody_owns[0], "High")):
        triage.record_outside(
            referral=referral,
            instrument="KIRAT",
            version="3",
            band=band,
            assessor=cast.north.investigators[0].name,
            assessed_on=NOW.date(),
            by=cast.desk[0],
            at=_today(9, 5),
        )


def _handed_out(there: Waiting, cast: Cast) -> None:
    """A supervisor has given one to an officer, and saved a view; an officer has one, too."""
    by = cast.north.supervisor
    triage.assign(
        references=[_recent(there)[3].reference],
        to=cast.desk[0],
        by=by,
        at=_today(10, 18),
        why="You spoke to this company about the same account in March.",
    )
    for name, query, who in (
        ("From companies, older than a week", "view=all&source=cybertipline&received=older", by),
        ("Millbeck and Saltby", "view=all&area=Millbeck&area=Saltby", cast.desk[0]),
    ):
        triage.save_view(name=name, query=query, for_team=who == by, by=who, at=_today(8, 5))


def _ran_out(cast: Cast) -> None:
    """Write what ran out into the register; the supervisors have answered for all but the last."""
    in_cases = responses.waiting_in_cases(at=_today(10, 0))
    done = responses.done_by(referral.pk for referral in in_cases)
    triage.notice_breaches(at=_today(10, 0), in_cases=in_cases, done=done)
    for breach in list(Breach.objects.filter(acknowledged_at=None).order_by("-due_at", "pk"))[1:]:
        triage.answer_breach(
            breach=breach, words=WHY_LATE, by=cast.south.supervisor, at=_today(10, 15)
        )
