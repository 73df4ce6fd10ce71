"""Deciding on a linked referral while a colleague works in its case: nobody locks the other out."""

import threading
import time

import pytest
from django.db import connection, transaction
from django.urls import reverse

from symphony.cases import services as cases
from symphony.cases.models import Case
from symphony.triage import queries
from symphony.triage import services as triage
from symphony.triage.models import QueueEntry
from tests import make
from tests.staff.visiting import hidden, signed_in

PATIENCE = 20


@pytest.mark.slow
def test_the_page_waits_for_the_case_before_it_locks_the_place_in_the_queue(
    fresh_database, django_db_blocker
):
    with django_db_blocker.unblock():
        case, referral, officer = make.case(), make.referral(), make.referral_officer()
        cases.add_referral(case=case, referral=referral, by=make.supervisor(), at=make.NOON)
        triage.hold(referral=referral, by=officer, at=make.NOON)
        client, url = signed_in(officer), reverse("referrals:decide", args=[referral.reference])
        # With its once-only token, the whole request is one transaction.
        said = hidden(client.get(url)) | {
            "seen": str(queries.suggestion(referral).pk),
            "band": "high",
            "path": "investigate",
            "team": case.team.slug,
            "rationale": "It is about the same account.",
            "why_different": "As the case says.",
        }
        answers: list[int] = []

        def decide() -> None:
            try:
                answers.append(client.post(url, said).status_code)
            finally:
                connection.close()

        pressing = threading.Thread(target=decide)
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=case.pk)
            pressing.start()
            _wait_until_somebody_waits()
            # As whoever adds a child to the case does next.
            QueueEntry.objects.select_for_update(nowait=True).get(referral=referral)
        pressing.join()
        assert answers == [302]
        assert queries.current_decision(referral).band == "high"


def _wait_until_somebody_waits() -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    pytest.fail("The page did not wait for the case.")
