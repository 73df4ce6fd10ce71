"""What a reporter typed is shown as it was typed: never as a page, and no link in it works.

A link in a report may lead to harm, or tell whoever set it that the police have opened it.
"""

import re

import pytest
from django.urls import reverse
from lxml import html

from symphony.letterbox.answers import Answers
from symphony.referrals.models import Referral
from symphony.triage import services as triage
from tests import make
from tests.letterbox import coming_back, ordinary
from tests.staff.visiting import signed_in

pytestmark = pytest.mark.django_db

TRAPS = (
    "<script>document.title='taken'</script>",
    "</pre></div><script src=//evil.example.org/x.js></script>",
    '<a href="http://evil.example.org/in-a-tag">look here</a>',
    "http://evil.example.org/bare",
    "https://evil.example.org/secure?a=1&b=2",
    "www.evil.example.org/plain",
    "javascript:alert(1)",
    "<img src=x onerror=alert(1)>",
    "mailto:somebody@evil.example.org",
    "somebody@evil.example.org",
    "tel:+441632960001",
    "[look](http://evil.example.org/markdown)",
    "{{ settings.SECRET_KEY }} {% load static %}",
    "data:text/html,<b>bold</b>",
    '" onmouseover="alert(1)" x="',
)
TYPED = " ".join(TRAPS)
LINE = TYPED[:200]


def answers():
    """Every text of the form, filled with what could do harm if it were more than text."""
    said = {"name": LINE, "age": LINE, "area": LINE}
    given = ordinary.answers(
        narrative=TYPED,
        services=[{"service": LINE[:100], "user_name": LINE, "link": TYPED}],
        person={**said, "knows_child": LINE},
        children=[{**said, "communication": LINE}],
        when=LINE,
        lives_with_children="yes",
        lives_with_whom=LINE,
    )
    texts = ("trusted_adult", "not_safe_to_speak_to", "devices", "done_so_far")
    given |= dict.fromkeys(texts, TYPED)
    given |= dict.fromkeys(("age_then", "services_reference"), LINE)
    assert set(given) <= set(Answers.__annotations__)
    return given


@pytest.fixture
def reference():
    """A report of traps, whose sender wrote another trap, with an answer of the team's."""
    reference = coming_back.report(answers=answers())
    officer = make.referral_officer()
    ordinary.write_to_reporter(
        reference, text=TYPED, why_safe="It is a test.", by=officer.staff_number
    )
    coming_back.answer(reference, text=TYPED)
    triage.collect_letterbox(at=make.NOON)
    return reference


def staff_pages(reference):
    """Every page of the staff site that may show it, as addresses."""
    of_one = ("reading", "messages", "history", "people", "ip_events", "decide", "contact")
    yield from (reverse(f"referrals:{name}", args=[reference]) for name in of_one)
    yield from (reverse(f"referrals:{name}") for name in ("queue", "doubtful", "answers"))
    yield reverse("home")


def what_works(page):
    """Return what of the traps a browser would take for more than text."""
    tree = html.fromstring(page)
    found = [str(link) for link in tree.xpath("//@href | //@src | //@action | //@srcset")]
    found = [
        link
        for link in found
        if "evil.example.org" in link
        or link.lower().startswith(("javascript:", "data:", "mailto"))
        or "960001" in link
    ]
    found += [one.text or "" for one in tree.iter("script") if not one.get("src")]
    found += [str(one) for one in tree.xpath("//@onerror | //@onmouseover | //@onclick")]
    found += ["image" for _ in tree.xpath("//main//img")]
    return found


def test_no_page_of_the_team_makes_more_of_a_report_than_text(reference):
    staff = signed_in(make.supervisor(team=make.intake()))
    officer = signed_in(make.referral_officer())
    shown = set()
    for address in staff_pages(reference):
        for client in (staff, officer):
            response = client.get(address)
            if response.status_code != 200:
                continue
            page = response.content.decode()
            assert what_works(page) == [], address
            if "&lt;script&gt;" in page:
                shown.add(address)

    for name in ("reading", "messages"):
        assert reverse(f"referrals:{name}", args=[reference]) in shown


def test_no_page_of_its_case_makes_more_of_a_report_than_text(reference):
    case = make.case(referral=Referral.objects.get(reference=reference))
    staff = signed_in(make.supervisor(team=case.team))
    first = f"/staff/cases/{case.reference}/"
    inside = html.fromstring(staff.get(first).content).xpath("//a/@href")
    pages = {first, *(link for link in inside if link.startswith(first))}

    assert len(pages) > 4
    for address in pages:
        response = staff.get(address)
        assert response.status_code == 200, address
        assert what_works(response.content.decode()) == [], address


def test_what_works_is_noticed():
    page = f"<html><main>{TRAPS[2]}<img src='/x'><a href='javascript:x'>x</a><script>1</script>"

    assert len(what_works(page)) == 4


def test_no_template_of_either_site_takes_text_for_markup_or_finds_links_in_it(settings):
    templates = list(settings.BASE_DIR.rglob("templates/**/*.html"))
    found = [
        path.name
        for path in templates
        if re.search(r"\|\s*(safe|safeseq|urlize|urlizetrunc)\b|autoescape", path.read_text())
    ]

    assert len(templates) > 100
    assert found == []
