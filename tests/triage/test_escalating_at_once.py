"""Several workers that escalate at the same moment, in a database where commits stay."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from symphony.triage import services
from symphony.triage.models import AlertStep
from tests import make
from tests.accounts.rota import on_call


@pytest.mark.slow
def test_two_workers_at_once_ask_one_person(fresh_database):
    make.referral(danger_now=True)
    on_call(order=1)
    on_call(order=2)

    def work(_):
        try:
            return services.escalate_alerts(at=make.NOON)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(work, range(8))) == 1
    assert AlertStep.objects.count() == 1
