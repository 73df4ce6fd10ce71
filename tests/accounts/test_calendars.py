"""The rota as a calendar: what is read, what is refused with its place, and back again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from symphony.accounts import calendars, services
from symphony.accounts.models import Duty
from symphony.audit.models import Entry
from tests import make
from tests.accounts.rota import HOUR, calendar, entry, on_call

pytestmark = pytest.mark.django_db

NOON = make.NOON


def read(*entries, at=NOON):
    return calendars.read(calendar(*entries), at=at).entries


def bring(text, team=None):
    return services.import_rota(text=text, team=team or make.intake(), by="T1", at=NOON)


def refusal(text):
    with pytest.raises(calendars.CalendarRefused) as refused:
        bring(text)
    return [str(problem) for problem in refused.value.problems]


def test_an_entry_says_who_when_and_in_which_place():
    officer = make.referral_officer()

    done = bring(
        calendar(
            entry(officer.staff_number),
            entry(
                officer.email.upper(), title="shift", begin="20230518T080000", end="20230518T170000"
            ),
            "SUMMARY:Second on call\nDTSTART:20230518T170000Z\nDURATION:PT14H"
            f"\nATTENDEE;CN=X:MAILTO:{officer.email}",
        )
    )

    assert done == services.Imported(added=3, changed=0, known=0)
    first, shift, second = (
        Duty.objects.get(kind=kind, order=order)
        for kind, order in (("on_call", 1), ("shift", None), ("on_call", 2))
    )
    assert {first.person, shift.person, second.person} == {officer}
    assert first.begins_at == datetime(2023, 5, 18, 17, tzinfo=UTC)
    assert second.ends_at == datetime(2023, 5, 19, 7, tzinfo=UTC)


def test_the_same_calendar_again_changes_nothing():
    text = calendar(entry(make.referral_officer().staff_number))
    bring(text)

    assert bring(text) == services.Imported(added=0, changed=0, known=1)
    assert Duty.objects.count() == 1
    assert Entry.objects.filter(what="accounts.rota_imported").count() == 2


def test_an_entry_that_changed_since_changes_its_duty():
    officer, other = make.referral_officer(), make.supervisor()
    bring(calendar(entry(officer.staff_number)))

    done = bring(calendar(entry(other.staff_number)))

    assert done == services.Imported(added=0, changed=1, known=0)
    assert [duty.person for duty in Duty.objects.filter(withdrawn_at=None)] == [other]


def test_nights_that_repeat_keep_their_hours_over_the_change_of_the_clocks():
    found = read(
        entry(
            "4101", begin="20230320T190000", end="20230321T070000", more="RRULE:FREQ=WEEKLY;COUNT=3"
        ),
        at=datetime(2023, 3, 20, tzinfo=UTC),
    )

    assert [one.begins_at.hour for one in found] == [19, 18, 18]
    assert {one.ends_at - one.begins_at for one in found} == {timedelta(hours=12)}
    assert len({one.key for one in found}) == 3


def test_one_time_of_a_repeated_entry_may_be_changed():
    found = read(
        "UID:w\n" + entry("4101", more="RRULE:FREQ=DAILY;COUNT=3"),
        "UID:w\n"
        + entry(
            "4102",
            begin="20230519T200000",
            end="20230520T080000",
            more="RECURRENCE-ID;TZID=Europe/London:20230519T180000",
        ),
    )

    assert [(one.who, one.begins_at.hour) for one in sorted(found, key=lambda o: o.begins_at)] == [
        ("4101", 17),
        ("4102", 19),
        ("4101", 17),
    ]


def test_a_repetition_without_an_end_goes_as_far_as_anybody_plans():
    found = read(entry("4101", more="RRULE:FREQ=WEEKLY"))

    assert 55 < len(found) < 60


GOOD = entry("4101")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The file: is no calendar"),
        ("Dear Priya, here is the rota", "The file: is no calendar"),
        (
            "BEGIN:VEVENT\r\nEND:VEVENT",
            "does not begin with BEGIN:VCALENDAR",
        ),
        (calendar(), "The file: has no entries."),
        ("x" * 1_000_001, "is larger than 1 MB"),
        (calendar(GOOD.replace(";TZID=Europe/London", "")), "without a time zone that is known"),
        (calendar(GOOD.replace("Europe/London", "Nowhere/Land")), "without a time zone"),
        (
            calendar(GOOD.replace("T180000", "").replace(";TZID=Europe/London", ";VALUE=DATE")),
            "lasts whole days",
        ),
        (calendar(entry("4101", begin="20230326T013000", end="20230326T080000")), "does not exist"),
        (calendar(GOOD.replace("20230519T080000", "next Friday")), "cannot be read"),
        (calendar(GOOD.partition("DTEND")[0]), "does not say when it ends"),
        (calendar("SUMMARY:First on call: 4101"), "does not say when it begins"),
        (
            calendar(entry("4101", title="Lunch")),
            "has a title that says no duty. Write `First on call",
        ),
        (calendar(GOOD + "RRULE:FREQ=SECONDLY"), "repeats secondly. A duty repeats daily"),
        (
            calendar(GOOD + "RECURRENCE-ID:20230518T170000Z"),
            "changes one time of an entry that is not",
        ),
        (calendar("UID:a\n" + GOOD, "UID:a\n" + GOOD), "has the UID of Entry 1"),
        (calendar("UID:\n" + GOOD), "has no UID"),
        (calendar(GOOD), "Entry 1 (First on call: 4101): names nobody who works here (4101). Give"),
        (calendar(GOOD + "ATTENDEE:mailto:a@b.c\nATTENDEE:mailto:d@e.f"), "has several attendees"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(text, words):
    assert words in refusal(text)[0]
    assert not Duty.objects.exists()


def test_every_problem_is_said_and_nothing_is_half_imported():
    officer, press = make.referral_officer(), make.press_officer()

    found = refusal(
        calendar(
            entry(officer.staff_number),
            entry(press.staff_number),
            entry("9999"),
            entry(officer.staff_number, begin="20230518T180000", end="20230518T180000"),
        )
    )

    assert [one.split(":")[0] for one in found] == [
        "Entry 2 (First on call",
        "Entry 3 (First on call",
        "Entry 4 (First on call",
    ]
    assert not Duty.objects.exists()


def test_what_is_exported_names_nobody_and_is_known_when_it_comes_back():
    officer = make.referral_officer(name="Ada Example")
    on_call(officer)
    on_call(
        officer,
        order=2,
        begins_at=datetime(2023, 10, 29, 1, 30, tzinfo=UTC),
        ends_at=NOON.replace(month=11, day=1),
    )

    text = calendars.write(Duty.objects.select_related("person"), at=NOON)

    assert "Ada" not in text and officer.email not in text
    assert "BEGIN:VTIMEZONE" in text
    assert bring(text) == services.Imported(added=0, changed=0, known=2)


def test_what_is_exported_is_a_calendar_by_the_standard():
    on_call(begins_at=datetime(2023, 10, 28, 18, tzinfo=UTC), ends_at=NOON.replace(month=11, day=1))

    text = calendars.write(Duty.objects.select_related("person"), at=NOON)

    lines = text.split("\r\n")
    assert lines[-1] == "" and not any("\n" in line or len(line.encode()) > 75 for line in lines)
    read_back = Calendar.from_ical(text)
    assert {"VERSION", "PRODID"} <= set(read_back)
    for part in read_back.walk():
        assert not part.errors and set(part.required) <= set(part)
    assert read_back.get_missing_tzids() == set()


hours = st.integers(0, 24 * 400)


# The first one makes the zone's rules, which takes its time.
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None
)
@given(st.lists(st.tuples(hours, st.integers(1, 300), st.integers(1, 9)), min_size=1, max_size=5))
def test_any_rota_comes_back_as_it_went(times):
    officer = make.referral_officer()
    begin = datetime(2023, 3, 1, 0, 30, tzinfo=UTC)
    written = [
        Duty(
            person=officer,
            kind="on_call",
            order=order,
            begins_at=begin + start * HOUR,
            ends_at=begin + (start + length) * HOUR,
        )
        for start, length, order in times
    ]

    found = calendars.read(calendars.write(written, at=NOON), at=begin - HOUR).entries

    assert [(one.order, one.begins_at, one.ends_at) for one in found] == [
        (duty.order, duty.begins_at, duty.ends_at) for duty in written
    ]
