"""Reading who a report names, how to reach them, and what their accounts were seen doing."""

from symphony.referrals.cybertipline import values
from symphony.referrals.cybertipline import vocabulary as words
from symphony.referrals.cybertipline.document import (
    Address,
    AssociatedAccount,
    Device,
    Email,
    IpEvent,
    Location,
    Party,
    Person,
    Phone,
    Role,
)
from symphony.referrals.cybertipline.part import Part

_OLDEST = 150
_ADDRESS_FAULTS = {
    "not_an_ip_address": "Not an IP address; kept as written.",
    "private_ip_address": "A private or reserved IP address: it leads to no subscriber.",
}


def phone(part: Part) -> Phone:
    read = Phone(
        number=part.own_text(),
        kind=part.attribute_word("type", words.PHONE_KINDS),
        verified=part.attribute_flag("verified"),
        verified_at=part.attribute_moment("verificationDate"),
        country_code=part.attribute("countryCallingCode"),
        extension=part.attribute("extension"),
    )
    part.rest()
    return read


def email(part: Part) -> Email:
    read = Email(
        address=part.own_text(),
        kind=part.attribute_word("type", words.EMAIL_KINDS),
        verified=part.attribute_flag("verified"),
        verified_at=part.attribute_moment("verificationDate"),
    )
    part.rest()
    return read


def address(part: Part) -> Address:
    read = Address(
        kind=part.attribute_word("type", words.ADDRESS_KINDS),
        street=part.text("address", 255),
        city=part.text("city", 100),
        postcode=part.text("zipCode", 20),
        state=part.text("state"),
        non_usa_state=part.text("nonUsaState", 100),
        country=part.text("country"),
    )
    part.rest()
    return read


def location(part: Part) -> Location:
    read = Location(
        city=part.text("city", 255),
        region=part.text("region", 255),
        country_code=part.text("countryCode"),
        verified=part.attribute_flag("verified"),
        at=part.attribute_moment("timestamp"),
    )
    part.rest()
    return read


def ip_event(part: Part) -> IpEvent:
    read = IpEvent(
        address=part.text("ipAddress"),
        event=part.word("eventName", words.EVENTS),
        at=part.moment("dateTime"),
        possible_proxy=part.flag("possibleProxy"),
        port=part.number("port", 1, 65_535),
    )
    if read.address and (fault := values.address_fault(read.address)):
        part.notes.remark(fault, f"{part.path}/ipAddress", _ADDRESS_FAULTS[fault])
    part.rest()
    return read


def device(part: Part) -> Device:
    read = Device(
        kind=part.text("idType", 255),
        value=part.text("idValue", 2083),
        event=part.word("eventName", words.EVENTS),
        at=part.moment("dateTime"),
    )
    part.rest()
    return read


def ip_events(part: Part) -> tuple[IpEvent, ...]:
    return tuple(ip_event(each) for each in part.parts("ipCaptureEvent"))


def devices(part: Part) -> tuple[Device, ...]:
    return tuple(device(each) for each in part.parts("deviceId"))


def emails(part: Part, name: str = "email") -> tuple[Email, ...]:
    return tuple(email(each) for each in part.parts(name))


def phones(part: Part, name: str = "phone") -> tuple[Phone, ...]:
    return tuple(phone(each) for each in part.parts(name))


def addresses(part: Part, name: str = "address") -> tuple[Address, ...]:
    return tuple(address(each) for each in part.parts(name))


def person(part: Part | None) -> Person | None:
    """Read a Person or a ContactPerson, which has no age."""
    if part is None:
        return None
    read = Person(
        first_name=part.text("firstName", 100),
        last_name=part.text("lastName", 100),
        phones=phones(part),
        emails=emails(part),
        addresses=addresses(part),
        age_stated=part.look("age"),
        age=part.number("age", 0, _OLDEST),
        age_discrepancy=part.flag("ageAssertionDiscrepancy"),
        date_of_birth=part.date("dateOfBirth"),
    )
    part.rest()
    return read


def party(part: Part, role: Role) -> Party:
    """Read the reported user, an intended recipient or a victim."""
    disabled, disabled_for_good = _disabled(part)
    inner = part.part(f"{role}Person")
    if inner is not None and disabled is None and disabled_for_good is None:
        disabled, disabled_for_good = _disabled(inner)
    located = part.part("estimatedLocation")
    read = Party(
        role=role,
        person=person(inner),
        vehicle_description=part.prose("vehicleDescription"),
        identifier=part.text("espIdentifier", 255),
        service=part.text("espService", 100),
        compromised=part.flag("compromisedAccount"),
        screen_name=part.text("screenName", 256),
        display_names=part.texts("displayName"),
        profile_urls=part.texts("profileUrl"),
        profile_bio=part.prose("profileBio"),
        ip_events=ip_events(part),
        devices=devices(part),
        school=part.text("schoolName", 255),
        third_party_user=part.flag("thirdPartyUserReported"),
        prior_reports=part.texts("priorCTReports"),
        group=part.text("groupIdentifier", 255),
        location=location(located) if located else None,
        all_emails_reported=part.flag("allEmailsReported"),
        accounts=tuple(account(each) for each in part.parts("associatedAccount")),
        temporarily_disabled=disabled,
        permanently_disabled=disabled_for_good,
        additional_info=part.prose("additionalInfo"),
    )
    part.rest()
    return read


def account(part: Part) -> AssociatedAccount:
    disabled, disabled_for_good = _disabled(part)
    read = AssociatedAccount(
        kind=part.attribute_word("accountType", words.ACCOUNT_KINDS),
        third_party_user=part.attribute_flag("thirdPartyUser"),
        platform=part.text("platform", 256),
        first_name=part.text("firstName", 256),
        middle_name=part.text("middleName", 256),
        last_name=part.text("lastName", 256),
        age_stated=part.look("approximateAge"),
        approximate_age=part.number("approximateAge", 0, _OLDEST),
        age_discrepancy=part.flag("ageAssertionDiscrepancy"),
        phones=phones(part),
        emails=emails(part),
        all_emails_reported=part.flag("allEmailsReported"),
        addresses=addresses(part),
        service=part.text("espService", 256),
        identifier=part.text("espIdentifier", 256),
        profile_urls=part.texts("profileUrl"),
        screen_name=part.text("screenName", 256),
        display_names=part.texts("displayName"),
        profile_bio=part.prose("profileBio"),
        group=part.text("groupIdentifier", 256),
        ip_events=ip_events(part),
        devices=devices(part),
        temporarily_disabled=disabled,
        permanently_disabled=disabled_for_good,
        additional_info=part.prose("additionalInfo"),
    )
    part.rest()
    return read


def _disabled(part: Part) -> tuple[bool | None, bool | None]:
    """Read two flags that some companies send and the published schema does not have."""
    return part.flag("accountTemporarilyDisabled"), part.flag("accountPermanentlyDisabled")
