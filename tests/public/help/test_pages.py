"""Every help page: its order, its words, its doors, and what it takes its contacts from."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from symphony.contacts.models import Contact
from symphony.letterbox.answers import Route
from symphony.public.help.pages import BY_SLUG
from symphony.public.templatetags.contacts import tel
from tests.public import pages as reader
from tests.public.help import reading

EVERY = pytest.mark.parametrize("topic", BY_SLUG.values(), ids=BY_SLUG)
CONTACTS = "Who can help"
# Reading ages 9 and 11 to 12, with the formula's own year of error.
CHILDREN, OTHERS = 5.0, 8.0


class Links(HTMLParser):
    """Where the links of a page lead."""

    def __init__(self, markup):
        super().__init__()
        self.found = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs)["href"])


def opened(visitor, topic):
    answer = visitor.get(f"/help/{topic.slug}/")
    assert answer.status_code == 200
    return answer


@EVERY
def test_the_heading_is_the_readers_question_and_the_first_line_has_whom_to_turn_to(visitor, topic):
    first, *_ = reading.parts(opened(visitor, topic))

    assert (first.level, first.words) == (1, topic.question)
    assert topic.question.endswith("?")
    line = re.search(r'<p class="govuk-body-l">(.*?)</p>', first.markup, re.S)
    assert first.markup.index("govuk-body-l") < first.markup.index("govuk-warning-text")
    assert [to for to in Links(line[1]).found if to.startswith(("tel:", "https://"))]


@EVERY
def test_it_has_at_most_three_parts_and_ends_with_the_contacts_and_their_limits(visitor, topic):
    answer = opened(visitor, topic)
    second = [part.words for part in reading.parts(answer) if part.level == 2]

    assert second[-1] == CONTACTS
    assert 1 <= len(second) - 1 <= 3
    words = reader.words(answer)
    end = words[words.rindex(CONTACTS) :]
    for contact in Contact.objects.filter(key__in=topic.contacts):
        assert f"{contact.name} {contact.what_for}." in end
        assert contact.limits in end
    assert re.search(r"Contacts checked \d+ [A-Z][a-z]+ \d{4}\b", end)


def test_the_day_of_checking_is_that_of_the_pages_own_contacts(db, public_site, client):
    Contact.objects.update(checked_on=date(2026, 11, 3))
    Contact.objects.filter(key="stop-it-now").update(checked_on=date(2026, 10, 1))

    assert "Contacts checked 1 October 2026" in reader.words(client.get("/help/own-behaviour/"))
    assert "Contacts checked 3 November 2026" in reader.words(client.get("/help/under-18/"))


@EVERY
def test_its_words_can_be_read_by_those_it_is_for(visitor, topic):
    own = reading.main_of(opened(visitor, topic)).partition(f">{CONTACTS}<")[0].rpartition("<")[0]
    # The warning is the same on all of them, and would make each look easier.
    words = reading.plain(re.sub(r'<div class="govuk-warning-text">.*?</div>', "", own, flags=re.S))

    assert reading.grade(words) <= (CHILDREN if topic.for_children else OTHERS), words


def test_the_formula_tells_an_easy_text_from_a_hard_one():
    assert reading.grade("The cat sat on the mat. The dog ran to the cat.") < 1
    assert (
        reading.grade("Notwithstanding proportionate considerations, authorities investigate.") > 15
    )


@EVERY
def test_it_uses_none_of_the_words_that_hurt(visitor, topic):
    words = reader.words(opened(visitor, topic)).lower()

    hurt = "offender|victim|paedophile|risky|promiscuous|claimed|alleged|rescue|consented|please"
    assert re.findall(rf"\b(?:{hurt})\b|!(?! warning)|why did you", words) == []


@EVERY
def test_it_sets_no_cookie_and_names_the_page_but_no_reader_in_its_title(visitor, topic):
    answer = opened(visitor, topic)

    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"
    assert reader.title(answer) == f"{topic.question} – Get help – Symphony"


@EVERY
def test_every_number_and_every_other_site_on_it_stands_in_the_table(visitor, settings, topic):
    """Nothing is left to dial or to open once the table is empty."""
    answer = opened(visitor, topic)
    contacts = Contact.objects.all()
    allowed = {tel(contact.number) for contact in contacts} | {c.address for c in contacts}

    outside = [
        to
        for to in Links(reading.main_of(answer)).found
        if not to.startswith("/") and to != settings.EXIT_URL
    ]
    assert outside
    assert set(outside) <= allowed
    digits = set(
        re.findall(r"\b\d[\d ]{2,}\d\b", re.sub(r"\d+ \w+ 20\d\d", "", reader.words(answer)))
    )
    numbers = " ".join(contact.number for contact in contacts)
    assert {found for found in digits if found not in numbers} == set()


@EVERY
def test_without_the_table_no_number_is_left_and_the_page_still_reads(
    db, public_site, client, topic
):
    Contact.objects.update(checked_on=None)

    answer = client.get(f"/help/{topic.slug}/")

    assert answer.status_code == 200
    assert "tel:" not in answer.content.decode()
    assert CONTACTS not in reader.words(answer)
    assert "{}" not in reader.words(answer)


@EVERY
def test_there_is_a_way_out(visitor, topic):
    markup = opened(visitor, topic).content.decode()

    assert markup.count("govuk-js-exit-this-page-button") == 1
    assert markup.count("govuk-js-exit-this-page-skiplink") == 1


def test_own_behaviour_begins_and_ends_as_it_must(visitor):
    answer = visitor.get("/help/own-behaviour/")
    words = reader.words(answer)

    assert words.startswith(
        "Worried about your own thoughts or behaviour? Many people have asked for help before you."
    )
    assert (
        "Stop It Now, 0808 1000 900 , is private; they tell you what they must pass on"
        " (a child at risk, a crime)." in words
    )
    assert 'name="door" value="own_behaviour"' in answer.content.decode()


@EVERY
def test_the_doors_on_it_lead_into_the_form_without_an_address_that_tells_which(visitor, topic):
    main = reading.main_of(opened(visitor, topic))

    for form in re.findall(r"<form.*?</form>", main, re.S):
        assert 'method="post" action="/report/"' in form
        assert 'name="form_token"' in form
        assert re.search(r'name="door" value="(\w+)"', form)[1] in Route.values


@pytest.mark.parametrize("slug", ["under-18", "worried-about-a-child", "sharing-images"])
def test_whoever_is_threatened_is_told_what_to_do_first(visitor, slug):
    words = reader.words(visitor.get(f"/help/{slug}/"))

    for advice in (
        "Do not pay",
        "Stop answering. Block them.",
        "Do not delete anything.",
        "not in trouble",
    ):
        assert advice in words


def test_whoever_is_worried_about_someone_does_not_confront_search_or_copy(visitor):
    words = reader.words(visitor.get("/help/worried-about-someone/"))

    assert "Do not confront, search or copy" in words


def test_a_page_that_there_is_not(visitor):
    assert visitor.get("/help/nothing-here/").status_code == 404


def test_a_page_can_only_be_read(visitor):
    assert visitor.post("/help/under-18/").status_code == 405
