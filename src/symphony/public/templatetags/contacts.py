"""Showing contacts: `{% load contacts %}`."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from django import template

from symphony.contacts.models import Contact

register = template.Library()


@register.filter
def contact(contacts: Mapping[str, Contact], key: str) -> Contact | None:
    """The contact with a key that no template can write with a dot."""
    return contacts.get(key)


@register.filter
def tel(number: str) -> str:
    """0800 555 111 as tel:0800555111; nothing for what is more than a number."""
    return f"tel:{number.replace(' ', '')}" if re.fullmatch(r"[0-9 ]+", number) else ""


@register.filter
def host(address: str) -> str:
    """https://report.iwf.org.uk/ as report.iwf.org.uk"""
    return urlsplit(address).hostname or address


@register.filter
def lower_first(words: str) -> str:
    """Day and night as day and night, to stand inside a sentence; CEOP stays CEOP."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
