"""Who has a case: taking it, handing it over, closing it, and who sees it then."""

from datetime import timedelta
from typing import Any

import pytest

from symphony.accounts.models import Team
from symphony.audit.models import Entry
from symphony.cases import queries, records, rules, services
from symphony.cases.models import Case
from symphony.core.errors import NotFound
from tests import make

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(hours=1)


def hand_over(case: Case, to_team: Team, **changes: Any) -> Case:
    ordinary = {
        "case": case,
        "to_team": to_team,
        "note": "The family moved to their area.",
        "by": changes.pop("by", None) or make.investigator(team=case.team),
        "at": LATER,
    }
    return services.hand_over(**ordinary | changes)


def close(case: Case, **changes: Any) -> Case:
    ordinary = {
        "case": case,
        "reason": "Everything is done.",
        "by": changes.pop("by", None) or make.investigator(team=case.team),
        "at": LATER,
    }
    return services.close_case(**ordinary | changes)


def test_an_officer_takes_what_nobody_owns():
    case = make.case()
    officer = make.investigator(team=case.team)
    assert services.take_case(case=case, by=officer, at=LATER).owner == officer
    assert Case.objects.get(pk=case.pk).owner == officer


def test_a_case_is_taken_once():
    case = make.case()
    first = make.investigator(team=case.team, name="Ravi Example")
    services.take_case(case=case, by=first, at=LATER)
    with pytest.raises(services.AlreadyTaken, match="Ravi Example"):
        services.take_case(case=case, by=make.investigator(team=case.team), at=LATER)


def test_another_teams_case_is_not_taken():
    with pytest.raises(records.NotYours):
        services.take_case(case=make.case(), by=make.investigator(team=make.team()), at=LATER)


def test_after_a_hand_over_the_new_team_sees_the_case_and_the_old_one_does_not():
    case, south = make.case(), make.team("South team")
    here, there = make.investigator(team=case.team), make.investigator(team=south)
    hand_over(case, south, by=here)
    assert queries.readable(reference=case.reference, viewer=there).owner is None
    with pytest.raises(NotFound):
        queries.readable(reference=case.reference, viewer=here)
    with pytest.raises(records.NotYours):
        services.take_case(case=case, by=here, at=LATER)


def test_a_case_is_handed_to_a_person_of_the_team():
    case, south = make.case(), make.team("South team")
    owner = make.investigator(team=south)
    assert hand_over(case, south, to_owner=owner).owner == owner
    with pytest.raises(rules.OwnerOfAnotherTeam):
        hand_over(make.case(), make.team(), to_owner=owner)
    with pytest.raises(rules.OwnerOfAnotherTeam):
        hand_over(make.case(), south, to_owner=make.press_officer(team=south))


def test_a_hand_over_says_something_and_changes_something():
    case = make.case()
    with pytest.raises(services.NoteMissing):
        hand_over(case, make.team(), note=" ")
    with pytest.raises(services.NothingChanges):
        hand_over(case, case.team)


def test_the_audit_log_says_from_whom_to_whom_and_not_the_note():
    case, south = make.case(), make.team("South team")
    hand_over(case, south)
    entry = Entry.objects.get(what="cases.handed_over")
    assert entry.about == [case.reference]
    assert entry.details == {
        "from_team": case.team.slug,
        "to_team": south.slug,
        "to_owner": None,
    }


def test_a_closed_case_keeps_who_closed_it_and_why():
    officer = make.investigator(team=make.team())
    case = close(make.case(team=officer.team), by=officer, reason="Both children are safe.")
    found = Case.objects.get(pk=case.pk)
    assert (found.closed_by, found.closed_at) == (officer, LATER)
    assert found.closing_reason == "Both children are safe."


def test_a_case_is_closed_once_and_with_a_reason():
    case = make.case()
    with pytest.raises(records.ReasonMissing):
        close(case, reason="")
    close(case)
    with pytest.raises(services.AlreadyClosed):
        close(case)


def test_a_closed_case_is_neither_taken_nor_handed_over():
    case = close(make.case())
    with pytest.raises(records.CaseClosed):
        hand_over(case, make.team())
    with pytest.raises(records.CaseClosed):
        services.take_case(case=case, by=make.investigator(team=case.team), at=LATER)


def test_a_referral_officer_closes_nothing():
    case = make.case()
    with pytest.raises(records.NotYours):
        close(case, by=make.referral_officer(team=case.team))
