"""What several of these tests are given."""

import pytest

from tests import samples
from tests.staff.referrals import imported


@pytest.fixture
def whole(tmp_path):
    """The documentation's own example, with a file that belongs to it."""
    return imported.referral(
        tmp_path / "in",
        {
            "report-100000002.xml": samples.REPORT.encode(),
            "file.xml": samples.FILE_DETAILS.encode(),
        },
    )
