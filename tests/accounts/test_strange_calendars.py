"""Calendars as rostering systems and mail programs write them, and those that are broken."""

from datetime import UTC, datetime

import pytest

from symphony.accounts import calendars
from tests import make
from tests.accounts.rota import calendar, entry
from tests.accounts.test_calendars import bring, refusal

NIGHT = (datetime(2023, 5, 18, 17, tzinfo=UTC), datetime(2023, 5, 19, 7, tzinfo=UTC))
GOOD = entry("4101")
TEXT = calendar(GOOD)
FOUR = "UID:s\n" + GOOD + "RRULE:FREQ=DAILY;COUNT=4"
ZONE = """BEGIN:VTIMEZONE
TZID:Office
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT""".replace("\n", "\r\n")


def with_zone(name, text=TEXT):
    zone = ZONE.replace("Office", name)
    return text.replace("BEGIN:VEVENT", zone).replace("Europe/London", f'"{name}"')


def folded(text):
    return "\r\n".join(
        "\r\n ".join(line[at : at + 20] for at in range(0, len(line), 20))
        for line in text.splitlines()
    )


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\r\n", "\n"),
        TEXT.replace("\r\n", "\r"),
        "\ufeff" + TEXT,
        folded(TEXT),
        with_zone("Office"),
        with_zone("GMT Standard Time"),
        with_zone("(UTC+00:00) Dublin, Edinburgh, Lisbon, London"),
        TEXT.replace("Europe/London", "GMT Standard Time"),
        TEXT.replace("SUMMARY:", "SUMMARY;LANGUAGE=en-gb:"),
        calendar(GOOD + "X-NOTE;=:a line that nobody reads"),
        calendar(GOOD + "BEGIN:VALARM\nACTION:DISPLAY\nTRIGGER:-PT15M\nEND:VALARM"),
        calendar("SUMMARY:First on call: 4101\nDTSTART:20230518T170000Z\nDURATION:PT14H"),
    ],
)
def test_however_it_is_written_it_is_the_same_night(text):
    (found,) = calendars.read(text, at=make.NOON).entries

    assert (found.begins_at, found.ends_at, found.who) == (*NIGHT, "4101")


@pytest.mark.parametrize(
    ("more", "days"),
    [
        ("EXDATE;TZID=Europe/London:20230519T180000,20230520T180000", [18, 21]),
        ("EXDATE:20230519T170000Z", [18, 20, 21]),
        ("EXDATE;VALUE=DATE:20230519", [18, 20, 21]),
        ("RDATE;TZID=Europe/London:20230530T180000", [18, 19, 20, 21, 30]),
    ],
)
def test_times_that_a_series_leaves_out_or_has_besides(more, days):
    found = calendars.read(calendar(f"{FOUR}\n{more}"), at=make.NOON).entries

    assert sorted(one.begins_at.day for one in found) == days


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "words"),
    [
        (TEXT[:200], "The file: breaks off: an entry or the calendar has no end"),
        (TEXT.replace("END:VEVENT\r\n", ""), "The file: breaks off"),
        (TEXT + TEXT, "The file: holds several calendars. Import them one by one."),
        ("Hello\r\n" + TEXT, "it does not begin with BEGIN:VCALENDAR"),
        (calendar("UID:a\x00b\n" + GOOD), "it is not text"),
        (with_zone("Office").replace("+0100", "noon"), "Look at its time zones"),
        (calendar(GOOD + "DTSTART:20230518T170000Z"), "says DTSTART twice. Take one"),
        (calendar(GOOD + "SUMMARY:Shift: 4101"), "says SUMMARY twice"),
        (calendar("UID:a\nUID:b\n" + GOOD), "says UID twice"),
        (calendar(GOOD + "STATUS CANCELLED"), "has a line that cannot be read"),
        (calendar(GOOD + "EXDATE:tomorrow"), "has EXDATE in a form that cannot be read"),
        (calendar(GOOD + "RRULE:FREQ=DAILY;INTERVAL=0"), "repeats with INTERVAL below 1"),
        (calendar(GOOD + "RRULE:FREQ=DAILY;COUNT=-1"), "repeats with COUNT below 1"),
        (
            calendar("SUMMARY:Shift: 4101\nDTSTART:99991231T230000Z\nDURATION:P99D"),
            "Entry 1 (Shift: 4101): has a value that cannot be read",
        ),
        (
            calendar(FOUR, f"UID:s\n{GOOD}RECURRENCE-ID;RANGE=THISANDFUTURE:20230520T170000Z"),
            "changes one time and all that follow (THISANDFUTURE). End the repeated entry",
        ),
        (calendar(entry("4101, 4102")), "names several people (4101, 4102). Make one entry"),
        (calendar(entry("4101 and 4102")), "names several people"),
    ],
)
def test_what_is_broken_is_refused_in_words_that_say_what_to_do(text, words):
    found = refusal(text)

    assert any(words in one for one in found), found


@pytest.mark.django_db
def test_a_series_says_its_fault_once():
    assert len(refusal(calendar(FOUR))) == 1


@pytest.mark.django_db
def test_two_thousand_duties_come_in_and_are_known_again():
    officer = make.referral_officer()
    text = calendar(*(entry(officer.staff_number, title="Shift") for _ in range(1900)))

    assert bring(text).added == 1900
    assert bring(text).known == 1900
