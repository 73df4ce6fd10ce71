"""Importing files: each is counted once, and nothing that came is lost."""

import hashlib
from datetime import UTC, datetime

import pytest

from symphony.audit.models import Entry
from symphony.referrals import files
from symphony.referrals.models import (
    ImportRun,
    IpEvent,
    RawDocument,
    Receipt,
    Referral,
    ReportedFile,
    StatedIdentifier,
    StatedPerson,
)
from symphony.triage import services
from symphony.triage.models import Alert, Band, QueueEntry
from symphony.triage.services import importing
from tests import make, samples
from tests.triage.taking import counts, take

pytestmark = pytest.mark.django_db


def test_a_report_is_stored_graded_and_queued_with_everything_stated(place):
    tally = take(place({"report-100000009.xml": samples.REPORT.encode()}))

    assert vars(tally) == {
        "files": 1,
        "imported": 1,
        "known": 0,
        "supplemented": 0,
        "quarantined": 0,
    }
    referral = Referral.objects.get()
    assert referral.source_reference == "100000009"
    assert referral.sender == "Example ESP"
    assert referral.high_priority is True
    assert referral.high_priority_reason == "Child states they are being threatened today"
    assert referral.danger_now is None
    assert referral.batched is None
    assert referral.annotations == ["sextortion", "minorToMinorInteraction"]
    assert referral.incident_at == datetime(2023, 5, 15, 5, 41, 7, tzinfo=UTC)
    assert referral.incident_at_stated == "2023-05-14T22:41:07-07:00"
    assert referral.received_at == make.NOON
    entry = QueueEntry.objects.get(referral=referral)
    assert entry.band == Band.VERY_HIGH
    assert Alert.objects.filter(referral=referral).count() == 1
    assert referral.unmapped == []
    assert referral.warnings == []

    user, child, reporter = StatedPerson.objects.order_by("position")
    assert (user.part, child.part, reporter.part) == ("reported_user", "child", "reporter")
    assert str(user.date_of_birth) == "1988-02-29"
    assert (child.age, child.school) == (13, "Synthetic High School")
    assert user.details["location"]["city"] == "Preston"
    assert user.details["prior_reports"] == ["100000001"]
    said = {(i.kind, i.value): i for i in StatedIdentifier.objects.filter(person=user)}
    assert said["phone", "07700900123"].plain == "+447700900123"
    assert said["phone", "07700900123"].verified is True
    assert ("email", "synthetic.one@example.org") in said
    assert ("account", "esp-000123") in said
    assert ("device", "490154203237518") in said
    first, second = IpEvent.objects.order_by("at_utc")
    assert (first.person, first.port, first.possible_proxy) == (user, 51544, False)
    assert (second.address, second.port, second.possible_proxy) == ("2001:db8::10", None, None)

    document = RawDocument.objects.get()
    assert bytes(document.body) == samples.REPORT.encode()
    assert document.sha256 == hashlib.sha256(samples.REPORT.encode()).hexdigest()


def test_a_file_has_its_hashes_its_flags_and_its_connections(place):
    take(
        place({"a.xml": samples.report(number="100000002"), "b.xml": samples.FILE_DETAILS.encode()})
    )

    file = ReportedFile.objects.get()
    assert file.referral == Referral.objects.get()
    assert file.viewed_by_company is True
    assert file.exif_viewed_by_company is False
    assert file.company_grade == "B2"
    assert file.annotations == ["possibleSelfProduction"]
    assert file.hashes[0] == {"kind": "MD5", "value": "d41d8cd98f00b204e9800998ecf8427e"}
    assert file.details["from_the_file"] == [
        {"kind": "EXIF", "name": "Make", "value": "ExampleCam"}
    ]
    event = IpEvent.objects.get()
    assert (event.file, event.referral) == (file, file.referral)


def test_the_same_bytes_again_add_nothing_wherever_they_lie(place, tmp_path):
    report = samples.report(number="100000009")
    top = place({"a.xml": report, "b/c.xml": report, "b/z.zip": samples.zipped([("x", report)])})

    assert counts(take(top)) == (1, 2, 0, 0)
    assert counts(take(top)) == (0, 3, 0, 0)
    assert Referral.objects.count() == RawDocument.objects.count() == 1


def test_a_report_without_a_number_anywhere_is_stored_with_none(place):
    top = place({"a.xml": samples.report(), "b.xml": samples.report("<victim/>")})

    assert counts(take(top)) == (2, 0, 0, 0)
    assert list(Referral.objects.values_list("source_reference", flat=True)) == ["", ""]


@pytest.mark.parametrize("names", [("a-report.xml", "b-file.xml"), ("b-report.xml", "a-file.xml")])
@pytest.mark.parametrize("batch", [1, 200])
def test_a_file_finds_its_report_in_the_same_run_in_whatever_order(
    place, names, batch, monkeypatch
):
    report, file = names
    contents = {report: samples.report(number="100000002"), file: samples.FILE_DETAILS.encode()}
    top = place(contents)
    monkeypatch.setattr(importing, "BATCH", batch)

    assert counts(take(top)) == (1, 0, 1, 0)
    assert ReportedFile.objects.get().referral == Referral.objects.get()
    assert IpEvent.objects.get().referral == Referral.objects.get()
    assert Receipt.objects.filter(outcome="supplemented").count() == 1


def test_a_file_without_its_report_waits_and_is_attached_when_that_comes(place):
    waits = place({"file.xml": samples.FILE_DETAILS.encode()}, "first")
    comes = place({"report.xml": samples.report(number="100000002")}, "second")

    assert counts(take(waits)) == (1, 0, 0, 0)
    assert ReportedFile.objects.get().referral is None
    assert counts(take(comes)) == (1, 0, 0, 0)
    referral = Referral.objects.get()
    assert ReportedFile.objects.get().referral == referral
    assert set(RawDocument.objects.values_list("referral", flat=True)) == {referral.pk}
    assert IpEvent.objects.get().referral == referral


def test_a_file_of_a_stored_report_can_make_it_more_urgent(place):
    take(place({"report.xml": samples.report(number="100000002")}, "first"))
    before = QueueEntry.objects.get()
    live = samples.file_details(inside="<fileAnnotations><liveStreaming/></fileAnnotations>")

    tally = take(place({"file.xml": live}, "second"))

    after = QueueEntry.objects.get()
    assert counts(tally) == (0, 0, 1, 0)
    assert after.rank <= before.rank
    assert Entry.objects.filter(what="triage.reassessed").count() == 1


def test_the_same_number_with_other_content_supplements_its_report(place):
    first = samples.report(
        "<personOrUserReported><espIdentifier>u1</espIdentifier></personOrUserReported>",
        number="100000009",
    )
    second = samples.report(
        "<personOrUserReported><personOrUserReportedPerson><email>a@example.org</email>"
        "</personOrUserReportedPerson><espIdentifier>u1</espIdentifier></personOrUserReported>"
        "<victim><victimPerson><age>12</age></victimPerson></victim>"
        "<additionalInfo>More was found</additionalInfo>",
        summary="<escalateToHighPriority>now</escalateToHighPriority>",
        number="100000009",
    )
    take(place({"a.xml": first}, "first"))
    assert not Alert.objects.exists()

    tally = take(place({"b.xml": second}, "second"))

    assert counts(tally) == (0, 0, 1, 0)
    referral = Referral.objects.get()
    assert referral.high_priority is True
    assert referral.documents.count() == 2
    user, child = referral.people.order_by("position")
    assert (user.part, child.part, child.age) == ("reported_user", "child", 12)
    assert {i.value for i in user.identifiers.all()} == {"u1", "a@example.org"}
    assert referral.stated["supplements"][0]["narrative"] == "More was found"
    assert QueueEntry.objects.get().band == Band.VERY_HIGH
    assert Alert.objects.count() == 1


def test_two_versions_of_a_report_in_one_batch_are_one_referral(place):
    top = place(
        {
            "a.xml": samples.report(number="100000009"),
            "b.xml": samples.report("<victim/>", number="100000009"),
            "c.xml": samples.report("<victim/> ", number="100000009"),
        }
    )

    assert counts(take(top)) == (1, 0, 2, 0)
    assert Referral.objects.get().documents.count() == 3
    assert Referral.objects.get().people.count() == 1


def test_an_answer_gives_its_report_the_number_and_is_a_supplement(place):
    top = place({"x/report.xml": samples.report(), "x/response.xml": samples.response("100000009")})

    assert counts(take(top)) == (1, 0, 1, 0)
    assert Referral.objects.get().source_reference == "100000009"


def test_a_report_with_its_answer_and_files_in_one_document_is_one_file(place):
    document = b"<r>%s%s%s</r>" % (
        samples.report(),
        samples.response("100000009"),
        samples.file_details("100000009"),
    )

    assert counts(take(place({"a.xml": document}))) == (1, 0, 0, 0)
    assert ReportedFile.objects.get().referral == Referral.objects.get()
    assert Referral.objects.get().source_reference == "100000009"


def test_every_file_has_a_receipt_and_the_run_is_recorded(place):
    report = samples.report(number="100000009")
    top = place(
        {
            "a.xml": report,
            "b.xml": report,
            "c.xml": b"junk",
            "d.xml": samples.file_details("100000009"),
        }
    )

    take(top)

    run = ImportRun.objects.get()
    assert run.finished_at == make.NOON
    outcomes = {r.source_name[-5:]: r.outcome for r in Receipt.objects.filter(run=run)}
    assert outcomes == {
        "a.xml": "imported",
        "b.xml": "known",
        "c.xml": "quarantined",
        "d.xml": "supplemented",
    }
    ended = Entry.objects.get(what="referrals.import_ended")
    assert ended.details["files"] == 4
    assert ended.by == "system:test"


def test_an_empty_folder_is_a_run_of_nothing(place, tmp_path):
    (tmp_path / "empty").mkdir()

    assert vars(take(tmp_path / "empty"))["files"] == 0


def test_what_is_stored_when_the_rest_fails_stays_and_the_same_again_finishes(place, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 2)
    top = place({f"{n}.xml": samples.report(number=str(100_000_000 + n)) for n in range(5)})

    def stop(tally):
        if tally.files == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        services.import_files(
            files.walk([top]), by="system:test", now=lambda: make.NOON, after_each_batch=stop
        )

    assert Referral.objects.count() == 4
    assert counts(take(top)) == (1, 4, 0, 0)


def test_a_batch_takes_the_same_number_of_queries_however_many_reports_it_holds(
    place, django_assert_max_num_queries
):
    few = place({f"{n}.xml": samples.report(number=str(100_000_000 + n)) for n in range(3)}, "few")
    many = place(
        {f"{n}.xml": samples.report(number=str(200_000_000 + n)) for n in range(60)}, "many"
    )
    take(few)

    with django_assert_max_num_queries(45):
        take(many)
