"""Two people putting the same arrest right at the same moment."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from symphony.cases import records
from symphony.crimes import services
from symphony.crimes.models import Arrest
from tests import make

LATER = make.NOON + timedelta(hours=5)


@pytest.mark.slow
def test_one_corrects_and_the_other_is_told(fresh_database, django_db_blocker):
    with django_db_blocker.unblock():
        arrest = make.arrest(make.case())
        officers = [make.investigator(team=arrest.case.team) for _ in range(2)]
        results = []
        both_ready = threading.Barrier(2)

        def correct(officer):
            both_ready.wait()
            try:
                corrected = services.correct_arrest(
                    arrest=arrest,
                    reason="The custody record says otherwise.",
                    place=officer.staff_number,
                    by=officer,
                    at=LATER,
                )
                results.append(corrected)
            except records.NotCurrent as refusal:
                results.append(refusal)
            finally:
                connection.close()

        threads = [threading.Thread(target=correct, args=[officer]) for officer in officers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        refused = [result for result in results if isinstance(result, records.NotCurrent)]
        assert (len(results), len(refused)) == (2, 1)
        assert Arrest.objects.current().count() == 1
