"""The story of an investigation: who used the account, the arrest, each child made safe."""

from datetime import datetime, timedelta

from symphony.cases import services as cases
from symphony.cases.models import CaseRole, Role
from symphony.core.clock import LONDON
from symphony.crimes import services as crimes
from symphony.crimes.models import Crime, Offence, Outcome
from symphony.demo import invented, looking_again
from symphony.demo.planning import CONTACT, GROOMING
from symphony.demo.scene import Scene
from symphony.safeguarding import services as safeguarding
from symphony.safeguarding.models import ActionKind, Child
from symphony.triage.models import Band

OFFENCE = {GROOMING: "sexual-communication", CONTACT: "causing-activity"}
SERVICES = "Exampleshire Children's Services"
POLICE = "Exampleshire Police"
PROTECTION = (
    (ActionKind.SUSPECT_LEFT_HOME, POLICE),
    (ActionKind.SEEN_SAFE_AT_HOME, SERVICES),
    (ActionKind.CONTACT_STOPPED, POLICE),
    (ActionKind.PROTECTION_PLAN, SERVICES),
)
WISHES = ("Wants to stay with their mother.", "Asked whether their friends will know.", "")
OUTCOMES = (
    (Outcome.CHARGED, 50, ""),
    (Outcome.EVIDENTIAL_DIFFICULTIES, 30, ""),
    (Outcome.VICTIM_DOES_NOT_SUPPORT, 12, ""),
    (Outcome.ADULT_CAUTION, 8, ""),
)


def tell(scene: Scene) -> None:
    """Tell it as far as today. A quarter never find out who used the account."""
    found = scene.report.in_operation or scene.random.random() < 0.82
    if not scene.later(hours=(1, 3) if scene.case.band == Band.VERY_HIGH else (2, 20)):
        return
    scene.enquiry("Asked the provider which subscriber used the address at the times reported.")
    crime = scene.crime(OFFENCE.get(scene.report.incident, "making-images"))
    if scene.report.incident != GROOMING and scene.random.random() < 0.35:
        scene.crime("possessing-images")
    if not _wait_for_the_provider(scene):
        return
    if not found:
        _nobody_found(scene, crime)
        return
    scene.enquiry("The provider answered: one subscriber, the same for every event.")
    suspect = _suspect(scene)
    if not _reach_the_arrest(scene):
        return
    _arrest(scene, suspect)
    children = _children(scene)
    if any(not planned.stated for planned in scene.report.children):
        looking_again.children_were_found_at_home(scene)
    _protect(scene, children)
    looking_again.tell(scene)
    _conclude(scene, crime)


def _nobody_found(scene: Scene, crime: Crime) -> None:
    """End without a suspect; children whom the report itself names are still made safe."""
    scene.enquiry("The provider keeps no record for the times reported.")
    stated = [child for child in scene.report.children if child.stated]
    for planned in stated:
        child = scene.child(planned, how_found="Named in the report; the school knew who it is.")
        scene.nobody_must_not_be_told(child)
        scene.action(child, ActionKind.SEEN_SAFE_AT_HOME, agency=SERVICES)
    if not scene.later(days=(10, 40)):
        return
    crimes.record_outcome(
        crime=crime,
        outcome=Outcome.NO_SUSPECT,
        outcome_at=scene.now,
        by=scene.owner,
        at=scene.now,
    )
    scene.close("Every line is closed and nobody could be identified.")


def _suspect(scene: Scene) -> CaseRole:
    role = scene.reported_user()
    name, age = scene.a_name(), scene.random.randint(19, 68)
    scene.identify(role, name=name, age=age, address=invented.address(scene.random))
    return cases.change_role(
        case_role=role,
        role=Role.SUSPECT,
        grounds="Subscriber and only adult at the address that used the account at each time"
        " reported; the account's telephone number is theirs.",
        by=scene.owner,
        at=scene.now,
    )


def _wait_for_the_provider(scene: Scene) -> bool:
    """The more urgent, the sooner the provider is made to answer."""
    if scene.case.band == Band.VERY_HIGH:
        return scene.later(hours=(1, 5))
    if scene.case.band == Band.HIGH:
        return scene.later(days=(1, 2))
    return scene.later(days=(1, 3) if scene.report.in_operation else (2, 9))


def _reach_the_arrest(scene: Scene) -> bool:
    if scene.report.in_operation:
        day = 15 + scene.report.number % 7
        return scene.move_to(
            datetime(2023, 5, day, 6, 30, tzinfo=LONDON)
            + timedelta(minutes=scene.random.randint(0, 110))
        )
    if scene.case.band == Band.VERY_HIGH:
        return scene.later(hours=(2, 6))
    if not scene.later(days=(0, 2) if scene.case.band == Band.HIGH else (0, 3)):
        return False
    morning = scene.now.astimezone(LONDON).replace(hour=6, minute=scene.random.randint(30, 59))
    return scene.move_to(morning + timedelta(days=1))


def _arrest(scene: Scene, suspect: CaseRole) -> None:
    scene.enquiry("Search warrant carried out. Devices taken for examination.")
    given_at = scene.now + timedelta(minutes=scene.random.randint(40, 300))
    arrested_at = scene.now
    scene.now = given_at
    crimes.record_arrest(
        case=scene.case,
        person=suspect.person,
        offence=Offence.objects.get(pk=OFFENCE.get(scene.report.incident, "making-images")),
        arrested_at=arrested_at,
        place=scene.random.choice(invented.TOWNS),
        help_given_at=given_at,
        by=scene.owner,
        at=scene.now,
    )


def _children(scene: Scene) -> list[Child]:
    children = []
    for planned in scene.report.children:
        how = (
            "Named in the report; the school knew who it is."
            if planned.stated
            else "Lives in the suspect's household."
        )
        children.append(scene.child(planned, how_found=how))
    return children


def _protect(scene: Scene, children: list[Child]) -> None:
    """Make each child safe the same day, and tell children's services."""
    kind, agency = scene.random.choice(PROTECTION)
    scene.later(hours=(1, 4))
    for child in children:
        scene.nobody_must_not_be_told(child)
        scene.action(
            child,
            kind,
            agency=agency,
            next_step="Ask how the child is, with the social worker.",
            wishes=scene.random.choice(WISHES),
        )
    for child in children[:1]:
        scene.action(child, ActionKind.REFERRAL_SENT, agency=POLICE)


def _conclude(scene: Scene, crime: Crime) -> None:
    if not scene.later(days=(35, 110)):
        return
    scene.enquiry("Examination of the devices: report received.")
    outcome, _, reason = scene.random.choices(
        OUTCOMES, weights=[weight for _, weight, _ in OUTCOMES]
    )[0]
    if not scene.later(days=(2, 25)):
        return
    for of_the_case in Crime.objects.filter(case=scene.case).current():
        crimes.record_outcome(
            crime=of_the_case,
            outcome=outcome,
            outcome_at=scene.now,
            reason=reason,
            by=scene.owner,
            at=scene.now,
        )
    _finish_next_steps(scene)
    if scene.later(days=(1, 9)):
        scene.close("Outcome recorded, every child made safe and the family helped.")


def _finish_next_steps(scene: Scene) -> None:
    for action in scene.case.safeguardingactions.current().filter(next_due_at__isnull=False):
        safeguarding.finish_next_step(action=action, by=scene.team.safeguarding, at=scene.now)
