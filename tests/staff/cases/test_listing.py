"""The lists of cases: mine, the team's, what nobody owns."""

import re

import pytest
from django.urls import reverse

from symphony.cases import queries, services
from symphony.staff import paging
from symphony.triage.models import Band, Path
from tests import make
from tests.staff.cases.ordinary import looks, signed_in, text, world

pytestmark = pytest.mark.django_db


def test_an_investigator_begins_with_their_own_and_others_with_the_teams():
    team = make.team()
    for officer, view in (
        (make.investigator(team=team), "mine"),
        (make.supervisor(team=team), "team"),
        (make.safeguarding_officer(team=team), "team"),
        (make.referral_officer(team=team), "team"),
    ):
        response = signed_in(officer).get(reverse("cases:list"))
        assert response["Location"] == reverse(f"cases:{view}")


def test_the_teams_list_names_case_band_path_clock_and_owner():
    it = world(band=Band.HIGH)
    page = text(signed_in(it.insider).get(reverse("cases:team")))
    assert re.search(rf"{it.case.reference} High Investigate Overdue by .* Nobody yet", page)


def test_another_team_sees_none_of_it():
    it = world()
    page = text(signed_in(it.outsider).get(reverse("cases:team")))
    assert it.case.reference not in page
    assert "has no open case" in page


def test_a_colleague_without_the_role_is_told_so():
    assert signed_in(world().colleague).get(reverse("cases:team")).status_code == 403


def test_the_look_names_the_cases_shown():
    it = world()
    signed_in(it.insider).get(reverse("cases:unassigned"))
    [look] = looks("unassigned")
    assert look.about == [it.case.reference]


def test_views_show_their_counts():
    it = world()
    services.take_case(case=it.case, by=it.insider, at=make.NOON)
    make.case(team=it.case.team)
    html = signed_in(it.insider).get(reverse("cases:mine")).content.decode()
    for words in ("Mine 1", "My team 2", "Unassigned 1"):
        assert words in html


def test_nothing_of_mine_leads_to_what_nobody_owns():
    page = text(signed_in(world().insider).get(reverse("cases:mine")))
    assert "You own no open case." in page
    assert "See the 1 that nobody owns" in page


def test_the_list_is_narrowed_by_the_address_and_says_so():
    it = world(band=Band.HIGH)
    educate = make.case(team=it.case.team, path=Path.EDUCATE, band=Band.LOW)
    client = signed_in(it.insider)
    page = text(client.get(reverse("cases:team"), {"path": "educate"}))
    assert educate.reference in page
    assert it.case.reference not in page
    assert "1 open, filtered" in page
    nothing = text(client.get(reverse("cases:team"), {"band": "very_high"}))
    assert "No case matches these filters." in nothing


def test_closed_cases_are_a_list_of_their_own():
    it = world()
    services.close_case(case=it.case, reason="Done.", by=it.insider, at=make.NOON)
    client = signed_in(it.insider)
    assert it.case.reference not in text(client.get(reverse("cases:team")))
    assert it.case.reference in text(client.get(reverse("cases:team"), {"state": "closed"}))


def test_a_long_list_goes_on_from_where_a_page_ended(monkeypatch):
    monkeypatch.setitem(queries.listing.__kwdefaults__, "limit", 2)
    team = make.team()
    made = {make.case(team=team).reference for _ in range(3)}
    client = signed_in(make.investigator(team=team))
    first = client.get(reverse("cases:team"))
    following = re.search(r'href="([^"]+)" rel="next"', first.content.decode())[1]
    second = client.get(reverse("cases:team") + following.replace("&amp;", "&"))
    seen = re.findall(r"C-23-\d{4}(?=</a>)", first.content.decode() + second.content.decode())
    assert sorted(seen) == sorted(made)
    assert "later results" in second.content.decode()
    assert client.get(reverse("cases:team"), {"after": "made-up"}).status_code == 200


def test_it_states_its_number_of_queries(django_assert_max_num_queries):
    it = world()
    for _ in range(5):
        make.case(team=it.case.team)
    client = signed_in(it.insider)
    # Session and person, the frame's counts and alert, the list's two, the tabs' one, the look.
    with django_assert_max_num_queries(12):
        client.get(reverse("cases:team"))


def test_a_link_from_a_page_of_before_the_places_changed_leads_to_the_beginning():
    it = world()
    place = paging.seal("cases", ("0", make.NOON.isoformat(), str(it.case.pk)))
    page = signed_in(it.insider).get(reverse("cases:team"), {"after": place})
    assert it.case.reference in text(page)
