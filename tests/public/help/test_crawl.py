"""Every page that can be reached from the first: whom it gives a reader to turn to."""

import re
from datetime import date

import pytest

from symphony.contacts.models import Contact
from symphony.public.help.pages import BY_SLUG
from symphony.public.start import DOORS
from tests import make
from tests.public import pages as reader
from tests.public.help import reading

LINK = re.compile(r'href="([^"]+)"')
NUMBER = re.compile(r"\b(?:999|101|112|\d[\d ]{4,}\d)\b")
OURS = ("/", "#", "?", "tel:")
DOORS_SHOWN = [door.code for door in DOORS if door.code] + ["own_behaviour"]


@pytest.fixture
def other_contacts(db):
    """A table with other numbers, addresses and words than the first one, so that a number that
    a template writes by itself is not taken for the table's."""
    for place, contact in enumerate(Contact.objects.order_by("position")):
        contact.number = f"07700 9009{place:02}" if contact.number else ""
        contact.address = f"https://service{place}.example.org/" if contact.address else ""
        for name in ("what_for", "hours", "who_for", "anonymous", "limits", "name"):
            setattr(contact, name, f"Words {place}")
        contact.checked_on = date(2026, 11, 3)
        contact.save()


@pytest.fixture
def found(other_contacts, public_site, client):
    """{address: answer} of every page that a reader can reach, and of every door's first page."""
    make.publication()
    answers, ahead = {}, ["/"]
    while ahead:
        address = ahead.pop()
        if address in answers or address.startswith("/static/") or address.endswith("/leave/"):
            continue
        answers[address] = client.get(address)
        markup = answers[address].content.decode()
        to = [link.partition("#")[0].partition("?")[0] for link in LINK.findall(markup)]
        ahead += [link for link in to if link.startswith("/")]
    start = client.get("/")
    for door in DOORS_SHOWN:
        form = {"door": door, "form_token": reader.token(start)}
        answers[f"door {door}"] = client.post("/report/", form, follow=True)
    return answers


def test_nothing_that_a_reader_can_press_is_missing(found):
    assert {address for address, answer in found.items() if answer.status_code != 200} == set()
    assert {"/", "/report/", "/help/", "/news/", "/anonymity/"} <= set(found)
    assert {f"/help/{slug}/" for slug in BY_SLUG} <= set(found)


def test_every_number_and_every_other_site_on_any_page_is_of_the_table(found, settings):
    table = Contact.objects.all()
    addresses = {contact.address for contact in table} | {settings.EXIT_URL}
    numbers = {contact.number for contact in table if contact.number}
    strange = {}
    for address, answer in found.items():
        main = reading.main_of(answer)
        links = {
            link for link in LINK.findall(main) if not link.startswith(("/", "#", "tel:", "?"))
        }
        told = {number for number in NUMBER.findall(reader.words(answer)) if number not in numbers}
        dialled = {link[4:] for link in LINK.findall(main) if link.startswith("tel:")}
        wrong = (links - addresses) | told
        wrong |= dialled - {number.replace(" ", "") for number in numbers}
        if wrong:
            strange[address] = wrong

    assert strange == {}


def test_no_link_to_another_site_says_where_its_reader_comes_from(found):
    for address, answer in found.items():
        for anchor in re.findall(r'<a [^>]*href="https?://[^>]*>', answer.content.decode()):
            assert "noreferrer" in anchor, (address, anchor)


def test_every_door_leads_to_a_first_page_and_not_to_an_error(found):
    for door in DOORS_SHOWN:
        answer = found[f"door {door}"]
        assert "There is a problem" not in reader.words(answer), door
        assert reading.parts(answer)[0].level == 1, door
