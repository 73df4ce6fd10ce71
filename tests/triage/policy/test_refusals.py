"""What is refused: every seeded fault is found, with its file, row, column and a cure."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symphony.triage import policy
from symphony.triage.policy import BadPolicy
from tests.triage.policy import making
from tests.triage.policy.making import FILES
from tests.triage.policy.refusing import refused, rule, swapped, with_rows

DICE = st.integers(min_value=0, max_value=2**32).map(random.Random)
TABLES = [row[0] + ".csv" for row in making.rows("tables.csv")[1:]]


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "column", "says"),
    [
        ("floors.csv", "F-1,yes", "F-1,yess", 2, "child_identified", "'yess' is not a value"),
        ("floors.csv", "F-1,yes", "F-1,Yes", 2, "child_identified", "Did you mean 'yes'?"),
        ("floors.csv", "F-1,yes", "F-1,yes|", 2, "child_identified", "both sides of |"),
        ("floors.csv", "F-1,yes", "F-1,yes|!no", 2, "child_identified", "has ! inside"),
        ("floors.csv", "F-1,yes", "F-1,yes|no|not_known", 2, "child_identified", "every value"),
        ("floors.csv", "very_high", "highest", 2, "band", "'highest' is not"),
        ("floors.csv", "very_high", "", 2, "band", "not filled in"),
        ("floors.csv", "rule,child_identified", "rule,a_child", 1, "a_child", "not a fact"),
        ("floors.csv", "F-2,", "F-1,", 3, "rule", "taken: floors.csv, row 2"),
        ("urgency-child.csv", "C-1,", "F-1,", 2, "rule", "taken: floors.csv, row 2"),
        ("floors.csv", "Abuse was streamed live within the last week", "", 4, "says", "empty"),
        ("quality.csv", ",20,", ",a lot,", 3, "quality", "not a whole number"),
        ("quality.csv", ",20,", ",101,", 3, "quality", "not a whole number"),
        ("path-help.csv", ",prevent,", ",advise,", 2, "path", "'advise' is not"),
        ("path-sharing.csv", "non_aggravated", "mild", 5, "variant", "'mild' is not"),
        ("facts.csv", "recent,When", "incident,When", 3, "fact", "a second time"),
        ("facts.csv", "recent,When", "danger_now,When", 3, "fact", "outside every policy"),
        ("facts.csv", "risk,,cyb", "rsk,,cyb", 2, "part", "Did you mean 'risk'?"),
        ("values.csv", "recent,within_a_year", "recent,within a year", 10, "value", "a space"),
        ("values.csv", "recent,within_a_year", "recent,not_known", 10, "value", "already"),
        ("values.csv", "recent,within_a_year", "recnt,within_a_year", 10, "fact", "recnt"),
        ("tables.csv", "floors,floor,every", "floors,floor,first", 2, "hit", "cannot count"),
        ("tables.csv", "base,band,every,yes", "base,band,every,no", None, "complete", "without"),
        ("tables.csv", "path-full,path,first,no", "path-full,path,first,yes", 8, "complete", ""),
        ("tables.csv", "floors,floor", "floor,floor", None, "", "does not name it"),
        ("tables.csv", "floors,floor", "floor,floor", None, "", "missing"),
    ],
)
def test_a_cell_that_cannot_be_meant_is_named(file, old, new, row, column, says):
    found = refused(swapped(file, old, new))
    assert any(
        problem.row == row and problem.column == column and says in str(problem)
        for problem in found
    ), [str(problem) for problem in found]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda b: b"\xef\xbb\xbf" + b, "byte order mark"),
        (lambda b: b.decode().encode("utf-16"), "UTF-16"),
        (lambda b: b.replace(b",", b";"), "semicolons"),
        (lambda b: b.replace(b",", b"\t"), "tabs"),
        (lambda b: b.replace(b"A child was", b"A child\x92s", 1), "row 3: Byte 0x92 is not UTF-8"),
        (lambda b: b.replace(b"A child was", "A “child” was".encode(), 1), "curled quotation"),
        (lambda b: b.replace(b"A child was", "A\u00a0child was".encode(), 1), "no-break space"),
        (lambda b: b.replace(b"A child was", b"A \x00child was", 1), "control character"),
        (lambda b: b.replace(b"F-2,", b"F-2,,", 1), "cells, and the first line names"),
        (lambda b: b.replace(b"A child was", b'"A child was', 1), "opened and not closed"),
        (lambda b: b.replace(b"\nF-2", b"\n,,,,,,,,,\nF-2"), "row 3: The line is empty"),
        (lambda b: b'"' + b.replace(b"\n", b'"\n', 1), "one pair of quotation marks"),
        (lambda b: b"", "It is empty"),
        (lambda b: b.split(b"\n")[0] + b"\n", "It has no rows"),
        (lambda b: b * 2_000, "larger than a table of rules"),
    ],
)
def test_what_a_spreadsheet_damages_is_told_plainly(change, says):
    found = refused(FILES | {"floors.csv": change(FILES["floors.csv"])})
    assert any(says in str(problem) for problem in found), [str(p) for p in found]


def test_lines_that_end_as_on_windows_are_read():
    files = {name: content.replace(b"\n", b"\r\n") for name, content in FILES.items()}
    assert making.load(files).rules == making.load(FILES).rules


@given(DICE)
@settings(deadline=None, max_examples=60)
def test_a_value_spoilt_anywhere_is_found_at_its_place(dice):
    file = dice.choice(TABLES)
    lines = making.rows(file)
    row = dice.randrange(1, len(lines))
    filled = [
        n
        for n, name in enumerate(lines[0])
        if lines[row][n] and name not in ("rule", "says", "source")
    ]
    column = dice.choice(filled) if filled else None
    if column is None:
        return
    lines[row][column] += "x"
    found = refused(FILES | {file: making.sheet(lines)})
    assert any(p.file == file and p.row == row + 1 and p.column == lines[0][column] for p in found)


@given(DICE)
@settings(deadline=None, max_examples=60)
def test_every_fault_is_listed_and_not_only_the_first(dice):
    files, places = dict(FILES), []
    for file in dice.sample(TABLES, 4):
        lines = making.rows(file)
        row = dice.randrange(1, len(lines))
        lines[row][lines[0].index("source")] = ""
        files[file] = making.sheet(lines)
        places.append((file, row + 1, "source"))
    found = refused(files)
    assert {(p.file, p.row, p.column) for p in found} >= set(places)


@pytest.mark.parametrize("file", sorted(FILES))
def test_a_missing_file_is_named(file):
    found = refused({name: content for name, content in FILES.items() if name != file})
    assert any(p.file == file and "missing" in p.why for p in found)


def test_a_gap_a_dead_rule_and_an_overlap_are_found():
    lines = [line for line in making.rows("urgency-base.csv") if line[0] != "B-8"]
    gap = refused(FILES | {"urgency-base.csv": making.sheet(lines)})
    assert "There is a gap: no row fits lives_with_children no;" in str(gap[0])
    assert "(1 of 2,187 combinations)" in str(gap[0])

    dead = refused(with_rows("path-last.csv", rule(viral="yes", path="investigate")))
    assert any("X-1 can never fire" in str(p) for p in dead)

    twice = swapped("tables.csv", "path-full,path,first", "path-full,path,one")
    assert any("and P-1 both fit" in str(p) for p in refused(twice))


def test_too_many_combinations_are_refused():
    lines = making.rows("path-answers.csv")
    for line, cell in zip(lines, ["repeated", "again", *[""] * 20], strict=False):
        line.insert(1, cell)
    found = refused(FILES | {"path-answers.csv": making.sheet(lines)})
    assert any("19,683 combinations; 10,000 is the most" in str(p) for p in found)


@pytest.mark.parametrize(
    ("file", "cells", "says"),
    [
        ("urgency-access.csv", {"lives_with_children": "no", "band": "very_high"}, "never No"),
        ("urgency-base.csv", {"extortion": "no", "band": "low"}, "although lives_with_children"),
        ("floors.csv", {"recent": "over_a_year", "band": "low"}, "every referral has at least"),
        ("path-sharing.csv", {"self_made": "yes", "path": "educate"}, "although repeated is not"),
        ("path-full.csv", {"elsewhere": "here", "path": "educate"}, "which forces the full"),
        ("path-full.csv", {"elsewhere": "here", "path": "safeguard"}, "although coercion is yes"),
        ("path-help.csv", {"about_self": "!no", "path": "prevent"}, "about_self is not known"),
    ],
)
def test_a_rule_that_breaks_a_promise_is_refused(file, cells, says):
    found = refused(with_rows(file, rule(**cells), at=1))
    assert any(says in str(p) and p.file == file for p in found), [str(p) for p in found]


def test_a_mitigator_in_an_urgency_table_is_refused():
    lines = making.rows("floors.csv")
    for line, cell in zip(lines, ["viral", "no", *[""] * 20], strict=False):
        line.insert(1, cell)
    found = refused(FILES | {"floors.csv": making.sheet(lines)})
    assert any("a mitigator never touches urgency" in str(p) for p in found)


@pytest.mark.parametrize("name", ["exploitation", "coercion", "profit_motive", "adult_involved"])
def test_what_forces_the_full_response_cannot_be_left_out(name):
    lines = making.rows("values.csv")
    for line in lines:
        if line[0] == name:
            line[-1] = ""
    found = refused(FILES | {"values.csv": making.sheet(lines)})
    assert any(p.value == name and "forces" in p.why for p in found)


def test_questions_about_access_to_children_cannot_be_left_open():
    found = refused(swapped("facts.csv", "access,low|educate|prevent", "access,educate|prevent"))
    assert any("may not be left open" in str(p) for p in found)


def test_a_folder_that_is_none_and_a_file_of_another_kind(tmp_path):
    with pytest.raises(BadPolicy, match="no such folder"):
        policy.load_folder(tmp_path / "nowhere")
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / "odd.csv").mkdir()
    with pytest.raises(BadPolicy, match=r"odd\.csv: It cannot be read"):
        policy.load_folder(tmp_path)
    (tmp_path / "odd.csv").rmdir()
    with pytest.raises(BadPolicy, match=r"notes\.txt: It is no CSV file"):
        policy.load_folder(tmp_path)


@given(DICE)
@settings(deadline=None, max_examples=100)
def test_no_bytes_whatever_make_it_fail_in_another_way(dice):
    file = dice.choice(sorted(FILES))
    content = bytearray(FILES[file])
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(content))
        content[place : place + dice.randint(0, 3)] = dice.randbytes(dice.randint(0, 3))
    try:
        making.load(FILES | {file: bytes(content)})
    except BadPolicy as refusal:
        assert refusal.problems


def test_every_version_that_is_shipped_is_whole_and_sound():
    assert policy.shipped() == ["2023-1", "2026-1", "2026-2"]
    for version in policy.shipped():
        assert policy.load(version).version == version
