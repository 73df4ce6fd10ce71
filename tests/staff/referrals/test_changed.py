"""A band that may have changed: shown, looked at again, kept with a reason, or decided anew."""

from datetime import timedelta

import pytest
from django.urls import reverse

from symphony.cases import services as cases
from symphony.cases.models import Case
from symphony.triage import policy, queries
from symphony.triage import services as triage
from symphony.triage.models import Decision
from tests import make
from tests.staff.visiting import acts, looks, signed_in, text, title

pytestmark = pytest.mark.django_db
LIST = "/staff/referrals/changed/"
LATER = make.NOON + timedelta(hours=3)


def learn(referral, facts=None, *, because="A child was added to the case", at=LATER):
    """Learn something that lifts the band from medium to high."""
    triage.learn(
        referral=referral,
        facts={"child_identified": "yes"} if facts is None else facts,
        source="casework",
        about="C-23-0001",
        because=because,
        by="T00001",
        at=at,
    )


@pytest.fixture
def case():
    """An open case of an account, of whose child more was learnt at three."""
    opened = make.case(people=[make.reported_user(age=34, age_stated="34")])
    learn(referral_of(opened))
    return opened


def referral_of(case):
    return case.case_referrals.get().referral


def url(name, referral):
    return reverse(f"referrals:{name}", args=[referral.reference])


def newest(referral):
    return queries.open_changes([referral]).first().pk


def choice(referral, **changes):
    """What a decision form that is filled in sends."""
    decision, suggestion = queries.current_decision(referral), queries.suggestion(referral)
    ordinary = {
        "band": "high",
        "path": "investigate",
        "rationale": "It is known which child it is.",
        "instead_of": str(decision.pk) if decision else "",
        "seen": str(suggestion.pk),
    }
    return ordinary | changes


def test_the_list_says_what_was_what_is_and_what_was_learnt(case):
    officer, referral = make.referral_officer(), referral_of(case)
    page = signed_in(officer).get(LIST)
    said = text(page)
    assert "1 referral of which more was learnt" in said
    assert "Medium, investigate" in said
    assert "A child was added to the case" in said
    assert "Medium, investigate, decided by" in said
    assert looks("referrals:changed", officer) == [[referral.reference]]
    assert "Band may have changed 1" in page.content.decode()


def test_one_that_waits_says_so():
    waiting = make.referral()
    learn(waiting)
    assert "Nothing: it waits in the queue" in text(signed_in(make.referral_officer()).get(LIST))


def test_the_most_urgent_comes_first_and_what_was_seen_is_gone(case):
    gravest = make.referral()
    learn(gravest, {"lives_with_children": "yes", "prior_contact": "yes"})
    client = signed_in(make.referral_officer())
    said = text(client.get(LIST))
    assert said.index(gravest.reference) < said.index(referral_of(case).reference)
    client.post(url("look_again", gravest), {"newest": newest(gravest)})
    client.get(LIST)  # its message has been read
    assert gravest.reference not in text(client.get(LIST))


def test_a_team_sees_those_of_its_own_cases(case):
    theirs = make.investigator(team=case.team)
    other = make.investigator(team=make.team("South team"))
    waiting = make.referral()
    learn(waiting)
    said = text(signed_in(theirs).get(LIST))
    assert referral_of(case).reference in said
    assert case.reference in said
    assert waiting.reference not in said
    assert "Nothing was learnt that would change a band" in text(signed_in(other).get(LIST))
    assert signed_in(other).get(url("look_again", referral_of(case))).status_code == 404
    assert signed_in(make.press_officer()).get(LIST).status_code == 403


def test_the_referral_and_its_case_say_so_until_somebody_has_looked(case):
    referral = referral_of(case)
    owner, officer = make.investigator(team=case.team), make.referral_officer()
    overview = reverse("cases:overview", args=[case.reference])
    pages = [(officer, url("reading", referral)), (owner, url("history", referral))]
    for person, page in [*pages, (owner, overview)]:
        said = text(signed_in(person).get(page))
        assert "Band may have changed" in said, page
        assert "a child was added to the case, 18 May 2023, 15:00" in said
        assert "Look again" in said
    signed_in(officer).post(
        url("look_again", referral), {"newest": newest(referral), "why_kept": "Known before."}
    )
    assert "Band may have changed" not in text(signed_in(owner).get(overview))
    assert "Band may have changed" not in text(signed_in(officer).get(url("reading", referral)))


def test_home_counts_them(case):
    for person in (
        make.referral_officer(),
        make.supervisor(),
        make.investigator(team=case.team),
        make.safeguarding_officer(team=case.team),
    ):
        page = signed_in(person).get("/staff/")
        assert "1 band may have changed" in text(page)
        assert LIST in page.content.decode()
    other = make.investigator(team=make.team("South team"))
    assert "band may have changed" not in text(signed_in(other).get("/staff/"))


def test_before_and_now_stand_side_by_side(case):
    referral, officer = referral_of(case), make.referral_officer()
    page = signed_in(officer).get(url("look_again", referral))
    said = text(page)
    assert f"{referral.reference} : band may have changed" in said
    assert "Band Medium, suggested High, suggested Path Investigate Investigate" in said
    assert f"policy {policy.DEFAULT}" in said
    rules = said.split("Rules that fire now")[1].split("Rules that fire no more")[0]
    assert "Somebody is said to be grooming a child, and it is known which child" in rules
    assert "(C-5, high)" in rules
    facts = said.split("Facts that differ")[1]
    assert "Is it known which child it is" in facts
    assert "Not known Yes Learnt in case C-23-0001, 18 May 2023, 15:00" in facts
    assert looks("referrals:look_again", officer) == [[referral.reference]]


def test_the_decision_is_kept_with_a_reason(case):
    referral, officer = referral_of(case), make.referral_officer(name="Priya Example")
    client, page = signed_in(officer), url("look_again", referral)
    assert "Enter why the decision stands" in text(client.post(page, {"newest": newest(referral)}))
    response = client.post(
        page, {"newest": newest(referral), "why_kept": "We knew that."}, follow=True
    )
    assert "The decision stands, with your reason." in text(response)
    [change] = queries.changes_of(referral)
    assert (change.looked_by, change.why_kept) == (officer, "We knew that.")
    [entry] = acts("triage.change_looked_at")
    assert entry.details == {"kept": True}
    again = text(client.get(page))
    assert "Nothing was learnt that somebody has still to look at." in again
    assert "Priya Example looked at it" in again
    assert "and kept the decision: We knew that." in again
    history = text(client.get(url("history", referral)))
    assert "from medium to high. Priya Example looked at it" in history
    assert "Looked again: band may have changed" in history


def test_what_waits_is_seen_without_a_reason():
    referral, client = make.referral(), signed_in(make.referral_officer())
    learn(referral)
    page = client.get(url("look_again", referral))
    assert "I have seen it" in text(page)
    assert "why_kept" not in page.content.decode()
    response = client.post(url("look_again", referral), {"newest": newest(referral)}, follow=True)
    assert "Nothing more waits to be looked at." in text(response)
    assert not queries.open_changes([referral]).exists()


def test_what_came_meanwhile_is_read_before_it_is_kept(case):
    referral, client = referral_of(case), signed_in(make.referral_officer())
    seen = newest(referral)
    learn(
        referral,
        {"lives_with_children": "yes", "prior_contact": "yes"},
        because="An earlier case is known",
        at=LATER + timedelta(minutes=1),
    )
    page = client.post(url("look_again", referral), {"newest": seen, "why_kept": "We knew."})
    assert "More was learnt while you were looking. Read it again." in text(page)
    assert "An earlier case is known" in text(page)
    assert "We knew." in page.content.decode()
    assert queries.open_changes([referral]).count() == 2


def test_of_two_who_look_at_once_the_second_is_told(case):
    referral = referral_of(case)
    seen, page = newest(referral), url("look_again", referral)
    signed_in(make.referral_officer()).post(page, {"newest": seen, "why_kept": "First."})
    second = signed_in(make.supervisor()).post(page, {"newest": seen, "why_kept": "Second."})
    assert second.status_code == 409
    assert "Your answer was not recorded" in text(second)
    assert "Second." in text(second)


def test_who_does_not_decide_reads_it_and_is_told_who_does(case):
    referral, client = referral_of(case), signed_in(make.investigator(team=case.team))
    page = client.get(url("look_again", referral))
    assert "Whoever decides on referrals looks at this" in text(page)
    assert "Keep the decision" not in text(page)
    posted = client.post(
        url("look_again", referral), {"newest": newest(referral), "why_kept": "No."}
    )
    assert posted.status_code == 403
    assert client.get(url("change_decision", referral)).status_code == 403
    assert queries.open_changes([referral]).exists()


def test_a_changed_decision_moves_the_case_and_closes_the_change(case):
    referral, officer = referral_of(case), make.referral_officer()
    client = signed_in(officer)
    before = queries.current_decision(referral)
    page = client.get(url("change_decision", referral))
    assert "Symphony suggests now: high, investigate" in text(page)
    assert "The account named in the report is still active." in text(page)
    assert "Which team takes the case?" not in text(page)
    response = client.post(url("change_decision", referral), choice(referral), follow=True)
    said = text(response)
    assert f"Decision changed on {referral.reference}: now high, investigate." in said
    assert f"Case {case.reference} has it" in said
    case.refresh_from_db()
    assert case.band == "high"
    assert not queries.open_changes([referral]).exists()
    after = queries.current_decision(referral)
    assert (after.instead_of, after.decided_by) == (before, officer)
    assert "Decision changed by a new one" in text(client.get(url("history", referral)))
    assert "by another decision" in text(client.get(url("history", referral)))


def test_where_no_case_came_of_it_the_team_is_asked():
    referral = make.referral()
    cases.decide_and_open(
        referral=referral,
        band="low",
        path="prevent",
        rationale="The sender asks for help.",
        why_different="Nobody was harmed.",
        by=make.referral_officer(),
        at=make.NOON,
    )
    team, client = make.team(), signed_in(make.referral_officer())
    make.investigator(team=team)
    page, sent = url("change_decision", referral), choice(referral, why_different="It says more.")
    assert "Select which team takes the case" in text(client.post(page, sent | {"team": ""}))
    client.post(page, sent | {"team": team.slug})
    assert Case.objects.get().team == team


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rationale": ""}, "Enter why you decided this"),
        ({"band": "medium"}, "Enter why you differ from the suggestion"),
        ({"path": "transfer", "why_different": "x"}, "Enter which force or country it goes to"),
        ({"path": "prevent", "why_different": "x"}, "Close case"),
        ({"band": "medium", "why_different": "x"}, "This is the decision that stands"),
    ],
)
def test_errors_say_what_to_do_and_keep_what_was_typed(case, changes, words):
    referral = referral_of(case)
    page = signed_in(make.referral_officer()).post(
        url("change_decision", referral), choice(referral, **changes)
    )
    assert page.status_code == 200
    assert words in text(page)
    assert title(page).startswith("Error: Change the decision")
    assert Decision.objects.count() == 1


def test_of_two_who_change_it_the_second_is_told_and_keeps_the_text(case):
    referral = referral_of(case)
    sent = choice(referral)
    signed_in(make.referral_officer()).post(url("change_decision", referral), sent)
    second = signed_in(make.supervisor()).post(
        url("change_decision", referral), sent | {"rationale": "I found the same."}
    )
    assert second.status_code == 409
    said = text(second)
    assert "somebody changed the decision, or sent it back, while you were writing" in said
    assert "I found the same." in said


def test_another_suggestion_is_read_before_the_decision_is_recorded(case):
    referral = referral_of(case)
    sent = choice(referral)
    learn(
        referral,
        {"lives_with_children": "yes", "prior_contact": "yes"},
        because="A new report was linked to the case",
        at=LATER + timedelta(minutes=1),
    )
    page = signed_in(make.referral_officer()).post(url("change_decision", referral), sent)
    assert "something else is suggested now. Read it again." in text(page)
    assert "Symphony suggests now: very high" in text(page)
    assert "It is known which child it is." in page.content.decode()
    assert Decision.objects.count() == 1


def test_where_nothing_stands_the_first_decision_is_asked():
    referral = make.referral()
    client = signed_in(make.referral_officer())
    response = client.get(url("change_decision", referral), follow=True)
    assert "No decision stands" in text(response)
    assert title(response).startswith("Decide")
