"""How a file is laid out: empty rows and columns, quotation marks, line ends, and floods of faults.

Each fault says what a spreadsheet did and which setting undoes it, and none is said in vain.
"""

import time
from pathlib import Path

import pytest

from symphony.triage.policy import BadPolicy, loading
from symphony.triage.policy.problems import MOST_OF_A_FILE
from tests.triage.policy import making
from tests.triage.policy.making import FILES

FLOORS = FILES["floors.csv"]


def faults(**changed):
    files = FILES | {f"{name}.csv": content for name, content in changed.items()}
    with pytest.raises(BadPolicy) as caught:
        making.load(files)
    return caught.value.problems


def said(**changed):
    return [str(problem) for problem in faults(**changed)]


def swapped(name, old, new):
    text = FILES[f"{name}.csv"].decode()
    assert old in text, old
    return text.replace(old, new, 1).encode()


def second_row(change):
    """Return the floors with one row changed, the file's third line."""
    lines = FLOORS.split(b"\n")
    lines[2] = change(lines[2])
    return b"\n".join(lines)


def with_row(line):
    """Return the floors with this line as the first of them."""
    head, rest = FLOORS.split(b"\n", 1)
    return b"\n".join((head, line, rest))


# Empty rows and columns.


def test_what_a_spreadsheet_leaves_empty_below_and_at_the_right_is_ignored():
    whole = making.load(FILES)
    for padded in (
        FLOORS + b",,,,,,,,,\n" * 3,
        FLOORS + b"\n \n",
        FLOORS + b'"","",""\n',
        FLOORS.replace(b"\n", b",,\n"),
        # A spreadsheet fills up only some of the rows.
        second_row(lambda line: line + b",,"),
        FLOORS.replace(b"\n", b",,\r\n") + b",,,,,,,,,,,\r\n",
    ):
        assert making.load(FILES | {"floors.csv": padded}).rules == whole.rules


def test_a_cell_right_of_the_last_column_name_is_refused():
    [fault] = faults(floors=second_row(lambda line: line + b",,seen"))
    columns = len(making.rows("floors.csv")[0])
    assert fault.row == 3 and fault.value == "seen"
    assert f"has {columns + 2} cells, and the first line names {columns} columns." in str(fault)


def test_a_column_without_a_name_in_the_middle_is_refused():
    lines = making.rows("floors.csv")
    for line in lines:
        line.insert(1, "")
    [fault] = faults(floors=making.sheet(lines))
    assert str(fault) == (
        "floors.csv, row 1: Column 2 has no name. Write its name, or delete the whole column."
    )


def test_a_run_of_empty_rows_in_the_middle_is_one_fault():
    head, rest = FLOORS.split(b"\nF-2", 1)
    [fault] = faults(floors=head + b"\n,,,," * 80_000 + b"\nF-2" + rest)
    assert (fault.row, str(fault)) == (
        3,
        "floors.csv, row 3: Rows 3 to 80,002 are empty. Delete these rows.",
    )
    [fault] = faults(floors=head + b"\n,,,,\nF-2" + rest)
    assert str(fault) == "floors.csv, row 3: The line is empty. Delete the line."
    [fault] = faults(floors=b"\n\n" + FLOORS)
    assert "Rows 1 to 2 are empty" in str(fault)


@pytest.mark.parametrize("content", [b"\n" * 999_999, b",,,,\n" * 80_000, b" "])
def test_a_file_of_nothing_but_empty_rows_is_empty(content):
    begun = time.process_time()
    assert "floors.csv: It is empty. Write a line of column names and the rows." in said(
        floors=content
    )
    assert time.process_time() - begun < 2


# Many faults.


def test_a_flood_of_faults_is_cut_and_counted_and_hides_no_other_file():
    found = faults(floors=FLOORS + b"x\n" * 8_000, quality=FILES["quality.csv"] + b"x\n")
    floors = [problem for problem in found if problem.file == "floors.csv"]
    assert len(floors) == MOST_OF_A_FILE + 1
    more = 8_000 - MOST_OF_A_FILE
    assert str(floors[-1]) == f"floors.csv: And {more:,} more. Mend those above first."
    assert floors[-1].stands_for == more
    assert sum(problem.stands_for for problem in floors) == 8_000
    assert any(problem.file == "quality.csv" for problem in found)


def test_one_more_fault_than_are_listed_is_listed_too():
    floors = FLOORS + b"x\n" * (MOST_OF_A_FILE + 1)
    assert not any("And 1 more" in line for line in said(floors=floors))


def test_more_rows_than_a_table_can_have_are_one_fault():
    begun = time.process_time()
    [fault] = faults(floors=FLOORS + b'"\n' * 480_000)
    rows = FLOORS.count(b"\n") + 480_000
    assert str(fault) == (
        f"floors.csv: It has {rows:,} rows; 10,000 is the most."
        " Delete what does not belong to the table."
    )
    assert time.process_time() - begun < 2


def test_a_wrong_column_of_the_list_of_tables_accuses_no_other_file():
    found = said(tables=swapped("tables", "table,gives", "tabel,gives"))
    assert found == [
        "tables.csv, row 1, table: The column 'table' is missing. Add it.",
        "tables.csv, row 1, tabel: 'tabel' is not a column here."
        " Allowed: table, gives, hit, complete, title. Did you mean 'table'?",
    ]


# The kind of file.


def test_old_macintosh_line_ends_are_named():
    [fault] = faults(floors=FLOORS.replace(b"\n", b"\r"))
    assert fault.why == "It is saved with old Macintosh line ends, which make it one long line."
    assert "not as CSV (Macintosh)" in fault.do and "UTF-8" in fault.do
    [fault] = faults(floors=second_row(lambda line: line.replace(b" ", b"\r", 1)))
    assert fault.row == 3 and "line break of an old Macintosh in the middle" in fault.why


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_named(encoding):
    [fault] = faults(floors=FLOORS.decode().encode(encoding))
    assert "It is in UTF-16, which a spreadsheet calls Unicode text." in fault.why


def test_too_large_a_file_is_told_the_limit():
    [fault] = faults(floors=FLOORS + b"x" * 1_000_000)
    assert "larger than a table of rules can be: 1 MB (1,000,000 bytes) is the most" in fault.why
    assert "empty" in fault.do and "UTF-8" not in fault.do


# Quotation marks.


NOT_CLOSED = "A quotation mark is opened and not closed on this line."


@pytest.mark.parametrize(
    "line",
    [
        b'X-1,,,,,,,high,"A child,made',
        b'X-1,,,,,,,high,"A child,"One, two"',
        b'"X-1',
    ],
)
def test_a_quotation_mark_that_is_never_closed(line):
    [fault] = faults(floors=with_row(line))
    assert (fault.row, fault.why) == (2, NOT_CLOSED)


def test_a_quotation_mark_in_a_quoted_cell_has_to_be_written_twice():
    [fault] = faults(floors=with_row(b'X-1,,,,,,,high,"It is "known" and new, so",made'))
    assert fault.row == 2
    assert fault.why == (
        'A cell that stands in quotation marks goes on after the second ": a quotation mark'
        " inside such a cell must be written twice."
    )
    assert 'Write "" for each " inside the cell' in fault.do


def test_a_cell_that_is_too_long_is_told_the_limit():
    [fault] = faults(floors=second_row(lambda line: line + b"a" * 140_000))
    assert fault.row == 3
    assert fault.why == "A cell has more than 131,072 characters, which is the most."
    assert fault.do.startswith("Shorten it")


# Names.


def test_a_name_in_capital_letters_is_told_how_to_write_it():
    for written in ("floors.CSV", "Floors.csv"):
        files = {name: content for name, content in FILES.items() if name != "floors.csv"}
        with pytest.raises(BadPolicy) as caught:
            making.load(files | {written: FLOORS})
        assert [str(problem) for problem in caught.value.problems] == [
            f"{written}: Its name has capital letters. Name it floors.csv, in small letters."
        ]


def test_a_table_named_in_capital_letters_is_told_once():
    found = said(tables=swapped("tables", "\nfloors,", "\nFloors,"))
    assert found == [
        "floors.csv: tables.csv names it Floors. Write floors there, in small letters."
    ]


def test_a_table_is_named_without_the_end_of_its_file():
    [fault] = faults(tables=swapped("tables", "\nfloors,", "\nfloors.csv,"))
    assert (fault.file, fault.row, fault.column, fault.value) == (
        "tables.csv",
        2,
        "table",
        "floors.csv",
    )
    assert fault.do == "Write it without .csv: floors."


def test_a_cell_that_may_be_empty_says_so():
    [fault] = faults(values=swapped("values", "misleading name are reported,yes", "x,TRUE"))
    assert "Allowed: yes, or leave it empty. " in str(fault)
    assert fault.as_dict()["allowed"] == ["yes", ""]


def test_a_lone_exclamation_mark_says_what_belongs_after_it():
    [fault] = faults(floors=swapped("floors", "F-1,yes", "F-1,!"))
    assert (fault.row, fault.column, fault.value) == (2, "child_identified", "!")
    assert fault.why == "'!' stands alone."
    assert "Write the answer that does not fit after it, such as !yes" in fault.do


def test_a_folder_one_level_too_high_names_the_one_to_open(tmp_path):
    inner = tmp_path / "unpacked" / "2027-1"
    inner.mkdir(parents=True)
    for name, content in FILES.items():
        (inner / name).write_bytes(content)
    (tmp_path / "unpacked" / "__MACOSX").mkdir()
    with pytest.raises(BadPolicy) as caught:
        loading.read_folder(tmp_path / "unpacked")
    [fault] = caught.value.problems
    assert fault.why == "tables.csv lies one folder further down, in 2027-1."
    assert fault.do == f"Open that folder instead: {inner}"


def test_a_folder_below_that_this_account_cannot_open_is_said(tmp_path, monkeypatch):
    # Whoever runs the tests may be root, who can open everything.
    (tmp_path / "closed").mkdir()
    usual = Path.is_file

    def denied(self):
        if self.parent.name == "closed":
            raise PermissionError(13, "Permission denied")
        return usual(self)

    monkeypatch.setattr(Path, "is_file", denied)
    with pytest.raises(BadPolicy, match="closed: It cannot be read"):
        loading.read_folder(tmp_path)


def test_a_file_that_a_spreadsheet_has_open_is_named():
    with pytest.raises(BadPolicy) as caught:
        making.load(FILES | {"~$floors.csv": b"\x05Ada" + bytes(50)})
    assert [str(problem) for problem in caught.value.problems] == [
        "~$floors.csv: A spreadsheet has floors.csv open."
        " Close the spreadsheet; if this file stays then, take it away."
    ]


def test_a_name_with_control_bytes_is_printed_as_text(tmp_path):
    (tmp_path / "floors\x1b[31m\n.csv").write_bytes(FLOORS)
    assert list(loading.read_folder(tmp_path)) == ["floors\\x1b[31m\\n.csv"]
