"""Through a demonstration as a newcomer goes, taking the pictures of README and docs on the way.

SYMPHONY_SCREENSHOTS=docs/screenshots .venv/bin/pytest tests/journeys/test_pictures.py
"""

import os

import pytest

from symphony.demo import policy_draft
from symphony.demo.accounts import PASSWORD, PEOPLE
from tests.cli.running import new_home
from tests.journeys.people import Officer, Visitor

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif("SYMPHONY_SCREENSHOTS" not in os.environ, reason="taken when asked for"),
]


@pytest.fixture
def demonstration():
    """Run the small demonstration; gives the addresses of its public and its staff site."""
    with new_home() as home:
        process = home.begin("up", "--demo", "--size", "small")
        home.read_until(process, "The demonstration is loaded")
        yield tuple(f"http://localhost:{port}" for port in home.ports)


def test_the_pictures_are_taken(demonstration, browser):
    public, staff = demonstration
    teller = Visitor(browser, public).open("/").picture("public-start", height=800)
    teller.press("I am worried about a child or about someone").press("Continue")
    teller.sees("Is a child in danger right now?").picture("question", height=800)
    reader = Visitor(browser, public).open("/news/").follow("arrested in week of action")
    reader.picture("release-public", height=1100)
    _at_the_desk(_officer(browser, staff, "Priya Shah"))
    _in_the_team(_officer(browser, staff, "Fiona Mackay"))
    _looking_back(_officer(browser, staff, "Rajesh Nair"))


def _officer(browser, site, name):
    assert name in {one[1] for one in PEOPLE}
    email = f"{name.lower().replace(' ', '.')}@example.org"
    return Officer(browser, site, name, email=email, password=PASSWORD)


def _at_the_desk(officer):
    officer.open("/staff/referrals/answers/").follow(officer.first_in_list())
    officer.picture("messages", height=1000)
    officer.open("/staff/referrals/queue/").picture("queue", height=1000)
    officer.follow(officer.first_in_list()).picture("referral", height=1100)
    # Of the first no question could change anything: it comes first whatever else is known.
    officer.open("/staff/referrals/queue/?band=medium").follow(officer.first_in_list())
    officer.press("Decide", exact=True).picture("decide", height=960)
    officer.open("/staff/referrals/changed/").follow(officer.first_in_list())
    officer.sees("What was learnt").picture("changed", height=1100)


def _in_the_team(officer):
    officer.open("/staff/operations/symphony/").picture("operation")
    officer.follow("12 People arrested: open the records").follow("C-23-")
    officer.picture("case", height=1200)
    officer.open("/staff/operations/symphony/")
    officer.follow("34 Children safeguarded: open the records").follow(officer.first_in_list())
    officer.picture("child", height=1200)


def _looking_back(officer):
    officer.open("/staff/oversight/policy/").follow(policy_draft.NAME).follow("would move")
    officer.sees("How the bands move").picture("trial", height=1000)
    officer.open("/staff/oversight/agreement/").picture("agreement", height=1200)
