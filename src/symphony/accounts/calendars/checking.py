"""Whether an entry of a calendar can be read at all: what counts is there once, and whole."""

from icalendar import Event

from symphony.accounts.calendars.entries import NotADuty

_ONCE = ("UID", "SUMMARY", "STATUS", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID")
_COUNTS = (*_ONCE, "RRULE", "RDATE", "EXDATE", "ATTENDEE")
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}


def check_readable(event: Event) -> None:
    """Refuse an entry in which a line that counts is broken or stands twice.

    A broken line that says nothing about a duty is passed over.
    """
    for name, why in event.errors:
        if name in _COUNTS:
            words = f"has {name} in a form that cannot be read ({str(why)[:100]})."
            raise NotADuty(words, "Correct it in the calendar, and export it again.")
        if name is None and any(f"'{one}" in str(why).upper() for one in _COUNTS):
            words = f"has a line that cannot be read ({str(why)[:100]})."
            raise NotADuty(words, "Correct it in the calendar, and export it again.")
    for name in _ONCE:
        if isinstance(event.get(name), list):
            raise NotADuty(f"says {name} twice.", "Take one of the two out.")
    changes = event.get("RECURRENCE-ID")
    if changes is not None and "RANGE" in changes.params:
        raise NotADuty(
            "changes one time and all that follow (THISANDFUTURE).",
            "End the repeated entry before it, and make another from then on.",
        )


def check_repetition(event: Event) -> None:
    """Refuse a repetition that is no plan of duties, or that would never come to its next time."""
    rule = event.get("RRULE")
    if isinstance(rule, list) or "EXRULE" in event:
        raise NotADuty("has several rules of repetition.", "Give it one, or write its times out.")
    if rule is None:
        return
    frequency = str((rule.get("FREQ") or [""])[0])
    if frequency.upper() not in _FREQUENCIES:
        raise NotADuty(
            f"repeats {frequency.lower() or 'without a frequency'}.",
            "A duty repeats daily, weekly, monthly or yearly.",
        )
    for name in ("INTERVAL", "COUNT"):
        if any(int(number) < 1 for number in rule.get(name) or []):
            raise NotADuty(f"repeats with {name} below 1.", "Let it be 1 or more.")
