"""What cannot be read is refused with a reason, a place, and what of it may be kept."""

import time
import tracemalloc

import pytest

from symphony.referrals import cybertipline
from tests import samples

ESCALATED = samples.report(
    summary="<escalateToHighPriority>now</escalateToHighPriority>", number="100000003"
)


def refusal(data):
    with pytest.raises(cybertipline.Refused) as refused:
        cybertipline.read(data)
    return refused.value.refusal


BOMB = (
    '<!DOCTYPE report [<!ENTITY a0 "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]><report><additionalInfo>&a9;</additionalInfo></report>"
).encode()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"   \n", "not_xml"),
        (b"Dear team, please find attached", "not_xml"),
        (b'{"reportId": 1}', "not_xml"),
        (b"<!doctype html><html><p>Sign in</html>", "not_xml"),
        (b"<report><additionalInfo>Tom & Jerry</additionalInfo></report>", "not_xml"),
        (b"<report><additionalInfo>a&nbsp;b</additionalInfo></report>", "not_xml"),
        (b"<report></rapport>", "not_xml"),
        (b"<report/><report/>", "not_xml"),
        (samples.REPORT.encode() + samples.REPORT.encode(), "not_xml"),
        (samples.REPORT.encode()[:900], "truncated"),
        (b"<feed><entry/></feed>", "wrong_root"),
        (b"<Report/>", "wrong_root"),
        (b"<!DOCTYPE report><report/>", "dtd"),
        (b'<!DOCTYPE report SYSTEM "file:///etc/passwd"><report/>', "dtd"),
        (
            b'<?xml version="1.0"?><!-- x --><!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]><report>&e;</report>',
            "dtd",
        ),
        (BOMB, "dtd"),
        (b"<report>" + b"<a>" * 300 + b"</a>" * 300 + b"</report>", "too_deep"),
        (b"<report>" + b"<a/>" * 400_001 + b"</report>", "too_many_elements"),
        (b"<report>" + b"x" * 20_000_000 + b"</report>", "too_large"),
        (b"<report><a>" + b"x " * 5_500_000 + b"</a></report>", "too_large"),
    ],
)
def test_bad_input_is_refused_with_its_code(data, code):
    found = refusal(data)

    assert found.code == code
    assert found.reason.endswith(".")


@pytest.mark.parametrize("cut", [1, 30, 200, 650, 1200, len(samples.REPORT.encode()) - 3])
def test_a_document_cut_off_anywhere_is_told_from_one_that_is_wrong(cut):
    assert refusal(samples.REPORT.encode()[:cut]).code in {"truncated", "not_xml"}
    if cut > 200:
        assert refusal(samples.REPORT.encode()[:cut]).code == "truncated"


def test_a_refusal_says_where():
    assert refusal(b"<report>\n  <a>\n</report>").where == "line 3, column 10"
    assert refusal(b"\n<feed/>").where == "line 2"


@pytest.mark.parametrize(
    "data",
    [
        ESCALATED[:-20],
        ESCALATED + b"<x/>",
        b"<!DOCTYPE report>" + ESCALATED,
        ESCALATED.decode().encode("utf-16")[:-40],
    ],
)
def test_a_report_marked_high_priority_still_says_so_when_it_cannot_be_read(data):
    found = refusal(data)

    assert found.high_priority
    assert found.report_id == "100000003"
    assert found.kept == data


def test_an_ordinary_refusal_is_not_high_priority():
    assert not refusal(samples.report()[:-20]).high_priority


@pytest.mark.parametrize(
    "data",
    [
        samples.JPEG,
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"GIF89a" + bytes(100),
        b"RIFF\x10\x00\x00\x00WEBPVP8 ",
        b"\x00\x00\x00\x18ftypmp42" + bytes(100),
        b"\x1aE\xdf\xa3" + bytes(100),
        b"ID3\x04\x00" + bytes(100),
    ],
)
def test_media_is_refused_and_nothing_of_it_is_kept(data):
    found = refusal(data)

    assert found.code == "media"
    assert found.kept is None


@pytest.mark.parametrize(
    "data",
    [
        samples.zipped([("report.xml", samples.report())]),
        b"%PDF-1.7\n" + bytes(50),
        b"\x1f\x8b\x08" + bytes(50),
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50),
        b"\x00\x05\x16\x07" + bytes(50),
        bytes(range(256)) * 20,
        b"<report>" + bytes(range(256)) * 20 + b"</report>",
        samples.report() + samples.JPEG,
        samples.report(
            f"<additionalInfo>{samples.JPEG.decode('latin-1')}</additionalInfo>"
        ).replace(b"\xc2", b""),
    ],
)
def test_bytes_that_are_not_text_are_refused_and_nothing_of_them_is_kept(data):
    found = refusal(data)

    assert found.code == "binary"
    assert found.kept is None


@pytest.mark.parametrize(
    "data",
    [
        BOMB,
        b"<report " + b'a="" ' * 100_000 + b"/>",
        b"<report>" + b"<a>" * 200_000,
        b"<" * 300_000,
        b"<report>&" + b"a" * 3_000_000,
    ],
)
def test_what_is_made_to_do_harm_costs_neither_time_nor_memory(data):
    tracemalloc.start()
    started = time.monotonic()

    refusal(data)

    assert time.monotonic() - started < 10
    assert tracemalloc.get_traced_memory()[1] < 200_000_000
    tracemalloc.stop()


def test_long_names_far_down_do_not_outgrow_memory():
    names = [f"{'n' * 1_000}{number}" for number in range(200)]
    opened = "".join(f"<{name}>" for name in names)
    closed = "".join(f"</{name}>" for name in reversed(names))
    data = f"<report>{opened}{'<x>1</x>' * 50_000}{closed}</report>".encode()
    tracemalloc.start()

    document = cybertipline.read(data)

    assert tracemalloc.get_traced_memory()[1] < 200_000_000
    tracemalloc.stop()
    assert len(document.unmapped) == 50_200


def test_external_entities_are_never_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    data = f'<!DOCTYPE r [<!ENTITY e SYSTEM "file://{secret}">]><report><additionalInfo>&e;</additionalInfo></report>'

    found = refusal(data.encode())

    assert found.code == "dtd"
    assert "a secret" not in found.reason
