"""Where it happened: what is stated, no nearer than a town, and never from an IP address."""

import re
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symphony.core.ids import uuid7
from symphony.referrals.models import IpEvent, StatedIdentifier
from symphony.triage import area, services
from symphony.triage.models import QueueEntry
from symphony.triage.postcodes import AREAS
from tests import make

Kind = StatedIdentifier.Kind
ANY_TEXT = st.text(max_size=200)
CODES = st.sampled_from(sorted(AREAS))


def address(person=None, **stated):
    return StatedIdentifier(
        id=uuid7(),
        person=person,
        kind=Kind.ADDRESS,
        value="As stated",
        plain="as stated",
        details=stated,
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("PR1 2AB", "PR (Preston)"),
        ("12 Mill Lane, Exampleton, pr12ab", "PR (Preston)"),
        ("Preston PR1", "Preston"),
        ("millbeck", "Millbeck"),
        ("12 Mill Lane, Millbeck, England", "Millbeck"),
        ("Works in a shop in Millbeck", "Millbeck"),
        ("KINGSTON UPON THAMES", "Kingston upon Thames"),
        ("stoke-on-trent", "Stoke-on-Trent"),
        ("st albans", "St Albans"),
        ("High Wycombe", "High Wycombe"),
        ("ZZ1 2AB", ""),
        ("Northbridge High School", ""),
        ("High Street", ""),
        ("Mill Lane", ""),
        ("Year 7, Eastmere Academy", ""),
        ("@shop_42", ""),
        ("https://example.org/town", ""),
        ("I do not know", ""),
        ("unknown", ""),
        ("United Kingdom", ""),
        ("He said once that he was going to move there", ""),
        ("", ""),
    ],
)
def test_words_name_a_postcode_area_or_a_town_and_nothing_nearer(words, expected):
    assert area.of_words(words) == expected


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ({"city": "Chorley", "postcode": "PR7 1AA", "country": "GB"}, "PR (Preston)"),
        ({"city": "chorley", "country": "United Kingdom"}, "Chorley"),
        ({"city": "Chorley", "postcode": "PR7"}, "PR (Preston)"),
        ({"city": "Chorley", "postcode": "12345"}, "Chorley"),
        ({"street": "1 Mill Lane", "country": "GB"}, ""),
        ({"city": "Springfield", "postcode": "12345", "country": "us"}, "Springfield, US"),
        ({"country": "France"}, "France"),
        ({}, ""),
    ],
)
def test_an_address_gives_its_postcode_area_or_its_town(stated, expected):
    assert area.of_address(stated) == expected


def test_the_childs_address_counts_before_the_reported_users_and_before_an_estimate():
    user = make.reported_user(details={"location": {"city": "Oldtown", "country_code": "GB"}})
    child = make.stated_child()
    theirs, childs = address(user, city="Newtown"), address(child, city="Millbeck")
    nobodys = address(city="Eastmere")
    company = make.stated_child(part="reporter")
    assert area.of([user, child], [nobodys, theirs, childs]) == "Millbeck"
    assert area.of([user, child], [nobodys, theirs]) == "Newtown"
    assert area.of([user, child], [nobodys]) == "Eastmere"
    assert area.of([user, child], []) == "Oldtown"
    assert area.of([company], [address(company, city="Elsewhere")]) == ""


def test_what_a_member_of_the_public_wrote_counts_the_childs_first():
    user = make.reported_user(details={"area": "Works in a shop in Millbeck"})
    child = make.stated_child(details={"school_or_area": "Eastmere"})
    assert area.of([user, child], []) == "Eastmere"
    assert area.of([user], []) == "Millbeck"


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_no_text_makes_it_fail_and_what_comes_out_is_short_and_has_no_figure(city, code, country):
    for found in (
        area.of_words(city),
        area.of_address({"city": city, "postcode": code, "country": country}),
    ):
        assert len(found) <= area.LONGEST
        assert found == found.strip()
        assert not re.search(r"\d", found)


@given(
    CODES,
    st.from_regex(r"[0-9][A-Z0-9]? ?[0-9][ABD-HJLNP-UW-Z]{2}", fullmatch=True),
    st.text(string.ascii_letters + " ,.", max_size=20),
    st.booleans(),
)
def test_no_postcode_is_kept_more_exactly_than_its_area(code, rest, before, lower):
    written = f"{before} {code}{rest}"
    found = area.of_words(written.lower() if lower else written)
    assert found == AREAS[code]
    assert area.of_address({"postcode": f"{code}{rest}"}) == AREAS[code]


def test_every_postcode_area_is_there_once_and_fits():
    assert len(AREAS) == 124
    assert max(map(len, AREAS.values())) <= area.LONGEST


def test_it_costs_next_to_nothing():
    user, child = make.reported_user(), make.stated_child()
    stated = [address(child, city="Chorley", postcode="PR7 1AA", country="GB")]
    began = time.perf_counter()
    for _ in range(10_000):
        area.of([user, child], stated)
    assert time.perf_counter() - began < 1, "over 100 microseconds each"


@pytest.mark.django_db
def test_it_stands_in_the_queue_from_arrival_and_is_read_again_with_the_grade():
    child = make.stated_child()
    arrival = make.arrival(people=[child])
    arrival.ip_events.append(
        IpEvent(id=uuid7(), referral=arrival.referral, address="192.0.2.1", event="login")
    )
    [nowhere] = services.take_in([arrival], by="system:test", at=make.NOON)
    entry = QueueEntry.objects.get(referral=nowhere)
    assert entry.area == "", "an IP address says nothing about where somebody is"

    found = address(child, postcode="PR7 1AA")
    found.referral = nowhere
    found.save(force_insert=True)
    services.reassess(referral=nowhere, because="More came", by="system:test", at=make.NOON)
    entry.refresh_from_db()
    assert entry.area == "PR (Preston)"

    arrival = make.arrival(people=[make.reported_user(details={"location": {"city": "Millbeck"}})])
    [there] = services.take_in([arrival], by="system:test", at=make.NOON)
    assert QueueEntry.objects.get(referral=there).area == "Millbeck"
