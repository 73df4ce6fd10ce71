"""The breach register: what ran out, what came of it, and a supervisor's answer."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse

from symphony.core.clock import now
from symphony.staff.oversight import breaches
from symphony.triage import services
from symphony.triage.models import Breach
from tests import make
from tests.staff.visiting import looks, signed_in, text

pytestmark = pytest.mark.django_db

URL = "/staff/oversight/breaches/"


@pytest.fixture
def breach():
    due = now() - timedelta(days=2)
    return Breach.objects.create(
        referral=make.referral(), clock="from_receipt", due_at=due, noticed_at=due
    )


def test_it_lists_what_ran_out_and_is_not_answered(breach):
    supervisor = make.supervisor()
    page = text(signed_in(supervisor).get(URL))

    assert f"{breach.referral.reference} : response, from receipt" in page
    assert "Overdue by 2 d" in page and "Still owed" in page and "Nobody so far" in page
    assert looks("oversight:breaches", supervisor) == [[breach.referral.reference]]


def test_answering_moves_it_to_what_was_answered(breach):
    client = signed_in(make.supervisor(name="Ada Example"))
    page = reverse("oversight:breach", args=[breach.pk])
    assert "Enter why it was late" in text(client.post(page, {"words": ""}))

    client.post(page, {"words": "Two officers were away."})

    assert "No clock that ran out waits for an answer." in text(client.get(URL))
    assert "Ada Example" in text(client.get(URL, {"view": "answered"}))
    assert "Two officers were away." in text(client.get(page))


def test_a_supervisors_home_says_how_many_wait(breach):
    assert "1 clock ran out, not answered for" in text(signed_in(make.supervisor()).get("/staff/"))


def test_who_may_read_it(breach):
    for person in (make.referral_officer(), make.investigator(), make.press_officer()):
        assert signed_in(person).get(URL).status_code == 403
        answer = signed_in(person).post(reverse("oversight:breach", args=[breach.pk]))
        assert answer.status_code == 403


@pytest.fixture
def register(monkeypatch):
    """Five entries, the last due first, in pages of two."""
    monkeypatch.setattr(breaches, "PAGE_SIZE", 2)
    at = now()
    # Two are due at the same moment.
    return [
        Breach.objects.create(
            referral=make.referral(),
            clock="from_receipt",
            due_at=at - timedelta(days=days),
            noticed_at=at,
        )
        for days in (1, 2, 2, 3, 4)
    ]


def pages(client, url):
    """Return the references on each page from here to the end of the list."""
    found, references = [], set(Breach.objects.values_list("referral__reference", flat=True))
    while url:
        page = client.get(url)
        said = re.findall(r"R-\w{4}-\w{4}", text(page))
        found.append([one for one in said if one in references])
        more = re.search(r'href="(\?[^"]*after=[^"]+)"', page.content.decode())
        url = URL + unescape(more[1]) if more else ""
    return found


def test_what_waits_is_read_to_its_end_the_longest_overdue_first(register):
    supervisor = make.supervisor()
    found = pages(signed_in(supervisor), URL)

    read = [reference for page in found for reference in page]
    assert [len(page) for page in found] == [2, 2, 1]
    assert sorted(read) == sorted(one.referral.reference for one in register)
    assert read[0] == register[-1].referral.reference
    assert read[-1] == register[0].referral.reference
    assert [sorted(look) for look in looks("oversight:breaches", supervisor)] == [
        sorted(page) for page in found
    ]


def test_what_was_answered_is_read_to_its_end_the_latest_first(register):
    supervisor = make.supervisor()
    for one in register:
        services.answer_breach(breach=one, words="Two were away.", by=supervisor, at=now())

    read = [one for page in pages(signed_in(supervisor), f"{URL}?view=answered") for one in page]

    assert sorted(read) == sorted(one.referral.reference for one in register)
    assert read[0] == register[0].referral.reference


def test_a_place_that_somebody_made_up_begins_at_the_beginning(register):
    page = text(signed_in(make.supervisor()).get(URL, {"after": "made-up"}))
    assert register[-1].referral.reference in page
