"""The database that tests use: one server a run, one migrated template, a clone wherever needed.

The server is the embedded one, in a folder that is thrown away. SYMPHONY_TEST_DATABASE_URL, a
superuser's address, names another server instead (`make test-all`); use one that nobody else uses.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg
from psycopg import conninfo, sql

from symphony.cli.database import account, binaries, place, roles
from symphony.cli.database.cluster import ADMIN, Cluster
from symphony.core.grants import OWNER, PUBLIC, STAFF

PASSWORD = "only-for-tests"


@dataclass(frozen=True)
class Server:
    """Where the test server is: a superuser's address, and the migrated template's name."""

    admin_url: str
    template: str

    def url(self, role: str, database: str) -> str:
        """Return one role's libpq URL for one database."""
        parts = conninfo.conninfo_to_dict(self.admin_url)
        place_ = {"host": parts.get("host", ""), "port": parts.get("port", "5432")}
        return f"postgresql://{quote(role)}:{PASSWORD}@/{quote(database)}?{urlencode(place_)}"

    def clone(self, name: str) -> None:
        """Make a database that is a copy of the template."""
        with self._admin() as connection:
            self._drop(connection, name)
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY FILE_COPY").format(
                    sql.Identifier(name), sql.Identifier(OWNER), sql.Identifier(self.template)
                )
            )
            roles.allow_only_ours(connection, name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        with self._admin() as connection:
            self._drop(connection, name)

    def to_json(self) -> str:
        """Return what a test worker process needs to know."""
        return json.dumps(asdict(self))

    def make_template(self) -> None:
        """Make the roles and the migrated template."""
        with self._admin() as connection:
            for role in (OWNER, STAFF, PUBLIC):
                if not roles.make_role(connection, role, PASSWORD):
                    connection.execute(
                        sql.SQL("ALTER ROLE {} PASSWORD {}").format(
                            sql.Identifier(role), sql.Literal(PASSWORD)
                        )
                    )
            # So that a test can act as the public role inside its own transaction, without the
            # staff role having any right of the public one otherwise.
            connection.execute(f"ALTER ROLE {STAFF} NOINHERIT")
            connection.execute(f"GRANT {PUBLIC} TO {STAFF}")
            self._drop(connection, self.template)
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0").format(
                    sql.Identifier(self.template), sql.Identifier(OWNER)
                )
            )
        owner = self.url(OWNER, self.template)
        migrate(owner)
        # Each test says itself which kind of installation it is in, where that matters.
        with psycopg.connect(owner) as connection:
            connection.execute("DELETE FROM core_installation")

    def _admin(self) -> psycopg.Connection:
        return psycopg.connect(self.admin_url, autocommit=True)

    @staticmethod
    def _drop(connection: psycopg.Connection, name: str) -> None:
        connection.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )


def from_json(text: str) -> Server:
    """Return the server that another process of this run started."""
    return Server(**json.loads(text))


def migrate(owner_url: str, kind: str = "") -> None:
    """Bring a database up to date, as `symphony up` does."""
    environment = os.environ | {
        "SYMPHONY_SITE": "owner",
        "SYMPHONY_DATABASE_URL": owner_url,
        "DJANGO_SETTINGS_MODULE": "symphony.settings",
    }
    program = [sys.executable, "-W", "ignore", "-m", "symphony.cli.prepare", kind]
    done = subprocess.run(program, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"The test database could not be migrated:\n{done.stderr}")


@contextmanager
def server():
    """Run a server with a migrated template for as long as the block lasts."""
    template = f"symphony_template_{os.getpid()}"
    if outside := os.environ.get("SYMPHONY_TEST_DATABASE_URL"):
        found = Server(outside, template)
        found.make_template()
        try:
            yield found
        finally:
            found.drop(template)
        return
    with embedded() as admin_url:
        found = Server(admin_url, template)
        found.make_template()
        yield found


@contextmanager
def embedded(programs: Path | None = None):
    """Run a bare server in a folder that is thrown away; yields the superuser's address."""
    who = account.for_database()
    folder = Path(tempfile.mkdtemp(prefix="symphony-test-"))
    folder.chmod(0o755)
    found = binaries.Binaries(programs) if programs else binaries.find(who)
    data = place.data_directory(folder, who)
    cluster = Cluster(data, place.socket_directory(data, who), folder, found, who, durable=False)
    try:
        cluster.make(PASSWORD)
        cluster.start()
        yield cluster.url(user=ADMIN, password=PASSWORD, database="postgres")
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
