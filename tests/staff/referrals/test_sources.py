"""What came by each source and day, and whether it adds up; what waits for its report."""

from datetime import timedelta

import pytest
from django.test import Client

from symphony.core.ids import uuid7
from symphony.letterbox.models import Submission
from symphony.referrals import queries, services
from symphony.referrals.models import RawDocument
from symphony.triage import services as triage
from tests import make, samples
from tests.staff.referrals import imported
from tests.staff.visiting import signed_in, text

pytestmark = pytest.mark.django_db

SOURCES, WAITING = "/staff/referrals/sources/", "/staff/referrals/waiting/"


@pytest.fixture
def client(time_machine):
    time_machine.move_to(make.NOON)
    return signed_in(make.referral_officer())


def test_received_is_stored_known_supplemented_and_quarantined(client, tmp_path):
    files = {
        "a.xml": samples.report(number="100000001"),
        "b.xml": samples.report(number="100000001"),
        "c.xml": samples.report(number="100000002"),
        "d.xml": samples.file_details("100000002"),
        "e.xml": b"<report>",
    }
    imported.bring(tmp_path / "in", files)

    said = text(client.get(SOURCES))

    assert "18 May 2023 CyberTipline report 5 2 1 1 1 Yes" in said
    assert "CyberTipline report: nothing since 18 May 2023, 12:00" in said
    assert "Public form: nothing ever came" in said


def test_the_public_form_counts_what_was_sent_and_what_is_stored(client):
    for number in range(2):
        Submission.objects.create(
            token=str(number) * 64,
            reference=f"R-7K4M-92Q{number}",
            received_at=make.NOON,
            answers={"narrative": "x"},
        )
    [day] = queries.intake(first=make.NOON.date(), last=make.NOON.date())
    assert (day.received, day.stored, day.missing, day.adds_up) == (2, 0, 2, False)
    assert queries.unaccounted() == 2
    assert "Does not add up: 2 missing" in text(client.get(SOURCES))

    triage.collect_letterbox(at=make.NOON)
    assert "18 May 2023 Public form 2 2 0 0 0 Yes" in text(client.get(SOURCES))
    assert queries.unaccounted() == 0


def test_what_is_kept_and_was_never_counted_does_not_add_up(client):
    RawDocument.objects.create(
        id=uuid7(),
        kind="report",
        channel="cybertipline",
        sha256="0" * 64,
        size=1,
        body=b"x",
        received_at=make.NOON,
        importer="test",
    )

    said = text(client.get(SOURCES))

    assert "It does not add up on the days marked below." in said
    assert "Does not add up: 1 missing" in said


def test_an_import_that_broke_off_is_named(client):
    services.begin_run(channel="cybertipline", by="system:import", at=make.NOON)

    assert "CyberTipline report, begun 18 May 2023, 12:00 by system:import: 0 files so far" in (
        text(client.get(SOURCES))
    )


def test_it_shows_two_weeks_and_goes_back(client, tmp_path):
    imported.bring(
        tmp_path / "in",
        {"a.xml": samples.report(number="100000001")},
        at=make.NOON - timedelta(days=20),
    )

    page = client.get(SOURCES)
    assert "Nothing came in these two weeks." in text(page)
    earlier = text(client.get(SOURCES, {"until": page.context["earlier"]}))
    assert "28 Apr 2023 CyberTipline report 1 1 0 0 0 Yes" in earlier
    assert "Two weeks later" in earlier
    assert client.get(SOURCES, {"until": "nonsense"}).status_code == 200


def test_a_day_is_a_day_in_london(client, tmp_path):
    just_after_midnight = make.NOON.replace(day=17, hour=23, minute=30)
    imported.bring(tmp_path / "in", {"a.xml": samples.report()}, at=just_after_midnight)

    assert "18 May 2023 CyberTipline report 1" in text(client.get(SOURCES))


def test_files_wait_for_their_report_until_it_comes(client, tmp_path):
    imported.bring(
        tmp_path / "in",
        {f"{n}.xml": samples.file_details(inside=f"<fileId>{n}</fileId>") for n in range(2)},
    )

    said = text(client.get(WAITING))
    assert "2 files came without the report." in said
    assert "100000002 2 18 May 2023, 12:00" in said

    imported.bring(tmp_path / "later", {"r.xml": samples.report(number="100000002")})
    assert "No file waits for its report." in text(client.get(WAITING))


@pytest.mark.parametrize("page", [SOURCES, WAITING])
def test_who_may_open_them(page):
    assert signed_in(make.supervisor()).get(page).status_code == 200
    assert signed_in(make.investigator()).get(page).status_code == 403
    assert signed_in(make.press_officer()).get(page).status_code == 403
    assert Client().get(page).status_code == 302
