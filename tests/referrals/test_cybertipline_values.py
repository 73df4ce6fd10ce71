"""Times, ages, addresses, ports and hashes are read as what they are, or kept as written."""

from datetime import UTC, datetime

import pytest

from tests import samples
from tests.referrals.reading import codes, kept, read, user


def test_a_time_without_an_offset_has_no_moment_in_utc():
    party, document = user(
        "<ipCaptureEvent><ipAddress>192.0.2.1</ipAddress><dateTime>2023-05-14T22:41:07</dateTime></ipCaptureEvent>"
    )

    at = party.ip_events[0].at
    assert (at.raw, at.utc, at.offset_stated) == ("2023-05-14T22:41:07", None, False)
    assert "no_offset" in codes(document)


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        # The clock went back at 01:00 UTC: with offsets each half past one is a moment of its own.
        ("2022-10-30T01:30:00+01:00", datetime(2022, 10, 30, 0, 30, tzinfo=UTC)),
        ("2022-10-30T01:30:00+00:00", datetime(2022, 10, 30, 1, 30, tzinfo=UTC)),
        ("2023-03-26T01:30:00Z", datetime(2023, 3, 26, 1, 30, tzinfo=UTC)),
        ("2023-05-14T24:00:00Z", datetime(2023, 5, 15, 0, 0, tzinfo=UTC)),
        ("2023-05-14T22:41:07.1234567+00:00", datetime(2023, 5, 14, 22, 41, 7, 123456, tzinfo=UTC)),
        ("2999-01-01T00:00:00Z", datetime(2999, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_full_time_is_the_moment_it_says(written, utc):
    document = read(
        f"<report><incidentSummary><incidentDateTime>{written}</incidentDateTime></incidentSummary></report>"
    )

    assert document.report.incident_at.utc == utc
    assert document.report.incident_at.raw == written
    assert document.report.incident_at.offset_stated


@pytest.mark.parametrize(
    "written",
    [
        "14/05/2023 22:41",
        "2023-05-14",
        "2023-13-45T00:00:00Z",
        "yesterday",
        "20230514T224107Z",
        "0001-01-01T00:00:00+14:00",
    ],
)
def test_what_is_no_full_time_is_kept_as_written_and_not_guessed(written):
    document = read(
        f"<report><incidentSummary><incidentDateTime>{written}</incidentDateTime></incidentSummary></report>"
    )

    assert document.report.incident_at.raw == written
    assert document.report.incident_at.utc is None
    assert "not_a_time" in codes(document)


@pytest.mark.parametrize(("written", "age"), [("0", 0), ("150", 150), ("13", 13)])
def test_ages_at_both_ends_are_read(written, age):
    document = read(
        samples.report(f"<victim><victimPerson><age>{written}</age></victimPerson></victim>")
    )

    assert document.report.parties[0].person.age == age


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("151", "out_of_range"),
        ("-1", "not_a_number"),
        ("about 13", "not_a_number"),
        ("٣", "not_a_number"),
    ],
)
def test_an_age_that_cannot_be_is_kept_as_written(written, code):
    document = read(
        samples.report(f"<victim><victimPerson><age>{written}</age></victimPerson></victim>")
    )

    assert document.report.parties[0].person.age is None
    assert ("age", written) in kept(document)
    assert code in codes(document)


def test_five_hundred_connections_are_all_read():
    event = "<ipCaptureEvent><ipAddress>192.0.2.1</ipAddress><port>{}</port></ipCaptureEvent>"
    party, _ = user("".join(event.format(number) for number in range(1, 501)))

    assert [event.port for event in party.ip_events] == list(range(1, 501))


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("192.0.2.7", None),
        ("2001:db8::7", None),
        ("::ffff:192.0.2.7", None),
        ("10.0.0.7", "private_ip_address"),
        ("::ffff:10.0.0.7", "private_ip_address"),
        ("100.64.0.1", "private_ip_address"),
        ("192.0.2.7:443", "not_an_ip_address"),
        ("unknown", "not_an_ip_address"),
    ],
)
def test_a_connection_address_is_kept_as_written_and_doubts_are_noted(address, code):
    party, document = user(f"<ipCaptureEvent><ipAddress>{address}</ipAddress></ipCaptureEvent>")

    assert party.ip_events[0].address == address
    assert codes(document) == ([code] if code else [])


def test_a_port_that_cannot_be_is_kept():
    party, document = user(
        "<ipCaptureEvent><ipAddress>192.0.2.1</ipAddress><port>70000</port></ipCaptureEvent>"
    )

    assert party.ip_events[0].port is None
    assert ("port", "70000") in kept(document)


@pytest.mark.parametrize(
    ("kind", "written", "plain"),
    [
        ("MD5", "D41D8CD98F00B204E9800998ECF8427E", "d41d8cd98f00b204e9800998ecf8427e"),
        ("MD5", "d41d 8cd9 8f00 b204 e980 0998 ecf8 427e", "d41d8cd98f00b204e9800998ecf8427e"),
        ("PhotoDNA", "AbC+/=", "AbC+/="),
    ],
)
def test_a_hash_has_a_plain_form_beside_what_was_written(kind, written, plain):
    (file,) = read(
        samples.file_details(
            inside=f"<originalFileHash hashType='{kind}'>{written}</originalFileHash>"
        )
    ).files

    assert (file.hashes[0].raw, file.hashes[0].value) == (written, plain)


def test_a_hash_of_the_wrong_length_is_kept_and_noted():
    document = read(
        samples.file_details(
            inside="<originalFileHash hashType='SHA-1'>"
            "d41d8cd98f00b204e9800998ecf8427e</originalFileHash>"
        )
    )

    assert document.files[0].hashes[0].value == "d41d8cd98f00b204e9800998ecf8427e"
    assert codes(document) == ["hash_length"]
