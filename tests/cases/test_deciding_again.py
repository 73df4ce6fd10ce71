"""Changing a decision by a new one, with what follows for the case."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from symphony.audit.models import Entry
from symphony.cases import queries, rules, services
from symphony.cases.models import Case, CaseReferral, CaseRole, Role
from symphony.core.errors import DomainError
from symphony.triage import queries as triage_queries
from symphony.triage import services as triage
from symphony.triage.models import Band, Decision, Path
from tests import make

LATER = make.NOON + timedelta(hours=5)


def decided(**changes: Any) -> Decision:
    """Decide an ordinary referral to be left alone: no case came of it."""
    ordinary = {
        "referral": changes.pop("referral", None) or make.referral(people=[make.reported_user()]),
        "band": Band.LOW,
        "path": Path.PREVENT,
        "rationale": "The sender asks for help.",
        "why_different": "Nothing says that a child was harmed.",
        "by": make.referral_officer(),
        "at": make.NOON,
    }
    return triage.record_decision(**ordinary | changes)


def again(decision: Decision, **changes: Any) -> services.Opened:
    """Change the decision, with only what the test cares about changed."""
    ordinary = {
        "decision": decision,
        "band": Band.HIGH,
        "path": Path.INVESTIGATE,
        "rationale": "A child was found.",
        "why_different": "The school has named her.",
        "by": changes.pop("by", None) or make.referral_officer(),
        "at": LATER,
    }
    return services.decide_again(**ordinary | changes)


def standing(case: Case) -> Decision:
    return triage_queries.current_decision(case.case_referrals.get().referral)


def test_where_no_case_came_of_it_one_is_opened(db):
    team = make.team()
    opened = again(decided(), team=team)
    assert (opened.case.team, opened.case.path, opened.case.band) == (team, "investigate", "high")
    assert opened.case.opened_at == LATER
    assert [row.role for row in CaseRole.objects.filter(case=opened.case)] == [Role.REPORTED_USER]
    assert Case.objects.count() == CaseReferral.objects.count() == 1


def test_an_open_case_takes_the_new_band_path_and_first_visit(db):
    case = make.case(path=Path.EDUCATE, band=Band.LOW)
    opened = again(standing(case))
    assert opened.case == case
    case.refresh_from_db()
    assert (case.path, case.band) == ("investigate", "high")
    received_at = make.NOON - timedelta(hours=2)
    assert case.first_visit_due_at == received_at + timedelta(days=7)
    [entry] = Entry.objects.filter(what="cases.decided_again")
    assert entry.about[0] == case.reference
    assert entry.details == {
        "band": "high",
        "path": "investigate",
        "was_band": "low",
        "was_path": "educate",
    }


def test_from_educate_to_investigate_nobody_becomes_a_suspect(db):
    case = make.case(path=Path.EDUCATE)
    before = list(CaseRole.objects.values_list("person", "role", "ended_at"))
    again(standing(case))
    assert list(CaseRole.objects.values_list("person", "role", "ended_at")) == before
    assert not CaseRole.objects.filter(role=Role.SUSPECT).exists()


def test_a_child_who_is_a_suspect_stands_in_the_way_of_educate(db):
    case = make.case(people=[make.reported_user(age=16, age_stated="16")])
    make.suspect(case, age_grounds="16 by what the account says; nobody else used it.")
    with pytest.raises(rules.PersonInvolved, match="change the role first"), transaction.atomic():
        again(standing(case), path=Path.EDUCATE)
    case.refresh_from_db()
    assert case.path == "investigate"
    assert standing(case).path == "investigate"
    again(standing(case), path=Path.EDUCATE, by=make.supervisor())
    case.refresh_from_db()
    assert case.path == "educate"


@pytest.mark.parametrize("path", [Path.PREVENT, Path.TRANSFER, Path.NO_FURTHER_ACTION])
def test_what_closes_at_triage_is_refused_while_the_case_is_open(db, path):
    case = make.case()
    before = standing(case)
    with (
        pytest.raises(services.CaseStillOpen, match=f"Close case {case.reference} first"),
        transaction.atomic(),
    ):
        again(before, path=path, transferred_to="Another force")
    assert standing(case) == before

    services.close_case(
        case=case, reason="Nothing to do.", by=make.investigator(team=case.team), at=LATER
    )
    after = again(before, path=path, transferred_to="Another force")
    assert after.case is None
    case.refresh_from_db()
    assert case.closed_at == LATER


def test_a_closed_case_is_open_again_and_says_who_had_closed_it(db):
    case = make.case()
    owner = make.investigator(team=case.team, name="Ina Example")
    services.close_case(case=case, reason="Nobody was found.", by=owner, at=LATER)
    again(standing(case), at=LATER + timedelta(hours=1))
    case.refresh_from_db()
    assert (case.closed_at, case.closed_by, case.closing_reason) == (None, None, "")
    events = queries.events(case)
    [opened] = [event for event in events if event.title == "Case opened again"]
    assert "Closed before by Ina Example, 18 May 2023, 17:00: Nobody was found." in opened.words
    assert Entry.objects.filter(what="cases.opened_again").count() == 1


def test_the_timeline_keeps_how_the_case_was_opened_and_what_was_decided_since(db):
    case = make.case(path=Path.EDUCATE, band=Band.LOW)
    again(standing(case))
    case.refresh_from_db()
    reference = case.case_referrals.get().referral.reference
    titles = [event.title for event in queries.events(case) if event.kind == "case"]
    assert titles == [
        "Case opened: educate, low",
        f"{reference} decided again: investigate, high",
    ]


def test_no_further_action_waits_for_a_second_person_again(db):
    decision, officer = decided(), make.referral_officer()
    after = again(decision, path=Path.NO_FURTHER_ACTION, by=officer).decision
    assert list(triage_queries.awaiting_second_person(viewer=make.supervisor())) == [after]
    assert list(triage_queries.awaiting_second_person(viewer=officer)) == []


def test_a_case_of_two_reports_takes_the_fullest_response_and_the_first_visit(db):
    case = make.case(band=Band.LOW, path=Path.EDUCATE)
    second = make.referral(sender="Another ESP")
    services.add_referral(case=case, referral=second, by=make.supervisor(), at=make.NOON)

    opened = services.decide_and_open(
        referral=second,
        band=Band.HIGH,
        path=Path.INVESTIGATE,
        rationale="It is the same account.",
        why_different="It was used again.",
        by=make.referral_officer(),
        at=LATER,
    )
    assert opened.case == case
    assert Case.objects.count() == 1
    case.refresh_from_db()
    assert (case.band, case.path) == ("high", "investigate")

    again(opened.decision, band=Band.MEDIUM, path=Path.SAFEGUARD)
    case.refresh_from_db()
    assert (case.band, case.path) == ("medium", "safeguard")


@pytest.mark.slow
def test_of_two_who_change_it_at_once_the_second_is_told(fresh_database, django_db_blocker):
    with django_db_blocker.unblock():
        decision, team = decided(), make.team()
        officers = [make.referral_officer(), make.supervisor()]
        results: list[Any] = []
        ready = threading.Barrier(2)

        def change(officer: Any) -> None:
            ready.wait()
            try:
                results.append(again(decision, team=team, by=officer))
            except DomainError as refusal:
                results.append(refusal)
            finally:
                connection.close()

        threads = [threading.Thread(target=change, args=[officer]) for officer in officers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        refused = [one for one in results if isinstance(one, triage.DecisionReplaced)]
        assert (len(results), len(refused)) == (2, 1)
        assert Case.objects.count() == 1
        assert Decision.objects.filter(replaced_at=None).count() == 1


@pytest.mark.slow
def test_a_child_added_while_the_decision_changes_blocks_nobody(fresh_database, django_db_blocker):
    """Both lock the case before the referral, so neither waits for the other for ever."""
    with django_db_blocker.unblock():
        case = make.case(path=Path.EDUCATE)
        decision, worker = standing(case), make.safeguarding_officer(team=case.team)
        officer = make.referral_officer()
        results: list[Any] = []
        ready = threading.Barrier(2)

        def run(act: Any) -> None:
            ready.wait()
            try:
                results.append(act())
            except (DomainError, DatabaseError) as failure:
                results.append(failure)
            finally:
                connection.close()

        threads = [
            threading.Thread(target=run, args=[lambda: again(decision, by=officer)]),
            threading.Thread(target=run, args=[lambda: make.child(case, by=worker, told=None)]),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        failures = [one for one in results if isinstance(one, Exception)]
        assert all(isinstance(one, DomainError) for one in failures), failures
        case.refresh_from_db()
        assert case.path == "investigate"
