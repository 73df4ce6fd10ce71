"""How far officers and the policy agree: counted from the decisions, which open to their lists.

Every decision counts that was made in the period, one that was replaced later too: each was an
officer's, beside the suggestion that they had before them. Nothing here names a person in a
referral.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Case, Count, F, Func, IntegerField, Q, Value, When
from django.db.models.fields import TextField
from django.db.models.functions import Coalesce, JSONObject

from symphony.accounts.models import Team, User
from symphony.accounts.permissions import Permission
from symphony.triage.models import Band, Decision, Path
from symphony.triage.queries.opinions import Rows, own_changes, second_opinions
from symphony.triage.shares import Share

BANDS: Final = tuple(Band.values)
PATHS: Final = tuple(Path.values)
NOT_GRADED: Final = "not_graded"
# What became of the suggested band.
KEPT, UP, DOWN, NOTHING = "kept", "up", "down", "nothing"
# Whatever became of it.
ANY: Final = "any"
_PLACE: Final = {band: place for place, band in enumerate(BANDS)}
Pairs = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Scope:
    """Which decisions a report is about: made from one moment until before another, by whom."""

    begins_at: datetime
    ends_at: datetime
    team: Team | None = None
    officer: User | None = None


@dataclass(frozen=True)
class Select:
    """What a number of the report counts, as filters; empty means everything."""

    suggested_band: str = ""
    band: str = ""
    suggested_path: str = ""
    path: str = ""
    # kept, up, down or nothing: what became of the suggested band; any: there was one.
    moved: str = ""
    # yes: band or path other than suggested; no: both as suggested.
    differs: str = ""
    policy: str = ""
    rule: str = ""
    officer: str = ""
    # Of no further action: endorsed, returned, waiting or again.
    second_person: str = ""
    # another: after a decision of another officer; own: after one of the same.
    after: str = ""
    first_band: str = ""
    first_path: str = ""


class GivingRule(Func):
    """The name of the first of an assessment's reasons that gives a band.

    It takes the reasons, and {"band": the band}.
    """

    function = "jsonb_path_query_first"
    template = "(%(function)s(%(expressions)s) ->> 'rule')"
    arg_joiner = ", '$[*] ? (@.gives == $band)', "
    arity = 2
    output_field = TextField()


def _place(name: str) -> Case:
    whens = [When(**{name: band}, then=Value(place)) for band, place in _PLACE.items()]
    return Case(*whens, output_field=IntegerField())


_MOVED: Final = Case(
    When(suggested_band=None, then=Value(NOTHING)),
    When(band=F("suggested_band"), then=Value(KEPT)),
    default=Case(When(went__lt=0, then=Value(UP)), default=Value(DOWN)),
)
_AS_SUGGESTED: Final = Q(band=F("suggested_band"), path=F("suggested_path"))
_DIFFERS: Final = Q(suggested_band__isnull=False) & ~_AS_SUGGESTED
_SECOND_PERSON: Final = {
    "endorsed": Q(endorsed_at__isnull=False),
    "returned": Q(returned_by__isnull=False),
    "waiting": Q(endorsed_at=None, replaced_at=None),
    "again": Q(endorsed_at=None, returned_by=None, replaced_at__isnull=False),
}


def made(scope: Scope, *, viewer: User) -> Rows:
    """Return the decisions that the report is about: the one set that every number counts."""
    found = Decision.objects.filter(decided_at__gte=scope.begins_at, decided_at__lt=scope.ends_at)
    if not viewer.may(Permission.READ_TRIAGE_REPORTS):
        found = found.none()
    if scope.team:
        found = found.filter(decided_by__team=scope.team)
    if scope.officer:
        found = found.filter(decided_by=scope.officer)
    return found.annotate(
        went=_place("band") - _place("suggested_band"),
        moved=_MOVED,
    )


def selected(scope: Scope, select: Select, *, viewer: User) -> Rows:
    """Return the decisions behind one number, for the list that it opens to."""
    found = made(scope, viewer=viewer)
    for name, asked in (
        ("suggested_band", select.suggested_band),
        ("suggested_path", select.suggested_path),
    ):
        if asked:
            found = found.filter(**{name: None if asked == NOT_GRADED else asked})
    for name in ("band", "path"):
        if asked := getattr(select, name):
            found = found.filter(**{name: asked})
    if select.moved == ANY:
        found = found.filter(suggested_band__isnull=False)
    elif select.moved:
        found = found.filter(moved=select.moved)
    if select.differs:
        found = found.filter(_DIFFERS if select.differs == "yes" else _AS_SUGGESTED)
    if select.policy:
        found = found.filter(assessment__policy_version=select.policy)
    if select.rule:
        found = with_rule(found).filter(giving_rule=select.rule)
    if select.officer:
        found = found.filter(decided_by__staff_number=select.officer)
    if select.second_person:
        found = found.filter(_SECOND_PERSON[select.second_person], path=Path.NO_FURTHER_ACTION)
    if select.after:
        found = second_opinions(found) if select.after == "another" else own_changes(found)
        for name in ("first_band", "first_path"):
            if asked := getattr(select, name):
                found = found.filter(**{name: asked})
    return found


def with_rule(found: Rows) -> Rows:
    """Return the decisions that had a suggestion, with the rule and the version that gave it."""
    graded: Rows = found.filter(suggested_band__isnull=False).annotate(
        giving_rule=Coalesce(
            GivingRule("assessment__reasons", JSONObject(band="suggested_band")),
            Value("", output_field=TextField()),
        ),
        version=Coalesce("assessment__policy_version", Value("")),
    )
    return graded


@dataclass(frozen=True)
class Moves:
    """What officers made of a suggested band, in numbers; and of the path beside it."""

    kept: int = 0
    up: int = 0
    down: int = 0
    # Decisions whose band or path, or both, are other than suggested.
    differ: int = 0

    @property
    def of(self) -> int:
        """How many had a suggestion."""
        return self.kept + self.up + self.down

    @property
    def agree(self) -> Share:
        """The share whose band was kept."""
        return Share(self.kept, self.of)

    @property
    def differing(self) -> Share:
        """The share whose band or path is other than suggested."""
        return Share(self.differ, self.of)

    def __add__(self, other: "Moves") -> "Moves":
        return Moves(
            self.kept + other.kept,
            self.up + other.up,
            self.down + other.down,
            self.differ + other.differ,
        )


@dataclass(frozen=True)
class OfOfficer:
    """One officer's decisions beside the suggestions."""

    staff_number: str
    name: str
    moves: Moves


@dataclass(frozen=True)
class Agreement:
    """The decisions of a period beside what the policy suggested."""

    made: int
    # Nothing was suggested for these: the rules could not run.
    without_suggestion: int
    moves: Moves
    # How many by (suggested, decided); "not_graded" where nothing was suggested.
    bands: Pairs
    paths: Pairs
    officers: list[OfOfficer]
    # Of decisions for no further action, by what a second person did.
    second_person: Mapping[str, int]


def agreement(scope: Scope, *, viewer: User) -> Agreement:
    """Return how the decisions compare with the suggestions."""
    columns = ("suggested_band", "band", "suggested_path", "path", "decided_by")
    groups = made(scope, viewer=viewer).order_by().values_list(*columns).annotate(count=Count("pk"))
    bands: dict[tuple[str, str], int] = {}
    paths: dict[tuple[str, str], int] = {}
    officers: dict[int, Moves] = {}
    total = without = 0
    for said_band, band, said_path, path, officer, count in groups:
        total += count
        without += 0 if said_band else count
        add(bands, (said_band or NOT_GRADED, band), count)
        add(paths, (said_path or NOT_GRADED, path), count)
        moves = moves_of((said_band, band), (said_path, path), count)
        officers[officer] = officers.get(officer, Moves()) + moves
    return Agreement(
        made=total,
        without_suggestion=without,
        moves=sum(officers.values(), Moves()),
        bands=bands,
        paths=paths,
        officers=_named(officers),
        second_person=_second_person(scope, viewer=viewer),
    )


def _named(officers: Mapping[int, Moves]) -> list[OfOfficer]:
    """Return the officers by name: an order by rate would be a ranking."""
    named = User.objects.filter(pk__in=officers).order_by("name", "staff_number")
    return [OfOfficer(one.staff_number, one.name, officers[one.pk]) for one in named]


def moves_of(bands: tuple[str | None, str], paths: tuple[str | None, str], count: int) -> Moves:
    """Return what officers made of a suggestion, so many times; nothing where there was none."""
    said, band = bands
    if said is None:
        return Moves()
    return Moves(
        kept=count if band == said else 0,
        up=count if _PLACE[band] < _PLACE[said] else 0,
        down=count if _PLACE[band] > _PLACE[said] else 0,
        differ=0 if band == said and paths[0] == paths[1] else count,
    )


def add(counts: dict[tuple[str, str], int], pair: tuple[str, str], count: int) -> None:
    """Count some more of a pair."""
    counts[pair] = counts.get(pair, 0) + count


def _second_person(scope: Scope, *, viewer: User) -> dict[str, int]:
    ended = made(scope, viewer=viewer).filter(path=Path.NO_FURTHER_ACTION).order_by()
    found: dict[str, int] = ended.aggregate(
        **{name: Count("pk", filter=condition) for name, condition in _SECOND_PERSON.items()}
    )
    return found


def overrides(*, since: datetime, until: datetime) -> tuple[int, int]:
    """Return how many decisions were made, and how many differ from the suggestion. No names."""
    found = Decision.objects.filter(decided_at__gte=since, decided_at__lt=until)
    counted = found.aggregate(made=Count("pk"), differ=Count("pk", filter=_DIFFERS))
    return counted["made"], counted["differ"]
