"""The keyholder opens one box for one committed opening with its audit entry, once."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection, transaction

from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.core import clock, sealing
from symphony.core.grants import STAFF
from symphony.referrals import services
from symphony.referrals.models import ContactOpening, Referral, SealedContact
from symphony.triage import services as triage
from tests import make
from tests.keyholder.running import DETAILS, REASON, asked, contact
from tests.letterbox import ordinary as letterbox
from tests.staff.visiting import acts

pytestmark = pytest.mark.slow

NOT_ON_RECORD = "Nobody asked for these contact details in a way that is on record."


def opening_without_entry(referral, by):
    return ContactOpening.objects.create(
        referral=referral, reason=REASON, asked_by=by, asked_at=make.NOON
    )


def write_entry(opening, *, recorded_ago=timedelta(), **changes):
    """Write an entry by hand, as a page would that does not go through the service."""
    ordinary = {
        "recorded_at": clock.real_now() - recorded_ago,
        "at": make.NOON,
        "kind": Entry.Kind.ALTERATION,
        "what": "referrals.contact_asked_for",
        "by": opening.asked_by.staff_number,
        "about": [opening.referral.reference],
        "details": {"opening": str(opening.id)},
    }
    Entry(**ordinary | changes).save(force_insert=True)


def test_what_was_asked_for_is_opened_once(keyholder):
    opening = asked()

    assert keyholder.open(opening) == {"contact": DETAILS}
    assert keyholder.open(opening) == {"refused": "These contact details were shown once already."}

    opening.refresh_from_db()
    assert abs(opening.opened_at - clock.real_now()) < timedelta(minutes=1)


def test_what_came_through_the_letterbox_can_be_opened(keyholder):
    box = sealing.seal(settings.SEALING_KEY, DETAILS)
    reference = letterbox.put(sealed_contact=box)
    triage.collect_letterbox(at=make.NOON)

    opening = asked(Referral.objects.get(reference=reference))

    assert keyholder.open(opening) == {"contact": DETAILS}


def test_opening_leaves_an_entry_of_the_keyholders_own(keyholder):
    opening = asked()
    keyholder.open(opening)

    [entry] = acts("referrals.contact_opened")
    assert (entry.by, entry.kind) == ("system:keyholder", Entry.Kind.CONSULTATION)
    assert entry.about == [opening.referral.reference]
    assert entry.details == {"opening": str(opening.id)}


def test_of_many_at_once_exactly_one_is_told(keyholder):
    opening = asked()
    with ThreadPoolExecutor(max_workers=12) as askers:
        answers = list(askers.map(lambda _: keyholder.open(opening), range(24)))

    assert [answer for answer in answers if "contact" in answer] == [{"contact": DETAILS}]
    assert len(acts("referrals.contact_opened")) == 1


def test_what_is_not_committed_yet_is_not_there(keyholder):
    referral, officer = contact(), make.referral_officer()

    with transaction.atomic():
        opening = asked(referral, by=officer)
        assert keyholder.open(opening) == {"refused": NOT_ON_RECORD}

    assert "contact" in keyholder.open(opening)


def test_an_entry_that_is_not_committed_yet_is_not_there(
    keyholder, fresh_database, database_server
):
    opening = opening_without_entry(contact(), make.referral_officer())

    with psycopg.connect(database_server.url(STAFF, fresh_database)) as another:
        another.execute(
            "INSERT INTO audit_entry (id, recorded_at, at, kind, what, by, about, details,"
            " request_id) VALUES (gen_random_uuid(), now(), now(), 'alteration',"
            " 'referrals.contact_asked_for', %s, %s, %s, '')",
            [
                opening.asked_by.staff_number,
                [opening.referral.reference],
                psycopg.types.json.Jsonb({"opening": str(opening.id)}),
            ],
        )
        assert keyholder.open(opening) == {"refused": NOT_ON_RECORD}
        another.commit()

    assert "contact" in keyholder.open(opening)


def test_an_opening_without_an_entry_opens_nothing(keyholder):
    opening = opening_without_entry(contact(), make.referral_officer())

    assert keyholder.open(opening) == {"refused": NOT_ON_RECORD}


@pytest.mark.parametrize(
    "wrong",
    [
        {"what": "referrals.received"},
        {"by": "T99999"},
        {"about": ["R-0000-0000"]},
        {"details": {}},
        {"details": {"opening": str(uuid.uuid4())}},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_an_entry_about_something_else_opens_nothing(keyholder, wrong):
    opening = opening_without_entry(contact(), make.referral_officer())
    write_entry(opening, **wrong)

    assert keyholder.open(opening) == {"refused": NOT_ON_RECORD}


def test_it_is_good_for_two_minutes_of_real_time(keyholder):
    referral, officer = contact(), make.referral_officer()
    early, late = (opening_without_entry(referral, officer) for _ in range(2))
    write_entry(early, recorded_ago=timedelta(seconds=100))
    write_entry(late, recorded_ago=timedelta(seconds=125))

    assert keyholder.open(late) == {
        "refused": "These contact details were asked for more than two minutes ago."
    }
    assert "contact" in keyholder.open(early)


def test_an_entry_from_the_future_is_no_way_around_the_two_minutes(keyholder):
    opening = opening_without_entry(contact(), make.referral_officer())
    write_entry(opening, recorded_ago=timedelta(days=-1))

    assert "refused" in keyholder.open(opening)


def test_nobody_opens_what_the_sender_stopped(keyholder):
    opening = asked()
    services.stop_contact(referral=opening.referral, by="system:letterbox", at=make.NOON)

    assert keyholder.open(opening) == {
        "refused": "The sender asked us not to use their contact details."
    }
    opening.refresh_from_db()
    assert opening.opened_at is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"key": sealing.public_key_of(bytes([2]) * 32)},
            "These contact details were sealed for another key than the keyholder has.",
        ),
        ({"details": ["not", "details"]}, "What is in the box is not contact details."),
        ({"details": {"name": "A" * 20_000}}, "The box is larger than contact details can be."),
    ],
)
def test_a_box_that_it_cannot_open_leaves_the_opening_unused(keyholder, changes, words):
    opening = asked(contact(**changes))

    assert keyholder.open(opening) == {"refused": words}
    opening.refresh_from_db()
    assert opening.opened_at is None
    assert acts("referrals.contact_opened") == []


def test_a_box_that_was_changed_is_not_opened(keyholder):
    opening = asked()
    sealed = SealedContact.objects.get()
    sealed.box = bytes(sealed.box[:-1]) + bytes([sealed.box[-1] ^ 1])
    sealed.save()

    assert "another key" in keyholder.open(opening)["refused"]


def test_nobody_asked_for_it(keyholder):
    assert keyholder.ask({"opening": str(uuid.uuid4())}) == {"refused": NOT_ON_RECORD}


def test_the_largest_details_of_any_signs_fit_into_the_answer(keyholder):
    details = DETAILS | {"name": "\u0001" * 1_000, "when_safe": "🙂" * 500}

    assert keyholder.open(asked(contact(details))) == {"contact": details}


def test_it_outlives_the_databases_absence(keyholder, fresh_database, database_server):
    opening = asked()
    connection.close()
    with psycopg.connect(database_server.admin_url, autocommit=True) as admin:
        admin.execute(f"ALTER DATABASE {fresh_database} ALLOW_CONNECTIONS false")
        try:
            away = keyholder.open(opening)
            alive = keyholder.ask({"ping": True})
        finally:
            admin.execute(f"ALTER DATABASE {fresh_database} ALLOW_CONNECTIONS true")

    assert away == {"refused": "The database is away.", "again": True}
    assert (alive["alive"], alive["database"]) == (True, False)
    assert keyholder.open(opening) == {"contact": DETAILS}


def test_a_row_that_somebody_holds_does_not_hold_the_asker_for_long(keyholder):
    opening = asked()

    with transaction.atomic():
        ContactOpening.objects.select_for_update().get()
        assert keyholder.open(opening)["again"] is True

    assert keyholder.open(opening) == {"contact": DETAILS}


def test_what_it_logs_names_nobody(keyholder):
    opening = asked()
    keyholder.open(opening)
    keyholder.open(opening)
    keyholder.ask({"opening": "Ada Example"})

    assert keyholder.said("opened") == keyholder.said("refused") == 1
    assert str(opening.id) in keyholder.log
    for private in (*DETAILS.values(), REASON, opening.referral.reference):
        assert not (isinstance(private, str) and private and private in keyholder.log)


def test_the_log_entry_for_asking_says_no_word_of_the_reason(db):
    opening = asked()

    [entry] = acts("referrals.contact_asked_for")
    assert (entry.by, entry.about) == (opening.asked_by.staff_number, [opening.referral.reference])
    assert entry.details == {"opening": str(opening.id)}
    assert audit.request_id.get() == entry.request_id
