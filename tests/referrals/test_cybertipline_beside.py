"""A report without a number gets it from the answer beside it, its file's name or its folder's."""

import pytest

from symphony.referrals import files
from symphony.referrals.cybertipline.beside import number_beside
from tests import samples


def numbers(top):
    """Return the number found beside each report under a path."""
    return {
        found.shown.removeprefix(f"{top}/"): number_beside(found.name, found.neighbours)
        for found in files.walk([top])
        if found.data and found.data.startswith(b"<report>")
    }


def lay(top, **contents):
    for name, data in contents.items():
        path = top / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".xml").write_bytes(data)


@pytest.fixture(params=["folder", "zip"])
def placed(request, tmp_path):
    """Lay documents into a folder, or into a zip; return where they are."""

    def place(**contents):
        if request.param == "folder":
            lay(tmp_path / "reports", **contents)
            return tmp_path / "reports"
        entries = [(f"{name.replace('__', '/')}.xml", data) for name, data in contents.items()]
        (tmp_path / "reports.zip").write_bytes(samples.zipped(entries))
        return tmp_path / "reports.zip"

    return place


def test_the_answer_beside_the_only_report(placed):
    top = placed(a__report=samples.report(), a__answer=samples.response("100000009"))

    assert numbers(top) == {"a/report.xml": "100000009"}


def test_the_answer_wins_over_the_names(placed):
    top = placed(n100000001__report=samples.report(), n100000001__r=samples.response("100000009"))

    assert numbers(top) == {"n100000001/report.xml": "100000009"}


def test_of_several_answers_the_one_with_the_same_name(placed):
    top = placed(
        **{
            "a-report": samples.report(),
            "a-response": samples.response("100000001"),
            "b-report": samples.report(),
            "b-response": samples.response("100000002"),
            "c-report": samples.report(),
        }
    )

    assert numbers(top) == {
        "a-report.xml": "100000001",
        "b-report.xml": "100000002",
        "c-report.xml": "",
    }


def test_an_answer_in_another_folder_is_of_no_report_here(placed):
    top = placed(a__report=samples.report(), b__response=samples.response("100000009"))

    assert numbers(top) == {"a/report.xml": ""}


def test_the_only_number_in_the_name(placed):
    top = placed(ct_100000007=samples.report(), ct_100000008=samples.report())

    assert numbers(top) == {"ct_100000007.xml": "100000007", "ct_100000008.xml": "100000008"}


def test_the_folders_number_where_it_holds_one_report(placed):
    top = placed(
        n100000007__report=samples.report(),
        n100000007__file=samples.file_details("100000007"),
        n100000008__one=samples.report(),
        n100000008__two=samples.report(),
    )

    assert numbers(top) == {
        "n100000007/report.xml": "100000007",
        "n100000008/one.xml": "",
        "n100000008/two.xml": "",
    }


def test_the_zips_own_name_is_its_folders_name(tmp_path):
    (tmp_path / "100000007.zip").write_bytes(samples.zipped([("report.xml", samples.report())]))

    assert numbers(tmp_path) == {"100000007.zip/report.xml": "100000007"}


def test_nothing_is_guessed(placed):
    top = placed(**{"2023__report-3": samples.report(), "2023__report-4": samples.report()})

    assert set(numbers(top).values()) == {""}
