"""Showing contacts: `{% load contacts %}`."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

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


@register.simple_tag(takes_context=True)
def reach(context: Context, key: str, sentence: str) -> SafeString | str:
    """A sentence with a contact's number or address in place of its {}, as a link.

    Nothing where the contact is not fit to show: `{% reach "childline" "Call Childline: {}." %}`.
    """
    found = context["contacts"].get(key)
    if found is None:
        return ""
    if dialled := tel(found.number):
        link = format_html(
            '<a class="govuk-link sy-contact-number" href="{}">{}</a>', dialled, found.number
        )
    elif found.address:
        link = format_html(
            '<a class="govuk-link" href="{}" rel="noreferrer nofollow">{}</a>',
            found.address,
            found.name,
        )
    else:
        return ""
    return format_html(sentence, link)
