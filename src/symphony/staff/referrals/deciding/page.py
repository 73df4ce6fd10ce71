"""What the decide page shows: the suggestion explained, the questions, the decision's form."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog

from symphony.accounts.models import User
from symphony.referrals.models import Referral
from symphony.staff.referrals import stated
from symphony.staff.referrals.deciding.explanation import explain
from symphony.staff.referrals.deciding.facts import FactRow, Sources
from symphony.staff.referrals.deciding.form import DecisionForm
from symphony.staff.referrals.deciding.questions import QuestionsForm
from symphony.triage import grading, queries
from symphony.triage.asking import Standing, standing
from symphony.triage.models import Assessment, Decision
from symphony.triage.policy.words import NOT_KNOWN
from symphony.triage.services import key_of

log = structlog.get_logger("symphony.staff")


@dataclass(frozen=True)
class Said:
    """What the page has to say of what was just sent, and what was typed and is not kept."""

    typed: Mapping[str, Any] = field(default_factory=dict)
    # The suggestion's outcome before it was worked out again.
    worked_out_from: str = ""
    # Why nothing was recorded: the suggestion is another one than the officer saw.
    changed_from: str = ""
    conflicts: tuple[str, ...] = ()
    nothing_new: bool = False


def of_today(referral: Referral) -> Standing | None:
    """Return what is known today by the policy in force, or None while that cannot be read."""
    current = grading.in_force()
    if isinstance(current, str):
        return None
    try:
        found = standing(referral, by=current)
        _ = found.result
    except (LookupError, ValueError, TypeError, AttributeError, AssertionError) as failure:
        # What stops the rules from running must not stop an officer from deciding by hand.
        log.error("not_asked", reference=referral.reference, failure=type(failure).__name__)
        return None
    return found


def context(
    referral: Referral, *, viewer: User, form: DecisionForm | None = None, said: Said
) -> dict[str, Any]:
    """Return what the template needs, beside the record's frame."""
    latest = queries.latest_assessment(referral)
    suggestion = latest if latest.band else queries.suggestion(referral)
    today = of_today(referral)
    typed = said.typed
    form = form or DecisionForm(
        suggestion=suggestion, received_at=referral.received_at, typed=typed
    )
    explanation = None
    if suggestion:
        suggestion.referral = referral
        explanation = explain(suggestion, viewer=viewer)
    questions = None
    if today and suggestion:
        questions = QuestionsForm(referral=referral, standing=today, viewer=viewer, typed=typed)
    educate = _educate(today, referral, viewer) if today else []
    return {
        "form": form,
        "seen": key_of(suggestion),
        "suggestion": suggestion,
        "latest": latest,
        "explanation": explanation,
        "questions": questions,
        "is_stale": bool(today and suggestion and _is_stale(today, suggestion)),
        "educate": educate,
        "educate_lacks": sum(bool(one.stands_in_the_way) for one in educate),
        "outside": queries.outside_grades(referral),
        "matters": stated.matters(referral, suggestion.facts if suggestion else {}),
        "returned": _returned(referral),
        "said": said,
    }


def _is_stale(today: Standing, suggestion: Assessment) -> bool:
    """Say whether the suggestion rests on other facts or another policy than there are now."""
    return today.policy.version != suggestion.policy_version or dict(today.facts) != dict(
        suggestion.facts
    )


@dataclass(frozen=True)
class Needed:
    """One fact that educate needs, and whether it stands in the way."""

    fact: FactRow
    stands_in_the_way: str


def _educate(today: Standing, referral: Referral, viewer: User) -> list[Needed]:
    """Return what has to be answered before a referral can take the path educate."""
    needed = [fact for fact in today.policy.facts.values() if "educate" in fact.answered_before]
    sources = Sources(referral, [one.as_dict() for one in today.counting.values()], viewer)
    found = []
    for fact in needed:
        value, said = today.facts.get(fact.name, NOT_KNOWN), today.counting.get(fact.name)
        row = sources.row(fact.name, value, today.policy.facts, said.as_dict() if said else None)
        way = ""
        if value == NOT_KNOWN:
            way = "has to be answered"
        elif value in fact.full_response:
            way = "forces the full response"
        found.append(Needed(row, way))
    return sorted(found, key=lambda one: not one.stands_in_the_way)


def _returned(referral: Referral) -> Decision | None:
    """Return the latest decision if a second person sent it back."""
    decisions = queries.decisions(referral)
    return decisions[0] if decisions and decisions[0].returned_by else None
