"""What an import cannot take as it stands: it is kept and shown, and never a picture."""

import hashlib
from datetime import UTC, datetime

import pytest

from symphony.referrals.models import (
    QuarantinedItem,
    Referral,
    StatedIdentifier,
)
from symphony.triage.models import Alert
from tests import samples
from tests.triage.taking import counts, take

pytestmark = pytest.mark.django_db


def test_what_is_in_quarantine_is_known_too(place):
    top = place({"a.xml": b"not XML", "b.jpg": samples.JPEG, "c.xml": b""})

    assert counts(take(top)) == (0, 0, 0, 3)
    assert counts(take(top)) == (0, 3, 0, 0)
    assert QuarantinedItem.objects.count() == 3


def test_an_answer_without_a_number_is_quarantined(place):
    top = place(
        {"response.xml": b"<reportResponse><responseCode>4100</responseCode></reportResponse>"}
    )

    assert counts(take(top)) == (0, 0, 0, 1)
    assert QuarantinedItem.objects.get().code == "no_report_number"


def test_quarantine_keeps_the_reason_the_place_and_the_bytes(place):
    data = b"<report>\n<a>\n</report>"

    take(place({"bad.xml": data}))

    item = QuarantinedItem.objects.get()
    assert item.code == "not_xml"
    assert item.place == "line 3, column 10"
    assert bytes(item.body) == data
    assert (item.sha256, item.size) == (hashlib.sha256(data).hexdigest(), len(data))
    assert item.source_name.endswith("in/bad.xml")
    assert item.reference.startswith("Q-23-")
    assert item.high_priority is None
    assert not Alert.objects.exists()


def test_media_and_file_bytes_are_never_kept_anywhere(place):
    blob = samples.base64_of()
    embedded = samples.report(
        f"<additionalInfo>{blob}</additionalInfo>",
        summary="<escalateToHighPriority/>",
        number="100000009",
    )
    top = place(
        {
            "a.jpg": samples.JPEG,
            "b.xml": embedded,
            "c.zip": samples.zipped([("p", samples.JPEG + b" "), ("e.xml", embedded + b" ")]),
        }
    )

    assert counts(take(top)) == (0, 0, 0, 4)
    bodies = [bytes(item.body or b"") for item in QuarantinedItem.objects.all()]
    assert not any(samples.JPEG[:12] in body or blob[:40].encode() in body for body in bodies)
    item = QuarantinedItem.objects.get(sha256=hashlib.sha256(embedded).hexdigest())
    assert item.body_is_redacted
    assert item.report_id == "100000009"
    # Marked high priority: the alert is raised although the report cannot be stored.
    assert {alert.quarantined.code for alert in Alert.objects.all()} == {"embedded_bytes"}


def test_a_bad_name_in_a_zip_is_quarantined_without_file_bytes(place):
    blob = samples.base64_of()
    bad = samples.report(f"<additionalInfo>{blob}</additionalInfo>")
    top = place({"z.zip": samples.zipped([("../a.xml", samples.report()), ("../b.xml", bad)])})

    assert counts(take(top)) == (0, 0, 0, 2)
    first, second = QuarantinedItem.objects.order_by("source_name")
    assert first.code == second.code == "zip_entry_name"
    assert bytes(first.body) == samples.report()
    assert second.body_is_redacted


def test_a_time_in_the_future_is_a_remark_on_the_value(place):
    future = samples.report(number="100000009").replace(
        b"2023-05-14T22:41:07Z", b"2999-01-01T00:00:00Z"
    )

    assert counts(take(place({"a.xml": future}))) == (1, 0, 0, 0)
    referral = Referral.objects.get()
    assert referral.incident_at == datetime(2999, 1, 1, tzinfo=UTC)
    assert [warning["code"] for warning in referral.warnings] == ["in_the_future"]


def test_values_too_long_for_a_column_are_kept_whole(place):
    long = "word " * 2_000
    report = samples.report(
        f"<reporter><companyTemplate>{long}</companyTemplate></reporter>"
        f"<personOrUserReported><screenName>{long}</screenName><ipCaptureEvent><ipAddress>{long}"
        f"</ipAddress><dateTime>{long}</dateTime></ipCaptureEvent></personOrUserReported>"
    )

    assert counts(take(place({"a.xml": report}))) == (1, 0, 0, 0)
    referral = Referral.objects.get()
    assert len(referral.sender) == 255
    assert [each["path"] for each in referral.unmapped] == [
        "companyTemplate",
        "ipAddress",
        "dateTime",
    ]
    assert all(each["text"] == long.strip() for each in referral.unmapped)
    assert StatedIdentifier.objects.get().value == long.strip()


@pytest.mark.slow
def test_what_the_database_refuses_is_quarantined_and_the_rest_is_stored(place):
    # More people than their positions can count.
    crowd = samples.report("<victim/>" * 33_000, number="100000001")
    top = place({"a.xml": samples.report(number="100000002"), "b.xml": crowd, "c.xml": b"junk"})

    assert counts(take(top)) == (1, 0, 0, 2)
    assert set(QuarantinedItem.objects.values_list("code", flat=True)) == {
        "not_xml",
        "not_storable",
    }
    assert counts(take(top)) == (0, 3, 0, 0)


def test_control_characters_and_markup_reach_the_database_as_text(place):
    report = samples.report(
        "<additionalInfo>a\x00b &lt;script&gt;x&lt;/script&gt; \x01</additionalInfo>"
    )

    take(place({"a.xml": report}))

    assert Referral.objects.get().narrative == "a\u2400b <script>x</script> \u2401"
