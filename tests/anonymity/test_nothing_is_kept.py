"""An anonymous report through the real sites, and then a search for whoever sent it.

Everything that the sender's browser says about itself is made so that nobody else says it. Then
the whole database, every log and every file written meanwhile is searched for it, also coded and
hashed. What was planted on purpose is found in each of these places, so the search can fail.
"""

import base64
import contextlib
import hashlib
import http.client
import socket
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from bench.reporter import Reporter, _filled
from symphony.core import installation
from symphony.core.grants import OWNER, STAFF
from symphony.core.models import Installation
from tests import make
from tests.anonymity import filling, searching
from tests.live import LiveSites

pytestmark = pytest.mark.slow

SAID = {
    "user agent": "NeedlePhone/7.31 (Handset 4417; QuietOS 3)",
    "language": "kw-GB,gd;q=0.31",
    "viewport": "Viewport-41173-by-73117",
    "device": "Handset 4417 mark nine",
    "forwarded": "192.0.2.77",
    "forwarded, IPv6": "2001:db8:77:88::99",
    "referer": "https://needle-search.example.org/what-i-looked-for",
    "cookie": "needle-of-another-cookie-5d0c",
    "user": "needle-mailbox@example.org",
    "etag": "needle-etag-8810",
    "address line": "needle-campaign-2207",
    "host": "needle-host.example.org",
}
ADDRESS = "127.0.0.77"
# The search itself is tried on this: planted wherever something could have been kept.
PLANTED = "needle-planted-on-purpose-6b1f"
NARRATIVE = "A report told anonymously, to be found again: orchard, lantern, 4471."
MESSAGE = "One thing more, to be found again: harbour, thimble, 9032."


@dataclass
class Watched:
    """The running sites, and everywhere that something could be written."""

    sites: LiveSites
    server: object
    database: str
    temporary: Path
    began: float
    # Of the release that is published.
    slug: str

    @property
    def public(self) -> str:
        return self.sites.public.replace("localhost", "127.0.0.1")

    @property
    def home(self) -> Path:
        return self.sites.logs.parent

    def execute(self, role, statement, *values):
        with psycopg.connect(self.server.url(role, self.database)) as one:
            return one.execute(statement, values).fetchall()

    def wait_until_collected(self, count):
        done = "SELECT 1 FROM letterbox_submission WHERE collected_at IS NOT NULL"
        until = time.monotonic() + 30
        while len(self.execute(STAFF, done)) < count:
            assert time.monotonic() < until, "the worker did not collect the report"
            time.sleep(0.2)

    def places(self) -> dict[str, bytes]:
        """Return everything that was kept anywhere, by where it is."""
        found = {"the database": searching.database(self.server, self.database)}
        folders = [self.home, self.temporary, Path(tempfile.gettempdir())]
        folders += [Path(other) for other in ("/dev/shm", "/var/tmp") if Path(other).is_dir()]
        folders += searching.of_server(self.server, self.database)
        # The browser's own, and what other tests write; what is ours there is named above.
        own = ("playwright", "org.chromium", ".org.chromium", "pytest-", "symphony-test-")
        kept = searching.files(dict.fromkeys(folders), since=self.began, leave_out=own)
        found |= {str(path): content for path, content in kept.items()}
        return found | searching.nameless_files(self.home)

    def search(self, said: dict[str, str]) -> set[tuple[str, str]]:
        """Return what was found where: (name of what was said, place)."""
        needles = searching.Needles(said)
        return {
            (name, place)
            for place, content in self.places().items()
            for name in needles.found_in(content)
        }


@pytest.fixture
def watched(monkeypatch, tmp_path, fresh_database, database_server, request):
    """Both sites and the worker, in earnest, with one release published; from here on watched."""
    began = time.time() - 1
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("SYMPHONY_CLIENT_ADDRESS_HEADER", "X-Real-IP")
    installation.begin(kind=Installation.Kind.REAL)
    slug = make.publication().slug
    connection.close()
    sites = request.getfixturevalue("live_sites")
    return Watched(sites, database_server, fresh_database, tmp_path, began, slug)


def headers_of_its_own():
    """What an ordinary browser, its extensions and the networks before us send of themselves."""
    return {
        "User-Agent": SAID["user agent"],
        "Accept-Language": SAID["language"],
        "Viewport-Width": SAID["viewport"],
        "Sec-CH-UA-Model": f'"{SAID["device"]}"',
        "X-Forwarded-For": SAID["forwarded"],
        "X-Real-IP": SAID["forwarded"],
        "Forwarded": f'for="[{SAID["forwarded, IPv6"]}]"',
        "From": SAID["user"],
        "If-None-Match": f'"{SAID["etag"]}"',
    }


def from_an_address(site, address):
    where = urlsplit(site)
    return http.client.HTTPConnection(
        where.hostname, where.port, timeout=30, source_address=(address, 0)
    )


def test_by_plain_requests_nothing_about_the_sender_is_kept(watched):
    reporter = Reporter(watched.public, patience=5, headers=headers_of_its_own())
    reporter._connection = from_an_address(watched.public, ADDRESS)
    cookies, pages = set(), []

    def seen(fetched):
        # Another site's cookie comes along with every request.
        reporter.cookies["unknown"] = SAID["cookie"]
        cookies.update(reporter.cookies.values())
        pages.append(fetched)

    reporter.seen = seen
    for path in ("/", "/help/", "/news/", f"/news/{watched.slug}/", "/report/", "/health/ready"):
        reporter.get(path)
    reporter.get(f"/?utm={SAID['address line']}")
    reporter.get(f"/{SAID['address line']}/")

    reference = reporter.report(NARRATIVE, door="worried", identity="anonymous", come_back="yes")
    (words,) = pages[-1].page.xpath("//*[contains(@class, 'sy-six-words')]/text()")
    watched.wait_until_collected(1)
    _come_back(reporter, reference, words)
    came_from = reporter._connection.sock.getsockname()[0]
    reporter.close()
    _come_in_from_outside(watched.public)
    _send_what_is_refused(watched.public)

    assert came_from == ADDRESS
    cookies.discard(SAID["cookie"])
    assert len(cookies) >= 2, "the form and the visit give a cookie each"
    said = SAID | {"address": ADDRESS, "six words": words}
    assert watched.search(said | {f"cookie {n}": c for n, c in enumerate(cookies)}) == set()
    # What was to be kept is there, so the right database was searched.
    kept = {"narrative": NARRATIVE, "reference": reference, "message": MESSAGE}
    assert searching.Needles(kept).found_in(watched.places()["the database"]) == set(kept)


def test_by_a_browser_nothing_about_the_sender_is_kept(watched, browser):
    context = browser.new_context(
        user_agent=SAID["user agent"],
        locale="kw-GB",
        timezone_id="Pacific/Chatham",
        viewport={"width": 411, "height": 731},
        extra_http_headers={
            name: value
            for name, value in headers_of_its_own().items()
            if name not in ("User-Agent", "If-None-Match")
        },
    )
    context.add_cookies([{"name": "unknown", "value": SAID["cookie"], "url": watched.public}])
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/", "/help/", "/news/", f"/news/{watched.slug}/"):
        page.goto(watched.public + path, referer=SAID["referer"])
        assert [each["name"] for each in context.cookies()] == ["unknown"]

    page.goto(f"{watched.public}/report/", referer=SAID["referer"])
    assert [each["name"] for each in context.cookies()] == ["unknown"]
    cookies = set()
    filling.send(
        page, NARRATIVE, seen=lambda: cookies.update(each["value"] for each in context.cookies())
    )
    watched.wait_until_collected(1)

    assert {urlsplit(url).netloc for url in asked} == {urlsplit(watched.public).netloc}
    cookies.discard(SAID["cookie"])
    assert cookies
    said = SAID | {"time zone": "Pacific/Chatham", "locale": "kw-GB", "size": "411x731"}
    found = watched.search(said | {f"cookie {n}": c for n, c in enumerate(cookies)})
    context.close()
    assert found == set()


def test_what_is_planted_is_found_in_every_place(watched):
    needles = {"planted": PLANTED}
    assert watched.search(needles) == set()

    watched.execute(
        OWNER,
        "INSERT INTO letterbox_rating (id, token, page, useful, comment, rated_at)"
        " VALUES (gen_random_uuid(), 'planted', '/', 'useful', %s, now()) RETURNING id",
        f"before {PLANTED} after",
    )
    watched.execute(
        OWNER,
        "INSERT INTO letterbox_unfinished VALUES ('planted', %s, now()) RETURNING key_hash",
        f"before {PLANTED} after".encode(),
    )
    watched.execute(
        OWNER,
        "INSERT INTO procrastinate_jobs (queue_name, task_name, args)"
        " VALUES ('planted', 'none', jsonb_build_object('a', %s::text)) RETURNING id",
        PLANTED.upper(),
    )
    with (watched.sites.logs / "public.log").open("a") as log:
        log.write(PLANTED.encode().hex())
    (watched.temporary / "kept").write_bytes(PLANTED.encode())
    places = {place for _, place in watched.search(needles)}

    assert "the database" in places
    assert str(watched.sites.logs / "public.log") in places
    assert str(watched.temporary / "kept") in places


def test_a_needle_is_known_in_its_disguises():
    agent = SAID["user agent"]
    needles = searching.Needles({"agent": agent, "address": ADDRESS})

    for before in ("", "a", "ab", "abc"):
        coded = base64.b64encode(f"{before}{agent} and more".encode())
        assert needles.found_in(b"x" + coded) == {"agent"}
    for hay in (
        agent.upper().encode(),
        agent.encode().hex().encode(),
        hashlib.sha256(agent.encode()).hexdigest().encode(),
        agent.encode("utf-16-le"),
    ):
        assert needles.found_in(b"...." + hay + b"....") == {"agent"}
    assert needles.found_in(b"127.0.0.7 127.0.0.78") == set()


def _come_back(reporter, reference, words):
    """Open the report with its words, after a wrong try, and add a message to it."""
    for tried in ("copper lantern river market seven ladder", words):
        fetched = reporter.get("/reply/")
        path, form = _filled(fetched.page, {"reference": reference, "words": tried})
        fetched = reporter.post(path, form)
    path, form = _filled(fetched.page, {"text": MESSAGE})
    fetched = reporter.post(path, form)
    assert MESSAGE in fetched.page.text_content()


def _come_in_from_outside(site):
    """Open pages as somebody who followed a link from elsewhere."""
    for path in ("/", "/report/", "/reply/", "/help/"):
        outside = from_an_address(site, ADDRESS)
        outside.request("GET", path, headers=headers_of_its_own() | {"Referer": SAID["referer"]})
        outside.getresponse().read()
        outside.close()


def _send_what_is_refused(site):
    """Send what no page of ours sends: each way of being refused writes its own line, or none."""
    where = urlsplit(site)
    agent, needle = SAID["user agent"], SAID["address line"]
    form = "Content-Type: application/x-www-form-urlencoded\r\n"
    for request in (
        f"GET /{needle} HTTP/1.1\r\nHost: {SAID['host']}\r\nUser-Agent: {agent}\r\n\r\n",
        f"GET /report/ HTTP/1.1\r\nHost: localhost\r\nX-Long: {needle * 2000}\r\n\r\n",
        f"GET /{needle * 500} HTTP/1.1\r\nHost: localhost\r\n\r\n",
        f"{needle}\r\n\r\n",
        f"BREW /{needle} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {agent}\r\n\r\n",
        f"POST /report/?{needle} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {agent}\r\n{form}"
        f"Origin: {SAID['referer']}\r\nContent-Length: 9\r\n\r\nstep={needle[:4]}",
        f"POST /report/ HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {agent}\r\n{form}"
        f"Content-Length: 99999\r\n\r\n{needle}",
        f"POST /report/ HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {agent}\r\n{form}"
        f"Transfer-Encoding: {needle}\r\n\r\n{needle}",
        f"POST /report/ HTTP/1.1\r\nHost: localhost\r\nUser-Agent: {agent}\r\n"
        f"Content-Type: multipart/form-data; boundary={needle}\r\nContent-Length: 4\r\n\r\nabcd",
    ):
        with socket.create_connection(
            (where.hostname, where.port), timeout=10, source_address=(ADDRESS, 0)
        ) as raw:
            raw.sendall(request.encode())
            raw.settimeout(2)
            with contextlib.suppress(OSError):
                while raw.recv(65536):
                    pass
