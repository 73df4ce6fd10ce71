"""Finding files to import: every one exactly once, nothing outside, nothing by a link."""

import hashlib
import os
import random
import tracemalloc

import pytest

from symphony.referrals import files
from tests import samples


def walked(*paths):
    return list(files.walk(paths))


def names(found, top):
    return [one.shown.removeprefix(f"{top}/") for one in found]


def write(top, **contents):
    for name, data in contents.items():
        (top / f"{name}.xml").write_bytes(data)


def test_folders_are_read_to_the_bottom_in_the_order_of_their_names(tmp_path):
    (tmp_path / "b" / "deep").mkdir(parents=True)
    write(tmp_path, c=b"3", a=b"1")
    write(tmp_path / "b" / "deep", x=b"2")

    found = walked(tmp_path)

    assert names(found, tmp_path) == ["a.xml", "b/deep/x.xml", "c.xml"]
    assert [one.data for one in found] == [b"1", b"2", b"3"]
    assert found[0].sha256 == hashlib.sha256(b"1").hexdigest()
    assert found[0].size == 1


def test_an_empty_folder_holds_no_file(tmp_path):
    assert walked(tmp_path) == []


def test_a_path_that_does_not_exist_is_named_before_anything_is_read(tmp_path):
    write(tmp_path, a=b"1")

    with pytest.raises(files.NoSuchPath, match="nowhere"):
        files.walk([tmp_path, tmp_path / "nowhere"])


def test_paths_that_hold_each_other_are_read_once(tmp_path):
    (tmp_path / "in").mkdir()
    write(tmp_path / "in", a=b"1", b=b"2")
    inside = tmp_path / "in"

    found = walked(inside / "a.xml", inside, tmp_path, inside / ".." / "in")

    assert len(found) == 2


def test_links_in_a_folder_are_counted_and_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    write(elsewhere, secret=b"1")
    top = tmp_path / "top"
    top.mkdir()
    (top / "dangling").symlink_to("nowhere")
    (top / "folder").symlink_to(elsewhere)
    (top / "to-file").symlink_to(elsewhere / "secret.xml")
    (top / "round").symlink_to(top)

    found = walked(top)

    assert [one.refusal.code for one in found] == ["link"] * 4
    assert {one.data for one in found} == {None}
    assert len({one.sha256 for one in found}) == 4
    assert "leads nowhere" in found[0].refusal.reason


def test_a_dangling_link_given_by_name_is_one_file_that_cannot_be_read(tmp_path):
    (tmp_path / "dangling").symlink_to("nowhere")

    (found,) = walked(tmp_path / "dangling")

    assert found.refusal.code == "link"


def test_a_link_given_by_name_is_what_it_leads_to(tmp_path):
    (tmp_path / "real").mkdir()
    write(tmp_path / "real", a=b"1")
    (tmp_path / "link").symlink_to("real")

    assert names(walked(tmp_path / "link"), tmp_path) == ["link/a.xml"]


def test_the_same_unreadable_thing_is_known_again_by_its_sha256(tmp_path):
    (tmp_path / "dangling").symlink_to("nowhere")

    assert walked(tmp_path)[0].sha256 == walked(tmp_path)[0].sha256


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_what_may_not_be_read_says_so(tmp_path):
    write(tmp_path, a=b"1")
    (tmp_path / "a.xml").chmod(0)

    assert walked(tmp_path)[0].refusal.code == "unreadable"


def test_pipes_are_never_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")

    (found,) = walked(tmp_path)

    assert found.refusal.code == "not_a_file"


def test_names_that_are_not_text_are_shown_all_the_same(tmp_path):
    (tmp_path / os.fsdecode(b"caf\xe9\n.xml")).write_bytes(b"1")

    (found,) = walked(tmp_path)

    assert found.name == "caf\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}.xml"
    assert found.data == b"1"


def test_media_is_counted_and_never_held(tmp_path):
    write(tmp_path, picture=samples.JPEG)

    (found,) = walked(tmp_path)

    assert found.refusal.code == "media"
    assert found.data is None
    assert (found.sha256, found.size) == (
        hashlib.sha256(samples.JPEG).hexdigest(),
        len(samples.JPEG),
    )


def test_junk_that_a_computer_leaves_behind_is_counted(tmp_path):
    (tmp_path / ".DS_Store").write_bytes(b"\x00\x00\x00\x01Bud1" + bytes(100))

    (found,) = walked(tmp_path)

    assert found.refusal.code == "binary"


def test_a_hundred_megabytes_are_refused_with_their_sha256_and_never_held(tmp_path):
    body = samples.report(summary="<escalateToHighPriority/>", number="100000003")
    line = b"<additionalInfo>" + b"a " * 500_000 + b"</additionalInfo>"
    sha256 = hashlib.sha256()
    with (tmp_path / "big.xml").open("wb") as big:
        for piece in [body[:-9], *[line] * 100, b"</report>"]:
            big.write(piece)
            sha256.update(piece)
    tracemalloc.start()

    (found,) = walked(tmp_path)

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found.refusal.code == "too_large"
    assert "20,000,000" in found.refusal.reason
    assert found.data is None
    assert found.sha256 == sha256.hexdigest()
    assert found.size == (tmp_path / "big.xml").stat().st_size > 100_000_000
    assert found.refusal.high_priority
    assert found.refusal.report_id == "100000003"
    assert peak < 60_000_000


def test_memory_does_not_grow_with_the_number_of_files(tmp_path):
    body = random.Random(1).randbytes(50_000).hex().encode()
    for number in range(200):
        (tmp_path / f"{number}.xml").write_bytes(body)
    tracemalloc.start()

    for _ in files.walk([tmp_path]):
        pass

    assert tracemalloc.get_traced_memory()[1] < 3_000_000
    tracemalloc.stop()


def test_very_deep_folders_are_no_trouble(tmp_path):
    deep = tmp_path
    for _ in range(300):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "a.xml").write_bytes(b"1")

    assert len(walked(tmp_path)) == 1
