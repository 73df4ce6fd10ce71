"""What is said of a person, as the pages show it."""

from dataclasses import dataclass

from symphony.accounts.models import User
from symphony.cases import queries as cases
from symphony.people import ages, queries
from symphony.people.models import Person, PersonValue
from symphony.web import times


@dataclass(frozen=True)
class Line:
    """One thing said of the person: the entry, its words, and where it was said."""

    row: queries.ValueRow
    words: str
    source: str


def of(person: Person, *, viewer: User) -> list[Line]:
    """Return everything ever said of the person; a source the viewer may not see is not named."""
    sources = cases.visible_sources(person, viewer=viewer)
    return [
        Line(
            row=row,
            words=_words(row),
            source=row.source if row.source in sources else "Another team's record",
        )
        for row in queries.values(person)
    ]


def _words(row: queries.ValueRow) -> str:
    born = ages.date_of(row.value) if row.kind == PersonValue.Kind.DATE_OF_BIRTH else None
    return times.staff_date(born) if born else row.value
