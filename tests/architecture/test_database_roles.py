"""What each database role can reach: written out here, and asked of the database itself."""

import psycopg
import pytest
from django.db import connection

from symphony.core import grants

pytestmark = pytest.mark.django_db

# Everything that a hole in a public page could reach. What that means for people is shown in
# `tests/anonymity/test_takeover.py`.
PUBLIC_CAN = {
    ("contacts_contact", "SELECT"),
    ("core_installation", "SELECT"),
    ("django_migrations", "SELECT"),
    ("letterbox_pagevisits", "INSERT"),
    ("letterbox_pagevisits", "SELECT"),
    ("letterbox_rating", "INSERT"),
    ("letterbox_reportermessage", "INSERT"),
    ("letterbox_submission", "INSERT"),
    ("letterbox_unfinished", "DELETE"),
    ("letterbox_unfinished", "INSERT"),
    ("letterbox_unfinished", "SELECT"),
    ("letterbox_unfinished", "UPDATE"),
    ("news_publication", "SELECT"),
}
PUBLIC_CAN_READ_ONLY_THESE_COLUMNS = {
    "letterbox_rating": {"token"},
    "letterbox_reportermessage": {
        "id",
        "reference",
        "sealed",
        "stops_contact",
        "token",
        "written_at",
    },
    "letterbox_submission": {"public_key", "reference", "salt", "token"},
    "letterbox_teammessage": {"id", "reference", "sealed", "written_at"},
}
PUBLIC_CAN_CHANGE_ONLY_THESE_COLUMNS = {"letterbox_pagevisits": {"count"}}
STAFF_MAY_DELETE_FROM = {
    "accounts_signinfailure",
    "django_session",
    "drafts_spenttoken",
    "letterbox_unfinished",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
    "triage_readmark",
    "triage_savedview",
}
PRIVILEGES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")


def tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [name for (name,) in cursor.fetchall()]


def reach(role: str) -> set[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t, p FROM unnest(%s::text[]) t, unnest(%s::text[]) p"
            " WHERE has_table_privilege(%s, quote_ident(t), p)",
            [tables(), list(PRIVILEGES), role],
        )
        return set(cursor.fetchall())


def test_the_public_role_reaches_this_and_nothing_else():
    assert reach(grants.PUBLIC) == PUBLIC_CAN


def columns(role: str, privilege: str) -> dict[str, set[str]]:
    """Return the columns that a role reaches in tables it does not reach as a whole."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
            " WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attnum > 0"
            " AND NOT a.attisdropped AND has_column_privilege(%s, c.oid, a.attnum, %s)"
            " AND NOT has_table_privilege(%s, c.oid, %s)",
            [role, privilege, role, privilege],
        )
        found: dict[str, set[str]] = {}
        for table, column in cursor.fetchall():
            found.setdefault(table, set()).add(column)
        return found


def test_of_these_tables_the_public_role_reads_these_columns_only():
    assert columns(grants.PUBLIC, "SELECT") == PUBLIC_CAN_READ_ONLY_THESE_COLUMNS


def test_the_public_role_changes_a_count_and_nothing_else_by_column():
    assert columns(grants.PUBLIC, "UPDATE") == PUBLIC_CAN_CHANGE_ONLY_THESE_COLUMNS
    assert columns(grants.PUBLIC, "INSERT") == {}


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT answers FROM letterbox_submission",
        "UPDATE letterbox_submission SET answers = '{}'",
        "SELECT * FROM referrals_referral",
        "SELECT * FROM audit_entry",
        "SELECT * FROM accounts_user",
        "SELECT * FROM news_release",
        "SELECT * FROM django_session",
        "CREATE TABLE mine (a int)",
        "SET ROLE symphony_staff",
    ],
)
def test_taking_over_the_public_role_opens_no_case(database_server, statement):
    url = database_server.url(grants.PUBLIC, connection.settings_dict["NAME"])
    with psycopg.connect(url) as public, pytest.raises(psycopg.errors.InsufficientPrivilege):
        public.execute(statement)


def test_the_staff_role_deletes_no_casework_and_truncates_nothing():
    can = reach(grants.STAFF)
    assert {table for table, privilege in can if privilege == "DELETE"} == STAFF_MAY_DELETE_FROM
    assert not {table for table, privilege in can if privilege in {"TRUNCATE", "TRIGGER"}}


def test_the_staff_role_only_adds_to_the_audit_log():
    assert {p for table, p in reach(grants.STAFF) if table == "audit_entry"} == {
        "SELECT",
        "INSERT",
    }


@pytest.mark.parametrize("role", [grants.STAFF, grants.PUBLIC, grants.OWNER])
def test_no_role_of_ours_is_a_superuser_or_makes_roles(role):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls FROM pg_roles"
            " WHERE rolname = %s",
            [role],
        )
        assert cursor.fetchone() == (False,)


@pytest.mark.parametrize("role", [grants.STAFF, grants.PUBLIC])
def test_the_working_roles_own_nothing(role):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = %s::regrole", [role])
        assert cursor.fetchone() == (0,)
