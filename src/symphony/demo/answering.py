"""What the desk answers to the policy's questions before it decides on a report."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from random import Random
from typing import Final

from symphony.accounts.models import User
from symphony.demo.cast import Cast
from symphony.demo.plan import Report
from symphony.referrals.models import Referral
from symphony.triage import grading
from symphony.triage.models import FactAnswer
from symphony.triage.policy.words import NOT_KNOWN
from symphony.triage.queries import policies
from symphony.triage.services.reassessing import again, hold_entries, keep, known_of

YES, NO = "yes", "no"
# Asked and answered no: access to children, whatever forces the full response, and the rest that
# has to be known before anything is called low.
NOTHING_FOUND: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        (
            *("lives_with_children", "family_access", "works_with_children"),
            *("prior_contact", "prior_other"),
            *("first_generation", "at_risk_now", "live_streaming", "distress"),
            *("exploitation", "coercion", "profit_motive", "adult_involved", "extortion"),
        ),
        NO,
    ),
    "grooming_stage": "none",
    "reports": "one",
}
NO_CHILD: Final[Mapping[str, str]] = {**NOTHING_FOUND, "child_identified": NO}
# How often an enquiry at the desk finds out about the person: yes, no, or not yet.
ABOUT_THE_PERSON: Final[Mapping[str, tuple[int, int, int]]] = {
    "lives_with_children": (18, 42, 40),
    "family_access": (7, 33, 60),
    "works_with_children": (4, 56, 40),
    "prior_contact": (6, 64, 30),
    "prior_other": (10, 50, 40),
}


# Nobody decides sooner after a delivery.
AFTER_A_DELIVERY = timedelta(minutes=20)


def tell(reports: Sequence[Report], referrals: Mapping[str, Referral], cast: Cast) -> None:
    """Tell what the desk answered about these reports, each before it was decided on.

    What one officer answers about one delivery is told as one act: the same records as those of
    `triage.services.answer_facts`, at a quarter of its time.
    """
    worked_on = [(report.received_at, officer_of(report, cast)) for report in reports]
    in_order = sorted(
        zip(worked_on, reports, strict=True),
        key=lambda one: (one[0][0], one[0][1].staff_number, one[1].number),
    )
    for (received_at, officer), group in groupby(in_order, key=lambda one: one[0]):
        said = {referrals[str(report.number)]: answers(report, dice(report)) for _, report in group}
        if given := {referral: found for referral, found in said.items() if found}:
            answer_together(given, by=officer, at=received_at + AFTER_A_DELIVERY)


def officer_of(report: Report, cast: Cast) -> User:
    """Return who at the desk works on the report."""
    return dice(report).choice(cast.desk)


def dice(report: Report) -> Random:
    """Return dice beside those of the report's story, which throw the same each time."""
    return Random(f"the desk {report.seed}")


def answer_together(said: Mapping[Referral, Mapping[str, str]], *, by: User, at: datetime) -> None:
    current = policies.in_force()
    entries = hold_entries(referral.pk for referral in said)
    known, new = known_of(entries), []
    for one in known:
        read = grading.stated(one)
        stands, _ = grading.laid_over(read, one.answers, by=current)
        new += [
            FactAnswer(
                referral=one.referral,
                fact=fact,
                value=value,
                source=FactAnswer.Source.OFFICER,
                stated=read.get(fact, NOT_KNOWN),
                said_by=by.staff_number,
                said_at=at,
            )
            for fact, value in said[one.referral].items()
            if value != stands.get(fact, NOT_KNOWN)
        ]
    known = keep(known, new, by=by.staff_number, at=at)
    again(
        known,
        entries,
        current,
        because="An officer answered",
        by=by.staff_number,
        at=at,
        looking=True,
    )


def answers(report: Report, random: Random) -> dict[str, str]:
    """Return value by question; empty where the desk decides on what the report states alone."""
    if report.fate in {"no_further_action", "second_person"}:
        return _nothing_to_act_on(report, random)
    if report.fate == "educate":
        return _between_children(random)
    if report.fate == "safeguard":
        return {"anyone_to_investigate": NO, **_sometimes({"at_risk_now": NO}, random, 0.6)}
    if report.fate == "prevent":
        return {**NO_CHILD, "about_self": YES}
    if report.fate == "transfer":
        return {"elsewhere": "another_force"}
    return _about_the_person(report, random)


def _nothing_to_act_on(report: Report, random: Random) -> dict[str, str]:
    """A known file passed on in outrage is asked about to the end; of the rest half are not."""
    if "informational" in report.annotations:
        return {**NO_CHILD, "known_file": YES}
    return _sometimes(NO_CHILD, random, 0.5)


def _between_children(random: Random) -> dict[str, str]:
    """Everything that forces the full response was asked about, and answered no."""
    found = {**NOTHING_FOUND, "malicious": NO}
    # Where the school has not answered yet, the officer decides without it.
    if random.random() < 0.93:
        found["repeated"] = "again" if random.random() < 0.12 else "first_time"
    return found


def _about_the_person(report: Report, random: Random) -> dict[str, str]:
    found = {"adult_involved": YES}
    if report.in_operation or report.fate == "nobody_owns_it":
        # Nothing that is known of them makes it more urgent than that it can be planned.
        return {**found, "at_risk_now": NO, "prior_contact": NO}
    if random.random() < 0.3:
        return {}
    for fact, weights in ABOUT_THE_PERSON.items():
        if value := random.choices((YES, NO, ""), weights=weights)[0]:
            found[fact] = value
    return found


def _sometimes(found: Mapping[str, str], random: Random, share: float) -> dict[str, str]:
    return dict(found) if random.random() < share else {}
