"""Two who approve two drafts at the same moment, in a database where commits stay."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from symphony.triage import services
from symphony.triage.models import PolicyVersion
from symphony.triage.queries import policies
from tests import make
from tests.staff.oversight.policy.drafting import FILES, drafted, tried


@pytest.mark.slow
def test_of_two_drafts_approved_at_once_one_comes_into_force(fresh_database):
    author, ready = make.supervisor(), threading.Barrier(2)
    trials = [tried(drafted(FILES, name=name, by=author), by=author) for name in ("A-1", "B-1")]
    approvers = [make.supervisor(), make.supervisor()]

    def approve(trial, by):
        try:
            ready.wait()
            services.approve_policy(trial, rationale="Good", by=by, at=make.NOON)
        except services.NotToBeApproved as refusal:
            return str(refusal)
        finally:
            connections.close_all()
        return "approved"

    with ThreadPoolExecutor(2) as threads:
        said = sorted(threads.map(approve, trials, approvers))

    assert said == ["Another policy is in force since the trial: try the draft again.", "approved"]
    [version] = PolicyVersion.objects.all()
    assert policies.in_force().version == version.name
    [other] = [trial.draft for trial in trials if trial != version.trial]
    again = tried(other, by=author)
    assert again.against == version.name
    services.approve_policy(again, rationale="Good", by=approvers[0], at=make.NOON)
