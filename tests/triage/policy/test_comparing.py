"""Two versions beside each other, a file as rows and back, and a policy in whole sentences."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from symphony.triage import policy
from symphony.triage.policy import cells, comparing, describing, editing, files
from symphony.triage.policy.words import NOT_KNOWN
from tests.triage.policy import making

FILES = {name: content.decode() for name, content in making.FILES.items()}
DICE = st.integers(min_value=0, max_value=2**32).map(random.Random)


def edited(file, rows):
    columns, _ = editing.rows(file, FILES[file])
    return FILES | {file: editing.text(columns, rows)}


def test_every_file_says_the_same_after_it_was_taken_apart():
    for file, text in FILES.items():
        assert editing.text(*editing.rows(file, text)) == text, file


def test_a_line_break_in_a_cell_becomes_a_space():
    text = editing.text(("rule", "says"), [{"rule": "F-1", "says": "one\r\ntwo"}])
    assert text == "rule,says\nF-1,one two\n"


@settings(max_examples=60, deadline=None)
@given(DICE)
def test_what_is_found_different_is_what_was_done(dice):
    name = dice.choice(sorted(set(FILES) - {"facts.csv", "values.csv", "tables.csv"}))
    _, rows = editing.rows(name, FILES[name])
    names = [row["rule"] for row in rows]
    removed = dice.sample(names, dice.randint(0, min(2, len(names) - 1)))
    left = [dict(row) for row in rows if row["rule"] not in removed]
    touched = dice.choice(left)
    touched["source"] = "Somewhere else"
    left.insert(dice.randint(0, len(left)), dict(left[0], rule="NEW"))

    found = comparing.compare(FILES, edited(name, left))
    [file] = found
    kinds = {kind: {r.name for r in file.rows if r.kind == kind} for kind in ("added", "removed")}
    assert kinds == {"added": {"NEW"}, "removed": set(removed)}
    [change] = [row for row in file.rows if row.kind == "changed"]
    assert change.name == touched["rule"]
    assert [cell.column for cell in change.cells] == ["source"]
    assert comparing.compare(FILES, FILES) == []


@settings(max_examples=60, deadline=None)
@given(DICE)
def test_moved_rows_put_back_give_the_order_of_before(dice):
    _, rows = editing.rows("quality.csv", FILES["quality.csv"])
    names = [row["rule"] for row in rows]
    mixed = dice.sample(rows, len(rows))
    found = comparing.compare(FILES, edited("quality.csv", mixed))
    moved = {row.name for file in found for row in file.rows}
    assert all(row.kind == "moved" for file in found for row in file.rows)
    stays = [row["rule"] for row in mixed if row["rule"] not in moved]
    assert stays == [name for name in names if name not in moved]
    assert (mixed == rows) == (not moved)


def test_one_row_moved_is_one_row_that_moved():
    _, rows = editing.rows("quality.csv", FILES["quality.csv"])
    [file] = comparing.compare(FILES, edited("quality.csv", [*rows[1:], rows[0]]))
    assert [(row.kind, row.name, row.row) for row in file.rows] == [("moved", "Q-1", 10)]


def test_every_condition_that_is_offered_means_what_it_says():
    for fact in policy.load().facts.values():
        offered = editing.conditions(fact)
        if offered is None:
            assert len(fact.domain) > 4
            continue
        meant = []
        for cell, words in offered:
            problems = []
            row = files.Row(2, {fact.name: cell})
            sheet = files.Sheet("x.csv", (fact.name,), (row,))
            meant.append(cells.condition(sheet, row, fact.name, fact.domain, problems))
            assert not problems and words
        assert meant[0] is None
        # Each set of answers but none and all, once.
        assert len(set(meant[1:])) == len(offered) - 1 == 2 ** len(fact.domain) - 2


def test_not_known_is_said_wherever_a_rule_fits_it():
    current = policy.load()
    for rule in current.rules:
        said = describing.conditions(current, rule)
        for words, (name, values) in zip(said, rule.fits.items(), strict=True):
            fact = current.facts[name]
            alone = words.startswith(("it is not known: ", "it is not known, or "))
            ends = words.endswith(", or that is not known") or alone
            assert ends == (NOT_KNOWN in values), (rule.name, words)
            for value in values - {NOT_KNOWN}:
                left_out = len(set(fact.domain) - values)
                assert fact.words[value] in words or left_out == 1


def test_the_tables_come_floors_first_then_urgency_quality_and_path():
    kinds = [table.kind for table in describing.tables(policy.load())]
    assert kinds == sorted(kinds, key=["floor", "band", "quality", "path"].index)
    assert sum(len(table.rules) for table in describing.tables(policy.load())) == 86
