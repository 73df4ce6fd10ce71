"""Two imports of the same files at the same moment."""

import threading

from django.db import connection

from symphony.referrals import files
from symphony.referrals.models import Referral
from symphony.triage import services
from symphony.triage.services import importing
from tests import make, samples


def test_two_imports_at_once_store_everything_once(tmp_path, fresh_database, monkeypatch):
    monkeypatch.setattr(importing, "BATCH", 5)
    for number in range(100_000_000, 100_000_040):
        (tmp_path / f"{number}.xml").write_bytes(samples.report())
        (tmp_path / f"{number}-{number}.xml").write_bytes(samples.report(number=str(number)))
    tallies = []

    def run():
        try:
            found = files.walk([tmp_path])
            tallies.append(services.import_files(found, by="system:test", now=lambda: make.NOON))
        finally:
            connection.close()

    both = [threading.Thread(target=run) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()

    assert [tally.files for tally in tallies] == [80, 80]
    assert sum(tally.imported + tally.supplemented for tally in tallies) == 41
    assert sum(tally.known for tally in tallies) == 119
    assert Referral.objects.count() == 40
