"""The unit's pair of keys, and who can come by its private half."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from symphony.core import sealing
from symphony.keyholder import keys


def make(folder):
    return subprocess.run(
        [sys.executable, "-m", "symphony.keyholder.keys", str(folder)],
        capture_output=True,
        text=True,
    )


def test_the_private_half_is_for_its_owner_and_fits_the_public_one(tmp_path):
    assert make(tmp_path).returncode == 0

    private = tmp_path / "keyholder.key"
    assert private.stat().st_mode & 0o777 == 0o600
    assert sealing.public_key_of(keys.read_private(tmp_path)) == keys.read_public(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["keyholder.key", "keyholder.pub"]


def test_several_who_make_it_at_once_find_one_pair(tmp_path):
    with ThreadPoolExecutor(max_workers=6) as makers:
        done = list(makers.map(lambda _: make(tmp_path), range(6)))

    assert {each.returncode for each in done} == {0}
    assert sealing.public_key_of(keys.read_private(tmp_path)) == keys.read_public(tmp_path)


def test_making_it_again_changes_nothing(tmp_path):
    keys.make_pair(tmp_path)
    before = [path.read_text() for path in sorted(tmp_path.iterdir())]

    keys.make_pair(tmp_path)

    assert [path.read_text() for path in sorted(tmp_path.iterdir())] == before


def test_a_lost_private_half_is_never_replaced_in_silence(tmp_path):
    keys.make_pair(tmp_path)
    (tmp_path / "keyholder.key").unlink()

    done = make(tmp_path)

    assert done.returncode == 1
    assert "is missing. Bring it back from a backup" in done.stderr
    assert not (tmp_path / "keyholder.key").exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_a_key_that_others_can_read_is_refused(tmp_path, mode):
    keys.make_pair(tmp_path)
    (tmp_path / "keyholder.key").chmod(mode)

    with pytest.raises(keys.Unusable, match="with mode 0600"):
        keys.read_private(tmp_path)


def test_a_link_to_a_key_is_refused(tmp_path):
    keys.make_pair(tmp_path)
    (tmp_path / "keyholder.key").rename(tmp_path / "elsewhere")
    (tmp_path / "keyholder.key").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(keys.Unusable, match="cannot be read"):
        keys.read_private(tmp_path)


@pytest.mark.parametrize("text", ["", "00", "z" * 64, "00" * 31])
def test_what_is_not_a_key_is_refused_without_its_text(tmp_path, text):
    private = tmp_path / "keyholder.key"
    private.touch(mode=0o600)
    private.write_text(text)

    with pytest.raises(keys.Unusable, match="is not a key: it must be 64 hex digits"):
        keys.read_private(tmp_path)


def test_halves_of_two_pairs_are_refused(tmp_path):
    keys.make_pair(tmp_path)
    (tmp_path / "keyholder.pub").write_text(sealing.public_key_of(bytes([7]) * 32).hex())

    with pytest.raises(keys.Unusable, match="not halves of one pair"):
        keys.read_private(tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")
def test_the_running_process_gives_nothing_away(keyholder):
    """No core dump, no look inside by others of its account, and no key where /proc shows it."""
    process = Path(f"/proc/{keyholder.process.pid}")
    private = (keyholder.home / "keys" / "keyholder.key").read_text().encode()

    limits = [line.split() for line in (process / "limits").read_text().splitlines()]
    assert ["Max", "core", "file", "size", "0", "0", "bytes"] in limits
    assert "NoNewPrivs:\t1" in (process / "status").read_text()
    # What cannot be dumped belongs to root, so that its own account cannot trace it.
    assert (process / "environ").stat().st_uid == 0
    for shown in ("environ", "cmdline"):
        assert private not in (process / shown).read_bytes()
