"""Deciding on a referral and opening its case, in one act."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from symphony.audit.models import Entry
from symphony.cases import queries, rules, services
from symphony.cases.models import Case, CaseReferral, CaseRole, Role
from symphony.people.models import PersonValue
from symphony.triage import services as triage
from symphony.triage.models import Band, Decision, Path, QueueEntry
from tests import make


def open_case(**changes: Any) -> services.Opened:
    """Decide an ordinary referral, with only what the test cares about changed."""
    ordinary = {
        "referral": changes.pop("referral", None)
        or make.referral(people=[make.reported_user(name="", age=34), make.stated_child()]),
        "band": Band.HIGH,
        "path": Path.INVESTIGATE,
        "rationale": "The account named in the report is still active.",
        "why_different": "It was used again this week.",
        "team": changes.pop("team", None) or make.team(),
        "by": changes.pop("by", None) or make.referral_officer(),
        "at": make.NOON,
    }
    return services.decide_and_open(**ordinary | changes)


@pytest.mark.parametrize("path", [Path.INVESTIGATE, Path.EDUCATE, Path.SAFEGUARD])
def test_these_paths_open_a_case_of_the_team(db, path):
    team = make.team()
    opened = open_case(path=path, team=team)
    assert opened.case.team == team
    assert opened.case.owner is None
    assert (opened.case.path, opened.case.band) == (path, Band.HIGH)
    assert opened.case.reference.startswith("C-23-")
    assert opened.decision.path == path


@pytest.mark.parametrize("path", [Path.PREVENT, Path.TRANSFER, Path.NO_FURTHER_ACTION])
def test_the_other_paths_close_at_triage(db, path):
    opened = open_case(path=path, transferred_to="Another force")
    assert opened.case is None
    assert not Case.objects.exists()
    assert not QueueEntry.objects.filter(left_at=None).exists()


@pytest.mark.parametrize(
    ("band", "days"),
    [(Band.VERY_HIGH, 1), (Band.HIGH, 7), (Band.MEDIUM, 14), (Band.LOW, 30)],
)
def test_the_first_visit_is_due_by_band_from_receipt(db, band, days):
    opened = open_case(band=band)
    received_at = make.NOON - timedelta(hours=2)
    assert opened.case.first_visit_due_at == received_at + timedelta(days=days)


def test_numbers_run_on_and_belong_to_the_london_year(db):
    first = open_case().case
    second = open_case().case
    new_year = open_case(at=make.NOON.replace(year=2024, month=1, day=1)).case
    numbers = [int(case.reference[-4:]) for case in (first, second)]
    assert numbers[1] == numbers[0] + 1
    assert new_year.reference == "C-24-0001"


def test_whoever_the_report_names_comes_in_as_user_of_the_reported_account(db):
    case = open_case().case
    [row] = queries.people(case, on=make.NOON.date())
    assert row.role == Role.REPORTED_USER
    assert row.age.words == "34"
    assert row.name == "Unknown person"
    # The child is added by an officer.
    assert CaseRole.objects.count() == 1


def test_what_the_report_says_of_them_is_kept_with_its_source(db):
    opened = open_case()
    reference = CaseReferral.objects.get(case=opened.case).referral.reference
    assert {value.source for value in PersonValue.objects.all()} == {reference}


def test_the_owner_is_of_the_team_and_works_its_cases(db):
    team = make.team()
    owner = make.investigator(team=team)
    assert open_case(owner=owner, team=team).case.owner == owner
    untold = services.decide_and_open(
        referral=make.referral(),
        band=Band.MEDIUM,
        path=Path.INVESTIGATE,
        rationale="The account is active.",
        owner=owner,
        by=make.referral_officer(),
        at=make.NOON,
    )
    assert untold.case.team == team
    with pytest.raises(rules.OwnerOfAnotherTeam):
        open_case(owner=make.investigator(team=make.team("South team")), team=team)


def test_a_referral_is_decided_once(db):
    referral = make.referral()
    open_case(referral=referral)
    with pytest.raises(triage.AlreadyDecided, match=referral.reference):
        open_case(referral=referral)
    assert Case.objects.count() == 1


def test_the_database_itself_keeps_a_referral_in_one_case(db):
    opened = open_case()
    link = CaseReferral.objects.get(case=opened.case)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseReferral.objects.create(
            case=open_case().case,
            referral=link.referral,
            added_at=make.NOON,
            added_by=make.referral_officer(),
        )


def test_the_audit_log_names_case_referral_and_people(db):
    officer = make.referral_officer()
    case = open_case(by=officer).case
    [person] = queries.people(case, on=make.NOON.date())
    entry = Entry.objects.get(what="cases.opened")
    referral = CaseReferral.objects.get(case=case).referral
    assert entry.about == [case.reference, referral.reference, person.reference]
    assert entry.by == officer.staff_number
    assert entry.details["path"] == "investigate"


def test_it_takes_few_queries(db):
    referral = make.referral(people=[make.reported_user(age=34), make.stated_child()])
    team, officer = make.team(), make.referral_officer()
    open_case(team=team, by=officer)  # the year's counter is there from its first case on
    with CaptureQueriesContext(connection) as captured:
        open_case(referral=referral, team=team, by=officer)
    acts = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]
    # One for a case that there may be, six for the decision, three for the number, two for the
    # case, two to read who is named, four to record them with their log entry, one for the log.
    assert len(acts) == 19, "\n".join(acts)


@pytest.mark.slow
def test_two_officers_at_the_same_moment_decide_once(fresh_database, django_db_blocker):
    with django_db_blocker.unblock():
        referral, team = make.referral(), make.team()
        officers = [make.referral_officer(), make.referral_officer()]
        results: list[Any] = []
        both_ready = threading.Barrier(2)

        def decide(officer: Any) -> None:
            both_ready.wait()
            try:
                results.append(open_case(referral=referral, team=team, by=officer))
            except triage.AlreadyDecided as refusal:
                results.append(refusal)
            finally:
                connection.close()

        threads = [threading.Thread(target=decide, args=[officer]) for officer in officers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        refused = [result for result in results if isinstance(result, triage.AlreadyDecided)]
        assert (len(results), len(refused)) == (2, 1)
        assert Decision.objects.count() == Case.objects.count() == 1
