"""The database's roles: the owner, who only migrates, and the two that do the work."""

from collections.abc import Mapping

import psycopg
from psycopg import sql

from symphony.core.grants import OWNER, PUBLIC, STAFF

WORKING_ROLES = (STAFF, PUBLIC)
DATABASE = "symphony"
OLDEST_SERVER = 15


def make_database(connection: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    """See to it that the three roles and the database exist. Nothing that exists is changed.

    :param connection: as a superuser, to any database, in autocommit
    """
    for role in (OWNER, *WORKING_ROLES):
        make_role(connection, role, passwords[role])
    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
    if found.fetchone() is None:
        connection.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                sql.Identifier(DATABASE), sql.Identifier(OWNER)
            )
        )
    allow_only_ours(connection, DATABASE)


def make_role(connection: psycopg.Connection, role: str, password: str) -> bool:
    """Make a role that may sign in and nothing else; say whether it was missing."""
    if exists(connection, role):
        return False
    sealed = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    connection.execute(
        sql.SQL(
            "CREATE ROLE {} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD {}"
        ).format(sql.Identifier(role), sql.Literal(sealed.decode()))
    )
    return True


def exists(connection: psycopg.Connection, role: str) -> bool:
    """Say whether the server has a role of that name."""
    found = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
    return found.fetchone() is not None


def allow_only_ours(connection: psycopg.Connection, database: str) -> None:
    """Let the working roles connect to the database, and nobody else but its owner."""
    name = sql.Identifier(database)
    connection.execute(sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    for role in WORKING_ROLES:
        connection.execute(
            sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(name, sql.Identifier(role))
        )
