"""A supplement that says more grades the referral again, whatever part of it says so."""

from pathlib import Path

import pytest

from symphony.audit.models import Entry
from symphony.referrals.models import Referral
from symphony.triage import queries
from tests import samples
from tests.staff.referrals import imported

pytestmark = pytest.mark.django_db
EVENT = (
    "<ipCaptureEvent><ipAddress>192.0.2.10</ipAddress><eventName>Upload</eventName>"
    "<dateTime>2023-05-15T05:41:07Z</dateTime><port>51544</port></ipCaptureEvent>"
)


def supplemented(folder: Path, inside: str) -> Referral:
    """Return a referral that came alone, and later a file's details with this in them."""
    imported.bring(folder / "first", {"report.xml": samples.report(number="100000002")})
    imported.bring(folder / "second", {"file.xml": samples.file_details(inside=inside)})
    return Referral.objects.get()


@pytest.mark.parametrize(
    ("inside", "fact"),
    [
        ("<fileViewedByEsp>true</fileViewedByEsp>", "viewed_by_company"),
        (EVENT, "resolvable_event"),
    ],
)
def test_files_and_connections_are_read_although_nothing_is_marked(tmp_path, inside, fact):
    referral = supplemented(tmp_path, inside)
    latest = queries.latest_assessment(referral)
    assert latest.facts[fact] == "yes"
    assert latest.because == "More came from the company that reported it"


def test_an_answer_that_adds_nothing_grades_nothing_again(tmp_path):
    imported.bring(tmp_path / "first", {"report.xml": samples.report(number="100000002")})
    imported.bring(tmp_path / "second", {"response.xml": samples.response("100000002")})
    assert not Entry.objects.filter(what="triage.reassessed").exists()
