"""The unit's pair of keys: made once, its private half read by the keyholder's process alone.

`python -m symphony.keyholder.keys FOLDER` makes the pair if there is none, in a process that ends
at once: whoever needs the public half finds it in a file beside the private one.
"""

import os
import stat
import sys
from pathlib import Path

from symphony.core import sealing
from symphony.core.errors import DomainError
from symphony.keyholder import protection

PRIVATE, PUBLIC = "keyholder.key", "keyholder.pub"


class Unusable(DomainError):
    """The key is missing, open to others, or not the half of this pair."""


def read_private(folder: Path) -> bytes:
    """Return the private half.

    :raises Unusable: if it is not there, not a key, another account's, or open to others
    """
    file = folder / PRIVATE
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as reason:
        raise Unusable(f"{file} cannot be read: {reason.strerror}. {_LOST}") from None
    with os.fdopen(descriptor) as stream:
        found = os.fstat(stream.fileno())
        if found.st_uid != os.geteuid() or stat.S_IMODE(found.st_mode) & 0o077:
            raise Unusable(f"{file} must belong to the keyholder's account, with mode 0600.")
        key = _bytes_of(stream.read(), file)
    if (folder / PUBLIC).exists() and read_public(folder) != sealing.public_key_of(key):
        raise Unusable(f"{file} and {folder / PUBLIC} are not halves of one pair.")
    return key


def read_public(folder: Path) -> bytes:
    """Return the public half, which contact details are sealed for.

    :raises Unusable: if it is not there, or not a key
    """
    file = folder / PUBLIC
    try:
        return _bytes_of(file.read_text(), file)
    except OSError as reason:
        raise Unusable(f"{file} cannot be read: {reason.strerror}.") from None


def make_pair(folder: Path) -> None:
    """Make the pair, unless there is one. A second maker at the same time finds the first's.

    :raises Unusable: if only the public half is left: what was sealed for it could never be opened
    """
    if not (folder / PRIVATE).exists():
        if (folder / PUBLIC).exists():
            raise Unusable(f"{folder / PRIVATE} is missing. {_LOST}")
        _write(folder, PRIVATE, sealing.new_key().hex(), replace=False)
    if not (folder / PUBLIC).exists():
        public = sealing.public_key_of(read_private(folder))
        _write(folder, PUBLIC, public.hex(), replace=True)


_LOST = "Bring it back from a backup: without it no contact details can be opened."


def _bytes_of(text: str, file: Path) -> bytes:
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        key = b""
    if len(key) != sealing.KEY_BYTES:
        raise Unusable(f"{file} is not a key: it must be {2 * sealing.KEY_BYTES} hex digits.")
    return key


def _write(folder: Path, name: str, text: str, *, replace: bool) -> None:
    """Write a file complete or not at all, and see it onto the disk: there is no other copy."""
    unfinished = folder / f".{name}.{os.getpid()}"
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    if replace:
        unfinished.replace(folder / name)
    else:
        try:
            (folder / name).hardlink_to(unfinished)
        except FileExistsError:
            pass
        finally:
            unfinished.unlink()
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def main(arguments: list[str]) -> None:
    """Make the pair in the folder that is named."""
    protection.protect()
    try:
        make_pair(Path(arguments[0]))
    except DomainError as refusal:
        sys.exit(str(refusal))


if __name__ == "__main__":
    main(sys.argv[1:])
