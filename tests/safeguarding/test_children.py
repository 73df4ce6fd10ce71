"""Opening a child's record: who the child is, and who must not be told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from symphony.audit.models import Entry
from symphony.cases import records
from symphony.cases import services as cases
from symphony.cases.models import CaseRole, Role
from symphony.core.errors import NotFound
from symphony.referrals.models import StatedPerson
from symphony.safeguarding import queries, rules, services
from symphony.safeguarding.models import Child, MustNotBeTold
from symphony.safeguarding.services.children import HowMissing, OneSource
from tests import make

LATER = make.NOON + timedelta(hours=1)


def officer(case):
    return make.safeguarding_officer(team=case.team)


def test_a_child_of_the_referral_comes_into_the_case_with_a_record(db):
    case = make.case()
    child = make.child(case)
    role = CaseRole.objects.get(case=case, person=child.person, ended_at=None)
    assert (role.role, role.grounds) == (Role.CHILD, "Named in the report.")
    assert child.identified
    entry = Entry.objects.get(what="safeguarding.child_added")
    assert entry.about == [case.reference, child.person.reference]


def test_a_child_can_be_entered_anew_or_be_a_person_involved(db):
    case = make.case()
    by = officer(case)
    new = make.child(case, values=[("name", "Bo Example"), ("age", "11")], identified=False)
    assert not new.identified
    involved = cases.add_person(
        case=case,
        values=[("age", "14")],
        role=Role.PERSON_INVOLVED,
        grounds="Named by the school.",
        by=make.investigator(team=case.team),
        at=make.NOON,
    )
    child = make.child(case, person=involved.person, by=by)
    assert child.person == involved.person
    # The role stays.
    assert queries.roles_in(case, [child]) == {child.pk: [Role.PERSON_INVOLVED]}


def test_a_child_who_is_not_known_at_all_can_be_entered(db):
    case = make.case()
    child = make.child(case, values=[], identified=False, stated_person=None)
    assert child.person.reference.startswith("P-")


def test_a_child_keeps_one_record(db):
    case = make.case()
    first = make.child(case, how_found="Named in the report.")
    again = make.child(case, person=first.person, identified=False, how_found="Otherwise.")
    assert (again.pk, again.how_found) == (first.pk, "Named in the report.")
    assert again.identified


def test_it_refuses_two_sources_no_source_in_the_case_and_no_word_of_how(db):
    case = make.case()
    child = make.child(case)
    stated = StatedPerson.objects.get(
        part="child", referral__in=case.case_referrals.values("referral")
    )
    with pytest.raises(OneSource, match="Select one person"):
        make.child(case, person=child.person, stated_person=stated)
    with pytest.raises(HowMissing, match="Enter how the child was found"):
        make.child(case, values=[("age", "11")], how_found=" ")
    other = make.child(make.case())
    with pytest.raises(rules.NotInCase, match=r"P-\w{6} is not in this case now"):
        make.child(case, person=other.person)


def test_somebody_known_to_be_an_adult_has_no_record_as_a_child(db):
    case = make.case()
    with pytest.raises(rules.NotAChild, match="is known to be 18 or older"):
        make.child(case, values=[("date_of_birth", "2005-05-18")])
    assert make.child(case, values=[("date_of_birth", "2005-05-19")]).pk
    # What is said contradicts itself: nobody is treated as older than they may be.
    assert make.child(case, values=[("age", "19"), ("age", "17")]).pk


def test_it_refuses_another_team_and_another_role(db):
    case = make.case()
    for by in (officer(make.case(team=make.team())), make.press_officer(team=case.team)):
        with pytest.raises(records.NotYours):
            make.child(case, by=by)
    assert not Child.objects.exists()


def test_a_child_can_be_identified_later_and_that_taken_back(db):
    case = make.case()
    child, by = make.child(case, identified=False), officer(case)
    with pytest.raises(HowMissing, match="Enter how this is known"):
        services.identify_child(case=case, child=child, how=" ", by=by, at=LATER)
    services.identify_child(case=case, child=child, how="The school knew.", by=by, at=LATER)
    child.refresh_from_db()
    assert child.identified
    with pytest.raises(records.NothingChanged):
        services.identify_child(case=case, child=child, how="Again.", by=by, at=LATER)
    services.take_back_identification(
        case=case, child=child, reason="Another child of that name.", by=by, at=LATER
    )
    child.refresh_from_db()
    assert not child.identified
    said = child.identifications.order_by("id").values_list("identified", "how")
    assert list(said) == [(True, "The school knew."), (False, "Another child of that name.")]


def test_the_answer_to_who_must_not_be_told_is_replaced_and_kept(db):
    case = make.case()
    child, by = make.child(case, told=None), officer(case)
    assert queries.answer(child) is None
    ask = {"case": case, "child": child, "by": by, "at": LATER}
    with pytest.raises(HowMissing, match="Enter who must not be told, and why"):
        services.answer_who_must_not_be_told(anybody=True, who_and_why="", **ask)
    services.answer_who_must_not_be_told(anybody=False, who_and_why="", **ask)
    services.answer_who_must_not_be_told(
        anybody=True, who_and_why="The uncle: he may be the user of the account.", **ask
    )
    assert queries.answer(child).who_and_why.startswith("The uncle")
    assert MustNotBeTold.objects.count() == 2
    details = Entry.objects.filter(what="safeguarding.who_must_not_be_told_answered")
    assert all("uncle" not in str(entry.details) for entry in details)


def test_the_database_holds_one_current_answer(db):
    child = make.child(make.case())
    with pytest.raises(IntegrityError), transaction.atomic():
        MustNotBeTold.objects.create(
            child=child, anybody=False, recorded_at=LATER, recorded_by=child.recorded_by
        )


def test_only_the_team_of_a_case_reads_the_child(db):
    case = make.case()
    child = make.child(case)
    reference = child.person.reference
    assert queries.readable(reference=reference, viewer=officer(case)) == child
    for viewer in (make.investigator(team=make.team()), make.press_officer(team=case.team)):
        with pytest.raises(NotFound):
            queries.readable(reference=reference, viewer=viewer)
