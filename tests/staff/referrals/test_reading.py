"""Reading a referral: everything that was stated is shown, and what was not is Not stated."""

import pytest
from django.test import Client
from django.urls import reverse

from symphony.triage.models import ReadMark
from tests import make, samples
from tests.staff.referrals import imported
from tests.staff.visiting import looks, signed_in, text, title

pytestmark = pytest.mark.django_db


def url(referral, name="reading"):
    return reverse(f"referrals:{name}", args=[referral.reference])


def read(referral, user=None):
    return signed_in(user or make.referral_officer()).get(url(referral))


def test_every_stated_value_is_on_the_page(whole):
    said = text(read(whole))

    for value in [
        "Child states they are being threatened today",
        "ExampleApp",
        "Threats or blackmail over images (sextortion)",
        "Between children (minorToMinorInteraction)",
        "2023-05-14T22:41:07-07:00",
        "2023-05-15 05:41:07Z",
        "15 May 2023, 06:41:07 BST",
        "Example ESP",
        "100000002",
        "trust@example.com",
        "07700900123",
        "+44",
        "synthetic.one@example.org",
        "Verified by the company: yes",
        "29 Feb 1988",
        "esp-000123",
        "synthetic_one",
        "490154203237518",
        "100000001",
        "Preston",
        "Lancashire",
        "esp-000777",
        "Synthetic High School",
        "b0754af766b426f2928a02c651ed4b99",
        "Possibly made by the child (possibleSelfProduction)",
        "d41d8cd98f00b204e9800998ecf8427e",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "EXIF Make ExampleCam",
    ]:
        assert value in said, value


def test_the_senders_term_stands_beneath_ours(whole):
    said = text(read(whole))

    assert (
        "Incident Grooming Sender's own term: Online Enticement of Children for Sexual Acts" in said
    )


def test_a_companys_grade_is_never_taken_for_a_category(whole):
    assert "B2 The company's own grade. It is not A, B or C." in text(read(whole))


def test_three_states_are_told_apart(tmp_path):
    files = {
        f"{answer or 'absent'}.xml": samples.file_details(
            inside=f"<fileId>{n:032}</fileId>"
            + (f"<fileViewedByEsp>{answer}</fileViewedByEsp>" if answer else "")
        )
        for n, answer in enumerate(["true", "false", ""])
    }
    referral = imported.referral(
        tmp_path / "in", {"report.xml": samples.report(number="100000002"), **files}
    )

    said = text(read(referral))
    for answer in ("Yes", "No", "Not stated"):
        assert f"Seen by the company {answer} Its EXIF" in said
    assert "A child is in danger now Not stated" in said
    assert "Marked high priority Not stated" in said
    assert "Access to children Not known" in said


def test_what_has_no_field_is_shown_in_full(tmp_path):
    inside = '<somethingNew kind="odd">A value nobody <deeper>foresaw</deeper></somethingNew>'
    referral = imported.referral(tmp_path / "in", {"a.xml": samples.report(inside)})

    said = text(read(referral))
    assert "not recognised, in full" in said
    assert "A value nobody" in said
    assert "foresaw" in said
    assert "odd" in said


def test_the_text_as_received_stands_beside_with_its_fingerprint(whole):
    page = read(whole)

    assert "&lt;companyTemplate&gt;Example ESP&lt;/companyTemplate&gt;" in page.content.decode()
    sha256 = whole.documents.get(kind="report").sha256
    assert f"Fixed; SHA-256 {sha256}" in text(page)


def test_markup_in_a_report_stays_text(tmp_path):
    nasty = "<additionalInfo>&lt;script&gt;alert(1)&lt;/script&gt; https://example.org/x</additionalInfo>"
    referral = imported.referral(tmp_path / "in", {"a.xml": samples.report(nasty)})

    html = read(referral).content.decode()
    assert "<script>alert(1)" not in html
    assert 'href="https://example.org' not in html


def test_connections_show_their_time_three_ways_and_whether_they_resolve(tmp_path):
    events = "".join(
        f"<ipCaptureEvent><ipAddress>{address}</ipAddress>{more}</ipCaptureEvent>"
        for address, more in [
            (
                "192.0.2.10",
                "<eventName>Login</eventName><dateTime>2023-05-14T22:40:00-07:00</dateTime>"
                "<possibleProxy>false</possibleProxy><port>51544</port>",
            ),
            ("192.0.2.11", "<eventName>Upload</eventName><dateTime>2023-05-14 18:40</dateTime>"),
            ("192.168.1.1", "<dateTime>2022-05-14T22:40:00Z</dateTime>"),
            ("2001:db8::10", "<dateTime>2023-05-14T22:40:00Z</dateTime>"),
        ]
    )
    referral = imported.referral(
        tmp_path / "in",
        {"a.xml": samples.report(f"<personOrUserReported>{events}</personOrUserReported>")},
    )

    said = text(read(referral))
    assert (
        "2023-05-14T22:40:00-07:00 2023-05-15 05:40:00Z 15 May 2023, 06:40:00 BST"
        " 192.0.2.10 51544 Login No Person 1 Yes" in said
    )
    assert (
        "2023-05-14 18:40 Not known Not known 192.0.2.11 None Upload Not stated Person 1"
        " No: no time zone, no port" in said
    )
    assert "No: private or reserved address, no port, year differs from the report's" in said
    assert "2001:db8::10 None Not stated Not stated Person 1 Yes" in said


def test_many_connections_have_a_page_of_their_own(tmp_path):
    events = "".join(
        f"<ipCaptureEvent><ipAddress>192.0.2.{n}</ipAddress></ipCaptureEvent>" for n in range(60)
    )
    referral = imported.referral(
        tmp_path / "in",
        {"a.xml": samples.report(f"<personOrUserReported>{events}</personOrUserReported>")},
    )
    client = signed_in(make.referral_officer())

    assert "All 60 IP events" in text(client.get(url(referral)))
    everything = text(client.get(url(referral, "ip_events")))
    assert all(f"192.0.2.{n} " in everything for n in range(60))


def test_a_later_report_stands_beside_the_first(tmp_path):
    first = samples.report(number="100000002")
    later = samples.report(
        "<additionalInfo>The account was closed.</additionalInfo>", number="100000002"
    )
    referral = imported.referral(tmp_path / "in", {"a.xml": first})
    imported.bring(tmp_path / "later", {"b.xml": later})

    said = text(read(referral))
    assert "A later report, received 18 May 2023, 12:00" in said
    assert "The account was closed." in said
    assert said.count("Report 18 May 2023, 12:00") == 2


def test_a_public_form_is_shown_in_its_own_questions():
    from symphony.triage import services

    submitted = {
        "about": ["child_at_risk"],
        "happened": ["threat_to_share", "not_sure"],
        "narrative": "Somebody writes to my daughter.\nHe has her pictures.",
        "where": ["game"],
        "services": [{"service": "ExampleGame", "user_name": "synthetic_one", "link": ""}],
        "when": "since Monday",
        "when_code": "still_happening",
        "person": "He says that he is 15.",
        "lives_with_children": "not_sure",
        "child": "",
    }
    from symphony.letterbox.models import Submission

    Submission.objects.create(
        token="a" * 64,
        reference="R-7K4M-92QX",
        received_at=make.NOON,
        answers=submitted,
        danger_now=True,
    )
    services.collect_letterbox(at=make.NOON)

    said = text(signed_in(make.referral_officer()).get("/staff/referrals/R-7K4M-92QX/"))
    for words in [
        "A child is in danger now Yes",
        "What it is about A child who may be at risk",
        "What has happened Someone threatens to share pictures of a child I am not sure",
        "When It is still happening",
        "When, in the sender's words since Monday",
        "Lives with, looks after or works with children I do not know",
        "About the child Not stated",
        "He has her pictures.",
        "Accounts named ExampleGame, synthetic_one",
        "User name synthetic_one",
    ]:
        assert words in said, words


def test_opening_it_is_recorded_and_takes_new_off(whole):
    officer = make.referral_officer()

    read(whole, officer)

    [shown] = looks("referrals:reading", officer)
    assert set(shown) == {whole.reference}
    assert ReadMark.objects.get(referral=whole).reader == officer


def test_its_title_has_the_reference_and_no_name(tmp_path):
    person = "<personOrUserReportedPerson><firstName>Ada</firstName></personOrUserReportedPerson>"
    referral = imported.referral(
        tmp_path / "in",
        {"a.xml": samples.report(f"<personOrUserReported>{person}</personOrUserReported>")},
    )

    page = read(referral)
    assert "Ada" in text(page)
    assert title(page) == f"Reading – {referral.reference} – Referrals – Symphony"


@pytest.mark.parametrize("name", ["reading", "people", "ip_events", "history"])
def test_who_may_read_it(name):
    case = make.case(team=make.team("North team"))
    referral = case.case_referrals.get().referral
    page = url(referral, name)

    for insider in (
        make.referral_officer(),
        make.supervisor(),
        make.investigator(team=case.team),
        make.safeguarding_officer(team=case.team),
    ):
        assert signed_in(insider).get(page).status_code == 200
    outsider = make.investigator(team=make.team("South team"))
    assert signed_in(outsider).get(page).status_code == 404
    assert signed_in(make.press_officer(team=case.team)).get(page).status_code == 403
    assert Client().get(page).status_code == 302


@pytest.mark.parametrize("name", ["reading", "people", "ip_events", "history", "decide"])
def test_what_does_not_exist_is_not_found(name):
    page = reverse(f"referrals:{name}", args=["R-0000-0000"])

    assert signed_in(make.referral_officer()).get(page).status_code == 404


def test_the_case_that_came_of_it_is_named_only_to_its_team():
    case = make.case(team=make.team("North team"))
    referral = case.case_referrals.get().referral

    assert case.reference in text(read(referral, make.investigator(team=case.team)))
    assert case.reference not in text(read(referral))
    assert looks("referrals:reading")[0] == [referral.reference, case.reference]


def test_people_are_shown_as_stated_and_make_nobody_a_suspect(whole):
    officer = make.referral_officer()

    said = text(signed_in(officer).get(url(whole, "people")))

    assert "Being named makes nobody a suspect" in said
    assert "1. User of the reported account" in said
    assert "2. Child" in said
    assert looks("referrals:people", officer) == [[whole.reference]]
