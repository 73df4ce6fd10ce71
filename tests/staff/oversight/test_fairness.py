"""The report on fairness: groups, what differs in words, lists, and a file."""

import csv
import re
from datetime import timedelta
from io import StringIO

import pytest

from symphony.core.clock import now
from symphony.referrals.models.referral import Channel
from tests import make
from tests.staff.oversight.test_agreement import links
from tests.staff.visiting import looks, signed_in, text
from tests.triage.decided import decided, received

pytestmark = pytest.mark.django_db

URL = "/staff/oversight/fairness/"


@pytest.fixture
def unit():
    """Forty company reports, a tenth graded high; twelve public ones, all high, six decided."""
    at = now() - timedelta(days=3)
    for number in range(40):
        received("high" if number < 4 else "low", received_at=at, area="Millbeck")
    public = {"channel": Channel.PUBLIC_FORM, "sender": "A professional", "source_reference": ""}
    for number in range(12):
        area = f"Private words {number}"
        one = received("high", received_at=at, area=area, **public)
        if number < 6:
            decided("high", "high", referral=one, at=at + timedelta(hours=2))


@pytest.fixture
def supervisor():
    return make.supervisor()


def test_it_says_in_words_what_differs_from_all(unit, supervisor):
    page = text(signed_in(supervisor).get(URL))

    # 12 of 12 and 4 of 40, against 16 of 52.
    assert (
        "Public form: suggested high or very high more often than all, 100% (76 to 100%)"
        " against 31%." in page
    )
    assert (
        "CyberTipline report: suggested high or very high less often than all, 10% (4 to 23%)"
        " against 31%." not in page
    ), "4 to 23% and the range of all, 20 to 44%, touch"
    assert "A difference is a question, not an answer." in page
    assert "Symphony asks for nobody’s ethnicity or sex" in page
    assert "2 h" in page


def test_areas_that_few_state_are_not_named(unit, supervisor):
    client = signed_in(supervisor)
    page = client.get(URL, {"by": "area"})
    assert "12 other areas with fewer than 10" in text(page)
    assert "Private words" not in page.content.decode()
    url, count = links(page)["12 other areas with fewer than 10, suggested high"]
    listing = client.get(url)
    assert count == listing.content.decode().count('role="rowheader"') == 12
    assert "Private" not in url + listing.content.decode()


@pytest.mark.parametrize("by", ["channel", "sender", "area"])
def test_every_number_opens_to_a_list_of_that_length(unit, supervisor, by):
    client = signed_in(supervisor)
    found = links(client.get(URL, {"by": by}))

    assert len(found) >= 10
    for says, (url, count) in found.items():
        page = client.get(url)
        assert f"{count:,} counted." in text(page), says
        assert page.content.decode().count('role="rowheader"') == min(count, 50), says
        assert "Millbeck" not in url
    assert looks("oversight:fairness_records", supervisor)


def test_a_list_goes_on_and_says_what_it_lists(unit, supervisor):
    client = signed_in(supervisor)
    first = client.get(f"{URL}records/")
    following = re.search(r'href="(\?[^"]*after=[^"]+)"', first.content.decode())[1]
    second = client.get(f"{URL}records/{following.replace('&amp;', '&')}")
    assert second.content.decode().count('role="rowheader"') == 2
    url, _ = links(client.get(URL))["Public form, decided high"]
    assert "Referrals: public form, decided high" in text(client.get(url)).replace("Pub", "pub")


def test_the_file_has_the_same_numbers(unit, supervisor):
    answer = signed_in(supervisor).get(f"{URL}data/", {"by": "sender"})
    rows = list(csv.reader(StringIO(answer.content.decode())))
    assert ["A professional (Public form)", "Suggested: High", "12", "12", "1.0000"] in [
        row[:5] for row in rows
    ]
    assert ["A professional (Public form)", "Received", "12", "12", "", "", "", "120"] in rows
    assert ["All", "Decided: Not decided", "46", "52"] in [row[:4] for row in rows]


def test_who_may_read_it(unit):
    for person in (make.referral_officer(), make.investigator(), make.press_officer()):
        for address in (URL, f"{URL}data/", f"{URL}records/"):
            assert signed_in(person).get(address).status_code == 403
    auditor = signed_in(make.user(role=make.Role.AUDITOR))
    assert auditor.get(URL).status_code == 200
    assert "/staff/referrals/R-" not in auditor.get(f"{URL}records/").content.decode()


def test_nothing_received_is_said(supervisor):
    assert "Nothing was received in these days." in text(signed_in(supervisor).get(URL))
