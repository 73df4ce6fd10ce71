"""Deciding: the suggestion with its reasons, the form's words, and what comes of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from symphony.cases.models import Case
from symphony.triage import policy, queries
from symphony.triage import services as triage
from symphony.triage.models import Decision
from tests import make
from tests.staff.visiting import looks, signed_in, text, title

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    team = make.team("North team")
    make.investigator(team=team)
    return team


def url(referral):
    return reverse("referrals:decide", args=[referral.reference])


def seen(referral):
    """Return what the page carries: which suggestion the officer had before them."""
    suggestion = queries.suggestion(referral)
    return str(triage.key_of(suggestion))


def decide(referral, officer=None, *, follow=False, **changes):
    ordinary = {
        "seen": seen(referral),
        "band": "medium",
        "path": "investigate",
        "team": "",
        "rationale": "The account named in the report is still active.",
    }
    client = signed_in(officer or make.referral_officer())
    return client.post(url(referral), ordinary | changes, follow=follow)


def test_the_suggestion_says_why_and_on_which_facts():
    referral = make.referral(people=[make.stated_child()])

    page = signed_in(make.referral_officer()).get(url(referral))

    said = text(page)
    assert "Symphony suggests: high, investigate" in said
    assert "Somebody is said to be grooming a child, and it is known which child" in said
    assert "(rule C-5: high) What is said to have happened? Somebody is said to be grooming" in said
    assert f"Policy {policy.DEFAULT}, worked out 18 May 2023, 10:00" in said
    assert title(page) == f"Decide – {referral.reference} – Referrals – Symphony"


def test_a_decision_to_investigate_opens_a_case_in_the_team_and_says_its_reference(team):
    referral, officer = make.referral(), make.referral_officer()

    response = decide(referral, officer, follow=True, team=team.slug)

    case = Case.objects.get()
    assert (case.team, case.owner, case.path) == (team, None, "investigate")
    reading = reverse("referrals:reading", args=[referral.reference])
    assert response.redirect_chain == [(reading, 302)]
    said = text(response)
    assert (
        f"Decision recorded on {referral.reference}: medium, investigate."
        f" Case {case.reference} is open, with the North team." in said
    )
    assert "Decided Medium Investigate, by" in said


def test_what_was_decided_is_kept_with_who_and_why(team):
    referral, officer = make.referral(), make.referral_officer()

    decide(
        referral,
        officer,
        band="high",
        path="educate",
        team=team.slug,
        why_different="Both are children, and friends.",
    )

    decision = Decision.objects.get()
    assert (decision.band, decision.path, decision.decided_by) == ("high", "educate", officer)
    assert decision.rationale == "The account named in the report is still active."
    assert decision.why_different == "Both are children, and friends."
    assert (decision.suggested_band, decision.suggested_path) == ("medium", "investigate")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"band": ""}, "Select how urgent this is"),
        ({"path": ""}, "Select which path"),
        ({"rationale": " "}, "Enter why you decided this"),
        ({"team": ""}, "Select which team takes the case"),
        ({"band": "low"}, "Enter why you differ from the suggestion"),
        ({"path": "prevent"}, "Enter why you differ from the suggestion"),
        ({"path": "transfer", "why_different": "x"}, "Enter which force or country it goes to"),
        ({"rationale": "x" * 10_001}, "Why must be 10,000 characters or fewer"),
        ({"band": "enormous"}, "Select one of the answers shown"),
        ({"team": "no-such-team"}, "Select one of the answers shown"),
    ],
)
def test_errors_say_what_to_do_and_what_was_typed_stays(team, changes, words):
    make.investigator(team=make.team("South team"))
    referral = make.referral()
    typed = {"team": team.slug, "rationale": "Because of what the child says."}

    page = decide(referral, **(typed | changes))

    assert words in text(page)
    assert title(page).startswith("Error: Decide")
    if "rationale" not in changes:
        assert "Because of what the child says." in page.content.decode()
    assert not Decision.objects.exists()
    assert queries.entry(referral).left_at is None


def test_without_a_suggestion_nobody_is_asked_why_they_differ(team, monkeypatch):
    def broken(version=policy.DEFAULT):
        raise policy.BadPolicy("urgency.csv has a gap")

    with monkeypatch.context() as patch:
        patch.setattr(policy, "load", broken)
        referral = make.referral()

    page = text(signed_in(make.referral_officer()).get(url(referral)))
    assert "Symphony suggests nothing" in page
    assert "Why do you differ" not in page
    assert decide(referral, band="low", team=team.slug).status_code == 302


def test_no_further_action_waits_for_a_second_person():
    referral, officer = make.referral(), make.referral_officer()

    said = text(
        decide(
            referral,
            officer,
            follow=True,
            band="low",
            path="no_further_action",
            why_different="Spam.",
        )
    )

    assert "It waits for a second person." in said
    assert not Case.objects.exists()


def test_a_transfer_keeps_where_it_went():
    referral = make.referral()

    decide(
        referral,
        path="transfer",
        transferred_to="Sampleshire Police",
        why_different="The child lives there.",
    )

    assert Decision.objects.get().transferred_to == "Sampleshire Police"


def test_record_and_take_next_goes_on_with_the_next(team):
    referral, following = make.referral(danger_now=True), make.referral()
    officer = make.referral_officer()

    response = decide(referral, officer, band="very_high", team=team.slug, take_next="yes")

    assert response["Location"] == reverse("referrals:reading", args=[following.reference])
    assert queries.entry(following).holder == officer


def test_record_and_take_next_with_nothing_left_says_so(team):
    officer = make.referral_officer()

    response = decide(make.referral(), officer, follow=True, team=team.slug, take_next="yes")

    assert response.redirect_chain == [(reverse("referrals:queue"), 302)]
    assert "Nothing more is waiting that nobody else is working on." in text(response)


def test_what_is_decided_already_says_by_whom_and_what_was_typed_is_not_lost(team):
    case = make.case(by=make.referral_officer(name="Tom Example"))
    referral = case.case_referrals.get().referral

    page = decide(referral, team=team.slug, rationale="What I found out for an hour.")

    said = text(page)
    assert page.status_code == 409
    assert f"{referral.reference} is decided" in said
    assert "by Tom Example" in said
    assert "Your decision was not recorded" in said
    assert "What I found out for an hour." in said
    assert Decision.objects.count() == 1

    shown = signed_in(make.referral_officer()).get(url(referral))
    assert shown.status_code == 200
    assert "was not recorded" not in text(shown)


def test_a_colleagues_hold_is_said_before_one_decides(time_machine):
    time_machine.move_to(make.NOON)
    referral = make.referral()
    triage.hold(referral=referral, by=make.referral_officer(name="Tom Example"), at=make.NOON)

    page = text(signed_in(make.referral_officer()).get(url(referral)))

    assert "Tom Example is working on this referral. Speak to them before you decide." in page


def test_a_press_that_comes_back_with_errors_is_work_and_renews_the_hold(time_machine):
    officer, referral = make.referral_officer(), make.referral()
    triage.hold(referral=referral, by=officer, at=make.NOON)
    at_work = make.NOON + timedelta(minutes=29)
    time_machine.move_to(at_work, tick=False)

    decide(referral, officer, rationale="")
    assert queries.entry(referral).held_at == at_work
    decide(referral, make.referral_officer(), rationale="")
    assert queries.entry(referral).holder == officer


def test_what_the_second_person_sent_back_says_why():
    referral, first = make.referral(), make.referral_officer()
    decision = triage.record_decision(
        referral=referral,
        band="low",
        path="no_further_action",
        rationale="Nothing in it.",
        why_different="Nothing in it.",
        by=first,
        at=make.NOON,
    )
    second = make.supervisor(name="Priya Example")
    triage.return_decision(
        decision=decision, reason="A child is named on page two.", by=second, at=make.NOON
    )

    page = text(signed_in(first).get(url(referral)))

    assert "Priya Example sent no further action back" in page
    assert "A child is named on page two." in page


@pytest.mark.parametrize("person", [make.investigator, make.press_officer])
def test_only_those_who_decide_open_it(person):
    referral = make.referral()

    assert signed_in(person()).get(url(referral)).status_code == 403
    assert signed_in(person()).post(url(referral), {}).status_code == 403
    assert Client().get(url(referral)).status_code == 302


def test_looking_at_it_is_recorded():
    referral, officer = make.referral(), make.referral_officer()

    signed_in(officer).get(url(referral))

    assert looks("referrals:decide", officer) == [[referral.reference]]


def test_a_double_press_decides_once(team):
    referral, officer = make.referral(), make.referral_officer()
    client = signed_in(officer)
    html = client.get(url(referral)).content.decode()
    once = html.split('name="once" value="')[1].split('"')[0]
    typed = {
        "band": "medium",
        "path": "investigate",
        "team": team.slug,
        "rationale": "The account is still active.",
        "seen": seen(referral),
        "once": once,
    }

    assert client.post(url(referral), typed).status_code == 302
    twice = client.post(url(referral), typed, follow=True)

    assert "That was already recorded." in text(twice)
    assert Decision.objects.count() == 1
