"""Refuses to serve with a database role that could undo what protects the records."""

import psycopg
from django.core.exceptions import ImproperlyConfigured

WHO_AM_I = """
SELECT current_user,
       (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user),
       EXISTS (SELECT FROM pg_tables
                WHERE schemaname = 'public' AND pg_has_role(tableowner, 'USAGE'))
"""


def check_may_serve(url: str) -> None:
    """Look at the role behind an address before anything is served with it.

    A database that cannot be reached just now is no reason: the role is looked at again by every
    readiness check.

    :raises ImproperlyConfigured: if the role is a superuser, or owns the tables
    """
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            row = connection.execute(WHO_AM_I).fetchone()
    except psycopg.OperationalError:
        return
    assert row is not None
    role, is_powerful, is_owner = row
    if is_powerful or is_owner:
        what = "a superuser" if is_powerful else "the owner of the tables"
        raise ImproperlyConfigured(
            f"Symphony does not serve as {role}, which is {what}: the audit log could be undone."
        )
