"""The report on agreement as a supervisor and an auditor read it: numbers, lists and a file."""

import csv
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.urls import reverse

from symphony.core.clock import now
from tests import make
from tests.staff.visiting import looks, signed_in, text
from tests.triage.decided import again, decided

pytestmark = pytest.mark.django_db

URL = "/staff/oversight/agreement/"


@pytest.fixture
def decisions():
    """Twelve of one officer: nine kept, two higher, one lower and on another path; two others."""
    at = now() - timedelta(days=2)
    ada, ben = make.referral_officer(name="Ada Example"), make.referral_officer(name="Ben Example")
    made = [decided("high", "high", by=ada, at=at, rule="A-3") for _ in range(9)]
    made += [decided("medium", "high", by=ada, at=at, rule="B-2") for _ in range(2)]
    made.append(decided("high", "low", by=ada, at=at, path="no_further_action", rule="A-3"))
    made.append(again(made[0], "low", by=ben, rule="A-3"))
    made.append(decided(None, "medium", by=ben, at=at))
    return made


@pytest.fixture
def supervisor():
    return make.supervisor()


def links(page):
    """Return the address of each number of the page by what it says it counts."""
    found = re.findall(
        r'href="([^"]+records[^"]+)">([\d,]+)<span class="govuk-visually-hidden"> ([^<]*)</span>',
        page.content.decode(),
    )
    return {says: (url.replace("&amp;", "&"), int(count)) for url, count, says in found}


def test_it_says_how_many_agree_and_shows_the_tables(decisions, supervisor):
    page = text(signed_in(supervisor).get(URL))

    assert "69% of suggested bands kept" in page, "9 of 13"
    assert "Weighted kappa: too few to say (13; it wants 30)." in page
    assert "Children live in the person's household" in page, "what rule A-3 says"
    assert "14 decisions by 2 named officers, 0 by Symphony." in page
    assert "Fewer than 10 decisions with a suggestion, too few to say: Ben Example" in page
    assert "No further action: waiting for a second person 1" in page
    assert "decision came after one of another officer" in page


def test_every_number_opens_to_a_list_of_that_length(decisions, supervisor):
    client = signed_in(supervisor)
    found = links(client.get(URL))

    assert len(found) > 25
    for says, (url, count) in found.items():
        page = client.get(url)
        rows = page.content.decode().count('role="rowheader"')
        assert f"{count:,} counted." in text(page), says
        assert rows == count, says


def test_a_list_shows_both_sides_and_opens_to_the_referral_and_is_a_look(decisions, supervisor):
    client = signed_in(supervisor)
    url, _ = links(client.get(URL))["suggested high, decided low"]
    page = client.get(url)

    reference = decisions[11].referral.reference
    assert "Decisions: suggested high, decided low" in text(page)
    assert f'href="{reverse("referrals:reading", args=[reference])}"' in page.content.decode()
    assert "High Investigate Low No further action Ada Example" in text(page)
    [shown] = looks("oversight:agreement_records", supervisor)
    assert sorted(shown) == sorted(one.referral.reference for one in (decisions[11], decisions[12]))


def test_an_auditor_sees_references_that_lead_nowhere(decisions):
    client = signed_in(make.user(role=make.Role.AUDITOR))
    page = client.get(f"{URL}records/")
    assert decisions[11].referral.reference in text(page)
    assert "/staff/referrals/R-" not in page.content.decode()


def test_long_lists_go_on_from_where_a_page_ended(supervisor):
    at, officer = now() - timedelta(days=1), make.referral_officer()
    made = [decided("high", "high", by=officer, at=at) for _ in range(53)]
    client = signed_in(supervisor)
    first = client.get(f"{URL}records/")
    following = re.search(r'href="(\?[^"]*after=[^"]+)"', first.content.decode())[1]
    second = client.get(f"{URL}records/{following.replace('&amp;', '&')}")

    assert first.content.decode().count('role="rowheader"') == 50
    shown = {reference for page in looks("oversight:agreement_records") for reference in page}
    assert second.content.decode().count('role="rowheader"') == 3
    assert shown == {one.referral.reference for one in made}


def test_the_days_the_team_and_the_officer_narrow_it(decisions, supervisor):
    client = signed_in(supervisor)
    ada = decisions[0].decided_by
    assert "12 decisions by 1 named officer" in text(client.get(URL, {"officer": ada.staff_number}))
    assert "Nothing was decided in these days" in text(client.get(URL, {"ends": "2020-01-01"}))
    wrong = client.get(URL, {"starts": "2023-05-02", "ends": "2023-05-01"})
    assert "Last day must be the same as or after the first day" in text(wrong)
    assert "Nothing was decided" in text(client.get(URL, {"team": supervisor.team.slug}))


def test_the_file_has_the_same_numbers_and_no_formula(supervisor):
    at, officer = now() - timedelta(days=1), make.referral_officer(name="=2+5")
    for _ in range(10):
        decided("high", "high", by=officer, at=at)
    answer = signed_in(supervisor).get(f"{URL}data/")

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(StringIO(answer.content.decode())))
    assert rows[0][:4] == ["Table", "Of", "Decided", "Count"]
    assert ["Band, suggested and decided", "High", "High", "10", "10"] in [row[:5] for row in rows]
    assert ["Officer", "'=2+5", "Band kept", "10", "10"] in [row[:5] for row in rows]


def test_who_may_read_it(decisions):
    for person in (make.referral_officer(), make.investigator(), make.press_officer()):
        for address in (URL, f"{URL}data/", f"{URL}records/"):
            assert signed_in(person).get(address).status_code == 403
    assert signed_in(make.user(role=make.Role.AUDITOR)).get(URL).status_code == 200


def test_a_supervisors_home_leads_to_it(decisions, supervisor):
    home = signed_in(supervisor).get("/staff/").content.decode()
    assert re.search(r'href="/staff/oversight/agreement/\?starts=\d{4}-\d\d-01', home)
