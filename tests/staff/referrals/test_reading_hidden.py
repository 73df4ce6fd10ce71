"""Names of files are hidden until somebody asks for one, and that is recorded."""

import pytest
from django.urls import reverse

from tests import make, samples
from tests.staff.referrals import imported
from tests.staff.visiting import acts, signed_in, text

pytestmark = pytest.mark.django_db


def url(referral, name="reading"):
    return reverse(f"referrals:{name}", args=[referral.reference])


def test_a_file_name_is_not_in_the_page_until_it_is_asked_for_and_that_is_recorded(whole):
    officer = make.referral_officer()
    client = signed_in(officer)
    file = whole.files.get()
    assert "file-0001.jpg" not in client.get(url(whole)).content.decode()

    shown = client.post(url(whole, "file_name"), {"file": str(file.pk)})

    assert "file-0001.jpg" in text(shown)
    [entry] = acts("referrals.file_name_shown")
    assert (entry.about, entry.by, entry.kind) == (
        [whole.reference],
        officer.staff_number,
        "consultation",
    )
    assert entry.details == {"file": str(file.pk)}
    assert "file-0001.jpg" not in client.get(url(whole)).content.decode()
    assert client.get(url(whole, "file_name"))["Location"] == url(whole)


def test_only_the_name_that_was_asked_for_is_shown(tmp_path):
    files = {
        f"{n}.xml": samples.file_details(
            inside=f"<originalFileName>name-{n}.jpg</originalFileName>"
            f"<locationOfFile>https://example.org/name-{n}.jpg</locationOfFile>"
        )
        for n in range(2)
    }
    referral = imported.referral(
        tmp_path / "in", {"report.xml": samples.report(number="100000002"), **files}
    )
    client = signed_in(make.referral_officer())
    assert "name-" not in client.get(url(referral)).content.decode()

    first = referral.files.get(file_name="name-0.jpg")
    shown = client.post(url(referral, "file_name"), {"file": str(first.pk)}).content.decode()

    assert "https://example.org/name-0.jpg" in shown
    assert "name-1.jpg" not in shown


@pytest.mark.parametrize(
    "name",
    [
        "<fileNames>secret-name.jpg</fileNames>",
        "<fileNames><![CDATA[secret-name.jpg </x> secret-name.png]]></fileNames>",
        '<fileNames a="b">\n secret-name.jpg\n</fileNames>',
    ],
)
def test_names_of_files_in_the_report_itself_are_hidden_too(tmp_path, name):
    inside = f"<internetDetails><peer2peerIncident>{name}</peer2peerIncident></internetDetails>"
    referral = imported.referral(tmp_path / "in", {"a.xml": samples.report(inside)})
    client = signed_in(make.referral_officer())

    page = client.get(url(referral))
    assert "secret-name" not in page.content.decode()
    assert "Show file names in the report (recorded)" in text(page)

    assert "secret-name.jpg" in text(client.post(url(referral, "file_name"), {"file": "report"}))
    assert acts("referrals.file_name_shown")[0].details == {"file": "report"}


@pytest.mark.parametrize("file", ["", "nonsense", "01a20dac-d0ff-78ec-a990-00230d9c28ee"])
def test_a_file_of_no_report_or_of_another_does_not_exist(whole, file):
    client = signed_in(make.referral_officer())

    assert client.post(url(whole, "file_name"), {"file": file}).status_code == 404
    assert acts("referrals.file_name_shown") == []
