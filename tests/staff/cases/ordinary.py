"""An ordinary case of one team, and the people who try to open its pages."""

import re
from dataclasses import dataclass
from html import unescape

from django.test import Client
from django.urls import reverse

from symphony.accounts.models import User
from symphony.audit.models import Entry
from symphony.cases.models import Case, CaseRole
from tests import make


@dataclass
class World:
    """A case, somebody of its team, a colleague without the role, and somebody of another team."""

    case: Case
    insider: User
    colleague: User
    outsider: User

    def url(self, name: str, *more: object) -> str:
        return reverse(f"cases:{name}", args=[self.case.reference, *more])

    @property
    def reported_user(self) -> CaseRole:
        return CaseRole.objects.get(case=self.case, role="reported_user", ended_at=None)

    @property
    def referral(self) -> str:
        return self.case.case_referrals.get().referral.reference


def world(**changes: object) -> World:
    team = make.team("North team")
    return World(
        case=make.case(team=team, **changes),
        insider=make.investigator(team=team, name="Ravi Example"),
        colleague=make.press_officer(team=team),
        outsider=make.investigator(team=make.team("South team"), name="Tom Example"),
    )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: object) -> str:
    """Return what a page says, in one line, without its markup."""
    html = response.content.decode()
    inside = html.split("<main", 1)[1].split("</main>", 1)[0]
    words = re.sub(r"<[^>]+>", " ", inside.partition(">")[2])
    return re.sub(r"\s+", " ", unescape(words)).strip()


def looks(page: str) -> list[Entry]:
    return list(Entry.objects.filter(what=f"look.cases:{page}"))


def try_each(world: World, url: str) -> None:
    """The insider enters, the colleague is told why not, to the outsider it does not exist."""
    assert signed_in(world.insider).get(url).status_code == 200
    assert signed_in(world.colleague).get(url).status_code == 403
    assert signed_in(world.outsider).get(url).status_code == 404
    assert Client().get(url).status_code == 302
