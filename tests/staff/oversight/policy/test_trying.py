"""Trying a draft against the past, and approving it by a second person."""

from datetime import timedelta

import pytest

from symphony.core.clock import real_now
from symphony.referrals.models import Referral
from symphony.triage import policy, services
from symphony.triage.models import (
    Assessment,
    PolicyTask,
    PolicyTrial,
    PolicyVersion,
)
from symphony.triage.queries import past, policies
from symphony.triage.services import policy_tasks
from tests import make
from tests.staff.oversight.policy.drafting import BASE, FILES, address, changed, drafted, tried
from tests.staff.visiting import acts, looks, signed_in, text

pytestmark = pytest.mark.django_db
HOME = {"lives_with_children": "yes"}
UP = changed("urgency-access.csv", "A-3", band="very_high")


def graded(children=0, **facts):
    """A waiting referral, graded by the policy in force on these facts."""
    people = [make.stated_child() for _ in range(children)]
    referral = make.referral(people=people)
    current = policies.in_force()
    result = current.assess(current.complete(facts))
    Assessment.objects.filter(referral=referral).update(
        facts=facts, band=result.band, path=result.path, variant=result.variant
    )
    return referral


def trial_page(client, draft):
    answer = client.post(address(draft, "try/"))
    assert answer.status_code == 302 and "/trials/" in answer.url, answer
    return client.get(answer.url)


def test_a_trial_says_how_many_move_which_way_and_how_many_children():
    moved = [graded(children=2, **HOME), graded(**HOME)]
    graded(incident="images")
    supervisor = make.supervisor()
    page = trial_page(signed_in(supervisor), drafted(UP))
    said = text(page)

    assert "2 of 3 would move: 2 up, 0 down, 2 children affected" in said
    for referral in moved:
        assert f"{referral.reference} High Very high A-3 A-3" in said
        assert f'href="/staff/referrals/{referral.reference}/"' in page.content.decode()
    assert "Most often from high to very high: 2." in said
    assert "Not known in" in said and "Never answered" in said
    assert sorted(looks("oversight:policy_trial", supervisor)[0]) == sorted(
        referral.reference for referral in moved
    )
    trial = PolicyTrial.objects.get()
    assert ["high", "very_high", 2] in trial.details["bands"]
    assert trial.details["moves"][0]["rules_before"] == ["A-3"]


def test_what_comes_first_anyway_is_counted_and_never_moves():
    first = make.referral(danger_now=True)
    Assessment.objects.filter(referral=first).update(facts=HOME)
    said = text(trial_page(signed_in(make.supervisor()), drafted(UP)))
    assert "0 of 1 would move" in said
    assert f"the draft makes the same of every past referral as {policy.DEFAULT} does" in said


@pytest.mark.parametrize("kept", [True, False], ids=["looked for on arrival", "never looked for"])
def test_words_of_immediate_harm_come_first_too_and_never_move(kept):
    words = make.referral(narrative="Ada says that he is meeting her today.")
    assert words.alarm_words
    if not kept:
        Referral.objects.update(alarm_words=None)
    Assessment.objects.filter(referral=words).update(facts=HOME)
    graded(**HOME)
    said = text(trial_page(signed_in(make.supervisor()), drafted(UP)))
    assert "1 of 2 would move" in said and words.reference not in said


def test_a_draft_that_lowers_and_one_that_turns_are_told_apart():
    graded(**HOME, family_access="no")
    files = changed("urgency-access.csv", "A-3", band="medium")
    assert "1 of 1 would move: 0 up, 1 down" in text(
        trial_page(signed_in(make.supervisor()), drafted(files))
    )
    files = changed("path-full.csv", "P-6", path="safeguard", variant="aggravated")
    graded(adult_involved="yes")
    with pytest.raises(services.PolicyRefused):
        drafted(files, name="2030-2")
    files = changed("path-full.csv", "P-6", variant="aggravated")
    said = text(trial_page(signed_in(make.supervisor()), drafted(files, name="2030-2")))
    assert "1 of 2 would move: 0 up, 0 down, 1 to another path only" in said
    assert "investigate investigate" not in said and "investigate (aggravated)" in said


def test_a_trial_without_a_past_says_that_it_shows_nothing():
    said = text(trial_page(signed_in(make.supervisor()), drafted(UP)))
    assert "no referral with stored facts was graded so far, so this trial shows nothing" in said


def test_a_long_trial_is_a_page_at_once_and_the_worker_does_it(monkeypatch):
    monkeypatch.setattr(policy_tasks, "TRIED_AT_ONCE", 0)
    graded(**HOME)
    client, draft = signed_in(make.supervisor()), drafted(UP)

    answer = client.post(address(draft, "try/"))
    page = text(client.get(answer.url))
    assert "Trying 2030-1 against 1 past referral" in page
    assert "0 of 1: waiting for the worker" in page and "You can leave this page." in page
    assert client.post(address(draft, "try/")).url == answer.url
    assert "2030-1 is tried against past referrals" in text(client.get(BASE))

    assert services.do_policy_tasks(at=make.NOON) == 1
    assert services.do_policy_tasks(at=make.NOON) == 0
    answer = client.get(answer.url)
    assert "/trials/" in answer.url
    assert "1 of 1 would move" in text(client.get(answer.url))
    assert PolicyTrial.objects.count() == 1


def test_how_far_it_is_is_said_while_it_goes_on(monkeypatch):
    monkeypatch.setattr(policy_tasks, "TRIED_AT_ONCE", 0)
    monkeypatch.setattr("symphony.triage.policy.trying.TELL_EVERY", 1)
    for _ in range(2):
        graded(**HOME)
    task = services.ask_for_trial(drafted(UP), by=make.supervisor(), at=make.NOON)
    seen, keep = [], past.past

    def going_through(**how):
        for one in keep(**how):
            yield one
            seen.append(PolicyTask.objects.get(pk=task.pk).done)

    monkeypatch.setattr(past, "past", going_through)
    services.do_policy_tasks(at=make.NOON)
    assert seen == [1, 2]


def test_a_task_that_somebody_works_on_is_left_to_them_until_they_are_gone(monkeypatch):
    monkeypatch.setattr(policy_tasks, "TRIED_AT_ONCE", 0)
    graded(**HOME)
    task = services.ask_for_trial(drafted(UP), by=make.supervisor(), at=make.NOON)
    PolicyTask.objects.filter(pk=task.pk).update(beat_at=real_now())
    assert services.do_policy_tasks(at=make.NOON) == 0
    gone = real_now() - policy_tasks.GONE_AFTER - timedelta(seconds=1)
    PolicyTask.objects.filter(pk=task.pk).update(beat_at=gone)
    assert services.do_policy_tasks(at=make.NOON) == 1


def test_a_task_that_cannot_be_done_says_why_and_ends(monkeypatch):
    monkeypatch.setattr(policy_tasks, "TRIED_AT_ONCE", 0)
    supervisor = make.supervisor()
    graded(**HOME)
    client = signed_in(supervisor)
    url = client.post(address(drafted(UP), "try/")).url
    supervisor.role = make.Role.AUDITOR
    supervisor.save()
    assert services.do_policy_tasks(at=make.NOON) == 1
    assert "Your role does not change the policy." in text(signed_in(make.supervisor()).get(url))

    monkeypatch.setattr(past, "past", lambda **how: 1 / 0)
    url = signed_in(make.supervisor()).post(address(drafted(UP, name="2030-7"), "try/")).url
    assert services.do_policy_tasks(at=make.NOON) == 1
    assert "Symphony could not finish it: ZeroDivisionError." in text(
        signed_in(make.supervisor()).get(url)
    )


def test_a_second_person_approves_and_the_next_referral_is_graded_by_it():
    graded(children=1, **HOME)
    author, second = make.supervisor(name="Ada Example"), make.supervisor(name="Bo Example")
    draft = drafted(UP, by=author)
    trial = tried(draft, by=author)
    approve = f"{BASE}trials/{trial.pk}/approve/"

    page = text(signed_in(author).get(approve))
    assert "You made this draft. Someone else must approve it." in page
    page = text(signed_in(author).post(approve, {"rationale": "Mine"}))
    assert "There is a problem You made this draft. Someone else must approve it." in page
    client = signed_in(second)
    page = text(client.get(approve))
    assert "Put policy 2030-1 in force?" in page and f"in place of {policy.DEFAULT}" in page
    assert "1 of 1 would move: 1 up, 0 down, 1 child affected." in page
    assert "Enter why you approve it" in text(client.post(approve, {"rationale": ""}))
    answer = client.post(approve, {"rationale": "Late too often"})

    assert answer.url == BASE
    assert "Policy 2030-1 is in force. It grades from the next referral on." in text(
        client.get(BASE)
    )
    version = PolicyVersion.objects.get()
    assert (version.made_by, version.approved_by, version.trial) == (author, second, trial)
    assert Assessment.objects.get(referral=make.referral()).policy_version == "2030-1"
    assert "2030-1 is in the records already" in text(client.post(approve, {"rationale": "Again"}))
    assert len(acts("triage.policy_approved")) == 1


def test_what_cannot_be_approved_says_why():
    author, client = make.supervisor(), signed_in(make.supervisor())
    draft = drafted(UP, by=author)
    old = tried(draft)
    new = tried(draft)

    def refusal(trial):
        return text(client.post(f"{BASE}trials/{trial.pk}/approve/", {"rationale": "Good"}))

    assert "There is a later trial of this draft: read that one." in refusal(old)
    assert "There is a later trial of this draft." in text(client.get(f"{BASE}trials/{old.pk}/"))
    later = drafted(FILES, by=author, replaces=draft)
    assert "A later draft stands in place of this one." in refusal(new)
    trial = tried(later)
    services.withdraw_policy(later, by=author, at=make.NOON)
    assert "This draft was withdrawn." in refusal(trial)
    page = text(client.get(f"{BASE}trials/{trial.pk}/"))
    assert "This draft is withdrawn." in page and "Go on to approve" not in page
    client.post(address(later, "try/"))
    assert "it is not tried" in text(client.get(address(later)))


def test_a_trial_against_an_older_policy_is_no_evidence():
    author = make.supervisor()
    one, two = drafted(UP, by=author), drafted(FILES, by=author, name="2030-2")
    first, second = tried(one), tried(two)
    services.approve_policy(first, rationale="x", by=make.supervisor(), at=make.NOON)
    client = signed_in(make.supervisor())
    page = text(client.get(f"{BASE}trials/{second.pk}/"))
    assert "Another policy is in force since this trial" in page
    assert "Another policy is in force since its last trial" in text(client.get(address(two)))
    page = client.post(f"{BASE}trials/{second.pk}/approve/", {"rationale": "Good"})
    assert "try the draft again" in text(page)
