"""Editing a draft as whole files, pasted or brought in: what is no CSV is refused in words."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from symphony.triage.models import PolicyDraft
from tests import make
from tests.staff.oversight.policy.drafting import (
    FILES,
    address,
    changed,
    drafted,
    latest,
)
from tests.staff.visiting import signed_in, text

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def client():
    return signed_in(make.supervisor(name="Ada Example"))


@pytest.fixture
def draft():
    return drafted(FILES)


def whole(draft, **changes):
    """Return what the page of whole files sends, with some fields changed."""
    names = sorted(draft.files)
    return {f"text_{n}": draft.files[name] for n, name in enumerate(names)} | {
        "note": "From the spreadsheet",
        **changes,
    }


def text_of(draft, file):
    return f"text_{sorted(draft.files).index(file)}"


def test_a_file_is_pasted_whole(client, draft):
    files = changed("floors.csv", "F-6", band="very_high")
    pasted = files["floors.csv"].replace("\n", "\r\n")
    answer = client.post(
        address(draft, "files/"), whole(draft, **{text_of(draft, "floors.csv"): pasted})
    )
    assert answer.status_code == 302
    assert latest().files == files and latest().note == "From the spreadsheet"


def test_a_file_is_brought_in_and_a_further_table_with_it(client, draft):
    heads = FILES["tables.csv"].replace(
        "urgency-base,", "urgency-more,band,every,no,More\nurgency-base,"
    )
    more = "rule,distress,band,says,source\nM-1,yes,very_high,A child shows great distress,A test\n"
    place = text_of(draft, "tables.csv").removeprefix("text_")
    sent = whole(draft, new_name="urgency-more.csv", text_new=more)
    sent |= {f"file_{place}": SimpleUploadedFile("t.csv", heads.encode(), "text/csv")}
    answer = client.post(address(draft, "files/"), sent)
    assert answer.status_code == 302, text(answer)
    assert latest().files["urgency-more.csv"] == more and latest().files["tables.csv"] == heads


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (PNG, "Select a CSV file: this is a PNG picture, and nothing but text is taken"),
        (b"PK\x03\x04" + bytes(60), "Select a CSV file: this is a zip archive"),
        (b"\xff\xd8\xff\xe0" + bytes(60), "Select a CSV file: this is a JPEG picture"),
        ("rule,band".encode("utf-16"), "it is in UTF-16"),
        (b"rule,band\nF-1,\xe9\n", "row 2 has a sign of another encoding"),
        (b"\xef\xbb\xbf" + FILES["floors.csv"].encode(), "a byte order mark"),
        (FILES["floors.csv"].replace(",", ";").encode(), "divided by semicolons"),
        (b"x" * 1_000_001, "The file must be smaller than 1 MB"),
        (b"a,b\n" + bytes(20), "control character"),
        ("rule,band\n".encode("utf-16-le"), "Save the file as CSV in UTF-8: it is in UTF-16"),
        (FILES["floors.csv"].replace("\n", "\r").encode(), "with old Macintosh line ends"),
        (FILES["floors.csv"].replace(",very_high,", ",very_high,!,", 1).encode(), "has 11 cells"),
    ],
)
def test_what_is_no_csv_is_refused_in_words(client, draft, content, says):
    place = text_of(draft, "floors.csv").removeprefix("text_")
    sent = whole(draft) | {f"file_{place}": SimpleUploadedFile("f.csv", content, "text/csv")}
    page = client.post(address(draft, "files/"), sent)
    assert page.status_code == 200 and says in text(page)
    assert "From the spreadsheet" in text(page) and PolicyDraft.objects.count() == 1


def test_every_fault_of_pasted_files_is_a_row_of_the_table_of_faults(client, draft):
    wrong = FILES["floors.csv"].replace(",very_high,", ",highest,", 3)
    page = client.post(
        address(draft, "files/"), whole(draft, **{text_of(draft, "floors.csv"): wrong})
    )
    said = text(page)
    for row in (2, 3, 4):
        assert f"floors.csv, row {row} , band highest" in said
    assert "What to do" in said and ",highest," in said
    assert f'href="#id_{text_of(draft, "floors.csv")}"' in page.content.decode()


def test_an_emptied_file_is_taken_away_and_what_needs_it_says_so(client, draft):
    sent = whole(draft, **{text_of(draft, "path-help.csv"): " "})
    page = text(client.post(address(draft, "files/"), sent))
    assert "path-help.csv: the file is missing." in page
    heads = "".join(
        line
        for line in FILES["tables.csv"].splitlines(keepends=True)
        if not line.startswith("path-help,")
    )
    sent |= {text_of(draft, "tables.csv"): heads}
    assert client.post(address(draft, "files/"), sent).status_code == 302
    assert "path-help.csv" not in latest().files


@pytest.mark.parametrize("name", ["../etc.csv", "x.png", "A.csv", "", "a\x00.csv", "x" * 70])
def test_a_further_file_has_a_name_that_a_folder_may_have(client, draft, name):
    sent = whole(draft, new_name=name, text_new="rule,band\n")
    assert client.post(address(draft, "files/"), sent).status_code == 200
    assert PolicyDraft.objects.count() == 1


def test_a_flood_of_faults_leaves_room_for_those_of_other_files(client, draft):
    sent = whole(
        draft,
        **{
            text_of(draft, "floors.csv"): FILES["floors.csv"] + "x\n" * 300,
            text_of(draft, "quality.csv"): FILES["quality.csv"] + "x\n",
            text_of(draft, "values.csv"): FILES["values.csv"] + "x\n" * 300,
        },
    )
    page = text(client.post(address(draft, "files/"), sent))
    assert "floors.csv – And 250 more. – Mend those above first." in page
    assert "quality.csv: row" in page
    # Of 601 faults 100 lines are shown, and one of them counts 250.
    assert "252 more faults are not shown: mend these first." in page


def test_a_cell_that_may_be_empty_says_so(client, draft):
    wrong = FILES["values.csv"].replace(",yes,", ",TRUE,", 1)
    sent = whole(draft, **{text_of(draft, "values.csv"): wrong})
    page = text(client.post(address(draft, "files/"), sent))
    assert "Allowed: yes, or leave it empty." in page and "yes, or leave it empty Write" in page
