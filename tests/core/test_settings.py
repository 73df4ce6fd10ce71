"""Settings that cannot be meant are refused when a process starts, by their name."""

import os
import subprocess
import sys

import pytest

READ = (
    "from symphony import settings as s;"
    "print(s.MINUTES_TO_ACKNOWLEDGE, s.DAYS_TO_RESPOND, s.CHILD_FIRST_DAYS, s.PROVIDER_DATA_DAYS)"
)


def started(**changes):
    clean = {k: v for k, v in os.environ.items() if not k.startswith("SYMPHONY_")}
    needed = {
        "SYMPHONY_SITE": "staff",
        "SYMPHONY_SECRET_KEY": "x",
        "SYMPHONY_DATABASE_URL": os.environ["SYMPHONY_DATABASE_URL"],
    }
    return subprocess.run(
        [sys.executable, "-c", READ],
        env=clean | needed | changes,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_is_not_set_is_ordinary():
    assert started().stdout.strip() == "5 [1, 7, 14, 30] 1 365"


def test_what_is_set_counts():
    said = started(SYMPHONY_MINUTES_TO_ACKNOWLEDGE="3", SYMPHONY_RESPONSE_DAYS="1, 5, 10,10")
    assert said.stdout.strip() == "3 [1, 5, 10, 10] 1 365"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SYMPHONY_MINUTES_TO_ACKNOWLEDGE", "0"),
        ("SYMPHONY_MINUTES_TO_ACKNOWLEDGE", "five"),
        ("SYMPHONY_MINUTES_TO_ACKNOWLEDGE", "61"),
        ("SYMPHONY_RESPONSE_DAYS", "1,7,14"),
        ("SYMPHONY_RESPONSE_DAYS", "1,7,x,30"),
        ("SYMPHONY_RESPONSE_DAYS", "0,7,14,30"),
        ("SYMPHONY_RESPONSE_DAYS", "7,1,14,30"),
        ("SYMPHONY_CHILD_FIRST_DAYS", "-1"),
        ("SYMPHONY_PROVIDER_DATA_DAYS", "1.5"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_its_name(name, value):
    refused = started(**{name: value})
    assert refused.returncode != 0
    assert f"{name} must be" in refused.stderr
