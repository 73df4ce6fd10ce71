"""Referrals that came as files, through the importer."""

from symphony.referrals import files
from symphony.referrals.models import Referral
from symphony.triage import services
from tests import make


def bring(folder, contents, *, at=make.NOON):
    """Import these files ({name: bytes}) from a folder."""
    folder.mkdir(exist_ok=True)
    for name, data in contents.items():
        (folder / name).write_bytes(data)
    return services.import_files(files.walk([folder]), by="system:test", now=lambda: at)


def referral(folder, contents, *, at=make.NOON):
    """Import these files and return the one referral that came of them."""
    bring(folder, contents, at=at)
    return Referral.objects.get()
