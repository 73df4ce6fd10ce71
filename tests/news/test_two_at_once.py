"""Two people approving the same release at the same moment."""

import threading

import pytest
from django.db import connection

from symphony.news import rules, services
from symphony.news.models import Publication
from tests import make
from tests.news import ordinary


@pytest.mark.slow
def test_it_is_published_once_and_the_other_is_told(fresh_database, django_db_blocker):
    with django_db_blocker.unblock():
        release = ordinary.sent()
        officers = [make.press_officer() for _ in range(2)]
        results = []
        both_ready = threading.Barrier(2)

        def approve(officer):
            both_ready.wait()
            try:
                results.append(
                    services.approve_and_publish(release=release, by=officer, at=ordinary.APPROVED)
                )
            except rules.NotNow as refusal:
                results.append(refusal)
            finally:
                connection.close()

        threads = [threading.Thread(target=approve, args=[officer]) for officer in officers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        refused = [result for result in results if isinstance(result, rules.NotNow)]
        assert (len(results), len(refused)) == (2, 1)
        assert Publication.objects.count() == 1
