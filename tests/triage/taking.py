"""Taking files in, as `symphony import` does, and what was counted of them."""

from symphony.referrals import files
from symphony.triage import services
from tests import make


def take(*paths, at=make.NOON):
    return services.import_files(files.walk(paths), by="system:test", now=lambda: at)


def counts(tally):
    return (tally.imported, tally.known, tally.supplemented, tally.quarantined)
