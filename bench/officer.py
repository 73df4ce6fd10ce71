"""An officer who works on the queue by plain HTTP: looks at it, takes the next one, gives it back.

Every page is asked for as by a browser without script, and every form is the page's own.
"""

from typing import Any
from urllib.parse import urlsplit

from bench.reporter import Fetched, Reporter, Stuck

QUEUE = "/staff/referrals/queue/"
SIGN_IN = "/staff/account/sign-in/"
READY = "/health/ready"


class Officer:
    """One signed-in browser, with the seconds of each kind of request that it made."""

    def __init__(self, site: str, *, email: str, password: str) -> None:
        self.seconds: dict[str, list[float]] = {"queue": [], "take": [], "ready": []}
        self._last: list[Fetched] = []
        self._browser = Reporter(site, seen=self._last.append)
        page = self._browser.get(SIGN_IN).page
        self._send(page, SIGN_IN, email=email, password=password)

    def look(self) -> Any:
        """Open the queue; return the page."""
        fetched = self._browser.get(QUEUE)
        if fetched.status != 200:
            raise Stuck(f"The queue answers {fetched.status}")
        self.seconds["queue"].append(fetched.seconds)
        return fetched.page

    def take_next(self, page: Any) -> Any:
        """Press the button of a queue page; return the page of the referral that was given."""
        self._last.clear()
        reading = self._send(page, f"{QUEUE}take-next/")
        self.seconds["take"].append(self._last[0].seconds)
        return reading

    def hand_back(self, reading: Any) -> Any:
        """Give the referral of a page back; return the queue that this leads to."""
        action = reading.xpath("string(//form[contains(@action, '/hand-back/')][1]/@action)")
        if not action:
            raise Stuck("Nothing was given, though enough waits")
        self._last.clear()
        page = self._send(reading, urlsplit(action).path)
        self.seconds["queue"].append(self._last[-1].seconds)
        return page

    def look_whether_it_runs(self) -> None:
        """Ask for the page that only says that the site and its database are there."""
        self.seconds["ready"].append(self._browser.get(READY).seconds)

    def forget(self) -> None:
        """Begin to count anew, as after warming up."""
        for each in self.seconds.values():
            each.clear()

    def close(self) -> None:
        self._browser.close()

    def _send(self, page: Any, action: str, **answers: str) -> Any:
        for form in page.forms:
            if urlsplit(form.get("action") or SIGN_IN).path == action:
                sent = {**dict(form.form_values()), **answers}
                return self._browser.post(action, list(sent.items())).page
        raise Stuck(f"There is no form for {action}: {' '.join(page.text_content().split())[:300]}")
