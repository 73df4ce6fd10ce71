"""Text stays text: markup, control characters, encodings, and more of it than the format allows."""

import pytest

from tests import samples
from tests.referrals.reading import codes, labelled, read, user


def test_values_longer_than_the_format_allows_are_kept_whole():
    long = "x" * 9_000
    party, document = user(f"<screenName>{long}</screenName><espIdentifier>{long}</espIdentifier>")

    assert party.screen_name == party.identifier == long
    assert codes(document) == ["too_long", "too_long"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("<![CDATA[<b>bold</b> & more]]>", "<b>bold</b> & more"),
        ("before <b>bold</b> after", "before bold after"),
        ("line one\n  line two", "line one\n  line two"),
        ("\x7f\x9b kept", "\x7f\x9b kept"),
    ],
)
def test_markup_in_free_text_stays_text(written, text):
    document = read(samples.report(f"<additionalInfo>{written}</additionalInfo>"))

    assert document.report.additional_info == text


@pytest.mark.parametrize("control", ["\x00", "\x01", "\x1b", "&#0;", "&#x1F;", "\ufffe"])
def test_control_characters_are_shown_as_signs_and_noted(control):
    document = read(samples.report(f"<additionalInfo>a{control}b</additionalInfo>"))

    text = document.report.additional_info
    assert text[0] == "a" and text[-1] == "b" and len(text) == 3
    assert "\x00" not in text
    assert "control_characters" in codes(document)


@pytest.mark.parametrize(
    "data",
    [
        samples.REPORT.replace("UTF-8", "UTF-16").encode("utf-16"),
        samples.REPORT.replace("UTF-8", "UTF-16").encode("utf-16-le"),
        samples.REPORT.replace("UTF-8", "UTF-16").encode("utf-16-be"),
        samples.REPORT.encode("utf-8-sig"),
        samples.REPORT.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        samples.REPORT.replace(' encoding="UTF-8"', "").encode(),
        b"\r\n  " + samples.REPORT.encode(),
        samples.REPORT.encode() + b"\x00\x00\x1a",
        samples.REPORT.replace("\n", "\r\n").encode(),
    ],
)
def test_the_same_report_in_other_encodings_is_the_same_report(data):
    assert read(data).report == read(samples.REPORT).report


def test_latin_1_is_read_as_it_is_labelled():
    data = labelled("ISO-8859-1").encode("latin-1")

    assert read(data).report.additional_info == "Zoë"


@pytest.mark.parametrize(
    "data",
    [
        labelled("UTF-8").encode("cp1252"),
        labelled("UTF-16").encode(),
        labelled("no-such").encode(),
    ],
)
def test_a_wrong_label_of_the_encoding_costs_a_remark_and_not_the_report(data):
    document = read(data)

    assert document.report.additional_info == "Zoë"
    assert "encoding" in codes(document)


def test_a_report_with_nothing_in_it_is_a_report():
    document = read(b"<report/>")

    assert document.report.incident_type == ""
    assert document.report.incident_at is None
    assert document.report.parties == ()
    assert document.report_id == ""
