"""Broken policies that one single check refuses: without it, each of them would pass."""

import pytest

from symphony.triage.policy.words import ACCESS, FORCING
from tests.triage.policy import making
from tests.triage.policy.refusing import (
    refused,
    rule,
    swapped,
    with_cells,
    with_rows,
    without_rows,
)


def asking(file, name, **cells):
    """Return the files with more columns in one, that only the one rule fills."""
    files = without_rows(file, name)
    lines = making.rows(file)
    [line] = [line for line in lines if line[0] == name]
    row = dict(zip(lines[0], line, strict=True)) | cells
    return with_rows(file, row, at=lines.index(line), files=files)


def only(files, *words):
    """Say that every fault of a policy is of one kind, and return them."""
    found = [str(one) for one in refused(files)]
    assert all(all(word in one for word in words) for one in found), found
    return found


def once(files, *words):
    assert len(only(files, *words)) == 1


# Lighter answers, where a fact that they need is not known.

NAMES = dict(zip([f"P-{number}" for number in range(10, 17)], ACCESS + FORCING, strict=True))


@pytest.mark.parametrize("row", NAMES)
def test_what_a_lighter_path_needs_is_answered(row):
    found = only(without_rows("path-answers.csv", row), f"although {NAMES[row]} is not known")
    assert any("gives educate" in one for one in found)


def test_what_a_lighter_path_asks_itself_is_answered():
    # Nothing says that "recent" has to be answered before prevent, but the row rests on it.
    files = asking("path-help.csv", "P-18", recent="!within_a_week")
    once(files, "P-18 gives prevent although recent is not known")
    making.load(asking("path-help.csv", "P-18", recent="over_a_year"))


def test_low_needs_what_is_to_be_answered_before_low():
    files = with_cells("urgency-base.csv", ["B-8"], extortion="")
    [said] = only(without_rows("urgency-base.csv", "B-6", files=files), "B-8 gives low although")
    assert "extortion" in said


@pytest.mark.parametrize("name", ACCESS)
@pytest.mark.parametrize("given", ["low", "educate", "prevent", "no_further_action"])
def test_access_to_children_is_answered_before_anything_lighter(name, given):
    before = {"low", "educate", "prevent", "no_further_action"} - {given}
    files = with_cells("facts.csv", [name], answered_before="|".join(sorted(before)))
    once(files, f"{name} is about access to children and may not be left open")


# What forces the full response.


@pytest.mark.parametrize("row", ["P-3", "P-4", "P-5", "P-6"])
def test_what_forces_leads_nowhere_but_to_an_enquiry(row):
    found = only(without_rows("path-full.csv", row), "which forces the full response")
    for path in ("educate", "safeguard", "prevent", "no further action"):
        assert any(f"gives {path}" in one for one in found)


# An earlier row counts only where it takes the whole case.


def leaning(**cells):
    """P-22 leaves to P-20 what is not known of "malicious"; P-20 takes it as the cells say."""
    files = asking("path-sharing.csv", "P-20", **cells)
    return with_cells("path-sharing.csv", ["P-22"], files=files, malicious="")


def test_one_earlier_row_that_takes_the_whole_case_is_enough():
    making.load(leaning())


@pytest.mark.parametrize(
    "cells",
    [
        # It takes another case beside: only one of its conditions holds.
        {"repeated": "again"},
        # It takes a part of the ages only.
        {"child_age": "from_13_to_15"},
        # It asks what the later row leaves open.
        {"recent": "within_a_week"},
    ],
)
def test_an_earlier_row_that_takes_a_part_of_the_case_is_not(cells):
    once(leaning(**cells), "P-22 gives educate although malicious is not known")


def test_a_row_of_the_same_table_counts_only_where_the_first_that_fits_does():
    files = swapped("tables.csv", "path-help,path,first", "path-help,path,one")
    making.load(files)
    ours = rule(about_self="yes", at_risk_now="no", prior_contact="!no", path="investigate")
    files = with_rows("path-help.csv", ours, at=1, files=files)
    files = with_cells("path-help.csv", ["P-18"], files=files, prior_contact="")
    assert any("P-18 gives prevent although prior_contact" in str(one) for one in refused(files))


# Urgency.


def test_not_knowing_counts_for_no_less_than_a_reassuring_answer():
    files = with_rows("urgency-harm.csv", rule(distress="no", band="medium"))
    once(files, "X-1 gives medium where distress is no", "unknown is never No")


def test_a_mitigator_touches_no_band():
    files = with_rows("urgency-harm.csv", rule(viral="!yes", band="high"))
    once(files, "a mitigator never touches urgency")
