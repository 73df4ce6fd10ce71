"""Who is in a case and as what: nobody is a suspect until a named officer says why."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from symphony.audit.models import Entry
from symphony.cases import queries, records, rules, services
from symphony.cases.models import Case, CaseRole, Role
from symphony.people import services as people
from symphony.referrals.models import StatedPerson
from symphony.triage.models import Path
from tests import make

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(hours=1)
TODAY = make.NOON.date()


def reported_user(case: Case) -> CaseRole:
    return CaseRole.objects.get(case=case, role=Role.REPORTED_USER, ended_at=None)


def stated(case: Case, part: str = StatedPerson.Part.CHILD) -> StatedPerson:
    return StatedPerson.objects.get(referral__in=case.case_referrals.values("referral"), part=part)


def bring_in(case: Case, **changes: Any) -> CaseRole:
    """Bring the child whom the referral names into the case."""
    ordinary = {
        "case": case,
        "stated_person": changes.pop("stated_person", None) or stated(case),
        "role": Role.CHILD,
        "grounds": "Named in the report.",
        "by": changes.pop("by", None) or make.investigator(team=case.team),
        "at": LATER,
    }
    return services.add_person_from_referral(**ordinary | changes)


def a_case(age: str = "34", **changes: Any) -> Case:
    """A case whose reported user is said to be of this age; "" where nothing is said."""
    return make.case(people=[make.reported_user(age_stated=age), make.stated_child()], **changes)


def test_an_officer_makes_the_user_of_the_account_a_suspect_and_says_why():
    case = a_case()
    officer = make.investigator(team=case.team, name="Ravi Example")
    suspect = make.suspect(case, by=officer, grounds="The account was used from their home.")
    [row] = queries.people(case, on=TODAY)
    assert (row.role, row.grounds) == (Role.SUSPECT, "The account was used from their home.")
    assert row.recorded_by == "Ravi Example"
    assert suspect.person_id == row.person_id
    [before] = queries.past_people(case, on=TODAY)
    assert (before.role, before.ended_reason) == (Role.REPORTED_USER, "Changed to suspect")


def test_the_audit_log_names_who_made_whom_a_suspect_and_not_why():
    case = a_case()
    make.suspect(case)
    [row] = queries.people(case, on=TODAY)
    entry = Entry.objects.get(what="cases.role_changed")
    assert entry.about == [case.reference, row.reference]
    assert entry.details == {"role": "suspect", "was": "reported_user"}


def test_without_grounds_nobody_becomes_a_suspect():
    with pytest.raises(rules.GroundsMissing):
        make.suspect(a_case(), grounds="  ")


def test_the_database_itself_keeps_a_suspect_with_grounds():
    role = reported_user(a_case())
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseRole.objects.filter(pk=role.pk).update(role=Role.SUSPECT, grounds="")


@pytest.mark.parametrize("age", ["9", "Under 10", "3 months"])
def test_a_child_under_ten_is_never_a_suspect(age):
    case = a_case(age)
    with pytest.raises(rules.NeverASuspect):
        make.suspect(case, age_grounds="They say so.", by=make.supervisor(team=case.team))


def test_an_age_that_contradicts_another_still_forbids_it_until_it_is_withdrawn():
    case = a_case("9")
    officer = make.investigator(team=case.team)
    person = reported_user(case).person
    people.add_value(
        person=person,
        kind="date_of_birth",
        value="1989-02-03",
        source=case.reference,
        by=officer,
        at=LATER,
    )
    with pytest.raises(rules.NeverASuspect):
        make.suspect(case, by=officer)
    people.withdraw_value(
        value=person.values.get(kind="age"), reason="Typed by the company.", by=officer, at=LATER
    )
    assert make.suspect(case, by=officer).role == Role.SUSPECT


@pytest.mark.parametrize("age", ["", "15", "not known"])
def test_a_child_or_somebody_of_unknown_age_needs_a_word_on_the_age(age):
    case = a_case(age)
    with pytest.raises(rules.AgeGroundsMissing):
        make.suspect(case)
    made = make.suspect(case, age_grounds="Not known. The voice in the recording is an adult's.")
    assert made.age_grounds == "Not known. The voice in the recording is an adult's."


def test_an_adult_needs_none():
    assert make.suspect(a_case("34")).age_grounds == ""


def test_in_an_education_case_only_a_supervisor_makes_a_child_a_suspect():
    case = a_case("14", path=Path.EDUCATE)
    with pytest.raises(rules.PersonInvolved):
        make.suspect(case, age_grounds="14, and threatened to share.")
    made = make.suspect(
        case,
        age_grounds="14, and threatened to share.",
        by=make.supervisor(team=case.team),
    )
    assert made.role == Role.SUSPECT


def test_in_an_education_case_pages_call_a_child_a_person_involved():
    case = a_case("14", path=Path.EDUCATE)
    [row] = queries.people(case, on=TODAY)
    assert row.role_words == "Person involved, user of the reported account"


def test_nobody_comes_from_a_referral_as_a_suspect():
    case = a_case()
    with pytest.raises(rules.GroundsMissing):
        bring_in(case, role=Role.SUSPECT, grounds="The report says so.")
    with pytest.raises(rules.GroundsMissing):
        bring_in(case, stated_person=stated(case, StatedPerson.Part.REPORTED_USER), role="suspect")


def test_a_child_comes_from_the_referrals_people_with_what_was_stated():
    case = a_case()
    child = bring_in(case)
    row = next(row for row in queries.people(case, on=TODAY) if row.role == Role.CHILD)
    assert (row.name, row.age.words, row.reference) == ("Ada Example", "13", child.person.reference)
    assert [person.in_case_as for person in queries.stated_people(case, on=TODAY)] == [
        "User of the reported account",
        "Child",
    ]


def test_the_user_of_the_account_can_be_brought_in_as_what_they_turn_out_to_be():
    case = a_case("14", path=Path.EDUCATE)
    before = reported_user(case)
    said = stated(case, StatedPerson.Part.REPORTED_USER)
    after = bring_in(case, stated_person=said, role=Role.PERSON_INVOLVED)
    assert after.person_id == before.person_id
    assert [row.role for row in queries.people(case, on=TODAY)] == [Role.PERSON_INVOLVED]


def test_nobody_is_brought_in_twice():
    case = a_case()
    bring_in(case)
    with pytest.raises(services.AlreadyInCase):
        bring_in(case)
    with pytest.raises(services.AlreadyInCase):
        bring_in(
            case,
            stated_person=stated(case, StatedPerson.Part.REPORTED_USER),
            role=Role.REPORTED_USER,
        )


def test_the_database_itself_keeps_one_current_role_a_person():
    role = reported_user(a_case())
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseRole.objects.create(
            case=role.case,
            person=role.person,
            role=Role.WITNESS,
            from_at=LATER,
            recorded_by=make.investigator(),
        )


def test_somebody_of_another_cases_referral_is_refused():
    case, other = a_case(), a_case()
    with pytest.raises(services.NotInReferral):
        bring_in(case, stated_person=stated(other))


def test_whose_role_was_ended_comes_back_as_the_same_person():
    case = a_case()
    first = bring_in(case)
    officer = make.investigator(team=case.team)
    services.end_role(case_role=first, reason="Another child's report.", by=officer, at=LATER)
    assert bring_in(case).person_id == first.person_id


def test_a_role_ends_once_and_with_a_reason():
    case = a_case()
    role, officer = bring_in(case), make.investigator(team=case.team)
    with pytest.raises(records.ReasonMissing):
        services.end_role(case_role=role, reason=" ", by=officer, at=LATER)
    services.end_role(case_role=role, reason="Another child's report.", by=officer, at=LATER)
    [row] = queries.past_people(case, on=TODAY)
    assert row.ended_reason == "Another child's report."
    with pytest.raises(services.RoleNotCurrent):
        services.end_role(case_role=role, reason="Again.", by=officer, at=LATER)
    with pytest.raises(services.RoleNotCurrent):
        services.change_role(
            case_role=role, role=Role.WITNESS, grounds="Saw it.", by=officer, at=LATER
        )


def test_the_same_role_is_no_change_and_a_change_says_why():
    case = a_case()
    role, officer = reported_user(case), make.investigator(team=case.team)
    with pytest.raises(services.SameRole):
        services.change_role(
            case_role=role, role=Role.REPORTED_USER, grounds="Still.", by=officer, at=LATER
        )
    with pytest.raises(rules.GroundsMissing):
        services.change_role(case_role=role, role=Role.WITNESS, grounds="", by=officer, at=LATER)


def test_somebody_is_added_by_hand_with_the_case_as_their_source():
    case = a_case()
    added = services.add_person(
        case=case,
        values=[("name", "Bo Example"), ("phone", "07700 900123")],
        role=Role.WITNESS,
        grounds="Made the report.",
        by=make.investigator(team=case.team),
        at=LATER,
    )
    assert {value.source for value in added.person.values.all()} == {case.reference}


def test_somebody_added_by_hand_as_a_suspect_meets_the_same_rules():
    case = a_case()
    with pytest.raises(rules.NeverASuspect):
        services.add_person(
            case=case,
            values=[("date_of_birth", "2015-01-01")],
            role=Role.SUSPECT,
            grounds="Seen.",
            age_grounds="Eight.",
            by=make.investigator(team=case.team),
            at=LATER,
        )


def test_an_officer_of_another_team_and_a_role_without_the_right_change_nothing():
    case = a_case()
    with pytest.raises(records.NotYours):
        make.suspect(case, by=make.investigator(team=make.team("South team")))
    with pytest.raises(records.NotYours):
        make.suspect(case, by=make.safeguarding_officer(team=case.team))
    with pytest.raises(records.NotYours):
        bring_in(case, by=make.referral_officer(team=case.team))


def test_a_safeguarding_officer_adds_children_and_those_around_them():
    case = a_case()
    officer = make.safeguarding_officer(team=case.team)
    assert bring_in(case, by=officer).role == Role.CHILD
    with pytest.raises(records.NotYours):
        services.add_person(
            case=case, values=[], role=Role.WITNESS, grounds="Saw it.", by=officer, at=LATER
        )


def test_an_age_learnt_later_is_pointed_out_on_a_suspect():
    case = a_case()
    suspect = make.suspect(case)
    people.add_value(
        person=suspect.person,
        kind="date_of_birth",
        value="2016-01-01",
        source=case.reference,
        by=make.investigator(team=case.team),
        at=LATER,
    )
    [row] = queries.people(case, on=TODAY)
    assert row.is_suspect_under_ten


def test_nothing_changes_in_a_closed_case():
    case = a_case()
    services.close_case(
        case=case, reason="Finished.", by=make.investigator(team=case.team), at=LATER
    )
    with pytest.raises(records.CaseClosed):
        make.suspect(case)
