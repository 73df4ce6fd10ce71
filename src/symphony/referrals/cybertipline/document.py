"""What a CyberTipline document states, field by field, as it was stated.

Texts that were not given are empty, numbers and flags that were not given are None: absent is
never false. The field tree is that of the CyberTipline Reporting API (report, fileDetails,
reportResponse).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as written; `utc` only where it is a full time with its offset from UTC."""

    raw: str
    utc: datetime | None
    offset_stated: bool


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written; `value` is None where it is not one."""

    raw: str
    value: date | None


@dataclass(frozen=True, slots=True)
class Unmapped:
    """Something in the document that has no field here, kept word for word."""

    path: str
    text: str
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Remark:
    """Something odd about one value, which is kept all the same."""

    code: str
    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Phone:
    number: str
    kind: str
    verified: bool | None
    verified_at: Moment | None
    country_code: str
    extension: str


@dataclass(frozen=True, slots=True)
class Email:
    address: str
    kind: str
    verified: bool | None
    verified_at: Moment | None


@dataclass(frozen=True, slots=True)
class Address:
    kind: str
    street: str
    city: str
    postcode: str
    state: str
    non_usa_state: str
    country: str


@dataclass(frozen=True, slots=True)
class Location:
    """Where the company estimates the account to be used."""

    city: str
    region: str
    country_code: str
    verified: bool | None
    at: Moment | None


@dataclass(frozen=True, slots=True)
class IpEvent:
    """One connection as the company logged it."""

    address: str
    event: str
    at: Moment | None
    possible_proxy: bool | None
    port: int | None


@dataclass(frozen=True, slots=True)
class Device:
    kind: str
    value: str
    event: str
    at: Moment | None


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is said to be, and how to reach them."""

    first_name: str
    last_name: str
    phones: tuple[Phone, ...]
    emails: tuple[Email, ...]
    addresses: tuple[Address, ...]
    age_stated: str
    age: int | None
    age_discrepancy: bool | None
    date_of_birth: WrittenDate | None


@dataclass(frozen=True, slots=True)
class AssociatedAccount:
    """Another account that the company connects with this one."""

    kind: str
    third_party_user: bool | None
    platform: str
    first_name: str
    middle_name: str
    last_name: str
    age_stated: str
    approximate_age: int | None
    age_discrepancy: bool | None
    phones: tuple[Phone, ...]
    emails: tuple[Email, ...]
    all_emails_reported: bool | None
    addresses: tuple[Address, ...]
    service: str
    identifier: str
    profile_urls: tuple[str, ...]
    screen_name: str
    display_names: tuple[str, ...]
    profile_bio: str
    group: str
    ip_events: tuple[IpEvent, ...]
    devices: tuple[Device, ...]
    temporarily_disabled: bool | None
    permanently_disabled: bool | None
    additional_info: str


class Role(StrEnum):
    """The part in which a report names somebody. None of them makes a suspect."""

    REPORTED_USER = "personOrUserReported"
    INTENDED_RECIPIENT = "intendedRecipient"
    VICTIM = "victim"


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody the report is about, with their account at the company."""

    role: Role
    person: Person | None
    vehicle_description: str
    identifier: str
    service: str
    compromised: bool | None
    screen_name: str
    display_names: tuple[str, ...]
    profile_urls: tuple[str, ...]
    profile_bio: str
    ip_events: tuple[IpEvent, ...]
    devices: tuple[Device, ...]
    school: str
    third_party_user: bool | None
    prior_reports: tuple[str, ...]
    group: str
    location: Location | None
    all_emails_reported: bool | None
    accounts: tuple[AssociatedAccount, ...]
    temporarily_disabled: bool | None
    permanently_disabled: bool | None
    additional_info: str


@dataclass(frozen=True, slots=True)
class Incident:
    """Where on the internet it happened: one of eight kinds, each with some of these fields."""

    kind: str
    name: str
    urls: tuple[str, ...]
    third_party_hosted: bool | None
    emails: tuple[Email, ...]
    content: str
    chat_room: str
    console: str
    phone: Phone | None
    latitude: str
    longitude: str
    addresses: tuple[Address, ...]
    ip_events: tuple[IpEvent, ...]
    file_names: str
    additional_info: str


@dataclass(frozen=True, slots=True)
class LawEnforcement:
    """What the company says that it has had to do with the police already."""

    country: str
    agency: str
    case_number: str
    officer: Person | None
    reported: bool | None
    served_domestic: bool | None
    served_international: bool | None


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who sent the report, for which company."""

    person: Person | None
    contact: Person | None
    company: str
    terms_of_service: str
    legal_url: str


@dataclass(frozen=True, slots=True)
class Report:
    batched: bool
    batched_reason: str
    incident_type: str
    platform: str
    escalated: bool
    escalation_reason: str
    annotations: tuple[str, ...]
    incident_at: Moment | None
    incident_at_description: str
    incidents: tuple[Incident, ...]
    law_enforcement: LawEnforcement | None
    reporter: Reporter | None
    parties: tuple[Party, ...]
    additional_info: str


@dataclass(frozen=True, slots=True)
class FileHash:
    """A hash as written, and in plain form (small letters, no gaps) if it is hexadecimal."""

    kind: str
    raw: str
    value: str


@dataclass(frozen=True, slots=True)
class NameValue:
    """One pair that the company took from the file: kind EXIF or HASH."""

    kind: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class FileDetails:
    """One file that the company reported: its hashes and where it stood, never the file."""

    report_id: str
    file_id: str
    original_name: str
    uploaded_at: Moment | None
    location: str
    viewed_by_company: bool | None
    exif_viewed_by_company: bool | None
    publicly_available: bool | None
    relevance: str
    annotations: tuple[str, ...]
    classification: str
    hashes: tuple[FileHash, ...]
    ip_events: tuple[IpEvent, ...]
    devices: tuple[Device, ...]
    details: tuple[NameValue, ...]
    additional_info: str


@dataclass(frozen=True, slots=True)
class Response:
    """The reporting system's answer to a company: it holds the number that a report got."""

    code: str
    description: str
    report_id: str
    file_ids: tuple[str, ...]
    file_hash: str
    done: bool


class Kind(StrEnum):
    """What a document is, by the most telling thing in it."""

    REPORT = "report"
    FILE_DETAILS = "file_details"
    RESPONSE = "response"


@dataclass(frozen=True, slots=True)
class Document:
    """One document as read: a report, files of one report, an answer, or these together.

    `report_id` is the report's number if one stands anywhere in the document, else empty.
    """

    kind: Kind
    report: Report | None
    files: tuple[FileDetails, ...]
    response: Response | None
    report_id: str
    unmapped: tuple[Unmapped, ...]
    warnings: tuple[Remark, ...]
