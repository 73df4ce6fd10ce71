"""What every policy asks, and how its answers are marked: no word in a cell ends a promise."""

import pytest

from symphony.triage.policy.words import ACCESS, FORCING, MITIGATORS
from tests.triage.policy import making
from tests.triage.policy.refusing import (
    refused,
    rule,
    swapped,
    with_cells,
    with_rows,
    without_rows,
)

FULL = making.rows("path-full.csv")[0]


def at(found, file, row, column):
    """Return what is said of one cell."""
    return [str(one) for one in found if (one.file, one.row, one.column) == (file, row, column)]


def row_of(file, *key):
    [number] = [
        number
        for number, line in enumerate(making.rows(file), start=1)
        if line[: len(key)] == list(key)
    ]
    return number


@pytest.mark.parametrize("part", ["risk", "access"])
@pytest.mark.parametrize("name", MITIGATORS)
def test_a_mitigator_stays_one_so_that_it_never_touches_urgency(name, part):
    found = refused(with_cells("facts.csv", [name], part=part))
    [said] = at(found, "facts.csv", row_of("facts.csv", name), "part")
    assert f"{name} is always a mitigator" in said


@pytest.mark.parametrize("part", ["risk", "mitigator"])
@pytest.mark.parametrize("name", ACCESS)
def test_access_to_children_is_asked_as_such(name, part):
    found = refused(with_cells("facts.csv", [name], part=part, answered_before=""))
    [said] = at(found, "facts.csv", row_of("facts.csv", name), "part")
    assert f"{name} is always access" in said


@pytest.mark.parametrize("name", ACCESS)
def test_a_question_about_access_to_children_cannot_be_left_out(name):
    files = without_rows("values.csv", name, files=without_rows("facts.csv", name))
    for file in ("urgency-access.csv", "urgency-base.csv", "path-answers.csv", "path-open.csv"):
        lines = making.rows(file, files)
        if name in lines[0]:
            place = lines[0].index(name)
            body = [line for line in lines[1:] if not line[place]]
            lines = [line[:place] + line[place + 1 :] for line in (lines[0], *body)]
            files[file] = making.sheet(lines)
    assert any(one.value == name and "is missing" in one.why for one in refused(files))


@pytest.mark.parametrize("part", ["access", "mitigator"])
@pytest.mark.parametrize("name", FORCING)
def test_what_forces_the_full_response_is_a_risk(name, part):
    found = refused(with_cells("facts.csv", [name], part=part))
    [said] = at(found, "facts.csv", row_of("facts.csv", name), "part")
    assert f"{name} is always a risk" in said


@pytest.mark.parametrize("reassuring", ["", "yes"])
@pytest.mark.parametrize("name", FORCING)
def test_a_finer_answer_forces_the_full_response_as_well(name, reassuring):
    files = with_rows(
        "values.csv",
        {"fact": name, "value": "suspected", "words": "it is suspected", "reassuring": reassuring},
    )
    row = len(making.rows("values.csv", files))
    [said] = at(refused(files), "values.csv", row, "full_response")
    assert f"{name} suspected" in said and "forces" in said


@pytest.mark.parametrize("name", FORCING)
def test_a_finer_answer_that_forces_passes(name):
    finer = {"value": "suspected", "words": "it is suspected", "full_response": "yes"}
    files = with_rows("values.csv", {"fact": name, **finer})
    [row] = [line[0] for line in making.rows("path-full.csv") if line[FULL.index(name)] == "yes"]
    policy = making.load(with_cells("path-full.csv", [row], files=files, **{name: "!no|not_known"}))
    assert policy.outcome(policy.complete({name: "suspected"}))[1] == "investigate"


@pytest.mark.parametrize("name", FORCING)
def test_a_yes_that_is_called_reassuring_forces_all_the_same(name):
    found = refused(with_cells("values.csv", [name, "yes"], reassuring="yes", full_response=""))
    assert at(found, "values.csv", row_of("values.csv", name, "yes"), "full_response")


@pytest.mark.parametrize("name", FORCING)
def test_no_never_forces_although_it_is_marked_so(name):
    found = refused(with_cells("values.csv", [name, "no"], full_response="yes"))
    assert at(found, "values.csv", row_of("values.csv", name, "no"), "full_response")


def test_no_that_is_not_marked_as_reassuring_is_found_in_its_row():
    found = refused(with_cells("values.csv", ["distress", "no"], reassuring=""))
    assert at(found, "values.csv", row_of("values.csv", "distress", "no"), "reassuring")


def test_a_fact_without_a_reassuring_answer_is_refused():
    # Nothing would be compared with not knowing it.
    fact = {"fact": "code", "question": "Which?", "part": "risk", "source": "made"}
    value = {"fact": "code", "value": "red", "words": "it is red"}
    files = with_rows("values.csv", value, files=with_rows("facts.csv", fact))
    row = len(making.rows("values.csv", files))
    [said] = at(refused(files), "values.csv", row, "reassuring")
    assert "No answer to code is reassuring" in said


@pytest.mark.parametrize(
    ("name", "values", "file", "row", "cells"),
    [
        ("child_age", ["from_13_to_15", "from_16_to_17"], "urgency-harm.csv", "H-5", "!not_known"),
        ("child_age", ["from_13_to_15"], "urgency-harm.csv", "H-5", "under_13|from_13_to_15"),
        ("grooming_stage", ["none"], "urgency-child.csv", "C-8", "!not_known"),
        ("reports", ["one"], "urgency-harm.csv", "H-3", "!not_known"),
        ("incident", ["misleading"], "urgency-child.csv", "C-3", "contact_abuse|misleading"),
    ],
)
def test_taking_a_mark_away_does_not_let_unknown_count_for_less(name, values, file, row, cells):
    files = with_cells(file, [row], **{name: cells})
    assert any("unknown is never No" in one.why for one in refused(files))
    for value in values:
        files = with_cells("values.csv", [name, value], files=files, reassuring="")
    assert any("unknown is never No" in one.why and one.file == file for one in refused(files))


def test_what_a_referral_states_is_an_answer_of_the_policy():
    found = refused(swapped("values.csv", "recent,within_a_year", "recent,within_a_yaer"))
    [said] = at(found, "facts.csv", row_of("facts.csv", "recent"), "fact")
    assert "'within_a_year'" in said and "values.csv" in said


@pytest.mark.parametrize("value", ["No", "=n/o", "no;yes", "é", "within a year", "yes!"])
def test_the_name_of_an_answer_is_small_letters_digits_and_underscores(value):
    found = refused(with_cells("values.csv", ["prior_other", "no"], value=value))
    assert at(found, "values.csv", row_of("values.csv", "prior_other", "no"), "value")


@pytest.mark.parametrize(
    ("changed", "misses"),
    [
        (without_rows("floors.csv", "F-1"), "child_identified yes; at_risk_now yes"),
        (
            without_rows("floors.csv", "F-1", "F-5"),
            "child_identified is yes and at_risk_now is yes",
        ),
        (with_cells("floors.csv", ["F-1"], band="medium"), "child_identified yes; at_risk_now yes"),
        (with_cells("floors.csv", ["F-1"], recent="within_a_week"), "recent"),
        (with_cells("floors.csv", ["F-1"], recent="!not_known"), "not known"),
        (with_cells("floors.csv", ["F-1"], child_identified="no"), "child_identified yes"),
    ],
)
def test_an_identifiable_child_at_risk_now_is_in_the_top_band_whatever_else(changed, misses):
    [said] = [str(one) for one in refused(changed) if "No floor gives" in one.why]
    assert said.startswith("floors.csv") and misses in said


def test_a_floor_that_asks_less_for_the_top_band_passes():
    policy = making.load(with_cells("floors.csv", ["F-5"], band="very_high"))
    assert policy.outcome(policy.complete({"at_risk_now": "yes"}))[0] == "very_high"


def test_the_top_floor_needs_its_answers_to_exist():
    files = with_cells("values.csv", ["at_risk_now", "yes"], value="likely")
    for file in [line[0] + ".csv" for line in making.rows("tables.csv")[1:]]:
        lines = making.rows(file)
        if "at_risk_now" in lines[0]:
            place = lines[0].index("at_risk_now")
            for line in lines:
                line[place] = line[place].replace("yes", "likely")
            files = files | {file: making.sheet(lines)}
    [said] = at(refused(files), "facts.csv", row_of("facts.csv", "at_risk_now"), "fact")
    assert "'yes'" in said


def test_legal_edits_pass():
    harm = rule(live_streaming="!no", distress="yes", band="very_high")
    making.load(with_rows("urgency-harm.csv", harm))
    weapon = {"fact": "weapon", "question": "Is there a weapon?", "part": "risk", "source": "made"}
    files = with_rows("facts.csv", weapon)
    yes = {"fact": "weapon", "value": "yes", "words": "there is a weapon"}
    no = {"fact": "weapon", "value": "no", "words": "there is no weapon", "reassuring": "yes"}
    files = with_rows("values.csv", yes, no, files=files)
    making.load(with_rows("urgency-harm.csv", rule(weapon="yes", band="high"), files=files))


@pytest.mark.parametrize("name", ["rule", "says", "source", "band", "path", "quality", "variant"])
def test_a_fact_is_not_called_like_a_column_of_every_table(name):
    fact = {"fact": name, "question": "Which?", "part": "risk", "source": "made"}
    files = with_rows("facts.csv", fact)
    value = {"fact": name, "value": "low", "words": "made", "reassuring": "yes"}
    found = refused(with_rows("values.csv", value, files=files))
    assert at(found, "facts.csv", len(making.rows("facts.csv", files)), "fact")


@pytest.mark.parametrize(
    "left", ["=1+1", "+44", "@SUM(A1)", "#NAME?", "#REF!", "see #VALUE! there", "#####", "Err:508"]
)
@pytest.mark.parametrize(
    ("file", "key", "column"),
    [
        ("floors.csv", ["F-2"], "says"),
        ("floors.csv", ["F-2"], "source"),
        ("floors.csv", ["F-2"], "rule"),
        ("facts.csv", ["recent"], "question"),
        ("values.csv", ["recent", "over_a_year"], "words"),
        ("tables.csv", ["floors"], "title"),
    ],
)
def test_what_a_spreadsheet_leaves_in_a_text_is_refused(file, key, column, left):
    found = refused(with_cells(file, key, **{column: left}))
    assert any("spreadsheet" in one for one in at(found, file, row_of(file, *key), column))


@pytest.mark.parametrize("number", ["05", "005", "5.0", "+5", "-5", "1e1"])
def test_quality_is_a_number_as_people_write_it(number):
    found = refused(with_cells("quality.csv", ["Q-1"], quality=number))
    assert at(found, "quality.csv", row_of("quality.csv", "Q-1"), "quality")
