"""A sender's contact details, opened by a real keyholder and shown once."""

from datetime import timedelta

import pytest

from symphony.audit.models import Entry
from symphony.core import clock
from symphony.referrals.models import ContactOpening
from tests import make
from tests.keyholder.running import DETAILS, REASON, contact, running
from tests.staff.referrals.contacting import form_token, url
from tests.staff.visiting import acts, signed_in, text


@pytest.fixture
def asker(fresh_database, database_server, settings):
    """An officer, at a staff site whose keyholder runs."""
    with running(database_server, fresh_database) as keyholder:
        settings.KEYHOLDER_SOCKET = keyholder.place
        yield make.referral_officer()


def opened(client, referral, **details):
    """Ask as the page does, and follow to what it shows."""
    sent = {"reason": REASON, "once": form_token(client, referral)}
    return client.post(url(referral), sent, follow=True)


@pytest.mark.slow
def test_they_are_shown_once_to_whoever_asked(asker):
    referral, client = contact(), signed_in(asker)

    page = opened(client, referral)

    for value in ("Ada Example", "07700 900123", "ada@example.org", "After six in the evening"):
        assert value in text(page)
    assert "May we leave a message? No" in text(page)
    assert "Organisation" not in text(page)
    assert page.headers["Cache-Control"] == "no-store"
    [entry] = acts("referrals.contact_shown")
    assert (entry.by, entry.kind) == (asker.staff_number, Entry.Kind.CONSULTATION)
    assert entry.details == {"opening": str(ContactOpening.objects.get().id)}

    again = client.get(page.request["PATH_INFO"])
    assert "These contact details were shown once already" in text(again)
    assert "Ask again" in text(again)
    assert DETAILS["phone"] not in again.content.decode()
    assert len(acts("referrals.contact_shown")) == 1


@pytest.mark.slow
def test_nothing_of_them_is_on_the_reading_page_afterwards(asker):
    referral, client = contact(), signed_in(asker)
    opened(client, referral)

    page = client.get(url(referral, "reading")).content.decode()

    assert not [key for key in ("name", "phone", "email", "when_safe") if DETAILS[key] in page]


@pytest.mark.slow
def test_what_the_sender_asked_of_us_stands_above(asker):
    referral = contact(DETAILS | {"do_not_contact": True, "role": "Teacher", "phone": ""})

    page = text(opened(signed_in(asker), referral))

    assert "The sender asked us not to contact them." in page
    assert "Role there Teacher" in page
    assert "Phone Not provided" in page


@pytest.mark.slow
def test_a_box_that_no_page_of_ours_sealed_is_shown_as_text_or_not_at_all(asker):
    odd = {
        "name": "<b>Ada</b>\ud800\u202e",
        "phone": 7,
        "email": ["a"],
        "may_leave_message": {},
    }
    page = opened(signed_in(asker), contact(odd))

    assert page.status_code == 200
    assert "&lt;b&gt;Ada&lt;/b&gt;" in page.content.decode()


@pytest.mark.slow
def test_a_box_for_another_key_is_said(asker):
    page = opened(signed_in(asker), contact(key=bytes([9]) + bytes(31)))

    assert page.status_code == 409
    assert "sealed for another key than the keyholder has" in text(page)
    assert acts("referrals.contact_shown") == []
    assert ContactOpening.objects.get().opened_at is None


@pytest.mark.slow
def test_too_late_it_offers_to_ask_again(asker):
    referral = contact()
    opening = ContactOpening.objects.create(
        referral=referral, reason=REASON, asked_by=asker, asked_at=make.NOON
    )
    Entry(
        recorded_at=clock.real_now() - timedelta(minutes=3),
        at=make.NOON,
        kind=Entry.Kind.ALTERATION,
        what="referrals.contact_asked_for",
        by=asker.staff_number,
        about=[referral.reference],
        details={"opening": str(opening.id)},
    ).save(force_insert=True)

    page = signed_in(asker).get(url(referral, "contact_shown", opening.id))

    assert "asked for more than two minutes ago" in text(page)
    assert "Ask again" in text(page)


@pytest.mark.slow
def test_the_log_tells_all_of_it_without_a_detail(asker):
    referral, client = contact(), signed_in(asker)
    opened(client, referral)

    said = text(client.get(url(referral, "history")))

    for words in (
        "Asked for the sender's contact details",
        "Opened the sender's contact details",
        "Was shown the sender's contact details",
    ):
        assert words in said
    assert REASON not in said
    assert DETAILS["phone"] not in said
