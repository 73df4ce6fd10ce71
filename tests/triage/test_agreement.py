"""How far officers and the policy agree: each number by hand, and each with its list."""

import itertools
from datetime import timedelta

import pytest

from symphony.triage.models import Band, Decision, Path
from symphony.triage.queries import agreement, by_rule, opinions
from symphony.triage.queries.agreement import Moves, Scope, Select
from symphony.triage.shares import weighted_kappa
from tests import make
from tests.triage.decided import again, decided

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SCOPE = Scope(make.NOON - DAY, make.NOON + DAY)


@pytest.fixture
def unit():
    """Seven decisions of two officers: three kept, one up, two down, one without a suggestion."""
    ada, ben = make.referral_officer(name="Ada Example"), make.referral_officer(name="Ben Example")
    decided("high", "high", by=ada)
    decided("high", "high", by=ada, said_path="educate", path="safeguard")
    decided("high", "very_high", by=ben)
    decided("high", "low", by=ben, rule="A-4", path="no_further_action")
    decided("medium", "medium", by=ben, rule="B-2", policy="2023-1")
    decided("medium", "low", by=ada, rule="B-2", said_path="educate", path="prevent")
    decided(None, "high", by=ada)
    # Outside the period, the moment at which it ends included.
    decided("low", "high", by=ada, at=make.NOON + DAY)
    decided("low", "high", by=ada, at=make.NOON - DAY - timedelta(seconds=1))
    return ada, ben


@pytest.fixture
def viewer():
    return make.supervisor()


def test_the_two_confusion_tables_and_the_shares(unit, viewer):
    found = agreement.agreement(SCOPE, viewer=viewer)

    assert (found.made, found.without_suggestion) == (7, 1)
    assert found.bands == {
        ("high", "high"): 2,
        ("high", "very_high"): 1,
        ("high", "low"): 1,
        ("medium", "medium"): 1,
        ("medium", "low"): 1,
        ("not_graded", "high"): 1,
    }
    assert found.paths == {
        ("investigate", "investigate"): 3,
        ("investigate", "no_further_action"): 1,
        ("educate", "safeguard"): 1,
        ("educate", "prevent"): 1,
        ("not_graded", "investigate"): 1,
    }
    assert found.moves == Moves(kept=3, up=1, down=2, differ=4)
    assert (found.moves.agree.count, found.moves.agree.of) == (3, 6)
    # Of (high 4, medium 2) and (very high 1, high 2, medium 1, low 2): 1 + 4 + 1 seen; by chance
    # (4 * (1 + 1 + 2 * 4) + 2 * (4 + 2 + 2)) / 6 = 56 / 6.
    assert weighted_kappa(found.bands, Band.values) == pytest.approx(1 - 6 * 6 / 56)


def test_by_policy_and_by_officer(unit, viewer):
    ada, ben = unit
    found = agreement.agreement(SCOPE, viewer=viewer)

    rules = by_rule.by_rule(SCOPE, viewer=viewer)
    assert rules.by_policy == {"2023-1": Moves(1, 0, 0, 0), "2026-1": Moves(2, 1, 2, 4)}
    assert [(row.staff_number, row.name, row.moves) for row in found.officers] == [
        (ada.staff_number, "Ada Example", Moves(kept=2, up=0, down=1, differ=2)),
        (ben.staff_number, "Ben Example", Moves(kept=1, up=1, down=1, differ=2)),
    ]


def test_by_the_rule_that_gave_the_band(unit, viewer):
    decided("high", "low", keep_assessment=False)
    rules = by_rule.by_rule(SCOPE, viewer=viewer)

    assert [(row.policy, row.rule, row.moves, row.path_change) for row in rules.rows] == [
        ("2026-1", "A-3", Moves(2, 1, 0, 2), ("educate", "safeguard", 1)),
        ("2023-1", "B-2", Moves(1, 0, 0, 0), None),
        ("2026-1", "A-4", Moves(0, 0, 1, 1), ("investigate", "no_further_action", 1)),
        ("2026-1", "B-2", Moves(0, 0, 1, 1), ("educate", "prevent", 1)),
    ]
    assert rules.left_out == 1, "no assessment was kept"


def test_a_team_and_an_officer_narrow_it(unit, viewer):
    ada, _ = unit
    north = make.team("North team")
    decided("high", "high", by=make.supervisor(team=north))

    of_ada = Scope(SCOPE.begins_at, SCOPE.ends_at, officer=ada)
    of_north = Scope(SCOPE.begins_at, SCOPE.ends_at, team=north)
    assert agreement.agreement(of_ada, viewer=viewer).made == 4
    assert agreement.agreement(of_north, viewer=viewer).made == 1


def test_officers_on_the_same_referral(viewer):
    ada, ben = make.referral_officer(), make.referral_officer()
    again(decided("high", "high", by=ada), "low", by=ben, path="educate")
    again(decided("high", "high", by=ada), "high", by=ben)
    # Her own change is no second opinion; his that follows is one, of what she said last.
    hers = again(decided("high", "high", by=ada), "medium", by=ada)
    again(hers, "very_high", by=ben)
    # Sent back, and decided anew without naming what it replaces.
    back = decided("high", "low", by=ada, path="no_further_action", returned_by=ben)
    later = again(back, "high", by=ben)
    Decision.objects.filter(pk=later.pk).update(instead_of=None)

    found = opinions.opinions(agreement.made(SCOPE, viewer=viewer))
    assert found.bands == {
        ("high", "low"): 1,
        ("high", "high"): 1,
        ("medium", "very_high"): 1,
        ("low", "high"): 1,
    }
    assert found.paths == {
        ("investigate", "educate"): 1,
        ("investigate", "investigate"): 2,
        ("no_further_action", "investigate"): 1,
    }
    assert (found.count, found.own) == (4, 1)

    def listed(**asked):
        return agreement.selected(SCOPE, Select(**asked), viewer=viewer).count()

    for (first, second), count in found.bands.items():
        assert listed(after="another", first_band=first, band=second) == count
    for (first, second), count in found.paths.items():
        assert listed(after="another", first_path=first, path=second) == count
    assert (listed(after="another"), listed(after="own")) == (4, 1)


def test_the_second_person_for_no_further_action(viewer):
    ada, ben = make.referral_officer(), make.referral_officer()
    ended = {"path": "no_further_action", "by": ada}
    decided("low", "low", **ended, endorsed_by=ben, endorsed_at=make.NOON)
    decided("low", "low", **ended, endorsed_by=ben, endorsed_at=make.NOON)
    decided("low", "low", **ended)
    decided("low", "low", **ended, returned_by=ben, replaced_at=make.NOON)
    again(decided("low", "low", **ended), "high", by=ada)

    found = agreement.agreement(SCOPE, viewer=viewer)
    assert found.second_person == {"endorsed": 2, "returned": 1, "waiting": 1, "again": 1}


def test_every_number_is_as_long_as_the_list_that_it_opens_to(unit, viewer):
    ended = {"path": "no_further_action", "by": unit[0]}
    decided("low", "low", **ended, endorsed_by=unit[1], endorsed_at=make.NOON)
    decided("low", "low", **ended)
    found = agreement.agreement(SCOPE, viewer=viewer)

    def listed(**asked):
        return agreement.selected(SCOPE, Select(**asked), viewer=viewer).count()

    assert listed() == found.made
    for said, band in itertools.product((*Band.values, "not_graded"), Band.values):
        assert listed(suggested_band=said, band=band) == found.bands.get((said, band), 0)
    for said, path in itertools.product((*Path.values, "not_graded"), Path.values):
        assert listed(suggested_path=said, path=path) == found.paths.get((said, path), 0)
    of = found.moves
    assert [listed(moved=moved) for moved in ("kept", "up", "down", "nothing")] == [
        of.kept,
        of.up,
        of.down,
        found.without_suggestion,
    ]
    assert (listed(differs="yes"), listed(differs="no")) == (of.differ, of.of - of.differ)
    for row in found.officers:
        assert listed(officer=row.staff_number, differs="yes") == row.moves.differ
        assert listed(officer=row.staff_number, moved="up") == row.moves.up
    for name, count in found.second_person.items():
        assert listed(second_person=name) == count
    rules = by_rule.by_rule(SCOPE, viewer=viewer)
    for policy, moves in rules.by_policy.items():
        for moved in ("kept", "up", "down"):
            assert listed(policy=policy, moved=moved) == getattr(moves, moved)
    for row in rules.rows:
        for moved in ("kept", "up", "down"):
            asked = {"policy": row.policy, "rule": row.rule, "moved": moved}
            assert listed(**asked) == getattr(row.moves, moved)
        if row.path_change:
            said, path, count = row.path_change
            asked = {"policy": row.policy, "rule": row.rule}
            assert listed(**asked, suggested_path=said, path=path) == count
    assert sum(row.moves.of for row in rules.rows) + rules.left_out == found.moves.of


def test_a_rule_that_always_comes_first_gives_the_band_where_it_fired(viewer):
    one = decided("very_high", "very_high", rule="A-1")
    first = {"rule": "F1", "says": "A child is in danger now", "facts": {}, "gives": "very_high"}
    one.assessment.reasons = [first, *one.assessment.reasons]
    one.assessment.save(update_fields=["reasons"])
    [row] = by_rule.by_rule(SCOPE, viewer=viewer).rows
    assert row.rule == "F1"


def test_nobody_else_sees_any_of_it(unit):
    for person in (make.referral_officer(), make.investigator(), make.press_officer()):
        assert agreement.agreement(SCOPE, viewer=person).made == 0
        assert by_rule.by_rule(SCOPE, viewer=person).rows == []
        assert not agreement.selected(SCOPE, Select(), viewer=person).exists()
    assert agreement.agreement(SCOPE, viewer=make.user(role=make.Role.AUDITOR)).made == 7


def test_the_numbers_of_the_home_page_are_those_of_the_report(unit, viewer):
    found = agreement.agreement(SCOPE, viewer=viewer)
    counted = agreement.overrides(since=SCOPE.begins_at, until=SCOPE.ends_at)
    assert counted == (found.made, found.moves.differ)
