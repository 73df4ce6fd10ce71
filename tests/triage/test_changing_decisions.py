"""A decision that is changed by a new one or sent back: one stands, or the referral waits."""

import itertools
import random
from datetime import timedelta

import pytest
from django.db import models, transaction

from symphony.audit.models import Entry
from symphony.core.errors import DomainError
from symphony.triage import policy, queries, rules, services
from symphony.triage.models import Band, Decision, GradeChange, Path, ReadMark
from tests import make
from tests.triage.deciding import LATER, change, decide, end

pytestmark = pytest.mark.django_db


def test_a_new_decision_replaces_the_old_one_which_stays():
    first, officer = decide(), make.supervisor()
    second = change(first, by=officer)

    first.refresh_from_db()
    assert first.replaced_at == LATER
    assert second.instead_of == first
    assert queries.current_decision(first.referral) == second
    assert queries.decisions(first.referral) == [second, first]
    assert second.assessment.policy_version == policy.DEFAULT
    assert queries.entry(first.referral).left_at == make.NOON
    [entry] = Entry.objects.filter(what="triage.decision_changed")
    assert entry.details == {
        "band": "high",
        "path": "investigate",
        "was_band": "medium",
        "was_path": "investigate",
        "differs": True,
        "suggested_band": "medium",
        "suggested_path": "investigate",
        "policy": policy.DEFAULT,
    }


def test_a_new_decision_closes_what_may_have_changed():
    first = decide()
    services.learn(
        referral=first.referral,
        facts={"child_identified": "yes"},
        source="casework",
        about="C-23-0001",
        because="A child was added to the case",
        by="T00001",
        at=LATER,
    )
    assert GradeChange.objects.filter(looked_at=None).count() == 1
    officer = make.referral_officer()
    change(first, by=officer, why_different="", at=LATER)
    [looked] = queries.changes_of(first.referral)
    assert (looked.looked_by, looked.looked_at, looked.why_kept) == (officer, LATER, "")


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"band": Band.MEDIUM}, services.SameDecision),
        ({"rationale": " "}, rules.RationaleMissing),
        ({"why_different": ""}, rules.RationaleMissing),
        ({"path": Path.TRANSFER}, DomainError),
        ({"seen": services.key_of(None)}, services.SuggestionChanged),
    ],
)
def test_a_change_is_refused_and_the_old_one_stands(changes, refusal):
    first = decide()
    with pytest.raises(refusal), transaction.atomic():
        change(first, **changes)
    assert queries.current_decision(first.referral) == first
    with pytest.raises(rules.NotAllowedToDecide):
        change(first, by=make.investigator())


def test_only_the_decision_that_was_read_is_changed():
    first = decide()
    change(first)
    with pytest.raises(services.DecisionReplaced, match="was changed meanwhile"):
        change(first, band=Band.LOW)
    ended = end()
    services.return_decision(decision=ended, reason="No.", by=make.supervisor(), at=LATER)
    with pytest.raises(services.DecisionReplaced, match="went back to the queue"):
        change(ended)


def test_its_maker_changes_what_waits_for_a_second_person():
    maker, colleague = make.referral_officer(), make.supervisor()
    ended = end(by=maker)
    change(ended, by=maker)
    assert list(queries.awaiting_second_person(viewer=colleague)) == []
    with pytest.raises(DomainError, match="does not wait"):
        services.endorse_decision(decision=ended, by=colleague, at=LATER)


def test_changed_to_no_further_action_it_waits_for_a_second_person():
    first, officer, colleague = decide(), make.referral_officer(), make.supervisor()
    second = change(first, path=Path.NO_FURTHER_ACTION, by=officer)
    assert list(queries.awaiting_second_person(viewer=officer)) == []
    assert list(queries.awaiting_second_person(viewer=colleague)) == [second]


def test_sent_back_it_is_new_to_everybody_and_not_apart():
    referral = make.referral(doubts=["haste"])
    ended, reader = end(referral=referral), make.referral_officer()
    services.mark_read(referral=referral, by=reader, at=make.NOON)
    services.return_decision(decision=ended, reason="Ask.", by=make.supervisor(), at=LATER)
    assert not ReadMark.objects.exists()
    [row] = queries.queue(viewer=reader, at=LATER).rows
    assert (row.reference, row.is_new, row.holder_name) == (referral.reference, True, "")


def test_its_maker_is_told_until_somebody_decides():
    maker, second = make.referral_officer(), make.supervisor()
    ended = end(by=maker)
    services.return_decision(decision=ended, reason="Ask the school.", by=second, at=LATER)
    assert queries.sent_back_to(viewer=maker) == [ended]
    assert queries.sent_back_to(viewer=second) == []
    assert queries.sent_back(ended.referral) == ended
    decide(referral=ended.referral)
    assert queries.sent_back_to(viewer=maker) == []


def test_whose_decision_was_sent_back_is_never_its_second_person():
    refused, returner, third = (make.referral_officer() for _ in range(3))
    ended = end(by=refused)
    services.return_decision(decision=ended, reason="Ask.", by=returner, at=make.NOON)
    again = end(referral=ended.referral, by=returner, at=LATER)

    for person in (refused, returner):
        assert list(queries.awaiting_second_person(viewer=person)) == []
        with pytest.raises(rules.NotAllowedToEndorse, match="Someone else must endorse it"):
            services.endorse_decision(decision=again, by=person, at=LATER)
        with pytest.raises(rules.NotAllowedToEndorse):
            services.return_decision(decision=again, reason="No.", by=person, at=LATER)
    services.endorse_decision(decision=again, by=third, at=LATER)
    again.refresh_from_db()
    assert again.endorsed_by == third


def test_what_waits_for_a_second_person_for_over_a_day_is_counted():
    end(at=make.NOON)
    end(at=LATER)
    viewer, day = make.supervisor(), timedelta(hours=24, minutes=1)
    assert queries.count_awaiting_too_long(viewer=viewer, at=make.NOON) == 0
    assert queries.count_awaiting_too_long(viewer=viewer, at=make.NOON + day) == 1


@pytest.mark.parametrize("seed", range(25))
def test_whatever_order_there_is_one_decision_or_a_place_in_the_queue(seed):
    """Decide, change, endorse and send back at random: every step leaves a whole referral."""
    dice, referral = random.Random(seed), make.referral()
    people = [make.referral_officer() for _ in range(3)]
    made: list[Decision] = []
    for minute in itertools.islice(itertools.count(), 14):
        moment = make.NOON + timedelta(minutes=minute)
        band, path = dice.choice(list(Band)), dice.choice([*Path, Path.NO_FURTHER_ACTION])
        said = {"why_different": "Other.", "transferred_to": "Another force"}
        by, target = dice.choice(people), dice.choice(made) if made else None
        step = dice.choice(["decide", "change", "endorse", "return"])
        try:
            with transaction.atomic():
                if step == "decide" or target is None:
                    made.append(
                        decide(referral=referral, band=band, path=path, by=by, at=moment, **said)
                    )
                elif step == "change":
                    made.append(change(target, band=band, path=path, by=by, at=moment, **said))
                elif step == "endorse":
                    services.endorse_decision(decision=target, by=by, at=moment)
                else:
                    services.return_decision(decision=target, reason="No.", by=by, at=moment)
        except DomainError:
            pass
        standing = Decision.objects.filter(referral=referral, replaced_at=None)
        assert standing.count() <= 1
        waits = queries.entry(referral).left_at is None
        assert waits == (not standing.exists())
        assert not Decision.objects.filter(endorsed_by=models.F("decided_by")).exists()
    assert made
