"""The installation's own embedded database: its place, its passwords, its start."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

import psycopg
from psycopg import conninfo

from symphony.cli.database import account, binaries, place, roles
from symphony.cli.database.cluster import ADMIN, Cluster
from symphony.cli.exits import NotPossibleNow
from symphony.cli.home import Home
from symphony.core.grants import OWNER, PUBLIC, STAFF

KEYS = "database.json"
NAMES = {"admin": ADMIN, "owner": OWNER, "staff": STAFF, "public": PUBLIC}


@dataclass(frozen=True)
class Addresses:
    """The libpq URL of each role."""

    owner: str
    staff: str
    public: str


def start(home: Home, *, say: Callable[[str], None]) -> tuple[Cluster, Addresses]:
    """Start the embedded database, making it first where there is none.

    The caller holds the home's database lock.
    """
    who = account.for_database()
    programs = binaries.find(who)
    data = place.data_directory(home.root, who)
    cluster = Cluster(data, place.socket_directory(data, who), home.logs, programs, who)
    passwords = _passwords(home, cluster)
    if not cluster.exists():
        cluster.make(passwords["admin"])
    cluster.check_version()
    cluster.start(say=say)
    try:
        return cluster, _admit(home, cluster, passwords)
    except BaseException:
        cluster.stop()
        raise


def known_addresses(home: Home) -> Addresses | None:
    """Return the addresses as the last start left them, or None before the first."""
    kept = home.read_addresses(KEYS)
    return Addresses(kept["owner"], kept["staff"], kept["public"]) if kept else None


def _passwords(home: Home, cluster: Cluster) -> dict[str, str]:
    """Return each role's password; they are on the disk before anything is made with them."""
    kept = home.read_addresses(KEYS)
    if not kept:
        if cluster.exists():
            raise NotPossibleNow(
                f"{home.keys / KEYS} is missing, and without it nobody can sign in to the database"
                f" in {cluster.data}: bring the file back from a backup, or remove that folder to"
                " begin anew."
            )
        home.write_addresses(
            KEYS, _addresses(cluster, {name: secrets.token_urlsafe(24) for name in NAMES})
        )
        kept = home.read_addresses(KEYS)
    return {name: str(conninfo.conninfo_to_dict(kept[name])["password"]) for name in NAMES}


def _addresses(cluster: Cluster, passwords: dict[str, str]) -> dict[str, str]:
    urls = {
        name: cluster.url(user=NAMES[name], password=password)
        for name, password in passwords.items()
    }
    admin = cluster.url(user=ADMIN, password=passwords["admin"], database="postgres")
    return urls | {"admin": admin}


def _admit(home: Home, cluster: Cluster, passwords: dict[str, str]) -> Addresses:
    addresses = _addresses(cluster, passwords)
    home.write_addresses(KEYS, addresses)
    with psycopg.connect(addresses["admin"], autocommit=True) as connection:
        roles.make_database(connection, {NAMES[name]: word for name, word in passwords.items()})
    return Addresses(addresses["owner"], addresses["staff"], addresses["public"])
