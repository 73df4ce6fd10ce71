"""What a report does not state of an account makes no row of its own."""

import hashlib

from symphony.core.clock import real_now
from symphony.referrals import cybertipline_rows as rows
from symphony.referrals.cybertipline import read
from tests import make, samples


def test_an_account_without_a_group_has_no_group():
    body = samples.REPORT.encode()
    source = rows.Source(hashlib.sha256(body).hexdigest(), body, make.NOON, real_now())
    arrival = rows.arrival(read(body), source, number="1", team_id=1)

    kinds = {identifier.kind for identifier in arrival.identifiers}
    assert "group" not in kinds and {"email", "phone", "screen_name", "account"} <= kinds
    assert all(identifier.value for identifier in arrival.identifiers)
