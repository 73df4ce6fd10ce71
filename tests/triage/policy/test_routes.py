"""Where a path rule may lead: what a path needs, its variant, and whether it is reached."""

import pytest

from symphony.triage.policy import reach
from symphony.triage.policy.words import VARIANTS
from tests.triage.policy import making
from tests.triage.policy.making import FILES
from tests.triage.policy.refusing import refused, rule, swapped, with_cells, with_rows


def told(files, file, *words):
    """Return the faults of a file in which all the words stand."""
    return [
        str(one)
        for one in refused(files)
        if one.file == file and all(word in str(one) for word in words)
    ]


@pytest.mark.parametrize("cells", [{"self_made": "yes"}, {"viral": "yes"}, {}])
@pytest.mark.parametrize(
    ("path", "needs"), [("safeguard", "child_identified"), ("transfer", "elsewhere")]
)
@pytest.mark.parametrize("file", ["path-full.csv", "path-child.csv", "path-last.csv"])
def test_no_picture_and_no_mark_routes_by_itself(file, path, needs, cells):
    files = with_rows(file, rule(**cells, path=path), at=1)
    assert told(files, file, f"X-1 gives {path} although {needs} is")


@pytest.mark.parametrize("answer", ["!yes", "no", "not_known", "yes|not_known", "yes|no"])
def test_safeguarding_needs_a_child_that_is_known(answer):
    files = with_cells("path-child.csv", ["P-7"], child_identified=answer)
    assert told(files, "path-child.csv", "row 2, child_identified", "P-7 gives safeguard")


@pytest.mark.parametrize("answer", ["!here", "another_force|not_known", "not_known"])
def test_a_transfer_needs_the_other_force_or_country(answer):
    files = with_cells("path-full.csv", ["P-1"], elsewhere=answer)
    assert told(files, "path-full.csv", "row 2, elsewhere", "P-1 gives transfer")


def test_a_row_above_that_takes_the_rest_is_enough():
    files = with_rows("path-child.csv", rule(child_identified="!yes", path="investigate"), at=1)
    files = with_cells("path-child.csv", ["P-7"], files=files, child_identified="")
    assert not told(files, "path-child.csv", "P-7 gives safeguard")


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("path-help.csv", "P-18"),
        ("path-last.csv", "P-32"),
        ("path-child.csv", "P-7"),
        ("path-full.csv", "P-1"),
    ],
)
def test_the_other_paths_have_no_variant(file, name, variant):
    files = with_cells(file, [name], variant=variant)
    row = [line[0] for line in making.rows(file)].index(name) + 1
    assert told(files, file, f"row {row}, variant", "cannot be")


@pytest.mark.parametrize("variant", ["", "aggravated"])
def test_educate_says_which_of_its_two_it_is(variant):
    files = with_cells("path-sharing.csv", ["P-22"], variant=variant)
    assert told(files, "path-sharing.csv", "variant", "P-22", "Allowed: non_aggravated, repeated")


@pytest.mark.parametrize("variant", ["non_aggravated", "repeated"])
def test_an_enquiry_is_aggravated_or_nothing(variant):
    files = with_cells("path-full.csv", ["P-3"], variant=variant)
    assert told(files, "path-full.csv", "row 4, variant", "Allowed: aggravated")


@pytest.mark.parametrize("file", ["path-sharing.csv", "path-full.csv", "path-help.csv"])
def test_the_column_of_the_variant_cannot_be_deleted(file):
    lines = making.rows(file)
    place = lines[0].index("variant")
    files = FILES | {file: making.sheet([line[:place] + line[place + 1 :] for line in lines])}
    assert told(files, file, "row 1, variant", "missing")


def test_a_row_of_an_earlier_table_that_takes_everything_is_found():
    lines = making.rows("path-answers.csv")
    files = with_cells("path-answers.csv", ["P-17"], extortion="")
    found = [str(one) for one in refused(files) if "can never fire" in one.why]
    after = making.rows("tables.csv")[-4:]
    assert [line[0] for line in after] == ["path-help", "path-sharing", "path-open", "path-last"]
    assert len(found) == sum(len(making.rows(f"{line[0]}.csv")) - 1 for line in after)
    assert all(f"P-17 (path-answers.csv, row {len(lines)})" in said for said in found)


@pytest.mark.parametrize(
    ("file", "cells", "by"),
    [
        (
            "path-child.csv",
            {"extortion": "yes", "path": "investigate"},
            "P-2 (path-full.csv, row 3)",
        ),
        ("path-last.csv", {"live_streaming": "yes", "path": "investigate"}, "P-9 (path-child.csv"),
        (
            "path-last.csv",
            {"prior_contact": "!no", "viral": "no", "path": "investigate"},
            "P-28 (path-open.csv, row 5)",
        ),
    ],
)
def test_a_rule_that_one_earlier_row_takes_whole_is_refused_with_both_rows(file, cells, by):
    files = with_rows(file, rule(**cells), at=1)
    assert told(files, file, "row 2, rule", "X-1 can never fire", by)


def test_a_rule_that_several_earlier_rows_take_together_is_refused():
    # In P-10 what is not known, in P-29 yes, and no in the new row above.
    above = rule(rule="X-0", lives_with_children="no", path="investigate")
    files = with_rows("path-open.csv", above)
    files = with_rows("path-last.csv", rule(viral="yes", path="investigate"), at=1, files=files)
    [said] = told(files, "path-last.csv", "X-1 can never fire")
    assert "P-10 (path-answers.csv, row 2) and P-29 (path-open.csv, row 6) and X-0" in said


def test_what_is_dead_in_its_own_table_is_said_once():
    files = with_rows("path-last.csv", rule(viral="yes", path="investigate"))
    assert len(told(files, "path-last.csv", "X-1 can never fire")) == 1


def test_many_rows_are_compared_no_more_often_than_the_bound(monkeypatch):
    values = [f"v{n}" for n in range(300)]
    fact = {"fact": "code", "question": "Which?", "part": "risk", "source": "made"}
    files = with_rows("facts.csv", fact)
    words = {"fact": "code", "words": "made", "reassuring": "yes"}
    files = with_rows("values.csv", *({**words, "value": value} for value in values), files=files)
    files = swapped("tables.csv", "path-open,", "path-code,path,first,no,Codes\npath-open,", files)
    head = ["rule", "code", "path", "variant", "says", "source"]
    body = [[f"X-{value}", value, "investigate", "", "made", "made"] for value in values]
    files["path-code.csv"] = making.sheet([head, *body])
    compared, meets = [], reach._Search._meets

    def counted(*asked):
        compared.append(asked)
        return meets(*asked)

    monkeypatch.setattr(reach._Search, "_meets", counted)
    # Less than these rows would take, so that the search has to stop.
    monkeypatch.setattr(reach, "_MOST_COMPARED", 10_000)
    making.load(files)
    assert 1_000 < len(compared) <= 10_000


@pytest.mark.parametrize("cell", ["!no|yes", "!yes|no", "!no | yes"])
def test_a_negation_that_leaves_only_what_is_not_known_is_refused(cell):
    files = with_cells("urgency-access.csv", ["A-4"], works_with_children=cell)
    assert told(files, "urgency-access.csv", "row 5, works_with_children", "not_known")


def test_a_negation_of_several_words_stays():
    files = with_cells("urgency-child.csv", ["C-8"], grooming_stage="!none|meeting|not_known")
    [c8] = [one for one in making.load(files).rules if one.name == "C-8"]
    assert c8.fits["grooming_stage"] == {"talk", "asking"}
