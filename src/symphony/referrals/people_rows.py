"""The people of a report as rows, with what is stated of each."""

from datetime import datetime
from typing import Any

from symphony.core.ids import uuid7
from symphony.referrals.cybertipline import document as stated
from symphony.referrals.models import Referral, StatedPerson
from symphony.referrals.plain import plain
from symphony.referrals.stated_rows import Kind, StatedRows

Part = StatedPerson.Part
_PARTS = {
    stated.Role.REPORTED_USER: Part.REPORTED_USER,
    stated.Role.INTENDED_RECIPIENT: Part.INTENDED_RECIPIENT,
    stated.Role.VICTIM: Part.CHILD,
}
# What has a column or a row of its own, and so need not stand among the details.
_PERSON_ELSEWHERE = {"first_name", "last_name", "age", "age_stated"}
_PERSON_ELSEWHERE |= {"phones", "emails", "addresses"}
_IDENTIFIERS = {"identifier", "screen_name", "display_names", "profile_urls", "group", "devices"}
_PARTY_ELSEWHERE = _IDENTIFIERS | {"role", "person", "school", "ip_events", "accounts"}
_ACCOUNT_ELSEWHERE = _IDENTIFIERS | _PERSON_ELSEWHERE | {"middle_name", "approximate_age"}
_ACCOUNT_ELSEWHERE |= {"ip_events"}


class PeopleRows(StatedRows):
    """The rows of one document, the people whom it names among them."""

    def __init__(self, referral: Referral | None, *, real_time: datetime) -> None:
        super().__init__(referral, real_time=real_time)
        self.people: list[StatedPerson] = []

    def of_report(self, report: stated.Report) -> None:
        """Add everyone whom a report names, the reporter last, and what it says of itself."""
        for party in report.parties:
            self._party(party)
        if reporter := report.reporter:
            self._contact(reporter.person, Part.REPORTER)
            self._contact(reporter.contact, Part.REPORTER_CONTACT)
        for incident in report.incidents:
            self.values(None, Kind.LINK, incident.urls)
            self.emails(None, incident.emails)
            self.phones(None, (incident.phone,) if incident.phone else ())
            self.addresses(None, incident.addresses)
            self.ip_events_of(incident.ip_events)

    def _party(self, party: stated.Party) -> None:
        person = self._person(
            _PARTS[party.role],
            party.person,
            school=party.school,
            details=plain(party, without=_PARTY_ELSEWHERE),
        )
        self.account(person, party)
        self.ip_events_of(party.ip_events, person=person)
        for account in party.accounts:
            self._associated(account, person)

    def _associated(self, account: stated.AssociatedAccount, holder: StatedPerson) -> None:
        names = (account.first_name, account.middle_name, account.last_name)
        person = self._add(
            Part.ASSOCIATED_ACCOUNT,
            name=" ".join(filter(None, names)),
            age=account.approximate_age,
            age_stated=account.age_stated,
            details={
                "connected_with_person": holder.position,
                **plain(account, without=_ACCOUNT_ELSEWHERE),
            },
        )
        self.reached_by(person, account)
        self.account(person, account)
        self.ip_events_of(account.ip_events, person=person)

    def _contact(self, contact: stated.Person | None, part: StatedPerson.Part) -> None:
        if contact is not None and plain(contact):
            self._person(part, contact)

    def _person(
        self,
        part: StatedPerson.Part,
        person: stated.Person | None,
        *,
        school: str = "",
        details: dict[str, Any] | None = None,
    ) -> StatedPerson:
        if person is None:
            return self._add(part, school=school, details=details or {})
        born = person.date_of_birth
        without = _PERSON_ELSEWHERE | ({"date_of_birth"} if born and born.value else set())
        row = self._add(
            part,
            name=" ".join(filter(None, (person.first_name, person.last_name))),
            date_of_birth=born.value if born else None,
            age=person.age,
            age_stated=person.age_stated,
            school=school,
            details=(details or {}) | plain(person, without=without),
        )
        self.reached_by(row, person)
        return row

    def _add(self, part: StatedPerson.Part, **values: Any) -> StatedPerson:
        values["age_stated"] = self.fit(values.get("age_stated", ""), "age", 60)
        assert self.referral is not None, "people are of a referral"
        row = StatedPerson(
            id=uuid7(),
            referral=self.referral,
            part=part,
            position=len(self.people) + 1,
            **values,
        )
        self.people.append(row)
        return row
