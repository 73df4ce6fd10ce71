"""What work in a case tells triage: which facts, from where, and never a name."""

from datetime import timedelta
from typing import Any

import pytest

from symphony.cases import records, services
from symphony.cases.models import Case, CaseReferral, CaseRole, Role
from symphony.people.models import PersonValue
from symphony.referrals.models import Referral
from symphony.safeguarding import services as safeguarding
from symphony.triage import grading, queries, rules
from symphony.triage.models import Assessment, FactAnswer, GradeChange
from tests import make

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(hours=2)
Kind = PersonValue.Kind


def case_of_account(**changes: Any) -> Case:
    """A case of an account alone: no child is known yet."""
    return make.case(people=[make.reported_user(age=34, age_stated="34")], **changes)


def referral_of(case: Case) -> Referral:
    return case.case_referrals.get().referral


def latest(case: Case) -> Assessment:
    return queries.latest_assessment(referral_of(case))


def said(case: Case) -> dict[str, str]:
    """Return what the case is held to have said about its referral."""
    answers = FactAnswer.objects.filter(referral=referral_of(case)).order_by("said_at", "id")
    return {answer.fact: answer.value for answer in answers}


def add_child(case: Case, *, age: str = "9", identified: bool = True, at: Any = LATER) -> Any:
    return safeguarding.add_child_to_case(
        case=case,
        values=[(Kind.NAME, "Ada Example"), (Kind.AGE, age)],
        identified=identified,
        how_found="The school named her.",
        by=make.safeguarding_officer(team=case.team),
        at=at,
    )


def test_a_child_who_is_added_makes_the_band_change():
    case = case_of_account()
    add_child(case)

    assert said(case) == {"child_age": "under_13", "child_identified": "yes"}
    [change] = queries.open_changes([referral_of(case)])
    assert change.because == "A child was added to the case"
    assert (change.before.band, change.after.band) == ("medium", "high")
    source = latest(case).sources["child_identified"]
    assert (source["source"], source["about"]) == ("casework", case.reference)
    assert queries.entry(referral_of(case)).left_at == make.NOON


def test_a_child_whom_nobody_knows_is_not_held_to_be_identified():
    case = case_of_account()
    child = add_child(case, identified=False)
    assert said(case) == {"child_age": "under_13"}

    officer = make.safeguarding_officer(team=case.team)
    at = LATER + timedelta(hours=1)
    safeguarding.identify_child(case=case, child=child, how="By her mother.", by=officer, at=at)
    assert said(case)["child_identified"] == "yes"
    assert latest(case).because == "A child of the case was identified"

    at = LATER + timedelta(hours=2)
    safeguarding.take_back_identification(
        case=case, child=child, reason="It was her sister.", by=officer, at=at
    )
    assert said(case)["child_identified"] == "not_known"
    assert latest(case).because == "A child of the case is not identified after all"


def test_what_holds_for_another_child_is_not_taken_back():
    case = case_of_account()
    one, _ = add_child(case), add_child(case, age="11")
    safeguarding.take_back_identification(
        case=case,
        child=one,
        reason="It was her sister.",
        by=make.safeguarding_officer(team=case.team),
        at=LATER + timedelta(hours=1),
    )
    assert said(case)["child_identified"] == "yes"


@pytest.mark.parametrize(
    ("ages", "youngest"),
    [
        (["14"], "from_13_to_15"),
        (["16"], "from_16_to_17"),
        (["16", "13"], "from_13_to_15"),
        (["14", "8"], "under_13"),
        (["under 10"], "under_13"),
        (["12-14"], "not_known"),
        (["14", "not sure"], "not_known"),
        (["8", "not sure"], "under_13"),
        (["15 or more"], "not_known"),
    ],
)
def test_the_youngest_child_counts_and_an_unknown_age_is_never_an_older_one(ages, youngest):
    case = case_of_account()
    for number, age in enumerate(ages):
        add_child(case, age=age, at=LATER + timedelta(minutes=number))
    assert services.youngest_child(case, at=LATER) == {"child_age": youngest}
    assert latest(case).facts.get("child_age", "not_known") == youngest


def test_an_age_that_is_recorded_or_withdrawn_later_counts():
    case = case_of_account()
    child = add_child(case, age="not sure")
    worker = make.investigator(team=case.team)
    value = services.add_value(
        person=child.person,
        kind=Kind.DATE_OF_BIRTH,
        value="2013-02-01",
        source=case.reference,
        by=worker,
        at=LATER + timedelta(hours=1),
    )
    assert latest(case).because == "A child's age was recorded"
    assert said(case)["child_age"] == "under_13"
    services.withdraw_value(
        value=value, reason="Another girl's.", by=worker, at=LATER + timedelta(hours=2)
    )
    assert said(case)["child_age"] == "not_known"
    assert latest(case).because == "A child's age was withdrawn"


def test_a_new_address_grades_again_and_changes_nothing_by_itself():
    case = case_of_account()
    person = CaseRole.objects.get(case=case).person
    services.add_value(
        person=person,
        kind=Kind.ADDRESS,
        value="1 Mill Lane, Exampleton",
        source=case.reference,
        by=make.investigator(team=case.team),
        at=LATER,
    )
    assert latest(case).because == "A new address was found"
    assert not GradeChange.objects.exists()


def test_a_name_that_is_added_grades_nothing():
    case = case_of_account()
    services.add_value(
        person=CaseRole.objects.get(case=case).person,
        kind=Kind.NAME,
        value="Bo Example",
        source=case.reference,
        by=make.investigator(team=case.team),
        at=LATER,
    )
    assert Assessment.objects.filter(referral=referral_of(case)).count() == 1


def test_somebody_new_in_the_case_with_an_address_grades_again():
    case = case_of_account()
    services.add_person(
        case=case,
        values=[(Kind.ADDRESS, "1 Mill Lane, Exampleton")],
        role=Role.WITNESS,
        grounds="Saw the account used.",
        by=make.investigator(team=case.team),
        at=LATER,
    )
    assert latest(case).because == "A new address was found"


@pytest.mark.parametrize(
    ("role", "fact", "because"),
    [
        (Role.PARENT_OR_CARER, "family_access", "A parent or carer became a suspect"),
        (Role.PROFESSIONAL, "works_with_children", "A professional became a suspect"),
    ],
)
def test_who_is_with_children_by_their_role_has_access_to_them(role, fact, because):
    case, worker = case_of_account(), None
    worker = make.investigator(team=case.team)
    added = services.add_person(
        case=case,
        values=[(Kind.AGE, "40")],
        role=role,
        grounds="Named by the school.",
        by=worker,
        at=LATER,
    )
    services.change_role(
        case_role=added,
        role=Role.SUSPECT,
        grounds="The account was used from this home.",
        by=worker,
        at=LATER + timedelta(hours=1),
    )
    assert said(case) == {fact: "yes"}
    assert latest(case).because == because
    assert latest(case).band == "high"


def test_an_independent_report_that_is_linked_is_told_to_both():
    case = case_of_account()
    first, second = referral_of(case), make.referral(sender="Another ESP")
    services.add_referral(case=case, referral=second, by=make.supervisor(), at=LATER)

    assert CaseReferral.objects.filter(case=case).count() == 2
    for referral in (first, second):
        after = queries.latest_assessment(referral)
        assert after.because == "A new report was linked to the case"
        assert after.facts["reports"] == "several"
        assert after.sources["reports"]["source"] == "linking"
    assert queries.entry(second).left_at is None  # it is still to be decided


def test_a_report_of_the_same_company_is_not_independent():
    case = case_of_account()
    second = make.referral()
    services.add_referral(case=case, referral=second, by=make.supervisor(), at=LATER)
    after = queries.latest_assessment(second)
    assert after.because == "A new report was linked to the case"
    assert after.facts.get("reports", "not_known") == "not_known"


def test_a_report_is_linked_once_by_who_decides_and_to_an_open_case():
    case, other = case_of_account(), case_of_account()
    with pytest.raises(services.AlreadyLinked):
        services.add_referral(
            case=case, referral=referral_of(other), by=make.supervisor(), at=LATER
        )
    worker = make.investigator(team=case.team)
    with pytest.raises(rules.NotAllowedToDecide):
        services.add_referral(case=case, referral=make.referral(), by=worker, at=LATER)
    services.close_case(case=case, reason="Done.", by=worker, at=LATER)
    with pytest.raises(records.CaseClosed):
        services.add_referral(case=case, referral=make.referral(), by=make.supervisor(), at=LATER)


def test_no_line_says_who():
    case = case_of_account()
    add_child(case)
    for assessment in Assessment.objects.filter(referral=referral_of(case)):
        assert "Ada" not in assessment.because
    for change in GradeChange.objects.all():
        assert "Ada" not in change.because


def test_a_policy_that_cannot_be_read_costs_no_child_their_record(monkeypatch):
    case = case_of_account()

    def broken() -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(grading.policies, "in_force", broken)
    child = add_child(case)
    assert child.identified
    assert latest(case).failure == "OSError: the disk is gone"
