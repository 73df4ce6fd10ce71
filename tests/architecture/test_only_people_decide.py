"""Nothing is decided without a person: by the code's paths, the service and the database."""

import ast
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

import symphony
from symphony.accounts.permissions import MAY, Permission, Role
from symphony.triage import rules, services
from symphony.triage.models import Decision
from tests import make

PACKAGE = Path(symphony.__path__[0])
THE_SERVICE = "triage/services/deciding.py"
MAKES = {"create", "bulk_create", "get_or_create", "update_or_create", "acreate", "abulk_create"}
DECIDES = {"record_decision", "replace_decision", "decide_and_open", "decide_again"}
# Where a person's press of a button arrives; the demonstration plays such people.
MAY_DECIDE = ("triage/services/", "cases/services/", "staff/referrals/", "demo/")


def sources():
    for file in sorted(PACKAGE.rglob("*.py")):
        name = file.relative_to(PACKAGE).as_posix()
        if "/migrations/" not in name:
            yield name, ast.parse(file.read_text(encoding="utf-8"))


def called(tree):
    """Return every call's name, with what it is called on: Decision.objects.create."""
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def names(tree):
    """Return every name that is used, called or handed on."""
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    return used | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}


def makes_a_decision(call):
    parts = call.split(".")
    by_its_manager = parts[-1] in MAKES and ("Decision" in parts or "decisions" in parts)
    return parts[-1] == "Decision" or by_its_manager


def test_one_service_alone_makes_decisions():
    makers = {name for name, tree in sources() if any(map(makes_a_decision, called(tree)))}
    assert makers == {THE_SERVICE}


@pytest.mark.parametrize(
    ("call", "is_one"),
    [
        ("Decision", True),
        ("models.Decision", True),
        ("Decision.objects.create", True),
        ("referral.decisions.bulk_create", True),
        ("Decision.objects.filter", False),
        ("Assessment.objects.create", False),
    ],
)
def test_what_makes_a_decision_is_recognised(call, is_one):
    assert makes_a_decision(call) is is_one


def test_nothing_that_runs_by_itself_decides():
    deciders = {name for name, tree in sources() if names(tree) & DECIDES}
    stray = {name for name in deciders if not name.startswith(MAY_DECIDE)}
    assert stray == set()
    assert any(name.startswith("staff/referrals/") for name in deciders)


def test_every_decision_is_made_by_somebody_whose_role_is_asked_first():
    """The check stands in the first line after the docstring of each service that decides."""
    tree = ast.parse((PACKAGE / THE_SERVICE).read_text(encoding="utf-8"))
    deciding = {
        node.name: ast.unparse(node.body[1])
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name in DECIDES
    }
    assert deciding == {
        "record_decision": "rules.check_may_decide(by)",
        "replace_decision": "rules.check_may_decide(by)",
    }


def test_the_roles_that_decide_are_people_of_the_desk_and_their_supervisors():
    deciding = {role for role, may in MAY.items() if Permission.DECIDE_TRIAGE in may}
    assert deciding == {Role.REFERRAL_OFFICER, Role.SUPERVISOR}


@pytest.mark.django_db
def test_the_service_refuses_somebody_who_has_left():
    gone = make.referral_officer(is_active=False)
    with pytest.raises(rules.NotAllowedToDecide):
        services.record_decision(
            referral=make.referral(),
            band="medium",
            path="investigate",
            rationale="The account is active.",
            by=gone,
            at=make.NOON,
        )
    assert not Decision.objects.exists()


@pytest.mark.django_db
def test_the_database_takes_no_decision_without_the_person_who_made_it():
    decision = Decision(
        referral=make.referral(),
        band="medium",
        path="investigate",
        rationale="Nobody's.",
        decided_at=make.NOON,
    )
    with pytest.raises(IntegrityError, match="decided_by_id"), transaction.atomic():
        decision.save(force_insert=True)
