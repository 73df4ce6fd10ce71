"""Somebody who fills in the public form by plain HTTP, as a browser without script does.

It reads each page's own form and answers it, so it knows the pages only as people do: by what
they ask. Whatever breaks on the way is tried again as it was, like a reload.
"""

import http.client
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode, urlsplit

from lxml import html

REFERENCE = re.compile(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}")
REDIRECTS = {301, 302, 303, 307}
PAGES_AT_MOST = 60
USUAL = {"door": "worried", "identity": "anonymous", "come_back": "yes"}
PAUSE = 0.2


class Stuck(Exception):
    """The form does not go on, or the site did not come back in time."""


@dataclass(frozen=True)
class Fetched:
    """One answered request."""

    method: str
    status: int
    body: bytes
    seconds: float
    # Bytes of the body on the wire.
    size: int

    @property
    def page(self) -> Any:
        return html.fromstring(self.body.decode())


@dataclass
class Reporter:
    """One browser: its connection, its cookies, and how patient it is."""

    site: str
    patience: float = 60.0
    headers: dict[str, str] = field(default_factory=dict)
    seen: Callable[[Fetched], None] = lambda fetched: None
    cookies: dict[str, str] = field(default_factory=dict)
    tried_again: int = 0
    _connection: http.client.HTTPConnection | None = None
    _at: str = ""

    def report(self, narrative: str, **answers: str) -> str:
        """Go through the whole form; return the reference that was shown.

        :param answers: of questions by their field's name; others are answered somehow
        :raises Stuck: if a page comes again and again, or nothing is answered for too long
        """
        self.cookies.clear()
        self._at = ""
        fetched = self.get("/report/")
        for _ in range(PAGES_AT_MOST):
            text = fetched.page.text_content()
            if "We have your report" in text and (found := REFERENCE.search(text)):
                return found[0]
            fetched = self.post(
                *_filled(fetched.page, {**USUAL, "narrative": narrative, **answers})
            )
        raise Stuck(f"It never ended; the last page was: {' '.join(text.split())[:600]}")

    def get(self, path: str) -> Fetched:
        """Open an address, as from a link on the page before."""
        return self._until_it_answers("GET", path, None)

    def post(self, path: str, form: list[tuple[str, str]]) -> Fetched:
        """Send a form and follow where it leads."""
        return self._until_it_answers("POST", path, urlencode(form).encode())

    def close(self) -> None:
        if self._connection:
            self._connection.close()

    def _until_it_answers(self, method: str, path: str, body: bytes | None) -> Fetched:
        began = time.monotonic()
        while True:
            try:
                fetched = self._once(method, path, body)
            except (OSError, http.client.HTTPException):
                self.close()
                self._connection = None
            else:
                if fetched.status < 500:
                    return fetched
            self.tried_again += 1
            if time.monotonic() - began > self.patience:
                raise Stuck(f"{method} {path} was not answered for {self.patience:.0f} s")
            time.sleep(PAUSE)

    def _once(self, method: str, path: str, body: bytes | None) -> Fetched:
        fetched, onward = self._send(method, path, body)
        while onward:
            fetched, onward = self._send("GET", onward, None)
        return fetched

    def _send(self, method: str, path: str, body: bytes | None) -> tuple[Fetched, str]:
        where = urlsplit(self.site)
        if self._connection is None:
            assert where.hostname
            self._connection = http.client.HTTPConnection(where.hostname, where.port, timeout=30)
        headers = {"Accept-Encoding": "gzip", **self.headers}
        if self._at:
            headers["Referer"] = f"{self.site}{self._at}"
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.site}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        began = time.perf_counter()
        self._connection.request(method, path, body=body, headers=headers)
        answer = self._connection.getresponse()
        content = answer.read()
        fetched = Fetched(method, answer.status, content, time.perf_counter() - began, len(content))
        self._take_cookies(answer)
        self.seen(fetched)
        onward = answer.headers.get("Location", "") if answer.status in REDIRECTS else ""
        if not onward:
            self._at = path
        return fetched, urlsplit(onward).path

    def _take_cookies(self, answer: http.client.HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie") or []:
            for name, morsel in SimpleCookie(line).items():
                if morsel["max-age"] == "0" or not morsel.value:
                    self.cookies.pop(name, None)
                else:
                    self.cookies[name] = morsel.value


def _filled(page: Any, answers: dict[str, str]) -> tuple[str, list[tuple[str, str]]]:
    """Return where the page's main form goes and what to send: what it holds, and our answers."""
    form, button = _main_form(page)
    sent: dict[str, list[str]] = {}
    for name, value in form.form_values():
        sent.setdefault(name, []).append(value)
    for name in dict.fromkeys(box.get("name") for box in form.xpath(".//input[@type='radio']")):
        offered = form.xpath(f".//input[@type='radio'][@name='{name}']/@value")
        wanted = answers.get(name, "no")
        sent[name] = [wanted if wanted in offered else offered[-1]]
    for name in dict.fromkeys(box.get("name") for box in form.xpath(".//input[@type='checkbox']")):
        offered = form.xpath(f".//input[@type='checkbox'][@name='{name}']/@value")
        sent[name] = [answers[name] if answers.get(name) in offered else offered[0]]
    for name in form.xpath(".//textarea/@name | .//input[@type='text']/@name"):
        if name in answers:
            sent[name] = [answers[name]]
    if button.get("name"):
        sent[button.get("name")] = [button.get("value") or ""]
    pairs = [(name, value) for name, values in sent.items() for value in values]
    return urlsplit(form.get("action") or "/report/").path, pairs


def _main_form(page: Any) -> tuple[Any, Any]:
    """Return the form that goes on, and its button: the first green one of the page."""
    buttons = page.xpath(
        "//main//form//button[contains(@class, 'govuk-button')"
        " and not(contains(@class, 'secondary')) and not(contains(@class, 'warning'))]"
    )
    if not buttons:
        raise Stuck(f"No way on: {' '.join(page.text_content().split())[:600]}")
    return next(buttons[0].iterancestors("form")), buttons[0]
