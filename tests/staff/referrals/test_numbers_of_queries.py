"""How many queries each page of the desk asks: stated here, whatever the number of records."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from symphony.accounts.permissions import Role
from symphony.audit import services as audit
from symphony.core import installation
from symphony.triage import services as triage
from tests import make, samples
from tests.letterbox import coming_back, ordinary
from tests.staff.referrals import imported
from tests.staff.visiting import signed_in

pytestmark = pytest.mark.django_db

# Session, account, the menu's number, the alert line; the look.
FRAME = 5
# The menu's numbers: unread answers, bands that may have changed, doubtful reports, what waits for
# a second person.
LISTS = 4
# What the clocks of referrals are worked out from, however many they are.
CLOCKS = 6


@pytest.fixture(autouse=True)
def begun():
    installation.begin(kind=installation.REAL)


def queries(client, url):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_quarantine(tmp_path):
    client, url = signed_in(make.referral_officer()), reverse("referrals:quarantine")
    imported.bring(tmp_path / "one", {"a.xml": b"<report>"})
    # The page and its count.
    assert queries(client, url) == FRAME + LISTS + 2
    imported.bring(tmp_path / "many", {f"{n}.xml": f"<report>{n}".encode() for n in range(60)})
    assert queries(client, url) == FRAME + LISTS + 2


def test_second_person():
    def decide():
        triage.record_decision(
            referral=make.referral(),
            band="low",
            path="no_further_action",
            rationale="Nothing in it.",
            why_different="Nothing in it.",
            by=first,
            at=make.NOON,
        )

    first = make.referral_officer()
    client, url = signed_in(make.supervisor()), reverse("referrals:second_person")
    decide()
    # The decisions with their referrals, and one's own that wait.
    assert queries(client, url) == FRAME + LISTS + 2
    for _ in range(20):
        decide()
    assert queries(client, url) == FRAME + LISTS + 2


def test_doubtful():
    client, url = signed_in(make.referral_officer()), reverse("referrals:doubtful")
    make.referral(doubts=["haste"])
    # The page, its count, and the clocks of what it shows.
    assert queries(client, url) == FRAME + LISTS + 2 + CLOCKS
    triage.take_in(
        [make.arrival(doubts=["trap", "flood"]) for _ in range(40)], by="system:test", at=make.NOON
    )
    assert queries(client, url) == FRAME + LISTS + 2 + CLOCKS


def test_answers():
    client, url = signed_in(make.referral_officer()), reverse("referrals:answers")
    coming_back.answered()
    # The referrals with their counts.
    assert queries(client, url) == FRAME + LISTS + 1
    for _ in range(10):
        coming_back.answered()
    assert queries(client, url) == FRAME + LISTS + 1


def test_messages():
    reference = coming_back.answered()
    client, url = (
        signed_in(make.referral_officer()),
        reverse("referrals:messages", args=[reference]),
    )
    client.get(url)
    with_one = queries(client, url)
    for _ in range(10):
        coming_back.answer(reference)
        ordinary.write_to_reporter(reference)
    client.get(url)
    assert queries(client, url) == with_one


def test_assigning():
    """The page that lists what will be assigned, and assigning it."""

    def sent(number, **more):
        references = [make.referral().reference for _ in range(number)]
        with CaptureQueriesContext(connection) as captured:
            client.post(url, {"wanted": " ".join(references), **more})
        return len(captured)

    client, url = signed_in(make.supervisor()), reverse("referrals:assign")
    client.get("/staff/")
    assert sent(1) == sent(30)
    tom = make.referral_officer()
    sent(1, to=tom.staff_number)
    assert sent(1, to=tom.staff_number) == sent(30, to=tom.staff_number)


def test_deciding():
    """The same however much was stated and answered; a colleague's answers need their names."""
    plain, full = make.referral(), make.referral(people=[make.stated_child() for _ in range(20)])
    client = signed_in(make.referral_officer())
    with_nothing = queries(client, reverse("referrals:decide", args=[plain.reference]))
    for fact in ("lives_with_children", "coercion", "distress"):
        triage.answer_facts(
            referral=full, answers={fact: "yes"}, by=make.referral_officer(), at=make.NOON
        )
    url = reverse("referrals:decide", args=[full.reference])
    # The names, for the reasons, for the questions and for what educate needs.
    assert (with_nothing, queries(client, url)) == (30 + CLOCKS, 33 + CLOCKS)


def test_a_sheet():
    referral = make.referral()
    client = signed_in(make.referral_officer())
    url = reverse("referrals:suggestion", args=[referral.reference])
    with_one = queries(client, url)
    for fact in ("lives_with_children", "coercion", "distress"):
        triage.answer_facts(
            referral=referral, answers={fact: "yes"}, by=make.referral_officer(), at=make.NOON
        )
    # The names of those who answered.
    assert queries(client, url) == with_one + 1


def test_the_audit_log():
    client, url = signed_in(make.user(role=Role.AUDITOR)), reverse("oversight:audit")
    audit.record(what="a.b", about=["R-1"], by="T1", at=make.NOON)
    # No menu number and no alert line for an auditor; the entries, and the names in them.
    assert queries(client, url) == FRAME - 2 + 2
    for number in range(60):
        audit.record(what="a.b", about=["R-1"], by=f"T{number}", at=make.NOON)
    assert queries(client, url) == FRAME - 2 + 2


def test_reading(tmp_path):
    plain = make.referral()
    client = signed_in(make.referral_officer())
    url = reverse("referrals:reading", args=[plain.reference])
    with_nothing = queries(client, url)

    many = "".join(
        f"<victim><victimPerson><age>{n}</age></victimPerson><screenName>u{n}</screenName>"
        f"<ipCaptureEvent><ipAddress>192.0.2.{n}</ipAddress></ipCaptureEvent></victim>"
        for n in range(20)
    )
    imported.bring(tmp_path / "in", {"a.xml": samples.report(many, number="100000002")})
    [full] = imported.Referral.objects.filter(source_reference="100000002")

    assert queries(client, reverse("referrals:reading", args=[full.reference])) == with_nothing
