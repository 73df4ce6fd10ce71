"""Two people who act on one decision at the same moment: the second is told."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from symphony.core.errors import DomainError
from symphony.triage import queries, services
from symphony.triage.models import Band, Decision, Path
from tests import make

LATER = make.NOON + timedelta(hours=1)
WHY = {"rationale": "The report says so.", "why_different": "It says more."}


def end() -> Decision:
    return services.record_decision(
        referral=make.referral(),
        band=Band.MEDIUM,
        path=Path.NO_FURTHER_ACTION,
        by=make.referral_officer(),
        at=make.NOON,
        **WHY,
    )


def change(decision: Decision, band: Band, by: Any) -> Decision:
    return services.replace_decision(
        decision=decision, band=band, path=Path.INVESTIGATE, by=by, at=LATER, **WHY
    )


@pytest.mark.slow
@pytest.mark.parametrize("others", ["change", "endorse", "return"])
def test_two_at_the_same_moment_never_both_have_their_way(
    fresh_database, django_db_blocker, others
):
    with django_db_blocker.unblock():
        ended = end()
        officer, supervisor = make.referral_officer(), make.supervisor()
        acts = {
            "change": lambda: change(ended, Band.LOW, by=supervisor),
            "endorse": lambda: services.endorse_decision(decision=ended, by=supervisor, at=LATER),
            "return": lambda: services.return_decision(
                decision=ended, reason="No.", by=supervisor, at=LATER
            ),
        }
        results: list[Any] = []
        ready = threading.Barrier(2)

        def run(act: Any) -> None:
            ready.wait()
            try:
                act()
                results.append("done")
            except DomainError as refusal:
                results.append(refusal)
            finally:
                connection.close()

        first = threading.Thread(target=run, args=[lambda: change(ended, Band.HIGH, by=officer)])
        second = threading.Thread(target=run, args=[acts[others]])
        for thread in (first, second):
            thread.start()
        for thread in (first, second):
            thread.join()
        # An agreed decision can be changed afterwards; nothing else lets both through.
        standing = Decision.objects.filter(referral=ended.referral, replaced_at=None)
        assert results.count("done") == 1 or (others == "endorse" and results.count("done") == 2)
        assert (queries.entry(ended.referral).left_at is None) == (not standing.exists())
        assert standing.count() <= 1
