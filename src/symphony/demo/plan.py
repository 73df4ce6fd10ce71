"""What is to be told: every report with its time, contents and fate. Same seed, same plan."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Connection:
    """One connection that a company logged."""

    address: str
    at: datetime
    event: str
    port: int | None
    proxy: bool | None
    offset: str


@dataclass(frozen=True)
class File:
    """One reported file: hashes and what the company says of it."""

    file_id: str
    md5: str
    sha1: str
    viewed: bool | None
    grade: str
    flags: tuple[str, ...]
    uploaded_at: datetime


@dataclass(frozen=True)
class Child:
    """A child named or described in a report, and who they turn out to be."""

    age: int
    name: str
    screen_name: str
    school: str
    stated: bool


@dataclass(frozen=True)
class Report:
    """One CyberTipline report as it arrives, with what becomes of it."""

    number: int
    received_at: datetime
    incident_at: datetime
    incident: str
    platform: str
    sender: str
    account: str
    screen_name: str
    email: str
    phone: str
    town: str
    fate: str
    connections: tuple[Connection, ...]
    files: tuple[File, ...] = ()
    annotations: tuple[str, ...] = ()
    high_priority: str = ""
    batched: bool = False
    narrative: str = ""
    children: tuple[Child, ...] = ()
    # True for the cases of the planned week.
    in_operation: bool = False
    # For an education visit: whether the child's account also had to be secured.
    needs_securing: bool = True
    seed: int = 0


@dataclass(frozen=True)
class Size:
    """How much is told."""

    # Raw reports in the three years to 24 May 2023, oldest first.
    reports: tuple[int, int, int]
    # Of the last year: how many take which path.
    fates: dict[str, int]
    # Of the two years before: the share of reports decided on a path other than no further action.
    earlier_share: float = 0.13


FULL = Size(
    reports=(1900, 2800, 4000),
    fates={"investigate": 345, "educate": 105, "safeguard": 48, "prevent": 9, "transfer": 18},
)
SMALL = Size(
    reports=(25, 35, 60),
    fates={"investigate": 8, "educate": 4, "safeguard": 2, "prevent": 1, "transfer": 1},
)
SIZES = {"full": FULL, "small": SMALL}

# The week: twelve people arrested, each with two children near them, and eleven visits, after ten
# of which the child's account was secured: thirty-four children.
WEEK_CASES, WEEK_VISITS, WEEK_CHILDREN_A_CASE = 12, 11, 2


HOUR = timedelta(hours=1)
