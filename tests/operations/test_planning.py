"""Planning an operation and choosing its cases."""

from datetime import date, timedelta

import pytest

from symphony.audit.models import Entry
from symphony.core.errors import NotFound
from symphony.operations import queries, rules, services
from symphony.operations.models import Operation, OperationCase
from tests import make

pytestmark = pytest.mark.django_db


def plan(**changes):
    by = changes.pop("by", None) or make.supervisor()
    ordinary = {
        "codename": "Example",
        "slug": rules.slug_of(changes.get("codename", "Example")),
        "purpose": "A week of action.",
        "starts_on": date(2023, 5, 15),
        "ends_on": date(2023, 5, 21),
        "team": by.team,
        "by": by,
        "at": make.NOON,
    }
    return services.plan_operation(**ordinary | changes)


def test_it_is_named_by_its_codename_and_logged():
    operation = plan(codename="Operation  Winter Sun")
    assert (operation.codename, operation.slug) == ("Winter Sun", "winter-sun")
    entry = Entry.objects.get(what="operations.planned")
    assert entry.about == ["operation:winter-sun"]
    assert entry.details["starts_on"] == "2023-05-15"


def test_two_operations_cannot_share_a_codename():
    plan()
    with pytest.raises(services.CodenameTaken):
        plan(codename="EXAMPLE")


@pytest.mark.parametrize(
    "changes",
    [{"codename": "Plan"}, {"codename": "!!"}, {"purpose": " "}, {"ends_on": date(2023, 5, 14)}],
)
def test_what_will_not_do_is_refused(changes):
    with pytest.raises(rules.CannotPlan):
        plan(**changes)


@pytest.mark.parametrize("make_user", [make.investigator, make.press_officer])
def test_others_than_supervisors_do_not_plan(make_user):
    with pytest.raises(rules.NotAllowedToPlan):
        plan(by=make_user())


def test_the_days_cannot_end_before_they_begin_whatever_the_program_does():
    operation = plan()
    with pytest.raises(Exception, match="operations_end_not_before_start"):
        Operation.objects.filter(pk=operation.pk).update(ends_on=date(2023, 5, 1))


def test_a_case_belongs_to_it_until_it_is_taken_out_with_a_reason():
    case = make.case()
    supervisor = make.supervisor(team=case.team)
    operation = plan(by=supervisor)
    services.add_case(operation=operation, case=case, by=supervisor, at=make.NOON)
    assert queries.of_case(case=case) == [operation]
    services.remove_case(
        operation=operation, case=case, reason="Not part of it.", by=supervisor, at=make.NOON
    )
    assert queries.of_case(case=case) == []
    kept = OperationCase.objects.get()
    assert (kept.removed_by, kept.removed_reason) == (supervisor, "Not part of it.")
    entry = Entry.objects.get(what="operations.case_removed")
    assert entry.about == ["operation:example", case.reference]
    assert "Not part" not in str(entry.details)


def test_it_can_come_back_and_both_times_are_kept():
    case = make.case()
    supervisor = make.supervisor(team=case.team)
    operation = plan(by=supervisor)
    for _ in range(2):
        services.add_case(operation=operation, case=case, by=supervisor, at=make.NOON)
        services.remove_case(
            operation=operation, case=case, reason="x", by=supervisor, at=make.NOON
        )
    assert OperationCase.objects.count() == 2


def test_what_cannot_be_is_refused():
    case = make.case()
    supervisor = make.supervisor(team=case.team)
    operation = plan(by=supervisor)
    there = {"operation": operation, "case": case, "by": supervisor, "at": make.NOON}
    with pytest.raises(services.NotInOperation):
        services.remove_case(**there, reason="x")
    services.add_case(**there)
    with pytest.raises(services.AlreadyInOperation, match=case.reference):
        services.add_case(**there)
    with pytest.raises(services.ReasonMissing):
        services.remove_case(**there, reason="  ")


def test_a_supervisor_adds_no_case_of_another_team_and_an_investigator_none():
    case = make.case()
    outsider = make.supervisor(team=make.team("South team"))
    operation = plan(by=outsider)
    with pytest.raises(NotFound):
        services.add_case(operation=operation, case=case, by=outsider, at=make.NOON)
    with pytest.raises(rules.NotAllowedToPlan):
        services.add_case(
            operation=operation, case=case, by=make.investigator(team=case.team), at=make.NOON
        )


def test_its_members_are_those_of_the_viewer_and_a_number():
    mine, other = make.case(), make.case(team=make.team("South team"))
    supervisor = make.supervisor(team=mine.team)
    operation = plan(by=supervisor)
    services.add_case(operation=operation, case=mine, by=supervisor, at=make.NOON)
    services.add_case(
        operation=operation, case=other, by=make.supervisor(team=other.team), at=make.NOON
    )
    found = queries.members(operation=operation, viewer=supervisor)
    assert ([row.reference for row in found.rows], found.of_other_teams) == ([mine.reference], 1)
    press = queries.members(operation=operation, viewer=make.press_officer())
    assert (press.rows, press.of_other_teams) == ([], 2)


def test_only_those_who_read_operations_read_them():
    plan()
    with pytest.raises(NotFound):
        queries.read(slug="example", viewer=make.user(role=make.Role.AUDITOR))
    assert queries.listing(viewer=make.user(role=make.Role.AUDITOR)) == []
    assert queries.listing(viewer=make.press_officer())[0].codename == "Example"


def test_the_cases_that_belonged_to_it_at_a_moment_can_be_asked_for():
    case = make.case()
    supervisor = make.supervisor(team=case.team)
    operation = plan(by=supervisor)
    services.add_case(operation=operation, case=case, by=supervisor, at=make.NOON)
    services.remove_case(
        operation=operation,
        case=case,
        reason="x",
        by=supervisor,
        at=make.NOON + timedelta(hours=2),
    )
    at = {hours: make.NOON + timedelta(hours=hours) for hours in (-1, 1, 3)}
    assert [list(queries.cases_in(operation, as_at=at[hours])) for hours in at] == [
        [],
        [case.pk],
        [],
    ]
