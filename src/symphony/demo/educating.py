"""The story of children who shared images of themselves: a visit, not a prosecution."""

from datetime import datetime, timedelta

from symphony.cases import services as cases
from symphony.cases.models import CaseRole, Role
from symphony.core.clock import LONDON
from symphony.crimes import services as crimes
from symphony.crimes.models import Crime, Outcome
from symphony.demo import invented, looking_again
from symphony.demo.scene import Scene
from symphony.safeguarding import services as safeguarding
from symphony.safeguarding.models import ActionKind, Child, EducationVisit

POLICE = "Exampleshire Police"
UNDERSTOOD = (
    "Both understood that an image cannot be called back, and whom to ask for help.",
    "The child asked how to have the image taken down, and was shown.",
    "The family talked about it openly and will keep the phone downstairs at night.",
)
OUTCOME_REASON = (
    "Shared willingly between children of the same age; the visit was completed. Parents told."
)


def tell(scene: Scene) -> None:
    """Tell it as far as today."""
    if not scene.later(hours=(3, 30)):
        return
    scene.enquiry("Spoke to the school's safeguarding lead, who knows both families.")
    crime = scene.crime("making-images") if scene.random.random() < 0.75 else None
    if not _reach_the_visit(scene):
        return
    involved = _person_involved(scene)
    child = safeguarding.add_child_to_case(
        case=scene.case,
        person=involved.person,
        identified=True,
        how_found="User of the reported account, identified with the school.",
        by=scene.team.safeguarding,
        at=scene.now,
    )
    scene.nobody_must_not_be_told(child)
    _visit(scene, involved, child)
    _protect(scene, child)
    looking_again.tell(scene)
    _conclude(scene, crime)


def _reach_the_visit(scene: Scene) -> bool:
    if scene.report.in_operation:
        day = 15 + scene.report.number % 5
        return scene.move_to(
            datetime(2023, 5, day, 16, 0, tzinfo=LONDON)
            + timedelta(minutes=scene.random.randint(0, 150))
        )
    if not scene.later(days=(2, 10)):
        return False
    afternoon = scene.now.astimezone(LONDON).replace(hour=16, minute=scene.random.randint(0, 59))
    return scene.move_to(afternoon + timedelta(days=1))


def _person_involved(scene: Scene) -> CaseRole:
    role = scene.reported_user()
    family = scene.report.children[0].name.split()[-1]
    scene.identify(
        role,
        name=invented.child_name(scene.random, family),
        age=scene.random.randint(12, 16),
        address=invented.address(scene.random),
    )
    return cases.change_role(
        case_role=role,
        role=Role.PERSON_INVOLVED,
        grounds="A child who shared an image of themselves with another child.",
        by=scene.owner,
        at=scene.now,
    )


def _visit(scene: Scene, involved: CaseRole, child: Child) -> None:
    visited_at = scene.now
    scene.now += timedelta(minutes=scene.random.randint(50, 120))
    safeguarding.record_visit(
        case=scene.case,
        household=f"Household of {involved.person.reference}",
        visited_at=visited_at,
        result=EducationVisit.Result.COMPLETED,
        children={child: True},
        carer_present=True,
        understood=scene.random.choice(UNDERSTOOD),
        left_with_family="Leaflet on images, and how to have one taken down.",
        school_told=True,
        follow_up_on=(visited_at + timedelta(days=21)).date(),
        help_given_at=visited_at,
        by=scene.team.safeguarding,
        at=scene.now,
    )


def _protect(scene: Scene, child: Child) -> None:
    """Secure the account with the child, where the talk alone was not enough."""
    if scene.report.needs_securing:
        scene.action(child, ActionKind.CONTACT_STOPPED, agency=POLICE)


def _conclude(scene: Scene, crime: Crime | None) -> None:
    if scene.report.in_operation or not scene.later(days=(6, 25)):
        return
    if crime:
        outcome = scene.random.choices(
            (Outcome.NOT_IN_PUBLIC_INTEREST, Outcome.EDUCATION), weights=(85, 15)
        )[0]
        crimes.record_outcome(
            crime=crime,
            outcome=outcome,
            outcome_at=scene.now,
            reason=OUTCOME_REASON,
            by=scene.owner,
            at=scene.now,
        )
    if scene.later(days=(1, 10)):
        scene.close("Visit made, school and parents involved, nothing further reported.")
