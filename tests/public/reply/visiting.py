"""Coming back to a report as a browser does: it says from which page it comes."""

import html
import re

from tests.letterbox import ordinary
from tests.public import pages

PATH = "/reply/"
OWN_PAGE = {"HTTP_REFERER": f"http://testserver{PATH}"}


def door(visitor):
    return visitor.get(PATH)


def typed(visitor, reference, **changes):
    """What the filled-in first page sends."""
    sent = {"reference": reference, "words": " ".join(ordinary.WORDS)}
    return sent | {"form_token": pages.token(door(visitor))} | changes


def try_(visitor, reference, **changes):
    """Send the first page; what came of it."""
    place = {"REMOTE_ADDR": changes.pop("place")} if "place" in changes else {}
    return visitor.post(PATH, typed(visitor, reference, **changes), **OWN_PAGE, **place)


def come_in(visitor, reference, **changes):
    """Open a report with its words; the page with its messages."""
    response = try_(visitor, reference, **changes)
    assert (response.status_code, response.url) == (303, PATH), pages.words(response)
    return look(visitor)


def look(visitor):
    """Open the page again from itself, as after a redirect."""
    return visitor.get(PATH, **OWN_PAGE)


def hidden(response, name):
    found = re.search(rf'name="{name}" value="([^"]*)"', response.content.decode())
    return html.unescape(found[1])


def message(page, **changes):
    """What the filled-in form of a page with messages sends."""
    own = {"step": "send", "run": hidden(page, "run"), "form_token": pages.token(page)}
    return own | {"text": "He has a new user name."} | changes


def send(visitor, sent):
    return visitor.post(PATH, sent, **OWN_PAGE)
