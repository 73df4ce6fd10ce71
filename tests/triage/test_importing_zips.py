"""Reports in a zip: their numbers stand beside them, as in a folder."""

import pytest

from symphony.referrals import files
from symphony.referrals.models import RawDocument, Referral
from symphony.triage import services
from tests import make, samples

pytestmark = pytest.mark.django_db


def test_the_folder_inside_and_the_answer_beside_give_the_number(tmp_path):
    path = tmp_path / "package.zip"
    path.write_bytes(
        samples.zipped(
            [
                ("all/200000001/report.xml", samples.report("<!-- 1 -->")),
                ("all/200000001/file.xml", samples.file_details("200000001")),
                ("all/b/report.xml", samples.report("<!-- 2 -->")),
                ("all/b/response.xml", samples.response("200000002")),
            ]
        )
    )

    tally = services.import_files(files.walk([path]), by="system:test", now=lambda: make.NOON)

    assert (tally.files, tally.imported, tally.supplemented) == (4, 2, 2)
    numbers = set(Referral.objects.values_list("source_reference", flat=True))
    assert numbers == {"200000001", "200000002"}
    assert not RawDocument.objects.filter(referral=None).exists()
