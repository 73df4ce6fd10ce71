"""A later release checks more, and the version in force no longer passes: the way out of it."""

import json

import pytest

from symphony.triage import policy, queries, services
from symphony.triage.models import Assessment, PolicyDraft, PolicyTask, PolicyTrial, QueueEntry
from symphony.triage.policy import Problem, safety
from symphony.triage.queries import policies
from tests import make
from tests.staff.oversight.policy.drafting import (
    BASE,
    FILES,
    address,
    changed,
    drafted,
    latest,
    tried,
)
from tests.staff.visiting import acts, signed_in, text

pytestmark = pytest.mark.django_db
HOME = {"lives_with_children": "yes"}
UP = changed("urgency-access.csv", "A-3", band="very_high")
FAULT = Problem(
    "urgency-access.csv", "Access alone is not very high.", "Write high.", 4, "band", "very_high"
)


@pytest.fixture
def later_release(monkeypatch):
    """Put a version in force; return what makes a later release refuse it."""
    draft = drafted(UP, by=make.supervisor(name="Ada Example"))
    services.approve_policy(
        tried(draft), rationale="Children first", by=make.supervisor(), at=make.NOON
    )
    before = safety.check

    def stricter(indexes, known):
        rules = {rule.name: rule.gives for index in indexes for rule in index.rules}
        return [*before(indexes, known), *([FAULT] if rules["A-3"] == "very_high" else [])]

    def upgrade():
        monkeypatch.setattr(safety, "check", stricter)
        policies._loaded.cache_clear()

    yield upgrade
    policies._loaded.cache_clear()


def answered(**facts):
    referral = make.referral()
    services.answer_facts(
        referral=referral, answers=facts, by=make.referral_officer(), at=make.NOON
    )
    return referral


def entry(referral):
    return QueueEntry.objects.get(referral=referral)


def mended(draft):
    """Return what the page of whole files sends once the fault is mended."""
    names = sorted(draft.files)
    sent = {f"text_{place}": draft.files[name] for place, name in enumerate(names)}
    place = names.index("urgency-access.csv")
    return sent | {f"text_{place}": FILES["urgency-access.csv"], "note": "As it must be now"}


def test_the_whole_way_from_a_version_that_cannot_be_read_to_one_that_grades(later_release):
    graded = answered(**HOME)
    later_release()
    waiting = make.referral()
    assert entry(graded).band == "very_high" and entry(waiting).band is None

    author = signed_in(make.supervisor(name="Bo Example"))
    page = text(author.get(BASE))
    assert "Policy 2030-1 is in force and cannot be read" in page
    assert "urgency-access.csv, row 4, band very_high Access alone is not very high." in page
    assert "Write high." in page
    assert "Of the waiting referrals, 1 has no band" in page
    assert "0 keep the band from before and could not be graded again" in page
    assert f"starts a draft from {policy.DEFAULT}" in page
    assert "Grade the waiting referrals again" not in page

    author.post(f"{BASE}2030-1/draft/", {"name": "2030-2", "note": "Out of the fault"})
    draft = latest()
    page = author.get(address(draft))
    assert "Access alone is not very high." in text(page) and "Mend its files" in text(page)
    assert "Try against past referrals" not in text(page) and "Edit rows" not in text(page)
    place = sorted(draft.files).index("urgency-access.csv")
    assert f'href="{address(draft, "files/")}#file-{place}"' in page.content.decode()
    page = author.get(address(draft, "files/"))
    assert "Access alone is not very high." in text(page)
    assert f'id="file-{place}" open' in page.content.decode()

    author.post(address(draft, "files/"), mended(draft))
    draft = latest()
    assert draft.files == FILES
    answer = author.post(address(draft, "try/"))
    page = text(author.get(answer.url))
    assert "1 of 1 would move: 0 up, 1 down" in page
    assert "Policy 2030-1 could not be read: the draft stands beside the grade that each" in page
    assert "referral was given last (1 by 2030-1)." in page
    assert f"{graded.reference} Very high High A-3 A-3" in page
    assert "Rows: band given last." in page

    trial = PolicyTrial.objects.latest("tried_at", "id")
    second = signed_in(make.supervisor(name="Cy Example"))
    approve = f"{BASE}trials/{trial.pk}/approve/"
    page = text(second.get(approve))
    assert "in place of 2030-1" in page and "was given last (1 by 2030-1)." in page
    assert second.post(approve, {"rationale": "Grading has to go on"}).url == BASE
    page = text(second.get(BASE))
    assert "Policy 2030-2 is in force Start a draft" in page and "What is wrong" not in page

    assert services.grade_ungraded(at=make.NOON) == 1
    assert entry(waiting).band == "medium" and not any(queries.count_not_graded())
    assert Assessment.objects.get(referral=make.referral()).policy_version == "2030-2"
    assert trial.details["given_by"] == {"2030-1": 1} and trial.against == "2030-1"


def test_a_draft_from_the_shipped_version_leads_out_of_it_too(later_release):
    answered(**HOME)
    later_release()
    client = signed_in(make.supervisor())
    client.post(f"{BASE}{policy.DEFAULT}/draft/", {"name": "2030-2", "note": "As it was shipped"})
    trial = tried(latest())
    assert (trial.considered, trial.moved_down) == (1, 1)
    services.approve_policy(trial, rationale="x", by=make.supervisor(), at=make.NOON)
    assert policies.in_force().version == "2030-2"


def test_every_page_about_what_cannot_be_read_opens_and_says_so(later_release):
    answered(**HOME)
    other = drafted(UP, name="2030-8", by=make.supervisor())
    trial = tried(other)
    later_release()
    supervisor, officer = signed_in(make.supervisor()), signed_in(make.referral_officer())
    for client in (supervisor, officer):
        assert "Policy 2030-1 cannot be read" in text(client.get(f"{BASE}2030-1/"))
        assert "Access alone is not very high." in text(client.get(address(other)))
        assert client.get(f"{BASE}trials/{trial.pk}/").status_code == 200
        assert client.get(address(other, "changes/")).status_code == 200
        assert client.get(address(other, "read/")).url == address(other)
        assert client.get(f"{BASE}2030-1/download/").status_code == 200
    assert supervisor.get(address(other, "tables/floors/")).url == address(other, "files/")
    page = supervisor.post(f"{BASE}trials/{trial.pk}/approve/", {"rationale": "Good"})
    assert "Access alone is not very high." in text(page)
    page = supervisor.get(supervisor.post(address(other, "try/")).url)
    assert "Access alone is not very high." in text(page) and "Nothing was kept." in text(page)
    assert policies.name_in_force() == "2030-1"


def test_only_what_was_approved_here_is_begun_from_with_its_faults(later_release):
    later_release()
    with pytest.raises(services.PolicyRefused):
        drafted(UP, name="2030-2", begun_from=policy.DEFAULT)
    begun = drafted(UP, name="2030-2", begun_from="2030-1")
    with pytest.raises(services.PolicyRefused):
        drafted(UP, name="2030-2", begun_from="2030-1", replaces=begun)
    assert PolicyDraft.objects.filter(name="2030-2").count() == 1
    assert len(acts("triage.policy_drafted")) == 2


def test_what_comes_meanwhile_names_the_version_that_nobody_could_read(later_release):
    later_release()
    assert make.referral().assessments.get().policy_version == policies.name_in_force()


def test_the_queue_is_not_graded_again_by_what_cannot_be_read(later_release):
    graded = answered(**HOME)
    later_release()
    page = signed_in(make.supervisor()).post(f"{BASE}regrade/")
    assert "Policy 2030-1 cannot be read, so nothing is graded by it." in text(page)
    assert (
        entry(graded).band == "very_high"
        and not PolicyTask.objects.filter(kind="regrading").exists()
    )


def test_a_trial_counts_the_last_grades_by_every_version_that_gave_them(later_release):
    old = answered(**HOME)
    Assessment.objects.filter(referral=old).update(policy_version=policy.DEFAULT, band="high")
    answered(**HOME)
    later_release()
    trial = tried(drafted(FILES, name="2030-2"))
    assert trial.details["given_by"] == {policy.DEFAULT: 1, "2030-1": 1}
    assert (trial.considered, trial.moved) == (2, 1)
    assert json.dumps(trial.details["bands"]) == '[["high", "high", 1], ["very_high", "high", 1]]'
