"""Recording a decision: who, why, and the second person for no further action."""

import itertools
import random
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction

from symphony.accounts.permissions import Role
from symphony.audit.models import Entry
from symphony.core.errors import DomainError
from symphony.triage import queries, rules, services
from symphony.triage.models import Band, Decision, GradeChange, Path, QueueEntry, ReadMark
from tests import make

pytestmark = pytest.mark.django_db


def decide(**changes: Any) -> Decision:
    """Record an ordinary decision, with only what the test cares about changed."""
    ordinary = {
        "referral": changes.pop("referral", None) or make.referral(),
        "band": Band.MEDIUM,
        "path": Path.INVESTIGATE,
        "rationale": "The account named in the report is still active.",
        "by": changes.pop("by", None) or make.referral_officer(),
        "at": make.NOON,
    }
    return services.record_decision(**ordinary | changes)


def end(**changes: Any) -> Decision:
    return decide(path=Path.NO_FURTHER_ACTION, why_different="Nothing to act on.", **changes)


def test_it_keeps_who_decided_what_when_and_beside_which_suggestion():
    officer = make.referral_officer()
    decision = decide(by=officer)
    assert (decision.band, decision.path) == (Band.MEDIUM, Path.INVESTIGATE)
    assert (decision.decided_by, decision.decided_at) == (officer, make.NOON)
    assert (decision.suggested_band, decision.suggested_path) == (Band.MEDIUM, Path.INVESTIGATE)


def test_it_takes_the_referral_out_of_the_queue():
    decision = decide()
    assert QueueEntry.objects.get(referral=decision.referral).left_at == make.NOON
    assert queries.queue(viewer=decision.decided_by, at=make.NOON).rows == []


def test_it_adds_an_audit_entry_that_leaves_out_the_rationale():
    decision = decide()
    entry = Entry.objects.get(what="triage.decision_recorded")
    assert entry.about == [decision.referral.reference]
    assert entry.details == {
        "band": "medium",
        "path": "investigate",
        "differs": False,
        "suggested_band": "medium",
        "suggested_path": "investigate",
        "policy": "2026-1",
    }


def test_it_refuses_a_second_decision():
    first = decide()
    with pytest.raises(services.AlreadyDecided, match=first.referral.reference):
        decide(referral=first.referral)


@pytest.mark.parametrize("role", [r for r in Role if r not in {"referral_officer", "supervisor"}])
def test_it_refuses_every_other_role(role):
    with pytest.raises(rules.NotAllowedToDecide):
        decide(by=make.user(role=role))


def test_it_asks_why():
    with pytest.raises(rules.RationaleMissing, match="Enter why you decided this"):
        decide(rationale=" ")


@pytest.mark.parametrize("change", [{"band": Band.LOW}, {"path": Path.EDUCATE}])
def test_it_asks_why_it_differs_from_the_suggestion(change):
    with pytest.raises(rules.RationaleMissing, match="Enter why you differ"):
        decide(**change)
    assert decide(**change, why_different="The school has confirmed the facts.").pk


def test_a_transfer_says_where_to():
    changes = {"path": Path.TRANSFER, "why_different": "The account is used elsewhere."}
    with pytest.raises(Exception, match="Enter which force or country"):
        decide(**changes)
    assert decide(**changes, transferred_to="Another force").transferred_to == "Another force"


def test_no_further_action_waits_for_another_person_who_may():
    officer, colleague = make.referral_officer(), make.referral_officer()
    decision = end(by=officer)

    assert list(queries.awaiting_second_person(viewer=officer)) == []
    assert list(queries.awaiting_second_person(viewer=colleague)) == [decision]
    with pytest.raises(rules.NotAllowedToEndorse, match="Someone else"):
        services.endorse_decision(decision=decision, by=officer, at=make.NOON)
    with pytest.raises(rules.NotAllowedToEndorse):
        services.endorse_decision(decision=decision, by=make.investigator(), at=make.NOON)

    services.endorse_decision(decision=decision, by=colleague, at=make.NOON)

    decision.refresh_from_db()
    assert decision.endorsed_by == colleague
    assert list(queries.awaiting_second_person(viewer=colleague)) == []
    with pytest.raises(Exception, match="does not wait"):
        services.endorse_decision(decision=decision, by=colleague, at=make.NOON)


def test_sent_back_with_a_reason_it_is_in_the_queue_again_and_can_be_decided_anew():
    decision = end()
    colleague = make.referral_officer()

    with pytest.raises(rules.RationaleMissing):
        services.return_decision(decision=decision, reason="", by=colleague, at=make.NOON)
    services.return_decision(
        decision=decision, reason="The school was not asked.", by=colleague, at=make.NOON
    )

    rows = queries.queue(viewer=colleague, at=make.NOON).rows
    assert [row.reference for row in rows] == [decision.referral.reference]
    again = decide(referral=decision.referral, at=make.NOON + timedelta(hours=1))
    assert [d.pk for d in queries.decisions(decision.referral)] == [again.pk, decision.pk]


def test_the_database_holds_the_second_person_and_the_one_current_decision():
    decision = end()
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(
            endorsed_by=decision.decided_by, endorsed_at=make.NOON
        )
    decision.pk = None
    decision.id = make.uuid7()
    with pytest.raises(IntegrityError, match="one_current_decision"), transaction.atomic():
        decision.save(force_insert=True)


LATER = make.NOON + timedelta(hours=1)


def change(decision: Decision, **changes: Any) -> Decision:
    """Replace a decision by another one, with only what the test cares about changed."""
    ordinary = {
        "decision": decision,
        "band": Band.HIGH,
        "path": Path.INVESTIGATE,
        "rationale": "A child was found.",
        "why_different": "The school has named her.",
        "by": changes.pop("by", None) or make.referral_officer(),
        "at": LATER,
    }
    return services.replace_decision(**ordinary | changes)


def test_a_new_decision_replaces_the_old_one_which_stays():
    first, officer = decide(), make.supervisor()
    second = change(first, by=officer)

    first.refresh_from_db()
    assert first.replaced_at == LATER
    assert second.instead_of == first
    assert queries.current_decision(first.referral) == second
    assert queries.decisions(first.referral) == [second, first]
    assert second.assessment.policy_version == "2026-1"
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
        "policy": "2026-1",
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
        ({"seen": "none"}, services.SuggestionChanged),
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
