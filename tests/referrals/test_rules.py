"""Whether a connection can be resolved to somebody, and why not."""

from datetime import UTC, datetime

import pytest

from symphony.referrals import rules

WHOLE = {
    "address": "192.0.2.10",
    "at_utc": datetime(2023, 5, 15, 5, 40, tzinfo=UTC),
    "offset_stated": True,
    "port": 51544,
    "possible_proxy": False,
}


@pytest.mark.parametrize(
    ("changes", "answer", "why"),
    [
        ({}, "yes", ()),
        ({"possible_proxy": None}, "yes", ()),
        ({"at_utc": None, "offset_stated": False}, "no", ("no time zone",)),
        ({"at_utc": None, "offset_stated": None}, "no", ("no full time",)),
        ({"port": None}, "perhaps", ("no port",)),
        ({"possible_proxy": True}, "perhaps", ("possible proxy",)),
        ({"address": "2001:db8::10", "port": None}, "yes", ()),
        ({"address": "10.0.0.1"}, "no", ("private or reserved address",)),
        ({"address": "172.31.255.255"}, "no", ("private or reserved address",)),
        ({"address": "172.32.0.1"}, "yes", ()),
        ({"address": "127.0.0.1"}, "no", ("private or reserved address",)),
        ({"address": "100.64.0.1"}, "no", ("shared address",)),
        ({"address": "fd00::1"}, "no", ("private or reserved address",)),
        ({"address": "fe80::1"}, "no", ("private or reserved address",)),
        ({"address": "::ffff:192.168.0.1"}, "no", ("private or reserved address",)),
        ({"address": "::ffff:192.0.2.1", "port": None}, "perhaps", ("no port",)),
        ({"address": " 192.0.2.10 "}, "yes", ()),
        ({"address": "somewhere"}, "no", ("not an IP address",)),
        ({"address": ""}, "no", ("not an IP address",)),
        (
            {"at_utc": None, "offset_stated": False, "port": None},
            "no",
            ("no time zone", "no port"),
        ),
    ],
)
def test_it_says_whether_and_why_not(changes, answer, why):
    assert rules.resolvable(**WHOLE | changes) == rules.Resolvable(answer, why)


def test_a_year_differs_only_where_both_are_known():
    then, later = datetime(2022, 12, 31, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC)

    assert rules.year_differs(at_utc=then, other=later)
    assert not rules.year_differs(at_utc=later, other=later)
    assert not rules.year_differs(at_utc=None, other=later)
    assert not rules.year_differs(at_utc=then, other=None)
