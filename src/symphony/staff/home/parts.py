"""What a home page is made of: sections of lines, and one button."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Clock:
    """A time that runs out, by its name."""

    name: str
    due_at: datetime
    began_at: datetime | None = None
    met_at: datetime | None = None
    paused_at: datetime | None = None
    waiting_for: str = ""


@dataclass(frozen=True)
class Line:
    """One thing that waits. A reference on it was shown, which is recorded."""

    words: str = ""
    reference: str = ""
    url: str = ""
    band: str = ""
    has_band: bool = False
    clock: Clock | None = None
    # Further references that stand in the words.
    mentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it, or the words for when nothing does."""

    title: str
    lines: list[Line] = field(default_factory=list)
    empty: str = ""
    more: str = ""
    more_url: str = ""


@dataclass(frozen=True)
class Button:
    """The one green button: where it leads, or where it is sent to if it does something."""

    words: str
    url: str
    acts: bool = False


@dataclass(frozen=True)
class Home:
    """Everything on one person's home page."""

    sections: list[Section]
    button: Button | None = None

    @property
    def references(self) -> list[str]:
        """Return every reference that the page shows."""
        lines = [line for section in self.sections for line in section.lines]
        found = [each for line in lines for each in (line.reference, *line.mentions) if each]
        return list(dict.fromkeys(found))


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun: 1 case, 1,204 cases."""
    return f"{number:,} {one if number == 1 else many}"
