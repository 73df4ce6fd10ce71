"""Finding the files that somebody wants to import: in folders and zips, each exactly once.

Links inside a folder are never followed and a zip is never unpacked to disk. One file is held at a
time, of at most the size of a document; of anything larger only the SHA-256 is taken.
"""

import hashlib
import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from symphony.core.errors import DomainError
from symphony.referrals import contents, zips
from symphony.referrals.found import Found, digest, read, shown
from symphony.referrals.neighbours import FolderNeighbours, Neighbours
from symphony.referrals.refusals import Refusal, Refused


class NoSuchPath(DomainError):
    """A path that was given to import does not exist."""


def check(paths: Sequence[Path]) -> None:
    """Look whether every path is there.

    :raises NoSuchPath: naming the first that is not
    """
    for path in paths:
        if not os.path.lexists(path):
            raise NoSuchPath(f"There is no file or folder {shown(path)}.")


def walk(paths: Sequence[Path]) -> Iterator[Found]:
    """Return every file under the paths, one at a time, in the order of their names.

    A path that lies inside another one is not read twice.

    :raises NoSuchPath: before anything is read
    """
    check(paths)
    return _walk(_outermost(paths))


def count(paths: Sequence[Path]) -> int:
    """Return how many files there are, by their names alone: a zip counts as what it lists."""
    total = 0
    for path in _outermost(paths):
        folders = [path] if path.is_dir() else []
        total += 0 if folders else zips.count(path)
        while folders:
            try:
                inside = list(os.scandir(folders.pop()))
            except OSError:
                total += 1
                continue
            for entry in inside:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(Path(entry.path))
                else:
                    is_zip = entry.name.lower().endswith(".zip")
                    total += zips.count(Path(entry.path)) if is_zip else 1
    return total


def _outermost(paths: Sequence[Path]) -> list[Path]:
    kept: dict[Path, Path] = {}
    for path in paths:
        kept.setdefault(path.resolve(), path)
    return [path for real, path in kept.items() if not any(up in kept for up in real.parents)]


def _walk(paths: Sequence[Path]) -> Iterator[Found]:
    for path in paths:
        # Whoever names a link means what it leads to; links found inside are not followed.
        if path.is_dir():
            try:
                yield from _folder(path)
            except OSError as error:
                beside = FolderNeighbours(path.parent, ())
                yield _without_bytes(path, beside, unreadable("folder", error))
        elif path.is_symlink() and not path.exists():
            yield _link(path, FolderNeighbours(path.parent, (path.name,)))
        else:
            real = path.resolve()
            yield from _file(real, shown(path), FolderNeighbours(real.parent))


def _folder(top: Path) -> Iterator[Found]:
    """Go through a folder and those inside it; of each open one only the names are held."""
    opened = [(top, *_names(top))]
    while opened:
        folder, names, inside = opened[-1]
        name = next(names, None)
        if name is None:
            opened.pop()
            continue
        path = folder / name
        try:
            if stat.S_ISDIR(path.lstat().st_mode):
                opened.append((path, *_names(path)))
                continue
        except OSError as error:
            yield _without_bytes(path, inside, unreadable("folder", error))
            continue
        yield from _file(path, shown(path), inside)


def _names(folder: Path) -> tuple[Iterator[str], Neighbours]:
    names = sorted(entry.name for entry in folder.iterdir())
    return iter(names), FolderNeighbours(folder, names)


def _file(path: Path, name: str, neighbours: Neighbours) -> Iterator[Found]:
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            yield _link(path, neighbours)
            return
        if not stat.S_ISREG(mode):
            yield _without_bytes(path, neighbours, _SPECIAL)
            return
        # Not to be led astray, nor made to wait, by what was put there a moment ago.
        opened = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(opened, "rb") as file:
            yield from _opened(file, name, neighbours)
    except OSError as error:
        yield _without_bytes(path, neighbours, unreadable("file", error))


def _opened(file: IO[bytes], name: str, neighbours: Neighbours) -> Iterator[Found]:
    head = file.read(contents.HEAD)
    file.seek(0)
    if not contents.is_zip(head):
        yield read(file, name, neighbours)
        return
    try:
        entries = zips.entries(file, name)
    except Refused as refused:
        file.seek(0)
        sha256, size, _ = digest(file)
        yield Found(name, sha256, size, None, refused.refusal, neighbours)
        return
    yield from entries


_SPECIAL = Refusal("not_a_file", "This is a device, socket or pipe, not a file. It was not opened.")


def unreadable(what: str, error: OSError) -> Refusal:
    """Return the refusal of something that the operating system did not let us read."""
    told = error.strerror or "no reason given"
    return Refusal(
        "unreadable",
        f"The {what} could not be read: {told}. Make it readable and import it again.",
    )


def _link(path: Path, neighbours: Neighbours) -> Found:
    leads = "to a file or folder" if path.exists() else "nowhere"
    return _without_bytes(
        path,
        neighbours,
        Refusal(
            "link",
            f"This is a link that leads {leads}. Links are not followed: name the file itself.",
        ),
        os.fsencode(path.readlink()),
    )


def _without_bytes(
    path: Path, neighbours: Neighbours, refusal: Refusal, target: bytes = b""
) -> Found:
    """Return what has a place and no bytes; its SHA-256 is of its name and where it leads."""
    known_by = b"\x00".join((b"no bytes", os.fsencode(path.absolute()), target))
    sha256 = hashlib.sha256(known_by).hexdigest()
    return Found(shown(path), sha256, 0, None, refusal, neighbours)
