"""Reading a report or file details: every value is in a field as stated, or kept word for word."""

from datetime import UTC, date, datetime

import pytest

from symphony.referrals.cybertipline.document import Role
from tests import samples
from tests.referrals.reading import codes, kept, read, user


def test_the_published_sample_report_is_read_whole():
    document = read(samples.REPORT)

    report = document.report
    assert document.kind == "report"
    assert report.incident_type == "Online Enticement of Children for Sexual Acts"
    assert report.platform == "ExampleApp"
    assert report.escalated
    assert report.escalation_reason == "Child states they are being threatened today"
    assert report.annotations == ("sextortion", "minorToMinorInteraction")
    assert report.incident_at.utc == datetime(2023, 5, 15, 5, 41, 7, tzinfo=UTC)
    assert report.incident_at.raw == "2023-05-14T22:41:07-07:00"
    assert report.reporter.company == "Example ESP"
    assert report.incidents[0].kind == "chatIm"
    assert report.incidents[0].name == "ExampleApp"

    user, child = report.parties
    assert user.role == Role.REPORTED_USER
    assert user.person.phones[0].number == "07700900123"
    assert user.person.phones[0].country_code == "+44"
    assert user.person.phones[0].verified is True
    assert user.person.date_of_birth.value == date(1988, 2, 29)
    assert (user.identifier, user.service, user.screen_name) == (
        "esp-000123",
        "ExampleApp",
        "synthetic_one",
    )
    assert [event.address for event in user.ip_events] == ["192.0.2.10", "2001:db8::10"]
    assert user.ip_events[0].port == 51544
    assert user.ip_events[0].possible_proxy is False
    assert user.ip_events[1].port is None
    assert user.ip_events[1].possible_proxy is None
    assert user.devices[0].value == "490154203237518"
    assert user.prior_reports == ("100000001",)
    assert user.location.verified is False
    assert child.role == Role.VICTIM
    assert child.person.age == 13
    assert child.school == "Synthetic High School"
    assert document.unmapped == ()
    assert document.warnings == ()


def test_the_published_sample_of_a_file_is_read_whole():
    document = read(samples.FILE_DETAILS)

    (file,) = document.files
    assert document.kind == "file_details"
    assert document.report_id == file.report_id == "100000002"
    assert file.file_id == "b0754af766b426f2928a02c651ed4b99"
    assert file.viewed_by_company is True
    assert file.exif_viewed_by_company is False
    assert file.publicly_available is False
    assert file.annotations == ("possibleSelfProduction",)
    assert file.classification == "B2"
    assert [(h.kind, h.value) for h in file.hashes] == [
        ("MD5", "d41d8cd98f00b204e9800998ecf8427e"),
        ("SHA1", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
    ]
    assert file.details[0].name == "Make"
    assert file.details[0].value == "ExampleCam"
    assert document.unmapped == ()
    assert document.warnings == ()


@pytest.mark.parametrize("name", ["fileViewedByEsp", "exifViewedByEsp", "publiclyAvailable"])
def test_a_flag_that_is_absent_is_not_stated_and_not_false(name):
    field = {
        "fileViewedByEsp": "viewed_by_company",
        "exifViewedByEsp": "exif_viewed_by_company",
        "publiclyAvailable": "publicly_available",
    }[name]

    absent = read(samples.file_details()).files[0]
    stated = read(samples.file_details(inside=f"<{name}>false</{name}>")).files[0]

    assert getattr(absent, field) is None
    assert getattr(stated, field) is False


@pytest.mark.parametrize(
    ("written", "value"),
    [("true", True), ("TRUE", True), ("1", True), ("False", False), ("0", False), (" true ", True)],
)
def test_a_flag_may_be_written_in_any_of_the_usual_ways(written, value):
    party, document = user(f"<compromisedAccount>{written}</compromisedAccount>")

    assert party.compromised is value
    assert document.unmapped == ()


def test_a_flag_that_says_neither_yes_nor_no_is_kept_and_not_guessed():
    party, document = user("<compromisedAccount>perhaps</compromisedAccount>")

    assert party.compromised is None
    assert kept(document) == [("compromisedAccount", "perhaps")]
    assert "not_a_flag" in codes(document)


def test_unknown_elements_between_known_ones_cost_nothing_of_what_follows():
    party, document = user(
        "<espIdentifier>one</espIdentifier>"
        "<somethingNew level='3'>text<inner>more</inner>tail</somethingNew>"
        "<screenName>two</screenName>"
        "<ipCaptureEvent><ipAddress>192.0.2.1</ipAddress></ipCaptureEvent>"
    )

    assert (party.identifier, party.screen_name) == ("one", "two")
    assert len(party.ip_events) == 1
    assert kept(document) == [
        ("somethingNew", "text"),
        ("inner", "more"),
        ("somethingNew", "tail"),
    ]
    assert document.unmapped[0].attributes == {"level": "3"}


def test_the_order_of_elements_does_not_matter():
    backwards = samples.REPORT.replace(
        "<ipAddress>192.0.2.10</ipAddress><eventName>Login</eventName>",
        "<eventName>Login</eventName><ipAddress>192.0.2.10</ipAddress>",
    )

    assert read(backwards) == read(samples.REPORT)


def test_namespaces_and_prefixes_do_not_matter():
    prefixed = (
        b'<n:report xmlns:n="urn:x"><n:incidentSummary>'
        b"<n:platform>ExampleApp</n:platform></n:incidentSummary></n:report>"
    )
    undeclared = (
        b"<report><incidentSummary><z:platform>ExampleApp</z:platform></incidentSummary></report>"
    )

    assert read(prefixed).report.platform == "ExampleApp"
    assert read(undeclared).report.platform == "ExampleApp"


def test_unknown_words_are_kept_where_they_stand_and_noted():
    document = read(
        "<report><incidentSummary><incidentType>A New Kind</incidentType>"
        "<reportAnnotations><spam/><brandNew/></reportAnnotations></incidentSummary></report>"
    )

    assert document.report.incident_type == "A New Kind"
    assert document.report.annotations == ("spam",)
    assert ("incidentType", "A New Kind") in kept(document)
    assert ("brandNew", "") in kept(document)
    assert "unknown_word" in codes(document)


def test_a_word_in_the_wrong_case_is_still_that_word():
    party, document = user(
        "<ipCaptureEvent><ipAddress>192.0.2.1</ipAddress><eventName>login</eventName></ipCaptureEvent>"
    )

    assert party.ip_events[0].event == "Login"
    assert document.unmapped == ()


def test_an_annotation_that_says_false_is_not_set_and_is_kept():
    document = read(
        samples.report(
            summary="<reportAnnotations><sextortion>false</sextortion><spam>true</spam></reportAnnotations>"
        )
    )

    assert document.report.annotations == ("spam",)
    assert ("sextortion", "false") in kept(document)


def test_two_victims_are_two_people():
    document = read(
        samples.report(
            "<victim><espIdentifier>a</espIdentifier></victim><victim><espIdentifier>b</espIdentifier></victim>"
        )
    )

    assert [party.identifier for party in document.report.parties] == ["a", "b"]


def test_two_reported_users_are_both_read_though_the_format_allows_one():
    document = read(
        samples.report(
            "<personOrUserReported><screenName>a</screenName></personOrUserReported>" * 2
        )
    )

    assert [party.screen_name for party in document.report.parties] == ["a", "a"]


def test_a_second_value_where_one_is_allowed_is_kept():
    party, document = user("<screenName/><screenName>one</screenName><screenName>two</screenName>")

    assert party.screen_name == "one"
    assert "two" in [text for _, text in kept(document)]


def test_age_assertion_discrepancy_and_possible_proxy_are_read():
    party, _ = user(
        "<personOrUserReportedPerson><ageAssertionDiscrepancy>true</ageAssertionDiscrepancy></personOrUserReportedPerson>"
        "<ipCaptureEvent><ipAddress>192.0.2.1</ipAddress><possibleProxy>true</possibleProxy></ipCaptureEvent>"
    )

    assert party.person.age_discrepancy is True
    assert party.ip_events[0].possible_proxy is True


def test_an_associated_account_is_read_whole():
    party, document = user(
        "<associatedAccount accountType='Parent/Guardian' thirdPartyUser='true'>"
        "<platform>OtherApp</platform><middleName>Q</middleName><approximateAge>41</approximateAge>"
        "<email type='Recovery'>a@example.org</email><espIdentifier>77</espIdentifier>"
        "<displayName>x</displayName><displayName>y</displayName></associatedAccount>"
    )

    (account,) = party.accounts
    assert account.kind == "Parent/Guardian"
    assert account.third_party_user is True
    assert account.approximate_age == 41
    assert account.emails[0].kind == "Recovery"
    assert account.display_names == ("x", "y")
    assert document.unmapped == ()


@pytest.mark.parametrize(
    "place", ["{}", "<personOrUserReportedPerson>{}</personOrUserReportedPerson>"]
)
def test_the_flags_that_only_some_companies_send_are_read_where_they_put_them(place):
    party, document = user(
        place.format(
            "<accountTemporarilyDisabled>true</accountTemporarilyDisabled><accountPermanentlyDisabled>false</accountPermanentlyDisabled>"
        )
    )

    assert (party.temporarily_disabled, party.permanently_disabled) == (True, False)
    assert document.unmapped == ()


@pytest.mark.parametrize(
    "incident",
    [
        "<webPageIncident thirdPartyHostedContent='true'><url>https://example.org/a</url></webPageIncident>",
        "<webPageIncident><thirdPartyHostedContent>true</thirdPartyHostedContent><url>https://example.org/a</url></webPageIncident>",
    ],
)
def test_third_party_hosting_is_read_as_attribute_and_as_element(incident):
    document = read(samples.report(f"<internetDetails>{incident}</internetDetails>"))

    assert document.report.incidents[0].third_party_hosted is True
    assert document.report.incidents[0].urls == ("https://example.org/a",)
    assert document.unmapped == ()


def test_every_kind_of_incident_is_read():
    document = read(
        samples.report(
            "<internetDetails><emailIncident><emailAddress>a@example.org</emailAddress><content>c</content></emailIncident></internetDetails>"
            "<internetDetails><newsgroupIncident><name>n</name></newsgroupIncident></internetDetails>"
            "<internetDetails><onlineGamingIncident><gameName>g</gameName><console>k</console></onlineGamingIncident></internetDetails>"
            "<internetDetails><cellPhoneIncident><phoneNumber>07700900001</phoneNumber><latitude>53.7</latitude><longitude>-2.7</longitude></cellPhoneIncident></internetDetails>"
            "<internetDetails><nonInternetIncident><locationName>l</locationName><incidentAddress><city>Exampleton</city></incidentAddress></nonInternetIncident></internetDetails>"
            "<internetDetails><peer2peerIncident><client>p</client><fileNames>f</fileNames><ipCaptureEvent><ipAddress>192.0.2.1</ipAddress></ipCaptureEvent></peer2peerIncident></internetDetails>"
        )
    )

    incidents = {incident.kind: incident for incident in document.report.incidents}
    assert incidents["email"].emails[0].address == "a@example.org"
    assert incidents["newsgroup"].name == "n"
    assert incidents["onlineGaming"].console == "k"
    assert incidents["cellPhone"].phone.number == "07700900001"
    assert incidents["cellPhone"].latitude == "53.7"
    assert incidents["nonInternet"].addresses[0].city == "Exampleton"
    assert incidents["peer2peer"].ip_events[0].address == "192.0.2.1"
    assert document.unmapped == ()


@pytest.mark.parametrize(
    "name", ["servedLegalProcessInternational", "servedLegalPorcessInternational"]
)
def test_law_enforcement_is_read_in_both_spellings(name):
    document = read(
        samples.report(
            "<lawEnforcement fleaCountry='GB'><agencyName>Exampleshire Police</agencyName>"
            f"<{name}>true</{name}></lawEnforcement>"
        )
    )

    assert document.report.law_enforcement.country == "GB"
    assert document.report.law_enforcement.served_international is True
    assert document.unmapped == ()


def test_a_batched_report_says_so_and_why():
    document = read(samples.report("<batchedReport reason='VIRAL_POTENTIAL_MEME'/>"))

    assert document.report.batched
    assert document.report.batched_reason == "VIRAL_POTENTIAL_MEME"


@pytest.mark.parametrize(
    "document",
    [
        samples.report(summary="<escalateToHighPriority/>"),
        samples.report(summary="<escalateToHighPriority>now</escalateToHighPriority>"),
        samples.report("<escalateToHighPriority>elsewhere</escalateToHighPriority>"),
    ],
)
def test_the_mark_of_high_priority_counts_wherever_it_stands(document):
    assert read(document).report.escalated


def test_a_supplemental_file_with_a_classification_is_kept_and_noted():
    document = read(
        samples.file_details(
            inside="<fileRelevance>Supplemental Reported</fileRelevance>"
            "<industryClassification>A1</industryClassification>"
        )
    )

    assert document.files[0].classification == "A1"
    assert codes(document) == ["supplemental_classified"]
