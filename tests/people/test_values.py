"""What is said of a person, where it was said, and what was wrong."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from symphony.audit.models import Entry
from symphony.people import queries, rules, services
from symphony.people.models import Person, PersonValue
from tests import make

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(hours=1)


def person(*values: tuple[str, str], **changes: Any) -> Person:
    ordinary = {"source": "C-23-0001", "by": make.investigator(), "at": make.NOON}
    return services.create_person(values=values, **ordinary | changes)


def add(who: Person, kind: str, value: str, **changes: Any) -> PersonValue:
    ordinary = {"source": "C-23-0001", "by": make.investigator(), "at": LATER}
    return services.add_value(person=who, kind=kind, value=value, **ordinary | changes)


def withdraw(value: PersonValue, **changes: Any) -> None:
    ordinary = {"reason": "Another person's.", "by": make.investigator(), "at": LATER}
    services.withdraw_value(value=value, **ordinary | changes)


def test_a_person_has_a_reference_and_sourced_values():
    officer = make.investigator(name="Ravi Example")
    found = person(("name", " Jon Example "), ("age", "34"), source="R-7K4M-92QX", by=officer)
    assert found.reference.startswith("P-")
    rows = queries.values(found)
    assert [(row.label, row.value) for row in rows] == [
        ("Name", "Jon Example"),
        ("Age as stated", "34"),
    ]
    assert {(row.source, row.recorded_by) for row in rows} == {("R-7K4M-92QX", "Ravi Example")}


def test_a_reference_that_somebody_has_is_not_given_again(monkeypatch):
    taken = person().reference
    drawn = iter([taken, taken, "P-4T8K2A"])
    monkeypatch.setattr(services, "new_person", lambda: next(drawn))
    assert person().reference == "P-4T8K2A"


def test_it_adds_an_audit_entry_with_references_only():
    found = person(("name", "Jon Example"))
    entry = Entry.objects.get(what="people.created")
    assert entry.about == [found.reference, "C-23-0001"]
    assert "Jon" not in str(entry.details)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ([("screen_name", "quiet_otter"), ("name", "Jon Example")], "Jon Example"),
        ([("email", "a@example.org")], "Unknown person, user of account a@example.org"),
        (
            [("email", "a@example.org"), ("screen_name", "quiet_otter")],
            "Unknown person, user of account quiet_otter",
        ),
        ([("age", "34")], "Unknown person"),
        ([], "Unknown person"),
    ],
)
def test_what_a_person_is_called(values, name):
    assert queries.display_name(person(*values)) == name


def test_a_later_name_stands_beside_the_first_and_is_the_one_shown():
    found = person(("name", "Jon Example"))
    add(found, "name", "Jonathan Example")
    assert queries.display_name(found) == "Jonathan Example"
    assert len(queries.values(found)) == 2


def test_a_withdrawn_value_stays_readable_and_no_longer_counts():
    found = person(("age", "9"), ("age", "34"))
    wrong = PersonValue.objects.get(person=found, value="9")
    assert queries.age(found, on=make.NOON.date()).lowest == 9
    withdraw(wrong, reason="The age is the account's, not the person's.")
    assert queries.age(found, on=make.NOON.date()).lowest == 34
    row = next(row for row in queries.values(found) if row.value == "9")
    assert row.withdrawn_reason == "The age is the account's, not the person's."


def test_a_value_is_withdrawn_once_and_with_a_reason():
    value = PersonValue.objects.get(person=person(("age", "9")))
    with pytest.raises(services.ReasonMissing):
        withdraw(value, reason="  ")
    withdraw(value)
    with pytest.raises(services.AlreadyWithdrawn):
        withdraw(value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [("name", "  "), ("name", "x" * 2084), ("date_of_birth", "14 June"), ("date_of_birth", "2010")],
)
def test_what_is_no_value_of_its_kind_is_refused(kind, value):
    with pytest.raises(rules.ValueNotUsable):
        add(person(), kind, value)


def test_the_same_is_not_said_twice():
    found = person(("name", "Jon Example"))
    with pytest.raises(services.AlreadyKnown):
        add(found, "name", "Jon Example")


def test_a_role_that_works_no_case_changes_nobody():
    with pytest.raises(rules.NotAllowedToChange):
        person(by=make.press_officer())


def test_the_database_itself_keeps_who_withdrew_with_when():
    value = PersonValue.objects.get(person=person(("age", "9")))
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonValue.objects.filter(pk=value.pk).update(withdrawn_at=LATER)
