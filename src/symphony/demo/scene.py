"""One case being told: its people, its clock, and the acts that every kind of story shares."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from symphony.accounts.models import User
from symphony.cases import services as cases
from symphony.cases.models import Case, CaseRole, Role
from symphony.crimes import services as crimes
from symphony.crimes.models import Crime, Offence
from symphony.demo import invented
from symphony.demo.cast import TeamCast
from symphony.demo.plan import Child as PlannedChild
from symphony.demo.plan import Report
from symphony.people import services as people
from symphony.people.models import PersonValue
from symphony.referrals.models import Referral, StatedPerson
from symphony.safeguarding import services as safeguarding
from symphony.safeguarding.models import ActionKind, Child, SafeguardingAction

Kind = PersonValue.Kind
Result = SafeguardingAction.Result


@dataclass
class Scene:
    """Where a story stands. Its clock only moves on, and the story ends when it reaches today."""

    report: Report
    referral: Referral
    case: Case
    team: TeamCast
    random: Random
    now: datetime
    ends: datetime

    def later(self, *, days: tuple[int, int] = (0, 0), hours: tuple[int, int] = (0, 0)) -> bool:
        """Move the clock on by a throw of the dice; False once that lies beyond today."""
        self.now += timedelta(
            days=self.random.randint(*days),
            hours=self.random.randint(*hours),
            minutes=self.random.randint(1, 50),
        )
        return self.now < self.ends

    def move_to(self, moment: datetime) -> bool:
        """Move the clock to a planned moment; False if that lies beyond today."""
        self.now = max(self.now, moment)
        return self.now < self.ends

    @property
    def owner(self) -> User:
        assert self.case.owner is not None
        return self.case.owner

    def enquiry(self, what: str) -> None:
        cases.log_enquiry(case=self.case, what=what, made_at=self.now, by=self.owner, at=self.now)

    def reported_user(self) -> CaseRole:
        """Return the role of the user of the reported account, in the case from its opening."""
        role: CaseRole = CaseRole.objects.select_related("person").get(
            case=self.case, role=Role.REPORTED_USER, ended_at=None
        )
        return role

    def identify(self, role: CaseRole, *, name: str, age: int, address: str) -> None:
        """Record who somebody turned out to be."""
        born = self.now.date() - timedelta(days=age * 365 + self.random.randint(5, 359))
        for kind, value in (
            (Kind.NAME, name),
            (Kind.DATE_OF_BIRTH, born.isoformat()),
            (Kind.ADDRESS, address),
        ):
            cases.add_value(
                person=role.person,
                kind=kind,
                value=value,
                source=self.case.reference,
                by=self.owner,
                at=self.now,
            )

    def crime(self, offence: str) -> Crime:
        """Record a crime under the force's own number, which follows the report's."""
        number = f"04/{self.report.number % 1_000_000:06}/{self.now:%y}"
        if Crime.objects.filter(number=number).exists():
            number = f"05/{self.report.number % 1_000_000:06}/{self.now:%y}"
        return crimes.record_crime(
            case=self.case,
            number=number,
            offence=Offence.objects.get(pk=offence),
            crime_recorded_at=self.now,
            by=self.owner,
            at=self.now,
        )

    def child(self, planned: PlannedChild, *, how_found: str) -> Child:
        """Bring a child into the case: as the report names them, or as the enquiry found them."""
        stated = None
        if planned.stated:
            stated = StatedPerson.objects.filter(
                referral=self.referral, part=StatedPerson.Part.CHILD
            ).first()
        values = [(Kind.NAME, planned.name), (Kind.AGE, str(planned.age))]
        child = safeguarding.add_child_to_case(
            case=self.case,
            stated_person=stated,
            values=[] if stated else values,
            identified=True,
            how_found=how_found,
            by=self.team.safeguarding,
            at=self.now,
        )
        if stated:
            people.add_value(
                person=child.person,
                kind=Kind.NAME,
                value=planned.name,
                source=self.case.reference,
                by=self.team.safeguarding,
                at=self.now,
            )
        return child

    def nobody_must_not_be_told(self, child: Child) -> None:
        safeguarding.answer_who_must_not_be_told(
            case=self.case,
            child=child,
            anybody=False,
            who_and_why="",
            by=self.team.safeguarding,
            at=self.now,
        )

    def action(
        self, child: Child, kind: ActionKind, *, agency: str, next_step: str = "", wishes: str = ""
    ) -> None:
        """Record a completed action, with what comes next within the fortnight."""
        due = self.now + timedelta(days=self.random.randint(5, 14)) if next_step else None
        safeguarding.record_action(
            case=self.case,
            child=child,
            kind=kind,
            taken_at=self.now,
            agency=agency,
            result=Result.COMPLETED,
            wishes=wishes,
            next_step=next_step,
            next_due_at=due,
            by=self.team.safeguarding,
            at=self.now,
        )

    def close(self, reason: str) -> None:
        cases.close_case(case=self.case, reason=reason, by=self.owner, at=self.now)

    def a_name(self) -> str:
        return invented.name(self.random)
