"""When a child is made safe, what an action has to say, and who may be visited."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from symphony.cases.models import Role
from symphony.cases.records import check_happened
from symphony.cases.rules import ADULT_AT
from symphony.core.clock import LONDON
from symphony.core.errors import DomainError
from symphony.people.ages import Age
from symphony.safeguarding.models import ActionKind, EducationVisit, SafeguardingAction

# Children Act 1989, s.46(6): no child may be kept in police protection for longer.
POLICE_PROTECTION = timedelta(hours=72)

# Rule S-2 (domain.md 10.2). A meeting, a referral sent, a device seized, a school told or a visit
# protects no child by itself, so none of these is here.
RULE = "S-2"
QUALIFYING = frozenset(
    {
        ActionKind.SEEN_SAFE_AT_HOME,
        ActionKind.SUSPECT_LEFT_HOME,
        ActionKind.MOVED,
        ActionKind.POLICE_PROTECTION,
        ActionKind.CONTACT_STOPPED,
        ActionKind.PROTECTION_PLAN,
    }
)
# Contact with home, school or carer: before it, who must not be told has to be answered.
CONTACT = frozenset({ActionKind.SEEN_SAFE_AT_HOME, ActionKind.SCHOOL_TOLD})


class ActionIncomplete(DomainError):
    """The action does not say what it has to."""


class WordsMissing(ActionIncomplete):
    """What was done is not one of the kinds, and is not said in words."""


class NextStepMissing(ActionIncomplete):
    """There is a due time, and nothing that is due."""


class DueTimeWrong(ActionIncomplete):
    """What is next would be due before what was done."""


class PoliceProtectionTooLong(DomainError):
    """Police protection ends after 72 hours at the latest."""


class NotAnswered(DomainError):
    """Nobody has answered yet who must not be told, and why."""


class NotAChild(DomainError):
    """Somebody known to be 18 or older has no record as a child."""


class NotInCase(DomainError):
    """The child is not in this case now."""


class ChildIsSuspect(DomainError):
    """An education visit is for a person involved; a suspect is dealt with otherwise."""


class VisitIncomplete(DomainError):
    """The visit does not say what it has to."""


class SeenWrong(VisitIncomplete):
    """What happened and who was seen in person contradict each other."""


class FollowUpWrong(VisitIncomplete):
    """The follow-up would be before the visit."""


class Standing(NamedTuple):
    """Whether a child is counted as safeguarded, since when, and by which rule."""

    safeguarded: bool
    since: datetime | None
    rule: str = RULE


def standing(*, identified: bool, first_protected_at: datetime | None) -> Standing:
    """Apply rule S-2: an identified child, from the first completed protective action on."""
    if identified and first_protected_at:
        return Standing(True, first_protected_at)
    return Standing(False, None)


def qualifies(action: SafeguardingAction) -> bool:
    """Say whether this action makes an identified child count, by rule S-2."""
    return action.kind in QUALIFYING and action.result == SafeguardingAction.Result.COMPLETED


def check_action(
    *,
    kind: str,
    taken_at: datetime,
    agency: str,
    result: str,
    details: str,
    next_step: str,
    next_due_at: datetime | None,
    at: datetime,
) -> None:
    """Refuse an action that lies ahead, or lacks who did it, what it was, or what comes next."""
    check_happened(taken_at, at=at)
    if not agency:
        raise ActionIncomplete("Enter the agency.")
    if kind == ActionKind.OTHER and not details:
        raise WordsMissing("Enter what was done.")
    if next_due_at is None:
        return
    if next_due_at <= taken_at:
        raise DueTimeWrong("Due time of what is next must be after the action.")
    if kind == ActionKind.POLICE_PROTECTION and result == SafeguardingAction.Result.COMPLETED:
        if next_due_at > taken_at + POLICE_PROTECTION:
            raise PoliceProtectionTooLong(
                "Police protection must end within 72 hours of its beginning."
            )
    elif not next_step:
        raise NextStepMissing("Enter what is to be done by then.")


def police_protection_ends(*, kind: str, result: str, taken_at: datetime) -> datetime | None:
    """Return when police protection ends at the latest; None if this action is none."""
    if kind == ActionKind.POLICE_PROTECTION and result == SafeguardingAction.Result.COMPLETED:
        return taken_at + POLICE_PROTECTION
    return None


def check_may_be_child(age: Age, reference: str) -> None:
    """Refuse somebody known to be 18 or older; not knowing the age is no reason to refuse."""
    if age.lowest is not None and age.lowest >= ADULT_AT:
        raise NotAChild(
            f"{reference} is known to be {age.lowest} or older. If the age recorded is wrong, "
            "withdraw it on the person's page first."
        )


def check_in_case(roles: Iterable[str], reference: str) -> None:
    """Refuse a child who has no role in the case now."""
    if not list(roles):
        raise NotInCase(f"{reference} is not in this case now.")


def check_may_be_visited(roles: Iterable[str], reference: str) -> None:
    """Refuse a child who is not in the case, or is a suspect in it."""
    check_in_case(roles, reference)
    if Role.SUSPECT in roles:
        raise ChildIsSuspect(
            f"{reference} is a suspect in this case. An education visit is for children who are "
            "not: change the role first."
        )


def check_answered(references: Iterable[str]) -> None:
    """Refuse contact with home, school or carer before these children's question is answered."""
    if missing := list(references):
        raise NotAnswered(
            f"First record who must not be told about {', '.join(missing)}, and why, or that "
            "there is nobody."
        )


def check_visit(
    *,
    household: str,
    visited_at: datetime,
    result: str,
    seen: Iterable[bool],
    follow_up_on: date | None,
    at: datetime,
) -> None:
    """Refuse a visit that lies ahead, names no household or child, or contradicts itself."""
    check_happened(visited_at, at=at)
    seen = list(seen)
    if not household:
        raise VisitIncomplete("Enter the household.")
    if not seen:
        raise VisitIncomplete("Select the children whom the visit was for.")
    completed = result == EducationVisit.Result.COMPLETED
    if completed and not any(seen):
        raise SeenWrong(
            "Select who was seen in person. A visit without that is not a completed one."
        )
    if not completed and any(seen):
        raise SeenWrong("Select no child as seen in person, or select Completed.")
    if follow_up_on and follow_up_on < visited_at.astimezone(LONDON).date():
        raise FollowUpWrong("Follow-up must be on or after the day of the visit.")
