"""Opening the sender's contact details: a reason, one showing, and what stands in the log."""

import subprocess
import sys
import uuid

import pytest
from django.test import Client

from symphony.referrals import services
from symphony.referrals.models import ContactOpening
from symphony.referrals.models.referral import Channel
from tests import make
from tests.keyholder.running import REASON, asked, contact
from tests.staff.referrals.contacting import form_token, url
from tests.staff.visiting import acts, looks, signed_in, text, title


def section(client, referral):
    """Return what the reading page says of the contact details."""
    said = text(client.get(url(referral, "reading")))
    return said.partition("Contact details of the sender")[2].partition("Files")[0].strip()


@pytest.mark.django_db
def test_an_anonymous_sender_left_none():
    referral = make.referral(channel=Channel.PUBLIC_FORM, source_reference="")

    said = section(signed_in(make.referral_officer()), referral)

    assert said == "None came with it: the sender stays anonymous, or left none."


@pytest.mark.django_db
def test_sealed_ones_are_offered_to_whom_the_role_allows():
    referral = contact()

    said = section(signed_in(make.referral_officer()), referral)

    assert "They are sealed. Opening them needs a reason and is recorded." in said
    assert "Open contact details (recorded)" in said


@pytest.mark.django_db
def test_a_role_that_does_not_open_them_is_told():
    case = make.case(referral=contact(danger_now=True))
    officer = make.safeguarding_officer(team=case.team)
    referral = case.case_referrals.get().referral

    said = section(signed_in(officer), referral)

    assert said == "They are sealed, and your role does not open them."


@pytest.mark.django_db
def test_stopped_ones_are_not_offered():
    referral = contact()
    services.stop_contact(referral=referral, by="system:letterbox", at=make.NOON)

    said = section(signed_in(make.referral_officer()), referral)

    assert said == (
        "The sender asked us not to use them since 18 May 2023, 12:00 . They stay sealed."
    )


@pytest.mark.django_db
def test_a_company_has_no_such_section():
    page = signed_in(make.referral_officer()).get(url(make.referral(), "reading"))

    assert "Contact details of the sender" not in text(page)


@pytest.mark.django_db
def test_the_page_says_what_will_happen():
    officer, referral = make.referral_officer(), contact()

    page = signed_in(officer).get(url(referral))

    assert "Your name and your reason are recorded." in text(page)
    assert "shown to you once, until you leave the page" in text(page)
    assert title(page) == f"Contact details – {referral.reference} – Referrals – Symphony"
    assert looks("referrals:contact", officer) == [[referral.reference]]
    assert not ContactOpening.objects.exists()


@pytest.mark.django_db
def test_the_reason_is_recorded_with_the_opening_and_not_in_the_log():
    officer, referral = make.investigator(), contact()
    make.case(referral=referral, team=officer.team)

    response = signed_in(officer).post(url(referral), {"reason": REASON})

    opening = ContactOpening.objects.get()
    assert response.url == url(referral, "contact_shown", opening.id)
    assert (opening.reason, opening.asked_by, opening.opened_at) == (REASON, officer, None)
    [entry] = acts("referrals.contact_asked_for")
    assert (entry.by, entry.about) == (officer.staff_number, [referral.reference])
    assert entry.details == {"opening": str(opening.id)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", "Enter why you need them"),
        ("  \n ", "Enter why you need them"),
        ("Because", "Enter why you need them, in a few words"),
        ("x y", "Enter why you need them, in a few words"),
        ("a " * 501, "Why do you need them must be 1,000 characters or fewer"),
        ("To ask\0 it", "must be made of letters, numbers and signs"),
    ],
)
def test_errors_say_what_to_do_and_nothing_is_recorded(reason, words):
    page = signed_in(make.referral_officer()).post(url(contact()), {"reason": reason})

    assert words in text(page)
    assert title(page).startswith("Error: ")
    assert not ContactOpening.objects.exists()
    assert acts("referrals.contact_asked_for") == []


@pytest.mark.django_db
def test_pressed_twice_it_is_asked_for_once():
    referral, client = contact(), signed_in(make.referral_officer())
    sent = {"reason": REASON, "once": form_token(client, referral)}

    client.post(url(referral), sent)
    again = client.post(url(referral), sent, follow=True)

    assert "That was already recorded." in text(again)
    assert ContactOpening.objects.count() == 1


@pytest.mark.django_db
def test_who_asked_before_and_why_is_shown():
    first = make.referral_officer(name="Tom Example")
    opening = asked(by=first)

    said = text(signed_in(make.referral_officer()).get(url(opening.referral)))

    assert f"Not shown by Tom Example 18 May 2023, 12:00 {REASON}" in said


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_usable_details_it_leads_back(method):
    none = make.referral(channel=Channel.PUBLIC_FORM, source_reference="")
    stopped = contact()
    services.stop_contact(referral=stopped, by="system:letterbox", at=make.NOON)
    client = signed_in(make.referral_officer())

    for referral in (none, stopped):
        page = getattr(client, method)(url(referral), {"reason": REASON}, follow=True)
        assert f"{referral.reference} has no contact details that may be opened" in text(page)
    assert not ContactOpening.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "person", [make.safeguarding_officer, make.press_officer], ids=["safeguarding", "press"]
)
def test_a_role_without_the_permission_does_not_ask(person):
    opening = asked()
    client = signed_in(person())

    assert client.get(url(opening.referral)).status_code == 403
    assert client.post(url(opening.referral), {"reason": REASON}).status_code == 403
    shown = client.get(url(opening.referral, "contact_shown", opening.id))
    assert shown.status_code == 403
    assert ContactOpening.objects.count() == 1


@pytest.mark.django_db
def test_an_investigator_of_another_team_finds_no_such_referral():
    case = make.case(referral=contact())
    opening = asked(case.case_referrals.get().referral)
    stranger = signed_in(make.investigator(team=make.team()))

    assert stranger.get(url(opening.referral)).status_code == 404
    assert stranger.post(url(opening.referral), {"reason": REASON}).status_code == 404
    shown = stranger.get(url(opening.referral, "contact_shown", opening.id))
    assert shown.status_code == 404


@pytest.mark.django_db
def test_nobody_is_led_to_sign_in():
    opening = asked()

    assert Client().get(url(opening.referral)).status_code == 302
    assert "/sign-in/" in Client().get(url(opening.referral)).url


@pytest.mark.django_db
def test_what_a_colleague_asked_for_is_not_shown():
    opening = asked()

    page = signed_in(make.supervisor()).get(
        url(opening.referral, "contact_shown", opening.id), follow=True
    )

    assert "Somebody else asked for those contact details. Ask for yourself." in text(page)
    opening.refresh_from_db()
    assert opening.opened_at is None


@pytest.mark.django_db
def test_an_opening_of_another_referral_is_not_found():
    officer = make.referral_officer()
    opening = asked(by=officer)
    client = signed_in(officer)

    for address in (
        url(contact(), "contact_shown", opening.id),
        url(opening.referral, "contact_shown", uuid.uuid4()),
    ):
        assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_while_the_keyholder_is_away_the_opening_stays_unused(settings, tmp_path):
    settings.KEYHOLDER_SOCKET = str(tmp_path / "none.sock")
    officer = make.referral_officer()
    opening = asked(by=officer)

    page = signed_in(officer).get(url(opening.referral, "contact_shown", opening.id))

    assert page.status_code == 503
    assert "The contact details could not be opened just now" in text(page)
    assert "Nothing was shown." in text(page)
    assert "Try again" in text(page)
    assert looks("referrals:contact_shown", officer) == [[opening.referral.reference]]
    assert acts("referrals.contact_shown") == []
    opening.refresh_from_db()
    assert opening.opened_at is None


def test_the_client_needs_no_django():
    """So that `symphony check` can ask before it wakes anything else."""
    program = "import sys, symphony.core.keyholder; sys.exit('django' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", program]).returncode == 0
