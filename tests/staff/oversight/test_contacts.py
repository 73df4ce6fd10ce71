"""The contacts that the public site shows: kept right by an administrator."""

from datetime import timedelta

import pytest
from django.test import Client

from symphony.accounts.permissions import Role
from symphony.cli.checks import State, work
from symphony.contacts import queries, rules
from symphony.contacts.models import Contact
from symphony.core.clock import real_now, today
from symphony.core.models import WorkerBeat
from symphony.staff.oversight import system
from tests import make
from tests.staff.visiting import acts, signed_in, text

pytestmark = pytest.mark.django_db

URL = "/staff/oversight/contacts/"


@pytest.fixture
def administrator():
    return make.user(role=Role.ADMINISTRATOR)


@pytest.fixture
def all_checked():
    Contact.objects.update(checked_on=today())


def fields(key="childline", **changes):
    contact = queries.get(key)
    values = {name: getattr(contact, name) for name in rules.EDITABLE}
    return values | {"began_from": queries.edition(contact), "checked": "no"} | changes


def test_those_due_come_first_with_how_long_they_are_due(all_checked, administrator):
    Contact.objects.filter(key="iwf").update(checked_on=None)
    Contact.objects.filter(key="ceop").update(checked_on=today() - timedelta(days=183))
    Contact.objects.filter(key="childline").update(checked_on=today() - timedelta(days=179))

    page = text(signed_in(administrator).get(URL))

    assert "2 are due for checking. A check is good for 180 days." in page
    order = [page.index(words) for words in ("Now: it was never checked", "3 days ago", "In 1 day")]
    assert order == sorted(order)
    assert "Internet Watch Foundation report.iwf.org.uk Not shown Never" in page


def test_correcting_a_contact_changes_the_public_page(all_checked, administrator):
    client = signed_in(administrator)

    answer = client.post(
        f"{URL}childline/", fields(number="07700 900123", checked="yes"), follow=True
    )

    assert "Childline is changed on every page that shows it, and marked as checked" in text(answer)
    assert queries.by_key()["childline"].number == "07700 900123"
    (entry,) = acts("contacts.changed")
    assert (entry.by, entry.details) == (administrator.staff_number, {"number": "changed"})
    assert len(acts("contacts.checked")) == 1


@pytest.mark.parametrize(
    ("key", "changes", "words"),
    [
        ("emergency", {"number": "", "checked": "yes"}, "Enter the emergency number in digits"),
        ("childline", {"address": "http://example.org/"}, "Address must begin with https://"),
        ("childline", {"number": "07700 900123"}, "Try the new number or address and select yes"),
        ("childline", {"name": ""}, "Enter name"),
        ("childline", {"checked": ""}, "Select yes if you have checked all of this today"),
        ("childline", {"limits": "x" * 301}, "must be 300 characters or fewer"),
        ("childline", {"began_from": "0" * 32}, "Somebody changed this contact while you were"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_what_was_typed_stays(
    administrator, key, changes, words
):
    before = queries.edition(queries.get(key))

    answer = signed_in(administrator).post(f"{URL}{key}/", fields(key, **{"hours": "x"} | changes))

    assert answer.status_code == 200
    assert words in text(answer)
    assert 'name="hours" value="x"' in answer.content.decode()
    assert queries.edition(queries.get(key)) == before


def test_marking_as_checked_takes_one_press(administrator):
    Contact.objects.update(checked_on=today() - timedelta(days=400))
    began_from = queries.edition(queries.get("ceop"))

    answer = signed_in(administrator).post(
        f"{URL}ceop/checked/", {"began_from": began_from}, follow=True
    )

    assert "CEOP Safety Centre is marked as checked today." in text(answer)
    assert queries.get("ceop").checked_on == today()
    assert acts("contacts.checked")[0].about == ["ceop"]


def test_what_changed_since_it_was_shown_is_not_marked_as_checked(administrator):
    answer = signed_in(administrator).post(f"{URL}ceop/checked/", {"began_from": "0" * 32})

    assert answer.status_code == 409
    assert not acts("contacts.checked")


def test_a_contact_that_there_is_not(administrator):
    client = signed_in(administrator)

    assert client.get(f"{URL}no-such-line/").status_code == 404
    assert client.post(f"{URL}no-such-line/checked/", {"began_from": "x"}).status_code == 404
    assert client.post(f"{URL}ceop/checked/").status_code == 404


def test_the_system_check_and_the_home_page_say_which_are_due(all_checked, administrator):
    client = signed_in(administrator)
    assert next(c for c in system.checks() if c.name == "Contacts").is_well
    assert "None is due. Open the contacts" in text(client.get("/staff/"))

    Contact.objects.filter(key="iwf").update(checked_on=None)
    Contact.objects.filter(key="ceop").update(checked_on=today() - timedelta(days=180))

    check = next(c for c in system.checks() if c.name == "Contacts")
    assert not check.is_well
    assert "Not shown, without a value or never checked: Internet Watch Foundation." in check.words
    assert "Due for checking: CEOP Safety Centre." in check.words
    assert "2 contacts due for checking. Open the contacts" in text(client.get("/staff/"))
    assert f'href="{URL}"' in client.get("/staff/oversight/system/").content.decode()


def test_the_command_that_checks_warns_and_names_them(all_checked):
    WorkerBeat.objects.create(name="worker", beat_at=real_now())
    Contact.objects.filter(key="ceop").update(checked_on=today() - timedelta(days=180))

    (found,) = [one for one in work.look(running=True) if one.name == "contacts"]

    assert found.state is State.WARN
    assert "Due for checking: CEOP Safety Centre." in found.text


@pytest.mark.parametrize("address", [URL, f"{URL}ceop/", f"{URL}ceop/checked/"])
def test_only_an_administrator_enters(address):
    for role in set(Role) - {Role.ADMINISTRATOR}:
        client = signed_in(make.user(role=role))
        assert client.get(address).status_code == 403, role
        assert client.post(address, fields("ceop", hours="x")).status_code == 403, role
    assert Client().get(address).status_code == 302
    assert queries.get("ceop").hours == ""
