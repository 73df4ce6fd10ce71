"""The public site as a process, and a browser in front of it."""

import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psycopg

from symphony.core.grants import PUBLIC, STAFF
from tests.cli.running import free_ports, wait_until

ROOT = Path(__file__).parents[2]
CHECKER = ROOT / "frontend/node_modules/.bin/html-validate"


@dataclass(frozen=True)
class Site:
    """Where the site is, the release on it, and the database behind it."""

    address: str
    slug: str
    server: object
    database: str

    def submissions(self):
        """Return what is in the letterbox: reference, danger now, answers."""
        with psycopg.connect(self.server.url(STAFF, self.database)) as staff:
            return staff.execute(
                "SELECT reference, danger_now, answers FROM letterbox_submission"
                " ORDER BY received_at DESC, id DESC"
            ).fetchall()


@contextmanager
def serve(database_server, database):
    """Serve the public site from one database for as long as the block lasts."""
    port, _ = free_ports()
    environment = os.environ | {
        "SYMPHONY_SITE": "public",
        "SYMPHONY_DATABASE_URL": database_server.url(PUBLIC, database),
        "SYMPHONY_WEB_THREADS": "4",
    }
    # Browsers get the assets as visitors do: collected, compressed and hashed.
    del environment["SYMPHONY_STATIC_STORAGE"]
    address = f"http://127.0.0.1:{port}"
    program = [sys.executable, "-m", "gunicorn", "symphony.wsgi", "--bind", f"127.0.0.1:{port}"]
    program += ["--config", "python:symphony.cli.web_server"]
    # A pipe that nobody reads is full after some hundred pages, and the server waits for ever.
    with tempfile.TemporaryFile("w+") as said:
        server = subprocess.Popen(program, env=environment, stderr=said, text=True)
        try:
            wait_until(lambda: server.poll() is not None or _answers(address), what="it answers")
            said.seek(0)
            assert server.poll() is None, said.read()
            yield address
        finally:
            server.terminate()
            server.wait(timeout=30)


def _answers(address):
    try:
        return urlopen(f"{address}/health/ready", timeout=5).status == 200
    except (URLError, ConnectionError, TimeoutError):
        return False


def open_context(chromium, **options):
    """Open a browser of one's own; returns its page and what it complains of."""
    context = chromium.new_context(**options)
    page = context.new_page()
    complaints = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: _note(said, complaints))
    return page, complaints


def _note(said, complaints):
    # A browser reports our own 404 and 422 pages, which are meant.
    if said.type in ("error", "warning") and "Failed to load resource" not in said.text:
        complaints.append(said.text)


def markup_faults(tmp_path, sources):
    """Return what an HTML checker finds in pages, given as {name: source}; "" if nothing."""
    for name, source in sources.items():
        (tmp_path / f"{name}.html").write_text(source)
    program = [CHECKER, "--config", ROOT / "frontend/htmlvalidate.json", tmp_path]
    found = subprocess.run(program, capture_output=True, text=True, check=False)
    return found.stdout + found.stderr if found.returncode else ""
