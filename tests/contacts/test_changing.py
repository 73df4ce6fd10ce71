"""Correcting a contact, and saying that it was checked."""

from datetime import date, timedelta

import pytest

from symphony.audit.models import Entry
from symphony.contacts import queries, rules, services
from symphony.contacts.models import Contact
from symphony.core.errors import NotFound
from tests import make

pytestmark = pytest.mark.django_db


def change(key="childline", *, checked=True, began_from=None, **values):
    return services.change(
        key=key,
        values=values,
        began_from=began_from or queries.edition(queries.get(key)),
        checked=checked,
        by="T00001",
        at=make.NOON,
    )


def test_only_what_differs_is_changed_and_the_log_names_it_without_its_words():
    before = queries.get("childline")

    changed = change(hours="Every evening", name=before.name, limits=f" {before.limits} ")

    assert changed == ["hours"]
    assert queries.get("childline").hours == "Every evening"
    entry = Entry.objects.get(what="contacts.changed")
    assert (entry.about, entry.by) == (["childline"], "T00001")
    assert entry.details == {"hours": "changed"}


def test_a_check_counts_from_the_day_in_london():
    services.confirm(
        key="ceop",
        began_from=queries.edition(queries.get("ceop")),
        by="T00001",
        at=make.NOON.replace(hour=23, minute=30),
    )

    assert queries.get("ceop").checked_on == date(2023, 5, 19)
    assert Entry.objects.get(what="contacts.checked").about == ["ceop"]
    assert not Entry.objects.filter(what="contacts.changed").exists()


def test_a_change_that_was_not_checked_leaves_the_day_of_the_last_check():
    before = queries.get("childline").checked_on

    change(checked=False, hours="Every evening")

    assert queries.get("childline").checked_on == before


@pytest.mark.parametrize(
    ("key", "checked", "values", "field"),
    [
        ("childline", False, {"number": "07700 900123"}, "checked"),
        ("childline", False, {"address": "https://example.org/"}, "checked"),
        ("emergency", True, {"number": ""}, "number"),
        ("emergency", True, {"number": "the police"}, "number"),
        ("ceop", True, {"address": "http://example.org/"}, "address"),
        ("ceop", True, {"address": "javascript:alert(1)"}, "address"),
        ("ceop", True, {"address": "https:///nowhere"}, "address"),
        ("ceop", True, {"address": "https://intranet/"}, "address"),
        ("ceop", True, {"name": " "}, "name"),
        ("ceop", True, {"what_for": ""}, "what_for"),
        ("ceop", True, {"limits": "x" * 301}, "limits"),
    ],
)
def test_what_would_mislead_is_refused_and_nothing_is_changed(key, checked, values, field):
    before = queries.edition(queries.get(key))

    with pytest.raises(rules.CannotBeSo) as refused:
        change(key, checked=checked, **values)

    assert refused.value.field == field
    assert queries.edition(queries.get(key)) == before
    assert not Entry.objects.exists()


def test_two_who_write_at_once_do_not_undo_each_other():
    began_from = queries.edition(queries.get("childline"))
    change(hours="Every evening", began_from=began_from)

    with pytest.raises(rules.ChangedMeanwhile):
        change(limits="None", began_from=began_from)
    with pytest.raises(rules.ChangedMeanwhile):
        services.confirm(key="childline", began_from=began_from, by="T00001", at=make.NOON)

    assert queries.get("childline").hours == "Every evening"


def test_a_contact_that_is_not_there():
    with pytest.raises(NotFound):
        change("no-such-line", began_from="x", hours="Never")


def test_a_check_is_good_for_half_a_year_and_then_due_never_checked_first():
    Contact.objects.update(checked_on=date(2026, 11, 3))
    Contact.objects.filter(key="iwf").update(checked_on=None)
    Contact.objects.filter(key="ceop").update(checked_on=date(2026, 11, 2))
    last_good_day = date(2026, 11, 3) + rules.CHECK_AFTER - timedelta(days=1)

    assert timedelta(days=180) == rules.CHECK_AFTER
    assert [contact.key for contact in queries.due(on=last_good_day)] == ["iwf", "ceop"]
    assert len(queries.due(on=last_good_day + timedelta(days=1))) == Contact.objects.count()


def test_every_first_contact_has_a_source_a_day_of_checking_and_a_way_to_be_reached():
    for contact in Contact.objects.all():
        rules.check_values(contact)
        assert contact.source and contact.checked_on, contact.key
        assert contact.number or contact.address, contact.key
