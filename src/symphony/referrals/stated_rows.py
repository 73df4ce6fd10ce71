"""Identifiers and connections as they were stated, as rows."""

import re
from datetime import datetime
from typing import Any

from symphony.core.bulk import new_row
from symphony.core.ids import uuid7
from symphony.referrals.cybertipline import document as stated
from symphony.referrals.models import (
    IpEvent,
    Referral,
    ReportedFile,
    StatedIdentifier,
    StatedPerson,
)
from symphony.referrals.plain import plain, without_empty

Kind = StatedIdentifier.Kind
_LONGEST_PLAIN = 300


class StatedRows:
    """The rows of one document while they are put together, and what did not fit into them.

    Without a referral they wait for theirs.
    """

    def __init__(self, referral: Referral | None, *, real_time: datetime) -> None:
        self.referral, self._real_time = referral, real_time
        self.identifiers: list[StatedIdentifier] = []
        self.ip_events: list[IpEvent] = []
        self.unmapped: list[dict[str, Any]] = []
        self.warnings: list[dict[str, Any]] = []

    def fit(self, text: str, name: str, limit: int) -> str:
        """Return what a column holds of a text; one that is longer is kept whole as well."""
        if len(text) <= limit:
            return text
        self.unmapped.append({"path": name, "text": text})
        return text[: limit - 1] + "\N{HORIZONTAL ELLIPSIS}"

    def check_time(self, at: stated.Moment, name: str) -> None:
        """Note a time in the future, by real time; it is kept all the same."""
        if at.utc and at.utc > self._real_time:
            self.warnings.append(
                {"code": "in_the_future", "path": name, "text": "This time is in the future."}
            )

    def reached_by(
        self, person: StatedPerson, said: stated.Person | stated.AssociatedAccount
    ) -> None:
        self.phones(person, said.phones)
        self.emails(person, said.emails)
        self.addresses(person, said.addresses)

    def account(self, person: StatedPerson, said: stated.Party | stated.AssociatedAccount) -> None:
        service = without_empty({"service": said.service})
        self.values(person, Kind.ACCOUNT, (said.identifier,), service)
        self.values(person, Kind.SCREEN_NAME, (said.screen_name,), service)
        self.values(person, Kind.DISPLAY_NAME, said.display_names, service)
        self.values(person, Kind.PROFILE, said.profile_urls)
        self.values(person, Kind.GROUP, (said.group,), service)
        for device in said.devices:
            self._identifier(
                person,
                Kind.DEVICE,
                device.value,
                re.sub(r"[\s:-]+", "", device.value),
                details=plain(device, without={"value"}),
            )

    def values(
        self,
        person: StatedPerson | None,
        kind: StatedIdentifier.Kind,
        values: tuple[str, ...],
        details: dict[str, Any] | None = None,
    ) -> None:
        for value in values:
            if value:
                self._identifier(person, kind, value, value, details=details)

    def emails(self, person: StatedPerson | None, emails: tuple[stated.Email, ...]) -> None:
        for email in emails:
            self._identifier(
                person,
                Kind.EMAIL,
                email.address,
                email.address,
                verified=email.verified,
                details=plain(email, without={"address", "verified"}),
            )

    def phones(self, person: StatedPerson | None, phones: tuple[stated.Phone, ...]) -> None:
        for phone in phones:
            self._identifier(
                person,
                Kind.PHONE,
                phone.number,
                _plain_phone(phone),
                verified=phone.verified,
                details=plain(phone, without={"number", "verified"}),
            )

    def addresses(self, person: StatedPerson | None, addresses: tuple[stated.Address, ...]) -> None:
        for address in addresses:
            lines = (
                address.street,
                address.city,
                address.state,
                address.non_usa_state,
                address.postcode,
                address.country,
            )
            value = ", ".join(filter(None, lines))
            words = re.sub(r"[\s,.]+", " ", value)
            self._identifier(person, Kind.ADDRESS, value, words, details=plain(address))

    def _identifier(
        self,
        person: StatedPerson | None,
        kind: StatedIdentifier.Kind,
        value: str,
        searched: str,
        *,
        verified: bool | None = None,
        details: dict[str, Any] | None = None,
    ) -> None:
        if not value and not details:
            return
        assert self.referral is not None, "identifiers are of a referral"
        self.identifiers.append(
            new_row(
                StatedIdentifier,
                id=uuid7(),
                referral_id=self.referral.pk,
                person_id=person.pk if person else None,
                kind=kind,
                value=value,
                plain=searched.strip().casefold()[:_LONGEST_PLAIN],
                verified=verified,
                details=details or {},
            )
        )

    def ip_events_of(
        self,
        events: tuple[stated.IpEvent, ...],
        *,
        person: StatedPerson | None = None,
        file: ReportedFile | None = None,
    ) -> None:
        for event in events:
            at = event.at
            self.ip_events.append(
                new_row(
                    IpEvent,
                    id=uuid7(),
                    referral_id=self.referral.pk if self.referral else None,
                    person_id=person.pk if person else None,
                    file_id=file.pk if file else None,
                    address=self.fit(event.address, "ipAddress", 100),
                    at_stated=self.fit(at.raw if at else "", "dateTime", 64),
                    at_utc=at.utc if at else None,
                    offset_stated=at.offset_stated if at else None,
                    event=self.fit(event.event, "eventName", 40),
                    port=event.port,
                    possible_proxy=event.possible_proxy,
                )
            )
            if at:
                self.check_time(at, "ipCaptureEvent/dateTime")


def _plain_phone(phone: stated.Phone) -> str:
    """Return a number with its country code where that is stated: +447700900123."""
    number = re.sub(r"[^\d+]+", "", phone.number)
    if phone.country_code and not number.startswith("+"):
        return f"{phone.country_code}{number.lstrip('0')}"
    return number
