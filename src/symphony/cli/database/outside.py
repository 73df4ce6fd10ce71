"""A PostgreSQL server that somebody else runs, given by DATABASE_URL."""

import secrets

import psycopg
from psycopg import conninfo

from symphony.cli.configuration import Configuration
from symphony.cli.database import roles
from symphony.cli.database.embedded import Addresses
from symphony.cli.exits import NotPossibleNow
from symphony.core.grants import PUBLIC, STAFF

KEYS = "outside.json"
SETTINGS = {
    STAFF: "SYMPHONY_STAFF_DATABASE_URL",
    PUBLIC: "SYMPHONY_PUBLIC_DATABASE_URL",
}
PATIENCE = 10


def addresses(configuration: Configuration) -> Addresses:
    """Return each role's address, making the two working roles where the owner may.

    :raises NotPossibleNow: if the server is out of reach or too old, or settings are missing
    """
    with connect(configuration.owner_url, "DATABASE_URL") as owner:
        check_version(owner)
        given = {STAFF: configuration.staff_url, PUBLIC: configuration.public_url}
        if not all(given.values()):
            given = _kept(configuration) or _made(configuration, owner)
    for role, url in given.items():
        if conninfo.conninfo_to_dict(url).get("user") != role:
            raise NotPossibleNow(f"{SETTINGS[role]} must sign in as {role}.")
        connect(url, SETTINGS[role]).close()
    return Addresses(configuration.owner_url, given[STAFF], given[PUBLIC])


def connect(url: str, setting: str) -> psycopg.Connection:
    """Connect, in autocommit.

    :raises NotPossibleNow: if that fails, naming the setting and never a password
    """
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=PATIENCE)
    except psycopg.OperationalError as reason:
        said = str(reason).strip().splitlines() or ["no answer"]
        raise NotPossibleNow(f"The database in {setting} cannot be reached: {said[-1]}") from None
    except psycopg.ProgrammingError:
        raise NotPossibleNow(f"{setting} is not an address that PostgreSQL understands.") from None


def check_version(connection: psycopg.Connection) -> None:
    """Refuse a server that is too old.

    :raises NotPossibleNow: if so
    """
    major = connection.info.server_version // 10000
    if major < roles.OLDEST_SERVER:
        raise NotPossibleNow(
            f"The server in DATABASE_URL is PostgreSQL {major}; Symphony needs"
            f" {roles.OLDEST_SERVER} or later."
        )


def _server(url: str) -> str:
    parts = conninfo.conninfo_to_dict(url)
    return f"{parts.get('host', '')}:{parts.get('port', 5432)}/{parts.get('dbname', '')}"


def _kept(configuration: Configuration) -> dict[str, str] | None:
    """Return the addresses of the roles that an earlier start made on this same server."""
    kept = configuration.home.read_addresses(KEYS)
    if kept.get("server") != _server(configuration.owner_url):
        return None
    return {STAFF: kept["staff"], PUBLIC: kept["public"]}


def _made(configuration: Configuration, owner: psycopg.Connection) -> dict[str, str]:
    may = owner.execute(
        "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    there = [role for role in roles.WORKING_ROLES if roles.exists(owner, role)]
    if there or not may or not may[0]:
        why = f"{' and '.join(there)} exists already" if there else "its role may not make others"
        raise NotPossibleNow(
            f"On the server in DATABASE_URL {why}: give {STAFF} and {PUBLIC} (each may"
            f" sign in and nothing else) a password, and set {' and '.join(SETTINGS.values())}."
        )
    words = {role: secrets.token_urlsafe(24) for role in roles.WORKING_ROLES}
    made = {
        role: conninfo.make_conninfo(configuration.owner_url, user=role, password=word)
        for role, word in words.items()
    }
    with owner.transaction():
        for role, word in words.items():
            roles.make_role(owner, role, word)
        roles.allow_only_ours(owner, owner.info.dbname)
        configuration.home.write_addresses(
            KEYS,
            {
                "server": _server(configuration.owner_url),
                "staff": made[STAFF],
                "public": made[PUBLIC],
            },
        )
    return made
