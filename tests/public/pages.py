"""Reading a page of the public site, and filling in its forms."""

import html
import re

from tests.letterbox import ordinary

REFERENCE = re.compile(r"R-[0-9A-Z]{4}-[0-9A-Z]{4}")


def words(response):
    """The words of the page's main part, as a reader gets them."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


def title(response):
    found = re.search(r"<title>(.*?)</title>", response.content.decode(), re.S)
    return html.unescape(found[1])


def token(response):
    """The hidden field of the page's form."""
    found = re.search(r'name="form_token" value="([^"]+)"', response.content.decode())
    return html.unescape(found[1])


def reference(response):
    return REFERENCE.search(words(response))[0]


def stored():
    """The submissions in the letterbox, read as the staff role."""
    from symphony.letterbox.models import Submission

    ordinary.read_as_staff()
    return list(Submission.objects.order_by("received_at", "id"))
