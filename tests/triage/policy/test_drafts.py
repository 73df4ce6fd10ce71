"""Changing the policy: a draft is tried against the past, and a second person approves it."""

import pytest
from django.db import IntegrityError, transaction

from symphony.audit.models import Entry
from symphony.core.errors import DomainError, NotFound
from symphony.triage import policy, services
from symphony.triage.models import Assessment, PolicyVersion
from symphony.triage.queries import policies
from symphony.triage.services import policies as changing
from tests import make
from tests.triage.policy import making

pytestmark = pytest.mark.django_db
FILES = {name: content.decode() for name, content in making.FILES.items()}


def draft(**changes):
    ordinary = {"name": "2030-1", "files": FILES, "note": "Try it", "at": make.NOON}
    return changing.draft_policy(
        **ordinary | {"by": changes.pop("by", None) or make.supervisor()} | changes
    )


def graded(**facts):
    """A referral whose latest assessment has these facts."""
    referral = services.take_in([make.arrival()], by="system:test", at=make.NOON)[0]
    Assessment.objects.filter(referral=referral).update(facts=facts)
    return referral


def test_a_draft_grades_nothing_until_somebody_else_approves_it():
    author, second = make.supervisor(), make.supervisor()
    made = draft(by=author)
    assert policies.in_force().version == policy.DEFAULT

    trial = changing.try_policy(made, by=author, at=make.NOON)
    with pytest.raises(changing.NotToBeApproved, match="Someone else"):
        changing.approve_policy(trial, rationale="Good", by=author, at=make.NOON)
    changing.approve_policy(trial, rationale="Good", by=second, at=make.NOON)

    assert policies.in_force().version == "2030-1"
    assert policies.version("2030-1").digest == made.digest
    assert policies.version("2023-1").version == "2023-1"
    written = set(Entry.objects.filter(about__contains=["policy 2030-1"]).values_list("what"))
    assert {what for (what,) in written} == {
        "triage.policy_drafted",
        "triage.policy_tried",
        "triage.policy_approved",
    }


def test_a_trial_lists_what_would_move_and_keeps_it(monkeypatch):
    monkeypatch.setattr(policy, "DEFAULT", "2023-1")
    moved = graded(lives_with_children="yes", incident="images", viral="yes")
    graded(incident="images", viral="yes", informational="yes")
    trial = changing.try_policy(draft(), by=make.supervisor(), at=make.NOON)

    assert trial.considered == 2 and trial.moved == trial.moved_up == 1
    assert trial.details["moves"][0]["reference"] != moved.reference
    assert trial.details["moves"][0]["band"] == "low"
    assert trial.details["unanswered"]["family_access"] == 2


def test_a_name_that_a_later_release_ships_as_well_stays_what_was_approved_here(monkeypatch):
    with monkeypatch.context() as earlier_release:
        earlier_release.setattr(policy, "shipped", lambda: ["2023-1", "2026-1"])
        trial = changing.try_policy(draft(name="2026-2"), by=make.supervisor(), at=make.NOON)
        changing.approve_policy(trial, rationale="Good", by=make.supervisor(), at=make.NOON)

    assert policies.in_force().digest == policies.version("2026-2").digest == trial.draft.digest
    assert policies.files_of("2026-2") == FILES
    assert [row.name for row in policies.versions()] == ["2026-2", "2026-1", "2023-1"]


def test_a_file_with_a_fault_makes_no_draft_and_every_fault_is_listed():
    broken = FILES | {"floors.csv": FILES["floors.csv"].replace("very_high", "highest")}
    with pytest.raises(changing.PolicyRefused, match=r"floors\.csv, row 2, band: 'highest'") as e:
        draft(files=broken)
    assert len(e.value.problems) == 4


def test_only_the_latest_trial_against_the_policy_in_force_counts():
    made, other = draft(), draft(name="2030-2")
    author = make.supervisor()
    old = changing.try_policy(made, by=author, at=make.NOON)
    new = changing.try_policy(made, by=author, at=make.NOON)
    beside = changing.try_policy(other, by=author, at=make.NOON)
    with pytest.raises(changing.NotToBeApproved, match="later trial"):
        changing.approve_policy(old, rationale="Good", by=author, at=make.NOON)
    changing.approve_policy(new, rationale="Good", by=author, at=make.NOON)
    with pytest.raises(changing.NotToBeApproved, match="try the draft again"):
        changing.approve_policy(beside, rationale="Good", by=author, at=make.NOON)
    with pytest.raises(changing.NameTaken):
        draft()


def test_a_withdrawn_draft_is_approved_by_nobody():
    made = draft()
    trial = changing.try_policy(made, by=make.supervisor(), at=make.NOON)
    changing.withdraw_policy(made, by=make.supervisor(), at=make.NOON)
    with pytest.raises(changing.NotToBeApproved, match="withdrawn"):
        changing.approve_policy(trial, rationale="Good", by=make.supervisor(), at=make.NOON)
    with pytest.raises(changing.NotToBeApproved):
        changing.withdraw_policy(made, by=make.supervisor(), at=make.NOON)


def test_an_officer_without_the_role_changes_nothing():
    made = draft()
    trial = changing.try_policy(made, by=make.supervisor(), at=make.NOON)
    officer = make.referral_officer()
    for act in (
        lambda: draft(by=officer, name="2030-9"),
        lambda: changing.try_policy(made, by=officer, at=make.NOON),
        lambda: changing.approve_policy(trial, rationale="x", by=officer, at=make.NOON),
        lambda: changing.withdraw_policy(made, by=officer, at=make.NOON),
    ):
        with pytest.raises(changing.NotAllowedToChangePolicy):
            act()


def test_a_draft_and_an_approval_say_why():
    with pytest.raises(DomainError, match="Enter what the draft changes"):
        draft(note=" ")
    trial = changing.try_policy(draft(), by=make.supervisor(), at=make.NOON)
    with pytest.raises(changing.NotToBeApproved, match="Enter why"):
        changing.approve_policy(trial, rationale="", by=make.supervisor(), at=make.NOON)


def test_the_database_refuses_an_approval_by_the_author():
    made = draft()
    trial = changing.try_policy(made, by=make.supervisor(), at=make.NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.create(
            name="x",
            files={},
            digest="",
            trial=trial,
            made_by=made.made_by,
            approved_by=made.made_by,
            approved_at=make.NOON,
            rationale="x",
        )


def test_a_version_that_never_was_is_not_found():
    with pytest.raises(NotFound):
        policies.version("1999-1")
