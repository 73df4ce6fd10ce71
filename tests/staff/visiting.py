"""Visiting pages of the staff site as somebody, and reading what they say and what was recorded."""

import re

from django.test import Client

from symphony.accounts.models import User
from symphony.audit.models import Entry


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(response: object) -> str:
    """Return what the main part of a page says, in one line, without its markup."""
    html = response.content.decode()
    inside = html.split("<main", 1)[1].split("</main>", 1)[0]
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", inside.partition(">")[2])).strip()
    return plain.replace("&#x27;", "'").replace("&quot;", '"').replace("&amp;", "&")


def hidden(response: object) -> dict[str, str]:
    """Return what the forms in the main part of a page carry unseen."""
    inside = response.content.decode().split("<main", 1)[1]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', inside))


def title(response: object) -> str:
    return re.search(r"<title>(.*?)</title>", response.content.decode(), re.DOTALL)[1].strip()


def looks(page: str, user: User | None = None) -> list[list[str]]:
    """Return the references that each recorded look at this page says were shown."""
    found = Entry.objects.filter(what=f"look.{page}").order_by("recorded_at")
    if user:
        found = found.filter(by=user.staff_number)
    return [entry.about for entry in found]


def acts(what: str) -> list[Entry]:
    return list(Entry.objects.filter(what=what).order_by("recorded_at"))
