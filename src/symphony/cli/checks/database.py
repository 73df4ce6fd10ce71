"""Is the database the right one, is it up to date, and does each process run as its own role?"""

from collections.abc import Iterator

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from symphony.cli.checks import Finding, fail, ok, warn
from symphony.cli.database.roles import OLDEST_SERVER
from symphony.core.grants import OWNER, PUBLIC, STAFF

# What each process calls itself, and the role that it must have.
RUNS_AS = {
    "symphony public": PUBLIC,
    "symphony staff": STAFF,
    "symphony worker": STAFF,
}


def look(*, embedded: bool, demonstration: bool, running: bool) -> Iterator[Finding]:
    """Look at the server, the roles, the processes if they run, and the migrations."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int / 10000")
        version = cursor.fetchone()[0]
    place = "embedded" if embedded else "outside"
    text = f"PostgreSQL {version}, {place}, answers"
    yield (
        ok("database", text)
        if version >= OLDEST_SERVER
        else fail("database", f"{text}, but Symphony needs {OLDEST_SERVER} or later")
    )
    if embedded and not demonstration:
        yield warn(
            "embedded database",
            "for demonstrations, tests and a single desk: use DATABASE_URL for a unit's work",
        )
    yield _roles(owner_is_ours=embedded)
    if running:
        yield _who_runs_as_what()
    yield _migrations()


def _roles(*, owner_is_ours: bool) -> Finding:
    wanted = {STAFF, PUBLIC} | ({OWNER} if owner_is_ours else set())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb,"
            " EXISTS (SELECT FROM pg_tables WHERE schemaname = 'public'"
            "          AND pg_has_role(rolname, tableowner::regrole, 'MEMBER'))"
            " FROM pg_roles WHERE rolname = ANY(%s)",
            [list(wanted)],
        )
        found = {name: (powerful, owner) for name, powerful, owner in cursor.fetchall()}
    if missing := wanted - set(found):
        return fail("roles", f"missing: {', '.join(sorted(missing))}")
    for name in (STAFF, PUBLIC):
        powerful, owner = found[name]
        if powerful or owner:
            what = "has powers of an administrator" if powerful else "owns the tables"
            return fail("roles", f"{name} {what}, and must not")
    return ok("roles", f"{STAFF} and {PUBLIC} own nothing and have no special power")


def _who_runs_as_what() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT application_name, usename FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND application_name = ANY(%s)",
            [list(RUNS_AS)],
        )
        found = sorted(cursor.fetchall())
    wrong = [(name, role) for name, role in found if RUNS_AS[name] != role]
    if wrong:
        return fail("processes", "; ".join(f"{name} runs as {role}" for name, role in wrong))
    if len(found) < len(RUNS_AS):
        missing = set(RUNS_AS) - {name for name, _ in found}
        return warn("processes", f"not connected: {', '.join(sorted(missing))}")
    return ok("processes", "; ".join(f"{name} runs as {role}" for name, role in found))


def _migrations() -> Finding:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return fail("migrations", f"{len(waiting)} not applied: `symphony up` applies them")
    return ok("migrations", f"all {len(executor.loader.applied_migrations)} applied")
