"""A document as text beside what was read: file names hidden, control signs written out."""

import pytest

from symphony.core.ids import uuid7
from symphony.referrals import queries
from symphony.referrals.models import RawDocument
from tests import make


def document(body):
    return RawDocument.objects.create(
        id=uuid7(),
        kind="report",
        channel="cybertipline",
        sha256=uuid7().hex * 2,
        size=len(body),
        body=body,
        received_at=make.NOON,
        importer="test",
    ).pk


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        (b"<a><fileNames>x.jpg</fileNames>b</a>", "<a><fileNames>{}</fileNames>b</a>"),
        (
            b"<n:originalFileName>x.jpg</n:originalFileName>",
            "<n:originalFileName>{}</n:originalFileName>",
        ),
        (b"<locationOfFile>http://x.jpg", "<locationOfFile>{}"),
        (b"<originalFileName/><b>x</b>", "<originalFileName/><b>x</b>"),
        (
            b"<originalFileName><![CDATA[</y>x.jpg]]></originalFileName>!",
            "<originalFileName>{}</originalFileName>!",
        ),
        ("<fileNames>x</fileNames>é".encode("utf-16"), "<fileNames>{}</fileNames>é"),
    ],
)
def test_names_and_places_of_files_are_hidden(xml, shown):
    text = queries.source_text(document(xml))

    assert text == shown.format("[hidden: file name]")


@pytest.mark.django_db
def test_a_long_document_is_cut_without_showing_a_name_that_the_cut_goes_through():
    xml = b"<a>" + b"y" * 79_990 + b"<originalFileName>secret-name.jpg</originalFileName>"

    assert queries.source_text(document(xml), most=20_000) == "<a>" + "y" * 19_997


def test_control_signs_and_marks_that_turn_the_writing_are_written_out():
    assert queries.text_of(b"a\x00b\x1b[31m\r\nc") == "a\u2400b\u241b[31m\nc"
    assert queries.text_of("evil\u202egpj.exe".encode()) == "evil[U+202E]gpj.exe"
    assert queries.text_of(b"\xff\xfea\x00b\x00") == "ab"
    assert queries.text_of(b"a\xffb") == "a\\xffb"
