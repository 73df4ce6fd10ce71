"""Reading a document that holds a report, its answer and its files together, and whose it is."""

import pytest

from symphony.referrals import cybertipline
from symphony.referrals.cybertipline.numbers import number_in_name, report_number
from tests import samples


def wrapped(*documents, root="submission"):
    return f"<{root}>".encode() + b"".join(documents) + f"</{root}>".encode()


def test_a_number_anywhere_in_the_report_is_its_number():
    for document in (
        samples.report(number="100000009"),
        samples.report("<extra><deep><reportId>100000009</reportId></deep></extra>"),
    ):
        assert cybertipline.read(document).report_id == "100000009"


def test_the_answer_beside_a_report_in_one_document_gives_its_number():
    document = cybertipline.read(wrapped(samples.report(), samples.response("100000009")))

    assert document.kind == "report"
    assert document.report_id == "100000009"
    assert document.response.code == "0"


def test_a_report_its_answer_and_its_files_are_read_from_one_document():
    document = cybertipline.read(
        wrapped(
            samples.response("100000009"),
            samples.file_details("100000009"),
            samples.report(),
            samples.file_details("100000009"),
        )
    )

    assert document.report is not None
    assert len(document.files) == 2
    assert document.report_id == "100000009"


def test_files_and_answer_inside_the_report_are_read_too():
    inside = (samples.file_details("100000009") + samples.response("100000009")).decode()
    document = cybertipline.read(samples.report(inside))

    assert document.report is not None
    assert len(document.files) == 1
    assert document.response.report_id == "100000009"


def test_wrappers_in_wrappers_are_looked_into_and_what_else_they_hold_is_kept():
    document = cybertipline.read(
        b"<envelope v='2'><head>from us</head><body>" + samples.report() + b"</body></envelope>"
    )

    assert document.report is not None
    assert {"from us", ""} == {each.text for each in document.unmapped}


def test_several_numbers_are_noted_and_the_answers_is_taken():
    document = cybertipline.read(
        wrapped(samples.report(number="100000001"), samples.response("100000009"))
    )

    assert document.report_id == "100000009"
    assert "several_numbers" in [remark.code for remark in document.warnings]


@pytest.mark.parametrize(
    "data",
    [
        wrapped(samples.report(), samples.report()),
        wrapped(samples.file_details("100000001"), samples.file_details("100000002")),
    ],
)
def test_several_reports_in_one_document_are_refused(data):
    with pytest.raises(cybertipline.Refused) as refused:
        cybertipline.read(data)

    assert refused.value.refusal.code == "several_reports"
    assert refused.value.refusal.kept == data


@pytest.mark.parametrize("root", ["reportResponse", "reportDoneResponse"])
def test_an_answer_alone_is_understood(root):
    data = (
        f"<{root}><responseCode>0</responseCode><reportId>100000009</reportId>"
        f"<files><fileId>ab</fileId></files></{root}>"
    )

    document = cybertipline.read(data.encode())

    assert document.kind == "response"
    assert document.report_id == "100000009"
    assert document.response.file_ids == ("ab",)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("100000007", "100000007"),
        ("CyberTip-100000007 final", "100000007"),
        ("CT-4711", "4711"),
        ("report", ""),
        ("report 3", ""),
        ("report_00042", ""),
        ("2023", ""),
        ("20230514", ""),
        ("14052023", ""),
        ("20239999", "20239999"),
        ("100000007-2", ""),
        ("b0754af766b426f2928a02c651ed4b99", ""),
        ("9" * 41, ""),
    ],
)
def test_only_what_can_be_a_report_number_is_taken_from_a_name(name, number):
    assert number_in_name(name) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" 100000007 ", "100000007"),
        ("000100", "100"),
        ("CT-7", "CT-7"),
        ("", ""),
        ("a b", ""),
        ("7" * 99, ""),
    ],
)
def test_report_numbers_have_one_form(text, number):
    assert report_number(text) == number
