"""Quarantine: why something could not be read, and what was kept, shown only when asked for."""

import pytest
from django.test import Client
from django.urls import reverse

from symphony.referrals.models import QuarantinedItem
from tests import make, samples
from tests.staff.referrals import imported
from tests.staff.visiting import acts, looks, signed_in, text, title

pytestmark = pytest.mark.django_db

LIST = "/staff/referrals/quarantine/"
BROKEN = b"<report><incidentSummary><platform>ExampleApp</platform>"


def url(item, name="quarantined"):
    return reverse(f"referrals:{name}", args=[item.reference])


@pytest.fixture
def broken(tmp_path):
    imported.bring(tmp_path / "in", {"secret-name.xml": BROKEN})
    return QuarantinedItem.objects.get()


def test_the_list_says_what_is_wrong_and_where_and_not_the_name_of_the_file(broken):
    officer = make.referral_officer()

    page = signed_in(officer).get(LIST)

    said = text(page)
    assert "1 item that came and could not be read" in said
    assert "The document stops before its end" in said
    assert "line 1, column" in said
    assert f"{len(BROKEN)} {broken.sha256[:12]}" in said
    assert "Kept as received" in said
    assert "secret-name" not in page.content.decode()
    assert looks("referrals:quarantine", officer) == [[broken.reference]]


def test_empty_it_says_what_would_be_here():
    assert "Nothing is in quarantine." in text(signed_in(make.referral_officer()).get(LIST))


def test_it_goes_on_for_as_many_pages_as_there_are(tmp_path):
    imported.bring(tmp_path / "in", {f"{n}.xml": BROKEN + str(n).encode() for n in range(70)})
    client = signed_in(make.referral_officer())

    first = client.get(LIST)
    second = client.get(LIST + first.context["next_url"])

    shown = [row["item"].reference for page in (first, second) for row in page.context["rows"]]
    assert len(shown) == len(set(shown)) == 70
    assert second.context["next_url"] == ""


def test_the_item_has_neither_name_nor_contents_until_they_are_asked_for(broken):
    officer = make.referral_officer()

    page = signed_in(officer).get(url(broken))

    assert broken.sha256 in text(page)
    assert "Name of the file Hidden" in text(page)
    assert "secret-name" not in page.content.decode()
    assert "ExampleApp" not in page.content.decode()
    assert title(page) == f"{broken.reference} – Quarantine – Referrals – Symphony"
    assert looks("referrals:quarantined", officer) == [[broken.reference]]


def test_what_is_kept_is_shown_as_text_and_that_is_recorded(broken):
    officer = make.referral_officer()
    client = signed_in(officer)

    page = client.post(url(broken, "quarantined_contents"))

    assert "&lt;platform&gt;ExampleApp&lt;/platform&gt;" in page.content.decode()
    [entry] = acts("referrals.quarantined_text_shown")
    assert (entry.about, entry.by) == ([broken.reference], officer.staff_number)
    assert client.get(url(broken, "quarantined_contents"))["Location"] == url(broken)


def test_the_name_of_the_file_is_shown_and_that_is_recorded(broken):
    client = signed_in(make.referral_officer())

    page = client.post(url(broken, "quarantined_file_name"))

    assert "secret-name.xml" in text(page)
    assert acts("referrals.file_name_shown")[0].about == [broken.reference]
    assert client.get(url(broken, "quarantined_file_name"))["Location"] == url(broken)


def test_of_media_nothing_is_kept_and_nothing_can_be_shown(tmp_path):
    imported.bring(tmp_path / "in", {"a.xml": samples.JPEG})
    item = QuarantinedItem.objects.get()
    client = signed_in(make.referral_officer())

    page = text(client.get(url(item)))
    assert "What is kept Not kept" in page
    assert "Show what is kept" not in page
    assert client.post(url(item, "quarantined_contents")).status_code == 404
    assert acts("referrals.quarantined_text_shown") == []


def test_bytes_of_a_file_were_cut_out_of_what_is_kept(tmp_path):
    inside = f"<additionalInfo>{samples.base64_of()}</additionalInfo>"
    imported.bring(tmp_path / "in", {"a.xml": samples.report(inside)})
    item = QuarantinedItem.objects.get()
    client = signed_in(make.referral_officer())

    assert "Kept, with the file's bytes cut out" in text(client.get(url(item)))
    shown = client.post(url(item, "quarantined_contents")).content.decode()
    assert samples.base64_of()[:40] not in shown
    assert "Child Sex Trafficking" in shown


@pytest.mark.parametrize("person", [make.investigator, make.press_officer])
def test_who_may_open_it(broken, person):
    for page in (LIST, url(broken)):
        assert signed_in(person()).get(page).status_code == 403
        assert Client().get(page).status_code == 302
    for name in ("quarantined_contents", "quarantined_file_name"):
        assert signed_in(person()).post(url(broken, name)).status_code == 403
    assert signed_in(make.supervisor()).get(url(broken)).status_code == 200


def test_what_does_not_exist_is_not_found():
    page = reverse("referrals:quarantined", args=["Q-23-9999"])

    assert signed_in(make.referral_officer()).get(page).status_code == 404
