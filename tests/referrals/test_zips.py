"""Importing from zips: entry by entry, within limits, and never onto the disk."""

import hashlib
import io
import stat
import struct
import zipfile

import pytest

from symphony.referrals import files, zips
from tests import samples


def walked(tmp_path, data, name="reports.zip"):
    (tmp_path / name).write_bytes(data)
    before = sorted(tmp_path.rglob("*"))
    found = list(files.walk([tmp_path / name]))
    assert sorted(tmp_path.rglob("*")) == before
    return found


def only_refusal(found, data=None):
    assert len(found) == 1
    assert found[0].data is None
    if data is not None:
        assert found[0].sha256 == hashlib.sha256(data).hexdigest()
        assert found[0].size == len(data)
    return found[0].refusal.code


def with_flag(data, name, flag=1):
    """Set a flag of one entry, in both of its headers."""
    data = bytearray(data)
    for mark, flags, name_at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = data.find(mark)
        while at >= 0:
            if data[at + name_at :].startswith(name.encode()):
                data[at + flags] |= flag
            at = data.find(mark, at + 4)
    return bytes(data)


def test_a_zip_counts_as_its_entries(tmp_path):
    found = walked(tmp_path, samples.zipped([("b.xml", b"1"), ("in/", b""), ("in/a.xml", b"2")]))

    assert [one.shown for one in found] == [
        f"{tmp_path}/reports.zip/b.xml",
        f"{tmp_path}/reports.zip/in/a.xml",
    ]
    assert [one.data for one in found] == [b"1", b"2"]
    assert found[1].sha256 == hashlib.sha256(b"2").hexdigest()


def test_a_zip_is_known_by_what_it_holds_and_not_by_its_name(tmp_path):
    assert len(walked(tmp_path, samples.zipped([("a", b"1"), ("b", b"2")]), "noname")) == 2


@pytest.mark.parametrize(
    "name", ["../up.xml", "in/../../up.xml", "/etc/up.xml", "C:/up.xml", "..\\up.xml", "\\up.xml"]
)
def test_only_the_entry_whose_name_leads_out_is_refused(tmp_path, name):
    found = walked(tmp_path, samples.zipped([(name, b"bad"), ("good.xml", b"good")]))

    assert [one.refusal.code if one.refusal else None for one in found] == [
        "zip_entry_name",
        None,
    ]


def test_the_second_entry_of_a_name_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate"):
        data = samples.zipped([("a.xml", b"1"), ("a.xml", b"2")])

    found = walked(tmp_path, data)

    assert [one.refusal.code if one.refusal else None for one in found] == [
        None,
        "zip_entry_name",
    ]


def test_media_and_zips_inside_are_refused_and_the_rest_is_read(tmp_path):
    inner = samples.zipped([("x.xml", samples.report())])
    found = walked(
        tmp_path,
        samples.zipped(
            [
                ("a.xml", samples.report()),
                ("b.jpg", samples.JPEG),
                ("c.zip", inner),
                ("d.xml", b"1"),
            ]
        ),
    )

    assert [one.refusal.code if one.refusal else None for one in found] == [
        None,
        "media",
        "binary",
        None,
    ]
    assert found[1].data is None and found[2].data is None
    assert found[2].sha256 == hashlib.sha256(inner).hexdigest()
    assert "a zip archive" in found[2].refusal.reason


def test_links_in_a_zip_are_refused(tmp_path):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        link = zipfile.ZipInfo("link.xml")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.xml", b"1")

    found = walked(tmp_path, written.getvalue())

    assert found[0].refusal.code == "link"
    assert found[1].data == b"1"


def test_one_locked_entry_is_refused_and_the_rest_is_read(tmp_path):
    data = with_flag(samples.zipped([("a.xml", b"1"), ("b.xml", b"2")]), "a.xml")

    found = walked(tmp_path, data)

    assert found[0].refusal.code == "zip_encrypted"
    assert found[1].data == b"2"


def test_a_zip_that_is_locked_whole_is_one_file(tmp_path):
    data = with_flag(with_flag(samples.zipped([("a", b"1"), ("b", b"2")]), "a"), "b")

    assert only_refusal(walked(tmp_path, data), data) == "zip_encrypted"


@pytest.mark.parametrize("cut", [30, -10, -60])
def test_a_zip_that_is_cut_off_is_one_file(tmp_path, cut):
    data = samples.zipped([("a.xml", samples.report()), ("b.xml", samples.report())])[:cut]

    assert only_refusal(walked(tmp_path, data), data) == "zip_unreadable"


def test_an_empty_zip_is_one_file(tmp_path):
    data = samples.zipped([])

    assert only_refusal(walked(tmp_path, data), data) == "zip_empty"


def test_a_zip_with_a_damaged_entry_gives_the_others(tmp_path):
    data = bytearray(samples.zipped([("a.xml", samples.report()), ("b.xml", b"2")]))
    data[60] ^= 0xFF

    found = walked(tmp_path, bytes(data))

    assert found[0].refusal.code == "zip_entry_unreadable"
    assert found[0].data is None
    assert found[1].data == b"2"


@pytest.mark.parametrize("method", [97, 14])
def test_an_entry_packed_in_an_unknown_way_is_refused(tmp_path, method):
    data = bytearray(samples.zipped([("a.xml", b"1" * 99), ("b.xml", b"2")]))
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.find(mark)
        data[at + place : at + place + 2] = struct.pack("<H", method)

    found = walked(tmp_path, bytes(data))

    assert found[0].refusal.code == "zip_entry_unreadable"
    assert found[1].data == b"2"


def test_a_bomb_is_one_file_and_is_never_unpacked(tmp_path):
    data = samples.zipped([("a.xml", b"1"), ("bomb.xml", bytes(30_000_000))])

    assert only_refusal(walked(tmp_path, data), data) == "zip_bomb"


def test_entries_inside_each_other_are_a_bomb(tmp_path):
    data = bytearray(samples.zipped([("a.xml", samples.report() * 9), ("b.xml", samples.report())]))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 10)

    assert only_refusal(walked(tmp_path, bytes(data)), bytes(data)) == "zip_bomb"


def test_too_many_entries_are_one_file(tmp_path, monkeypatch):
    monkeypatch.setattr(zips, "MOST_ENTRIES", 2)
    data = samples.zipped([(f"{number}.xml", b"1") for number in range(3)])

    assert only_refusal(walked(tmp_path, data), data) == "zip_too_many"


def test_an_office_document_is_one_file(tmp_path):
    data = samples.zipped([("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")])

    assert only_refusal(walked(tmp_path, data), data) == "binary"


def test_a_large_entry_is_refused_with_its_sha256(tmp_path):
    body = b"".join(b"<a>%d</a>" % number for number in range(2_000_000))

    (found,) = walked(tmp_path, samples.zipped([("big.xml", body)], method=zipfile.ZIP_STORED))

    assert found.refusal.code == "too_large"
    assert (found.sha256, found.size) == (hashlib.sha256(body).hexdigest(), len(body))
