"""The same calendar brought in again: what moved, was cancelled or became something else."""

from datetime import UTC, datetime, timedelta

import pytest

from symphony.accounts import calendars, queries, services
from symphony.accounts.models import Duty
from symphony.accounts.services import Imported
from tests import make
from tests.accounts.rota import HOUR, calendar, entry, on_call

pytestmark = pytest.mark.django_db

NOON = make.NOON
EVENING = datetime(2023, 5, 18, 17, tzinfo=UTC)
DAY = timedelta(days=1)


def bring(*entries, at=NOON):
    return services.import_rota(text=calendar(*entries), team=make.intake(), by="T1", at=at)


def standing():
    return list(Duty.objects.filter(withdrawn_at=None).order_by("begins_at"))


def begins():
    return [duty.begins_at for duty in standing()]


def nights(*, begin="20230518T180000", end="20230519T080000", count=3, more=""):
    rule = f"RRULE:FREQ=DAILY;COUNT={count}\n{more}"
    return "UID:nights\n" + entry("4101", begin=begin, end=end, more=rule)


def one_night(*, of="20230519T180000", begin="20230519T220000", end="20230520T080000", more=""):
    which = f"RECURRENCE-ID;TZID=Europe/London:{of}\n{more}"
    return "UID:nights\n" + entry("4101", begin=begin, end=end, more=which)


@pytest.fixture
def officer():
    person = make.referral_officer()
    person.staff_number = "4101"
    person.save(update_fields=["staff_number"])
    return person


def test_an_entry_whose_beginning_moves_takes_its_duty_along(officer):
    other = make.supervisor()
    bring(entry("4101"))

    done = bring(entry(other.staff_number, begin="20230518T220000"))

    assert done == Imported(added=0, changed=1, known=0)
    assert begins() == [EVENING + 4 * HOUR]
    on_call_then = queries.on_call(at=EVENING + 5 * HOUR, team=make.intake())
    assert [one.person for one in on_call_then] == [other]


def test_one_time_of_a_series_that_moves_replaces_its_own_duty(officer):
    bring(nights())

    assert bring(nights(), one_night()) == Imported(added=0, changed=1, known=2)
    assert begins() == [EVENING, EVENING + DAY + 4 * HOUR, EVENING + 2 * DAY]
    assert bring(nights(), one_night()) == Imported(added=0, changed=0, known=3)


def test_a_series_that_moves_takes_every_duty_that_is_not_over_along(officer):
    bring(nights())
    next_noon = NOON + DAY  # the first night is over then

    moved = nights(begin="20230518T220000", end="20230519T090000")
    done = bring(moved, at=next_noon)

    assert done == Imported(added=2, changed=0, known=0, withdrawn=2)
    assert begins() == [EVENING, EVENING + DAY + 4 * HOUR, EVENING + 2 * DAY + 4 * HOUR]
    assert bring(moved, at=next_noon) == Imported(added=0, changed=0, known=2)


@pytest.mark.parametrize(
    ("again", "left"),
    [
        ([nights(count=2)], [0, 1]),
        ([nights(more="EXDATE;TZID=Europe/London:20230519T180000")], [0, 2]),
        ([nights(), one_night(more="STATUS:CANCELLED")], [0, 2]),
        ([nights(more="STATUS:CANCELLED")], []),
        (["UID:nights\n" + entry("4101")], [0]),
    ],
)
def test_what_a_series_does_not_say_any_more_is_withdrawn(officer, again, left):
    bring(nights())

    done = bring(*again)

    assert (done.added, done.changed, done.withdrawn) == (0, 0, 3 - len(left))
    assert begins() == [EVENING + day * DAY for day in left]


def test_a_cancelled_entry_takes_its_duty_away_whatever_it_is_called_now(officer):
    bring(entry("4101"))

    done = bring("SUMMARY:Canceled: First on call\nDTSTART:20230518T170000Z\nSTATUS:CANCELLED")

    assert done == Imported(added=0, changed=0, known=0, withdrawn=1)
    assert standing() == []
    assert Duty.objects.get().withdrawn_reason == "Moved or cancelled in the calendar"


def test_a_calendar_that_is_a_cancellation_takes_its_duties_away(officer):
    bring(entry("4101"))
    text = calendar(entry("4101")).replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:CANCEL")

    services.import_rota(text=text, team=make.intake(), by="T1", at=NOON)

    assert standing() == []


def test_an_entry_that_became_something_else_replaces_its_duty_once(officer):
    shift = entry("4101", title="Shift")
    bring(shift)

    done = bring(entry("4101"))

    assert done == Imported(added=1, changed=0, known=0, withdrawn=1)
    assert [(duty.kind, duty.order) for duty in standing()] == [("on_call", 1)]
    assert bring(entry("4101")) == Imported(added=0, changed=0, known=1)
    assert Duty.objects.count() == 2


def test_what_is_over_is_history_and_is_not_changed(officer):
    bring(entry("4101"))
    later = NOON + 3 * DAY

    moved = entry("4101", begin="20230522T180000", end="20230523T080000")
    assert bring(entry("4101", begin="20230517T180000"), at=later).over == 1
    assert bring("STATUS:CANCELLED\n" + entry("4101"), at=later).withdrawn == 0
    assert begins() == [EVENING]
    assert bring(moved, at=later) == Imported(added=1, changed=0, known=0)
    assert bring(moved, at=later) == Imported(added=0, changed=0, known=1)
    assert begins() == [EVENING, EVENING + 4 * DAY]


def test_what_is_over_needs_neither_a_title_nor_somebody_who_works_here(officer):
    past = {"begin": "20230510T180000", "end": "20230511T080000"}

    done = bring(entry("4099", **past), entry("x", title="Lunch", **past), entry("4101"))

    assert done == Imported(added=1, changed=0, known=0, over=2)


class TestKeysOfEarlierImports:
    """Every key was once the UID and the beginning of the entry."""

    def made(self, begin, **changes):
        key = f"0@example/{begin:%Y%m%dT%H%M%SZ}"
        times = {"begins_at": begin, "ends_at": begin + 14 * HOUR}
        return on_call(calendar_key=key, **times | changes)

    def test_they_are_known(self, officer):
        self.made(EVENING, person=officer)

        assert bring(entry("4101")) == Imported(added=0, changed=0, known=1)

    def test_an_entry_moves_from_them(self, officer):
        self.made(EVENING, person=officer)
        moved = entry("4101", begin="20230518T220000")

        assert bring(moved) == Imported(added=0, changed=1, known=0)
        assert bring(moved) == Imported(added=0, changed=0, known=1)

    def test_what_an_entry_left_behind_when_it_moved_goes(self, officer):
        self.made(EVENING)
        self.made(EVENING + 4 * HOUR, person=officer, ends_at=EVENING + 14 * HOUR)

        done = bring(entry("4101", begin="20230518T220000"))

        assert done == Imported(added=0, changed=0, known=1, withdrawn=1)
        assert [duty.person for duty in standing()] == [officer]


def test_entries_of_another_uid_and_of_another_team_are_left_alone(officer):
    own = on_call(officer)
    on_call(officer, calendar_key="0@example/other")
    on_call(officer, calendar_key="0@example", team=make.team())
    bring("UID:b\n" + entry("4101"))

    assert bring(entry("4101")) == Imported(added=1, changed=0, known=0)
    assert len(standing()) == 5 and own in standing()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("First on call", Imported(added=0, changed=1, known=0)),
        ("Shift", Imported(added=1, changed=0, known=0, withdrawn=1)),
    ],
)
def test_an_exported_rota_that_was_edited_comes_in_once(officer, kind, words):
    duty = on_call(officer, calendar_key="elsewhere")
    text = calendars.write([duty], at=NOON).replace("T110000", "T123000")
    text = text.replace("First on call", kind)

    assert bring_text(text) == words
    assert bring_text(text) == Imported(added=0, changed=0, known=1)
    assert [one.begins_at for one in standing()] == [NOON.replace(hour=11, minute=30)]


def test_a_duty_that_one_calendar_says_as_exported_and_as_it_came_is_met_once(officer):
    bring("UID:elsewhere\n" + entry("4101"))
    (duty,) = standing()
    exported = f"UID:{duty.id}@symphony\n" + entry("4101")

    bring(exported, "UID:elsewhere\n" + entry("4101", begin="20230518T220000"))

    assert begins() == [EVENING, EVENING + 4 * HOUR]


def bring_text(text):
    return services.import_rota(text=text, team=make.intake(), by="T1", at=NOON)


def test_two_entries_with_one_uid_are_refused():
    with pytest.raises(calendars.CalendarRefused, match=r"Entry 2 .* has the UID of Entry 1"):
        bring("UID:a\n" + entry("4101"), "UID:a\n" + entry("4101", begin="20230518T200000"))
    with pytest.raises(calendars.CalendarRefused, match="changes the same time as Entry 2"):
        bring(nights(), one_night(), one_night(begin="20230519T230000"))
