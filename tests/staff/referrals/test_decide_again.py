"""Answering the policy's questions on the decide page: what follows, and that nothing is lost."""

from datetime import timedelta

import pytest

from symphony.referrals.models import ReportedFile
from symphony.triage import grading, queries, services
from symphony.triage.models import Assessment, Decision
from symphony.triage.policy import explaining
from tests import make
from tests.staff.referrals.answering import answered, html, seen, url, work_out
from tests.staff.visiting import acts, signed_in, text

pytestmark = pytest.mark.django_db


def test_an_answer_works_the_suggestion_out_again_and_says_what_it_was(time_machine):
    time_machine.move_to(make.NOON)
    referral = make.referral()
    page = work_out(referral, lives_with_children="yes")

    said = text(page)
    assert page.status_code == 200
    assert "Worked out again 18 May 2023, 12:00" in said
    assert "It was medium, investigate; it is high, investigate" in said
    assert "Symphony suggests: high, investigate" in said
    assert "Do children live in the household of the person it is about? Yes , your answer," in said
    assert queries.entry(referral).band == "high"


def test_somebody_elses_answer_is_said_to_be_theirs(time_machine):
    time_machine.move_to(make.NOON)
    referral = make.referral()
    work_out(referral, make.referral_officer(name="Tom Example"), lives_with_children="yes")

    said = text(signed_in(make.referral_officer()).get(url(referral)))

    assert "Yes , Tom Example's answer, 18 May 2023, 12:00" in said
    assert "1 answer given: change or take back" in said


def test_what_was_typed_into_the_decision_is_still_there():
    referral = make.referral()
    typed = {
        "band": "high",
        "path": "safeguard",
        "rationale": "What I found out for an hour.",
        "why_different": "Nobody is here to investigate.",
        "transferred_to": "Sampleshire",
    }

    page = work_out(referral, typed=typed, lives_with_children="yes")

    shown = html(page)
    assert "What I found out for an hour." in shown
    assert "Nobody is here to investigate." in shown
    assert 'value="Sampleshire"' in shown
    assert 'value="high" checked' in shown and 'value="safeguard" checked' in shown
    assert "There is a problem" not in shown
    assert not Decision.objects.exists()


def test_the_answer_opens_at_the_suggestion():
    referral = make.referral()
    shown = html(signed_in(make.referral_officer()).get(url(referral)))

    assert f'formaction="{url(referral)}#suggestion"' in shown
    assert 'id="suggestion"' in shown


def test_sent_twice_it_is_answered_once():
    referral, officer = make.referral(), make.referral_officer()
    work_out(referral, officer, lives_with_children="yes")
    again = work_out(referral, officer, lives_with_children="yes")

    assert answered(referral) == [("lives_with_children", "yes")]
    assert Assessment.objects.filter(referral=referral).count() == 2
    assert "No answer is new, so nothing was worked out again." in text(again)


def test_not_known_is_an_answer_and_takes_an_earlier_one_back():
    referral = make.referral()
    work_out(referral, lives_with_children="yes")
    page = work_out(referral, lives_with_children="not_known")

    assert answered(referral) == [
        ("lives_with_children", "yes"),
        ("lives_with_children", "not_known"),
    ]
    assert "It was high, investigate; it is medium, investigate" in text(page)
    assert "Asked: Your answer" in text(page)


def test_what_nobody_has_asked_stays_unsaid():
    referral = make.referral()
    work_out(referral, distress="no")

    assert answered(referral) == [("distress", "no")]


def test_the_first_question_is_the_most_telling_and_says_what_it_does():
    referral = make.referral()
    said = text(signed_in(make.referral_officer()).get(url(referral)))
    result = _result(referral)
    first = explaining.most_telling(result)[0]

    asks = said.split("Would change it", 1)[1]
    assert asks.strip().startswith(first.fact.question)
    assert "Yes: becomes very high and the path becomes investigate (aggravated)" in asks


def test_questions_are_asked_only_where_they_could_still_change_the_answer():
    referral = make.referral()
    shown = html(signed_in(make.referral_officer()).get(url(referral)))
    asked = explaining.questions(_result(referral))
    could, cannot = shown.split("cannot change the band or path: show")
    before = could.split("Would change it", 1)[1]

    for fact in asked.could_change:
        assert f'name="fact-{fact.name}"' in before, fact.name
    for fact in asked.cannot_change:
        assert f'name="fact-{fact.name}"' in cannot and f'name="fact-{fact.name}"' not in before
    assert f"{len(asked.could_change) - 1} more questions could change it" in shown


def test_a_question_that_cannot_change_anything_can_be_answered_and_changes_nothing():
    referral = make.referral()
    fact = explaining.questions(_result(referral)).cannot_change[0]
    page = work_out(referral, **{fact.name: next(iter(fact.words))})

    assert answered(referral) == [(fact.name, next(iter(fact.words)))]
    assert "It was medium, investigate; it is medium, investigate" in text(page)


def _result(referral):
    by = grading.in_force()
    return by.assess(by.complete(queries.suggestion(referral).facts))


def test_an_answer_that_the_report_has_overtaken_is_said_not_to_count():
    referral = make.referral()
    officer = make.referral_officer(name="Tom Example")
    services.answer_facts(
        referral=referral, answers={"live_streaming": "no"}, by=officer, at=make.NOON
    )
    ReportedFile.objects.create(
        referral=referral, received_at=make.NOON, annotations=["liveStreaming"]
    )
    services.reassess(
        referral=referral, because="More came", by="system:test", at=make.NOON, looking=True
    )

    said = text(signed_in(make.referral_officer()).get(url(referral)))

    assert (
        "Was abuse streamed live? The report now states that abuse was streamed live, so Tom"
        " Example's answer of 18 May 2023, 12:00 (“No”) does not count." in said
    )


def test_a_colleagues_answer_to_the_same_question_is_not_written_over_unread():
    referral = make.referral()
    saw = seen(referral)
    work_out(referral, make.referral_officer(name="Tom Example"), lives_with_children="yes")

    page = work_out(referral, saw=saw, lives_with_children="no")

    assert answered(referral) == [("lives_with_children", "yes")]
    assert "Somebody else has answered meanwhile" in text(page)
    assert "Your answer is not kept" in text(page)


def test_an_answer_of_another_policy_is_not_taken():
    referral = make.referral()
    page = work_out(referral, no_such_fact="yes", lives_with_children="enormous")

    assert page.status_code == 200
    assert answered(referral) == []


def test_a_suggestion_that_changed_while_somebody_wrote_is_said_and_nothing_is_recorded():
    referral = make.referral()
    saw = seen(referral)
    services.answer_facts(
        referral=referral,
        answers={"lives_with_children": "yes"},
        by=make.referral_officer(),
        at=make.NOON,
    )
    typed = {"band": "medium", "path": "investigate", "rationale": "An hour of work.", "seen": saw}

    page = signed_in(make.referral_officer()).post(url(referral), typed)

    said = text(page)
    assert "Not recorded: the suggestion has changed" in said
    assert "It was medium, investigate when you opened this page." in said
    assert "It is now high, investigate" in said
    assert "An hour of work." in html(page)
    assert 'value="medium" checked' in html(page)
    assert f'name="seen" value="{seen(referral)}"' in html(page)
    assert not Decision.objects.exists()


def test_a_decision_keeps_the_suggestion_that_was_seen():
    team = make.team("North team")
    make.investigator(team=team)
    referral = make.referral()
    work_out(referral, lives_with_children="yes")
    sent = {"band": "high", "path": "investigate", "team": team.slug, "rationale": "As suggested."}

    signed_in(make.referral_officer()).post(url(referral), sent | {"seen": seen(referral)})

    decision = Decision.objects.get()
    assert decision.assessment == queries.suggestion(referral)
    assert (decision.suggested_band, decision.why_different) == ("high", "")


def test_a_page_that_says_nothing_of_what_was_seen_records_nothing():
    referral = make.referral()
    sent = {"band": "medium", "path": "investigate", "rationale": "x"}

    page = signed_in(make.referral_officer()).post(url(referral), sent)

    assert "Not recorded: the suggestion has changed" in text(page)
    assert not Decision.objects.exists()


def test_what_comes_first_says_so_and_asks_nothing(time_machine):
    time_machine.move_to(make.NOON + timedelta(minutes=1))
    referral = make.referral(danger_now=True)
    said = text(signed_in(make.referral_officer()).get(url(referral)))

    assert "Symphony suggests: very high, investigate" in said
    first = said.split("Always first, whatever the policy says", 1)[1]
    assert first.strip().startswith("The sender says that a child is in danger now (F1, outside")
    assert "By the policy alone it would be medium, investigate:" in said
    assert "No question can change it It comes first whatever else is known." in said


def test_answering_is_recorded_with_which_questions_and_not_what_was_said():
    referral = make.referral()
    work_out(referral, lives_with_children="yes")

    [entry] = acts("triage.facts_answered")
    assert entry.details == {"facts": ["lives_with_children"], "source": "officer"}


def test_only_those_who_decide_may_answer():
    referral = make.referral()
    page = work_out(referral, make.investigator(), lives_with_children="yes")

    assert page.status_code == 403
    assert answered(referral) == []
