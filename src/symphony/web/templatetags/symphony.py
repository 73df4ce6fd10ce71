"""Tags and filters of our own, for the templates of both sites: `{% load symphony %}`."""

from datetime import date, datetime
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from symphony.core import clock as core_clock
from symphony.web import once, signed_forms, times, undo
from symphony.web.problems import Problem, problems_of

register = template.Library()

BANDS = {
    "very_high": "Very high",
    "high": "High",
    "medium": "Medium",
    "low": "Low",
    "not_graded": "Not graded",
}


@register.filter
def staff_date(value: date | None) -> str:
    """14 Jun 2026"""
    if isinstance(value, datetime):
        value = value.astimezone(core_clock.LONDON)
    return times.staff_date(value) if value else ""


@register.filter
def staff_time(value: datetime | None) -> str:
    """14 Jun 2026, 03:05"""
    return times.staff_time(value) if value else ""


@register.filter
def public_date(value: date | None) -> str:
    """14 June 2026"""
    if isinstance(value, datetime):
        value = value.astimezone(core_clock.LONDON)
    return times.public_date(value) if value else ""


@register.filter
def public_time(value: datetime | None) -> str:
    """14 June 2026, 3:05am"""
    return times.public_time(value) if value else ""


@register.simple_tag
def when(value: date | None, style: str = "staff") -> SafeString | str:
    """Write a day or a moment inside `<time datetime>`: `{% when row.received_at %}`."""
    if value is None:
        return "Not known"
    writers = {
        "staff": (times.staff_date, times.staff_time),
        "public": (times.public_date, times.public_time),
    }
    of_day, of_moment = writers[style]
    words = of_moment(value) if isinstance(value, datetime) else of_day(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


@register.filter
def number(value: int | None) -> str:
    """1204 as 1,204"""
    return "" if value is None else f"{value:,}"


def _component(name: str, **words: Any) -> SafeString:
    """Return a component without the line end of its file, for use inside a sentence."""
    return SafeString(render_to_string(f"components/{name}.html", words).strip())


@register.simple_tag
def band(value: str | None, suggested: bool = False) -> SafeString:
    """Show how urgent: `{% band row.band %}`, or `suggested=True` while nobody has decided."""
    key = str(value or "not_graded")
    css = key.replace("_", "-")
    return _component("band", css=css, word=BANDS[key], suggested=suggested)


@register.simple_tag
def clock(
    name: str = "",
    due: datetime | None = None,
    now: datetime | None = None,
    began: datetime | None = None,
    met: datetime | None = None,
    paused: datetime | None = None,
    waiting_for: str = "",
) -> SafeString:
    """Show a clock by its name: `{% clock "Acknowledge" due=row.due_at began=row.began_at %}`."""
    reading = times.read_clock(
        due=due,
        now=now or core_clock.now(),
        began=began,
        met=met,
        paused=paused,
        waiting_for=waiting_for,
    )
    words = reading.words
    if name:
        words = f"{name}: {words[0].lower()}{words[1:]}"
    return _component("clock", state=reading.state, words=words, due=reading.due)


@register.simple_tag
def tag(words: str) -> SafeString:
    """Show a state, which is never a link: `{% tag "Published" %}`."""
    return _component("tag", words=words)


@register.simple_tag(takes_context=True)
def once_token(context: Context, page: str = "") -> SafeString:
    """The hidden field that lets a staff form act once: beside `{% csrf_token %}` in each POST.

    Whoever sends it twice is led back to the page it stood on, or to `page`.
    """
    token = once.new_token(page or context["request"].get_full_path())
    return format_html('<input type="hidden" name="{}" value="{}">', once.FIELD, token)


@register.simple_tag
def signed_field(purpose: str, token: str = "") -> SafeString:
    """The hidden field that stands in place of a CSRF token on the public site."""
    return signed_forms.field(purpose, token)


@register.inclusion_tag("web/forms/field.html")
def field(field: BoundField, size: str = "s", heading: bool = False) -> dict[str, Any]:
    """Show one field; `heading=True` makes its label the page's h1 (use `size="l"` with it)."""
    return {"field": field, "size": size, "heading": heading}


@register.filter
def problems(form: BaseForm | None) -> list[Problem]:
    """The form's errors in the order of its fields, each with the id it links to."""
    return problems_of(form) if form is not None else []


@register.filter
def alert_variant(level: str) -> str:
    """The kind of alert for a message's level."""
    return {"success": "success", "warning": "warning", "error": "error"}.get(level, "information")


@register.filter(name="undo")
def undo_of(message: Message) -> undo.Undo | None:
    """How what a message tells can be undone, if it can."""
    return undo.of(message)


@register.simple_tag
def clock_now() -> SafeString | str:
    """The installation's time, for print."""
    return when(core_clock.now())
