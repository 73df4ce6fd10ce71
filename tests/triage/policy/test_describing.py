"""A condition in words says which answers fit, and whether it fits what is not known."""

import pytest

from symphony.triage import policy
from symphony.triage.policy import Rule, cells, describing
from symphony.triage.policy.files import Row, Sheet

ASKED = "somebody asks a child for pictures"
MEETING = "somebody wants to meet a child"
NOBODY = "nobody is talking with a child"
TALK = "somebody talks with a child in a worrying way"


def said(cell):
    """Return the words for a condition about how far somebody has gone with a child."""
    current, problems = policy.load(), []
    row = Row(2, {"grooming_stage": cell})
    sheet = Sheet("made.csv", ("grooming_stage",), (row,))
    domain = current.facts["grooming_stage"].domain
    fits = {"grooming_stage": cells.condition(sheet, row, "grooming_stage", domain, problems)}
    assert not problems
    rule = Rule("X-1", "made", 2, fits, "high", "", "made", "made")
    [words] = describing.conditions(current, rule)
    return words


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("talk|asking|meeting", f"{TALK} or {ASKED} or {MEETING}"),
        ("!none", f"it is not known, or anything but this: {NOBODY}"),
        ("!none|not_known", f"{TALK} or {ASKED} or {MEETING}"),
        ("meeting", MEETING),
        ("meeting|not_known", f"{MEETING}, or that is not known"),
    ],
)
def test_anything_but_is_said_only_where_what_is_not_known_fits_too(cell, words):
    assert said(cell) == words


def test_no_two_conditions_read_the_same():
    answers = ["none", "talk", "asking", "meeting", "not_known"]
    chosen = [
        "|".join(name for bit, name in enumerate(answers) if number >> bit & 1)
        for number in range(1, 2 ** len(answers) - 1)
    ]
    assert len({said(cell) for cell in chosen}) == len(chosen)
