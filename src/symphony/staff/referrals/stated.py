"""What was read from a referral, as rows of words: every field, absent ones as "Not stated"."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from symphony.referrals.models import Referral, StatedIdentifier, StatedPerson
from symphony.referrals.models.referral import Channel
from symphony.referrals.queries import ReadFile, ReadPerson
from symphony.staff.referrals import told, words
from symphony.triage import policy
from symphony.triage.policy.words import NOT_KNOWN
from symphony.web import times


@dataclass(frozen=True)
class Row:
    """One thing that was stated."""

    key: str
    value: str


def matters(referral: Referral, facts: dict[str, Any]) -> list[Row]:
    """Return the facts that decide what comes first."""
    priority = words.three_state(referral.high_priority)
    if referral.high_priority_reason:
        priority = f"{priority}\n{referral.high_priority_reason}"
    doubts = told.doubts(referral.doubts)
    return [
        Row("A child is in danger now", words.three_state(referral.danger_now)),
        Row("Marked high priority", priority),
        Row("A child speaks of hurting themselves", words.three_state(referral.self_harm)),
        *([Row("Words that raised the alarm", heard)] if (heard := alarm_words(referral)) else []),
        Row("Access to children", _access(facts)),
        *([Row("Why it may not be meant", words.stated(doubts))] if doubts else []),
    ]


# Where words of immediate harm stand: `triage.alarm.looking`.
_WHERE = {
    "report": "in the report",
    "priority": "in why it is high priority",
    "form": "in an answer on the form",
    "incident": "in what is said of where it happened",
    "person": "in what is said of a person",
    "file": "in what is said of a file",
    "message": "in a later message of the sender",
}


def alarm_words(referral: Referral) -> str:
    """Return the words that raised the alarm as they stand in the report, with the list's why."""
    return "\n".join(
        f"“{one['words']}”, {_WHERE.get(one['where'], one['where'])}: {one['why']}"
        for one in referral.alarm_words or ()
    )


def _access(facts: dict[str, Any]) -> str:
    """Return the access to children that is known, in the policy's words; No only if all are."""
    try:
        asked = [fact for fact in policy.load().facts.values() if fact.part == "access"]
    except policy.BadPolicy:
        return "Not known: the policy cannot be read"
    said = [(fact, str(facts.get(fact.name, NOT_KNOWN))) for fact in asked]
    ways = [fact.said(value) for fact, value in said if value not in (NOT_KNOWN, "no")]
    if not ways and all(value == "no" for _, value in said):
        ways = [fact.said(value) for fact, value in said]
    if ways:
        return "\n".join(f"{way[:1].upper()}{way[1:]}" for way in ways)
    return "Not known"


def report(referral: Referral, *, hide: bool = True) -> list[Row]:
    """Return what was read of the report itself; names of files in it are hidden unless asked."""
    if referral.channel == Channel.PUBLIC_FORM:
        return [Row(question, answer) for question, answer in told.rows(referral)]
    rest = {k: v for k, v in referral.stated.items() if k not in {SUPPLEMENTS, "where"}}
    return [
        Row("Incident", words.incident(referral.incident_type)),
        Row("Marks set by the company", _marks(referral.annotations)),
        Row("When", _moment(referral.incident_at_stated, referral.incident_at)),
        Row("Platform", words.stated(referral.platform)),
        Row("Sender", words.stated(referral.sender)),
        Row("Sender's number", words.stated(referral.source_reference)),
        Row("One of many alike (batched)", words.three_state(referral.batched)),
        Row("In the sender's words", words.stated(referral.narrative)),
        *(row for place in referral.stated.get("where", []) for row in _place(place, hide=hide)),
        *(Row(key, value) for key, value in words.rows(rest, hide=hide)),
    ]


def _place(said: dict[str, Any], *, hide: bool) -> list[Row]:
    """Return where on the internet, or off it, something happened, and what is said of that."""
    kind = words.PLACES.get(str(said.get("kind")), words.stated(said.get("kind")))
    place = ": ".join(filter(None, [kind, str(said.get("name") or "")]))
    rest = {key: value for key, value in said.items() if key not in {"kind", "name"}}
    return [
        Row("Where", place),
        *(Row(k, v) for k, v in words.rows(rest, above="Where", hide=hide)),
    ]


SUPPLEMENTS = "supplements"


@dataclass(frozen=True)
class Supplement:
    """What a later report of the same number says otherwise; nothing stored before was changed."""

    received_at: datetime | None
    sha256: str
    rows: list[Row]


def supplements(referral: Referral, *, hide: bool = True) -> list[Supplement]:
    """Return what later reports said, in the order in which they came."""
    found = []
    for said in referral.stated.get(SUPPLEMENTS, []):
        rest = {k: v for k, v in said.items() if k not in {"received_at", "document"}}
        rows = [Row(key, value) for key, value in words.rows(rest, hide=hide)]
        found.append(
            Supplement(_read_time(said.get("received_at")), said.get("document", ""), rows)
        )
    return found


def _read_time(text: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None


def hides_anything(referral: Referral) -> bool:
    """Say whether the report itself, beside its files, names files."""
    rows = [*report(referral), *(row for one in supplements(referral) for row in one.rows)]
    return any(row.value == words.HIDDEN for row in rows)


def _marks(annotations: Iterable[str]) -> str:
    return words.stated([words.annotation(wire) for wire in annotations])


def _moment(as_stated: str, at: datetime | None) -> str:
    if not as_stated and at is None:
        return words.NOT_STATED
    return f"As received: {as_stated}\nUTC: {words.utc(at)}\nLondon: {words.london(at)}"


# Of those who send a report nobody needs to hear that their age is not stated.
_SENDERS = {StatedPerson.Part.REPORTER, StatedPerson.Part.REPORTER_CONTACT}


@dataclass(frozen=True)
class PersonCard:
    """Somebody whom the referral names, as stated."""

    title: str
    rows: list[Row]


def person(said: ReadPerson) -> PersonCard:
    """Return one person's card. A name is not in its title: titles are read aloud and printed."""
    part = StatedPerson.Part(said.part).label
    born = times.staff_date(said.date_of_birth) if said.date_of_birth else words.NOT_STATED
    age = words.stated(said.age_stated or said.age)
    always = said.part not in _SENDERS
    rows = [
        *([Row("Name", words.stated(said.name))] if always or said.name else []),
        *([Row("Born", born)] if always or said.date_of_birth else []),
        *([Row("Age as stated", age)] if always or age != words.NOT_STATED else []),
        *([Row("School", words.stated(said.school))] if said.school else []),
        *(identifier_row(one) for one in said.identifiers),
        *(Row(key, value) for key, value in words.rows(said.details)),
    ]
    return PersonCard(f"{said.position}. {part}", rows)


def identifier_row(said: Any) -> Row:
    """Return an identifier with whether the company verified it, and whatever else it says."""
    value = said.value
    if said.verified is not None:
        value += f"\nVerified by the company: {words.three_state(said.verified).lower()}"
    for key, more in words.rows(_beside(said)):
        if more != words.NOT_STATED:
            value += f"\n{key}: {more}"
    return Row(StatedIdentifier.Kind(said.kind).label, value)


def _beside(said: Any) -> dict[str, Any]:
    """Return an identifier's details without those that its value was put together from."""
    if said.kind == StatedIdentifier.Kind.ADDRESS:
        return {"kind": said.details.get("kind")}
    return dict(said.details)


@dataclass(frozen=True)
class FileCard:
    """A reported file: never the file, and its name only where it was asked for."""

    id: str
    title: str
    has_name: bool
    shown_name: str
    rows: list[Row]


def file(said: ReadFile, *, number: int, shown_name: str = "") -> FileCard:
    """Return one file's card."""
    grade = words.NOT_STATED
    if said.company_grade:
        grade = f"{said.company_grade}\nThe company's own grade. It is not A, B or C."
    rows = [
        Row("Company's own number", words.stated(said.file_id)),
        Row("Seen by the company", words.three_state(said.viewed_by_company)),
        Row("Its EXIF seen by the company", words.three_state(said.exif_viewed_by_company)),
        Row("Open to anybody", words.three_state(said.publicly_available)),
        Row("Company's own grade", grade),
        Row("Marks set by the company", _marks(said.annotations)),
        Row("Why it was sent", words.stated(said.relevance)),
        Row("Uploaded", _moment(said.uploaded_at_stated, said.uploaded_at)),
        *(_hash(one) for one in said.hashes),
        *(Row(key, value) for key, value in words.rows(said.details, hide=not shown_name)),
        *(Row(key, value) for key, value in unmapped(said.unmapped)),
        *(Row("Warning", text) for text in warnings(said.warnings)),
    ]
    return FileCard(str(said.id), f"File {number}", said.has_name, shown_name, rows)


def _hash(said: Any) -> Row:
    if not isinstance(said, dict):
        return Row("Hash", words.stated(said))
    value = words.stated(said.get("value"))
    if said.get("stated"):
        value = f"{value}\nAs received: {said['stated']}"
    return Row(f"Hash, {said.get('kind') or 'kind not stated'}", value)


def unmapped(found: Iterable[Any]) -> list[tuple[str, str]]:
    """Return (where it stood, its text) for what has no field here, in full."""
    rows = []
    for one in found:
        if not isinstance(one, dict):
            rows.append(("Not recognised", words.stated(one)))
            continue
        where = str(one.get("path") or "Not recognised")
        rest = {key: value for key, value in one.items() if key != "path" and value}
        text = str(rest.pop("text", "") or rest.pop("value", "") or "")
        more = words.stated(rest) if rest else ""
        rows.append((where, "\n".join(filter(None, [text, more])) or "(empty)"))
    return rows


def warnings(found: Iterable[Any]) -> list[str]:
    """Return what is odd about single values, in words."""
    texts = []
    for one in found:
        if isinstance(one, dict):
            where, text = str(one.get("path") or ""), str(one.get("text") or one.get("code") or "")
            texts.append(f"{text} ({where})" if where else text)
        else:
            texts.append(str(one))
    return texts
