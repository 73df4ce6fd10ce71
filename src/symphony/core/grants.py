"""What each database role may do, worked out from what the models declare.

A model says it beside its columns: `STAFF_ROLE_MAY` (default: read, add and change) and
`PUBLIC_ROLE_MAY` (default: nothing), each a mapping of SQL privilege to "*" or a tuple of columns.
Nobody but the owner may delete, save in the few technical tables named here.
"""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from psycopg import sql

OWNER, STAFF, PUBLIC = "symphony_owner", "symphony_staff", "symphony_public"

type_of_grants = Mapping[str, "str | tuple[str, ...]"]
STAFF_DEFAULT: type_of_grants = {"SELECT": "*", "INSERT": "*", "UPDATE": "*"}
_ALL = {"SELECT": "*", "INSERT": "*", "UPDATE": "*", "DELETE": "*"}
_READ = {"SELECT": "*"}

# Tables of libraries. Django's own permission tables are not used: roles are declared in code.
LIBRARY_TABLES: dict[str, type_of_grants] = {
    "django_session": _ALL,
    "django_content_type": _READ,
    "django_migrations": _READ,
    "procrastinate_jobs": _ALL,
    "procrastinate_workers": _ALL,
    "procrastinate_events": _ALL,
    "procrastinate_periodic_defers": _ALL,
}


def declared() -> dict[str, dict[str, type_of_grants]]:
    """Return {role: {table: {privilege: columns}}} for every table that a role may touch."""
    staff: dict[str, type_of_grants] = dict(LIBRARY_TABLES)
    public: dict[str, type_of_grants] = {"django_migrations": _READ}
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("symphony."):
            continue
        table = model._meta.db_table
        if grants := getattr(model, "STAFF_ROLE_MAY", STAFF_DEFAULT):
            staff[table] = grants
        if grants := getattr(model, "PUBLIC_ROLE_MAY", {}):
            public[table] = grants
    return {STAFF: staff, PUBLIC: public}


def apply(connection: Any) -> None:
    """Take everything from the two working roles, then give exactly what is declared.

    :param connection: a Django connection as the owner, inside or outside a transaction
    """
    with connection.cursor() as cursor:
        cursor.execute(f"REVOKE ALL ON SCHEMA public FROM PUBLIC, {STAFF}, {PUBLIC}")
        for role, tables in declared().items():
            name = sql.Identifier(role)
            cursor.execute(
                sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}").format(name)
            )
            _revoke_columns(cursor, role)
            cursor.execute(
                sql.SQL("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {}").format(name)
            )
            cursor.execute(sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name))
            for table, grants in tables.items():
                for privilege, columns in grants.items():
                    _grant(cursor, privilege, columns, table, name)
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {STAFF}")


def _grant(
    cursor: Any, privilege: str, columns: str | tuple[str, ...], table: str, role: sql.Identifier
) -> None:
    listed = (
        sql.SQL("")
        if columns == "*"
        else sql.SQL(" ({})").format(sql.SQL(", ").join(map(sql.Identifier, columns)))
    )
    cursor.execute(
        sql.SQL("GRANT {}{} ON {} TO {}").format(
            sql.SQL(privilege), listed, sql.Identifier(table), role
        )
    )


def _revoke_columns(cursor: Any, role: str) -> None:
    """Take back grants on single columns, which REVOKE on the table leaves standing."""
    cursor.execute(
        "SELECT DISTINCT table_name, column_name, privilege_type"
        " FROM information_schema.column_privileges"
        " WHERE grantee = %s AND table_schema = 'public'",
        [role],
    )
    for table, column, privilege in cursor.fetchall():
        cursor.execute(
            sql.SQL("REVOKE {} ({}) ON {} FROM {}").format(
                sql.SQL(privilege),
                sql.Identifier(column),
                sql.Identifier(table),
                sql.Identifier(role),
            )
        )
