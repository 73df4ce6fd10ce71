"""A child in a case of one team, and the people who try to open the child's pages."""

from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from symphony.accounts.models import User
from symphony.audit.models import Entry
from symphony.cases.models import Case
from symphony.safeguarding.models import Child
from tests import make
from tests.staff.cases.ordinary import signed_in

WHEN = {"_day": "18", "_month": "5", "_year": "2023", "_time": "14:05"}


@dataclass
class World:
    """A child, somebody of the team, a colleague without the role, and somebody of another team."""

    case: Case
    child: Child
    insider: User
    colleague: User
    outsider: User

    @property
    def reference(self) -> str:
        return self.child.person.reference

    def url(self, name: str, *more: object) -> str:
        return reverse(f"children:{name}", args=[self.reference, *more])


def world(**changes: object) -> World:
    team = make.team("North team")
    case = make.case(team=team, path=changes.pop("path", "investigate"))
    return World(
        case=case,
        child=make.child(case, **changes),
        insider=make.safeguarding_officer(team=team, name="Priya Example"),
        colleague=make.press_officer(team=team),
        outsider=make.safeguarding_officer(team=make.team("South team")),
    )


def moment(name: str, **changes: str) -> dict[str, str]:
    """What the boxes of a date and time send."""
    return {f"{name}{part}": value for part, value in (WHEN | changes).items()}


def nothing(name: str) -> dict[str, str]:
    """What they send when they are left empty."""
    return {f"{name}{part}": "" for part in WHEN}


def looks(page: str) -> list[Entry]:
    return list(Entry.objects.filter(what=f"look.children:{page}").order_by("recorded_at"))


def try_each(world: World, url: str, *, colleague: int = 403) -> None:
    """The insider enters, the colleague is told why not, to the outsider it does not exist."""
    assert signed_in(world.insider).get(url).status_code == 200
    assert signed_in(world.colleague).get(url).status_code == colleague
    assert signed_in(world.outsider).get(url).status_code == 404
    assert Client().get(url).status_code == 302
