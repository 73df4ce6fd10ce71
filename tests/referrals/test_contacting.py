"""Asking for sealed contact details, and the sender's wish that they are not used."""

import threading

import pytest
from django.db import connection, transaction

from symphony.referrals import queries, services
from symphony.referrals.models import ContactOpening, SealedContact
from symphony.referrals.services import contacting
from tests import make
from tests.keyholder.running import REASON, asked, contact
from tests.staff.visiting import acts


def ask(referral, **changes):
    ordinary = {"reason": REASON, "by": make.referral_officer(), "at": make.NOON}
    return services.ask_to_open(referral=referral, **ordinary | changes)


def stop(referral, **changes):
    ordinary = {"by": "system:letterbox", "at": make.NOON}
    return services.stop_contact(referral=referral, **ordinary | changes)


@pytest.mark.django_db
def test_asking_keeps_who_why_and_when_and_opens_nothing():
    officer, referral = make.referral_officer(), contact()

    opening = ask(referral, by=officer, reason=f"  {REASON}\n")

    opening.refresh_from_db()
    assert (opening.asked_by, opening.asked_at) == (officer, make.NOON)
    assert (opening.reason, opening.opened_at) == (REASON, None)
    [entry] = acts("referrals.contact_asked_for")
    assert (entry.by, entry.at, entry.about) == (
        officer.staff_number,
        make.NOON,
        [referral.reference],
    )
    assert entry.details == {"opening": str(opening.id)}


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", " ", "Because", "one two"])
def test_a_word_or_two_is_no_reason(reason):
    with pytest.raises(contacting.ReasonTooShort):
        ask(contact(), reason=reason)


@pytest.mark.django_db
def test_where_no_details_came_there_is_nothing_to_ask_for():
    referral = make.bare_referral()

    with pytest.raises(contacting.NoContact, match=referral.reference):
        ask(referral)


@pytest.mark.django_db
def test_what_the_sender_stopped_cannot_be_asked_for():
    referral = contact()
    stop(referral)

    with pytest.raises(contacting.ContactStopped):
        ask(referral)

    assert acts("referrals.contact_asked_for") == []


@pytest.mark.django_db
def test_stopping_locks_them_once_and_deletes_nothing():
    referral = contact()
    box = bytes(SealedContact.objects.get().box)

    assert stop(referral) is True
    assert stop(referral, at=make.NOON.replace(year=2024)) is False

    assert queries.contact(referral) == queries.Contact(is_there=True, stopped_at=make.NOON)
    assert bytes(SealedContact.objects.get().box) == box
    [entry] = acts("referrals.contact_stopped")
    assert (entry.by, entry.about) == ("system:letterbox", [referral.reference])


@pytest.mark.django_db
def test_a_sender_without_details_has_nothing_to_stop():
    assert stop(make.bare_referral()) is False
    assert acts("referrals.contact_stopped") == []


@pytest.mark.django_db
def test_the_latest_that_asked_stands_first():
    referral = contact()
    first = ask(referral)
    second = ask(referral, at=make.NOON.replace(hour=12))

    assert queries.openings(referral) == [second, first]


@pytest.mark.django_db
def test_the_database_itself_wants_a_reason():
    opening = asked()

    with pytest.raises(Exception, match="referrals_opening_has_a_reason"), transaction.atomic():
        ContactOpening.objects.filter(pk=opening.pk).update(reason="")


def test_a_stop_that_comes_while_an_officer_asks_waits_and_then_holds(fresh_database):
    """Whichever is first: once the stop is done, nothing is opened any more."""
    referral, officer = contact(), make.referral_officer()
    stopped = threading.Event()

    def sender():
        stop(referral)
        stopped.set()
        connection.close()

    thread = threading.Thread(target=sender)
    with transaction.atomic():
        ask(referral, by=officer)
        thread.start()
        assert not stopped.wait(0.5)
    thread.join(10)

    assert stopped.is_set()
    with pytest.raises(contacting.ContactStopped):
        ask(referral, by=officer)
