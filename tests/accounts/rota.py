"""Ordinary duties and calendars, for tests of the rota."""

from datetime import timedelta

from symphony.accounts import services
from symphony.accounts.models import Duty
from tests import make

HOUR = timedelta(hours=1)


def on_call(person=None, **changes):
    """Somebody of the referral desk on call, first, from an hour before noon for a day."""
    ordinary = {
        "team": make.intake(),
        "person": person or make.referral_officer(),
        "kind": Duty.Kind.ON_CALL,
        "order": 1,
        "begins_at": make.NOON - HOUR,
        "ends_at": make.NOON + 23 * HOUR,
        "by": "T1",
        "at": make.NOON,
    }
    return services.add_duty(**ordinary | changes)


def calendar(*entries):
    """Return a calendar of these entries, each given as its lines without BEGIN and END."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Example//EN"]
    for number, entry in enumerate(entries):
        own = [line.strip() for line in entry.strip().splitlines()]
        uid = [] if any(line.startswith("UID") for line in own) else [f"UID:{number}@example"]
        lines += ["BEGIN:VEVENT", *uid, *own, "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def entry(who, *, title="First on call", begin="20230518T180000", end="20230519T080000", more=""):
    zone = ";TZID=Europe/London"
    return f"SUMMARY:{title}: {who}\nDTSTART{zone}:{begin}\nDTEND{zone}:{end}\n{more}"
