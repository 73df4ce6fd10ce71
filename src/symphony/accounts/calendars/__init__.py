"""The rota as an iCalendar file (RFC 5545): read strictly, written plainly."""

from symphony.accounts.calendars.entries import Entry, Problem
from symphony.accounts.calendars.matching import match
from symphony.accounts.calendars.reading import CalendarRefused, Reading, read
from symphony.accounts.calendars.writing import title, write

__all__ = ["CalendarRefused", "Entry", "Problem", "Reading", "match", "read", "title", "write"]
