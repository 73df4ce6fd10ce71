"""Whoever takes over the public site's database role: what that reaches, and what it does not."""

import json
from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from psycopg.types.json import Jsonb

from symphony.core import grants, sealing
from symphony.core.clock import real_now
from symphony.core.ids import uuid7
from symphony.letterbox.models import ReporterMessage, Submission, TeamMessage, Unfinished
from symphony.referrals.models import SealedContact
from tests import make
from tests.architecture.test_database_roles import (
    PUBLIC_CAN,
    PUBLIC_CAN_READ_ONLY_THESE_COLUMNS,
)

CLOSED = psycopg.errors.InsufficientPrivilege
WORDS = "Somebody in a game keeps asking my neighbour's son to talk in private."
SECRET_OF_BROWSER = bytes(range(32))
KEY_OF_REPORTER = bytes([2]) * 32
KEY_OF_UNIT = bytes([1]) * 32

FURTHER = [
    "SET ROLE symphony_staff",
    "SET ROLE symphony_owner",
    "CREATE TABLE mine (a int)",
    "CREATE TEMP TABLE mine (a int)",
    "CREATE SCHEMA mine",
    "CREATE EXTENSION dblink",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER TABLE letterbox_submission DISABLE TRIGGER ALL",
    "COPY letterbox_unfinished TO PROGRAM 'cat'",
    "COPY letterbox_unfinished TO '/tmp/symphony-takeover'",
    "SELECT pg_read_file('/etc/hostname')",
    "SELECT pg_ls_dir('.')",
    "SELECT lo_import('/etc/hostname')",
    "SELECT pg_reload_conf()",
    "SELECT pg_switch_wal()",
    "ALTER SYSTEM SET log_statement = 'all'",
    "SET log_statement = 'all'",
    "SELECT rolpassword FROM pg_authid",
    "SELECT * FROM pg_statistic",
    "SELECT * FROM pg_hba_file_rules",
]


@pytest.fixture
def installation(fresh_database, owner_connection):
    """A day's work: a report with sealed contact details, words both ways, one half written."""
    case = make.case()
    referral = case.referral if hasattr(case, "referral") else make.referral()
    contact = {"name": "Alex Example", "phone": "07700 900123"}
    box = sealing.seal(sealing.public_key_of(KEY_OF_UNIT), contact)
    SealedContact.objects.create(referral=referral, box=box)
    of_reporter = sealing.public_key_of(KEY_OF_REPORTER)
    Submission.objects.create(
        token="token-1",
        reference="R-7K4M-92QX",
        received_at=make.NOON,
        answers={"narrative": WORDS},
        sealed_contact=box,
        salt=b"sixteen bytes...",
        public_key=of_reporter,
    )
    TeamMessage.objects.create(
        reference="R-7K4M-92QX",
        text="Thank you. We have one question.",
        sealed=sealing.seal(of_reporter, "Thank you. We have one question."),
        written_by="T00001",
        written_at=make.NOON,
    )
    with owner_connection.cursor() as owner:
        owner.execute(
            "INSERT INTO letterbox_reportermessage (id, token, reference, text, sealed,"
            " stops_contact, written_at, read_by)"
            " VALUES (%s, 'token-2', 'R-7K4M-92QX', %s, %s, false, now(), '')",
            [uuid7(), WORDS, sealing.seal(of_reporter, WORDS)],
        )
        owner.execute(
            "INSERT INTO letterbox_unfinished VALUES ('of-a-browser', %s, now() + interval '1h')",
            [sealing.lock(SECRET_OF_BROWSER, {"answers": WORDS})],
        )
        owner.execute("ANALYZE")
    owner_connection.commit()
    return fresh_database


@pytest.fixture
def taken_over(installation, database_server):
    """A connection with the public role's own name and password, as a hole in a page has it."""
    url = database_server.url(grants.PUBLIC, installation)
    with psycopg.connect(url, autocommit=True) as role:
        yield role


def reads(role, table, column):
    try:
        role.execute(f'SELECT "{column}" FROM "{table}"').fetchall()
    except CLOSED:
        return False
    return True


def every_column():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.relnamespace = 'public'::regnamespace"
            " AND a.attnum > 0 AND NOT a.attisdropped"
        )
        return cursor.fetchall()


def test_column_by_column_it_reads_this_and_nothing_else(taken_over):
    whole = {table for table, privilege in PUBLIC_CAN if privilege == "SELECT"}
    found = every_column()
    opened = {(table, column) for table, column in found if reads(taken_over, table, column)}

    assert opened == {
        (table, column)
        for table, column in found
        if table in whole or column in PUBLIC_CAN_READ_ONLY_THESE_COLUMNS.get(table, ())
    }
    closed = {table for table, _ in found} - {table for table, _ in opened}
    for table in (
        "referrals_referral",
        "referrals_sealedcontact",
        "referrals_contactopening",
        "cases_case",
        "people_person",
        "audit_entry",
        "accounts_user",
        "triage_queueentry",
        "django_session",
        "procrastinate_jobs",
    ):
        assert table in closed
    assert ("letterbox_submission", "answers") not in opened
    assert ("letterbox_submission", "sealed_contact") not in opened
    assert ("letterbox_teammessage", "text") not in opened
    assert ("letterbox_reportermessage", "text") not in opened


def test_nothing_that_it_reads_holds_a_word_of_a_report_a_message_or_a_contact(taken_over):
    everything = json.dumps(
        [
            str(taken_over.execute(f'SELECT "{column}"::text FROM "{table}"').fetchall())
            for table, column in every_column()
            if reads(taken_over, table, column)
        ]
    )

    assert "R-7K4M-92QX" in everything
    for needle in ("neighbour", "Thank you. We have", "Alex Example", "900123"):
        assert needle not in everything
        assert needle.encode().hex() not in everything


def test_what_is_sealed_or_locked_stays_closed_without_the_other_half(taken_over):
    (of_team,) = taken_over.execute("SELECT sealed FROM letterbox_teammessage").fetchone()
    (of_reporter,) = taken_over.execute("SELECT sealed FROM letterbox_reportermessage").fetchone()
    (locked,) = taken_over.execute("SELECT locked FROM letterbox_unfinished").fetchone()
    salt, public = taken_over.execute(
        "SELECT salt, public_key FROM letterbox_submission"
    ).fetchone()

    for box in (of_team, of_reporter):
        for key in (public, sealing.new_key(), KEY_OF_UNIT, bytes(salt).ljust(32)[:32]):
            with pytest.raises(sealing.CannotOpen):
                sealing.open_sealed(bytes(key), box)
    for key in (public, sealing.new_key(), b"of-a-browser".ljust(32)):
        with pytest.raises(sealing.CannotOpen):
            sealing.unlock(bytes(key), locked)
    # The halves that are not in the database do open them: what was tried is no broken box.
    assert sealing.open_sealed(KEY_OF_REPORTER, of_reporter) == WORDS
    assert sealing.unlock(SECRET_OF_BROWSER, locked) == {"answers": WORDS}


def test_it_changes_and_removes_nothing_that_was_put_in(taken_over):
    for table in ("submission", "teammessage", "reportermessage", "rating"):
        column = "token" if table == "rating" else "reference"
        for statement in (
            f"UPDATE letterbox_{table} SET {column} = 'x'",
            f"DELETE FROM letterbox_{table}",
            f"TRUNCATE letterbox_{table}",
        ):
            with pytest.raises(CLOSED):
                taken_over.execute(statement)


def test_it_writes_to_no_other_table(taken_over):
    writable = {table for table, privilege in PUBLIC_CAN if privilege != "SELECT"}
    writable |= {"letterbox_pagevisits"}
    for table in {table for table, _ in every_column()} - writable:
        for statement in (
            f'INSERT INTO "{table}" DEFAULT VALUES',
            f'DELETE FROM "{table}"',
            f'TRUNCATE "{table}"',
        ):
            with pytest.raises(CLOSED):
                taken_over.execute(statement)


def test_it_gets_no_further_than_its_tables(taken_over):
    for statement in FURTHER:
        with pytest.raises(CLOSED):
            taken_over.execute(statement)
            pytest.fail(f"allowed: {statement}")


def test_the_catalogue_tells_it_nothing_of_what_others_do_or_of_what_is_in_columns(taken_over):
    with connection.cursor() as staff:
        staff.execute("SELECT 'what the staff site asks about Alex Example'")
        staff.execute("SELECT pg_backend_pid()")
        (other,) = staff.fetchone()

    seen = taken_over.execute(
        "SELECT query, client_addr, application_name FROM pg_stat_activity"
        f" WHERE usename = '{grants.STAFF}'"
    ).fetchall()
    kept = taken_over.execute(
        "SELECT tablename, attname FROM pg_stats WHERE schemaname = 'public'"
    ).fetchall()

    assert seen
    assert {query for query, _, _ in seen} == {"<insufficient privilege>"}
    assert {address for _, address, _ in seen} == {None}
    assert kept
    assert ("letterbox_submission", "answers") not in kept
    assert all(reads(taken_over, table, column) for table, column in kept)
    with pytest.raises(CLOSED):
        taken_over.execute("SELECT pg_terminate_backend(%s)", [other])


def test_what_it_can_do_is_add_reports_and_words_and_end_what_is_half_written(taken_over):
    add = (
        "INSERT INTO letterbox_submission (id, token, reference, received_at, answers, doubts)"
        " VALUES (%s, 'false', 'R-AAAA-AAAA', now(), %s, '{}')"
    )
    taken_over.execute(add, [uuid7(), Jsonb({"narrative": "not true"})])
    # Anybody who fills in the form can do that too. This nobody else can: it speaks as a reporter
    # whose reference it read.
    taken_over.execute(
        "INSERT INTO letterbox_reportermessage (id, token, reference, text, sealed,"
        " stops_contact, written_at, read_by)"
        " VALUES (%s, 'false', 'R-7K4M-92QX', 'not true', '', true, now(), '')",
        [uuid7()],
    )
    # No receipt of its own can be given to another's report, to read what the team writes to it.
    with pytest.raises(CLOSED):
        taken_over.execute(
            "UPDATE letterbox_submission SET salt = '', public_key = %s",
            [sealing.public_key_of(sealing.new_key())],
        )
    taken_over.execute("DELETE FROM letterbox_unfinished")

    assert Submission.objects.get(token="token-1").answers == {"narrative": WORDS}
    assert ReporterMessage.objects.get(token="token-2").text == WORDS
    assert not Unfinished.objects.values_list("key_hash").exists()


def test_a_half_written_report_that_it_replaces_is_gone_and_never_another_s(taken_over):
    good_until = real_now() + timedelta(hours=1)
    taken_over.execute(
        "UPDATE letterbox_unfinished SET locked = %s, good_until = %s",
        [sealing.lock(sealing.new_key(), {"answers": "not true"}), good_until],
    )

    (locked,) = taken_over.execute("SELECT locked FROM letterbox_unfinished").fetchone()
    with pytest.raises(sealing.CannotOpen):
        sealing.unlock(SECRET_OF_BROWSER, locked)
