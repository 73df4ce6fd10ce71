"""Recording a decision: who, why, and the second person for no further action."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from symphony.accounts.permissions import Role
from symphony.audit.models import Entry
from symphony.triage import policy, queries, rules, services
from symphony.triage.models import Band, Decision, Path, QueueEntry
from tests import make
from tests.triage.deciding import decide, end

pytestmark = pytest.mark.django_db


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
        "policy": policy.DEFAULT,
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


@pytest.mark.parametrize("said", ["agree", "return"])
def test_the_second_person_answers_what_they_had_before_them(said):
    decision, colleague = end(), make.referral_officer()

    def answer(seen):
        if said == "agree":
            services.endorse_decision(decision=decision, seen=seen, by=colleague, at=make.NOON)
        else:
            services.return_decision(
                decision=decision, reason="No.", seen=seen, by=colleague, at=make.NOON
            )

    services.learn(
        referral=decision.referral,
        facts={"child_identified": "yes"},
        source="casework",
        about="C-23-0001",
        because="A child was added to the case",
        by="T00001",
        at=make.NOON,
    )
    with pytest.raises(services.ChangedAgain):
        answer(services.key_of(None))
    answer(services.key_of(queries.open_changes([decision.referral])[0]))
    decision.refresh_from_db()
    assert colleague in (decision.endorsed_by, decision.returned_by)
