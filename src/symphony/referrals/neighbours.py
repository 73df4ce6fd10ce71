"""What lies beside a file in its folder or zip, where a report's number may stand."""

import zipfile
import zlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

_MOST_READ = 1_000_000


class Neighbours:
    """The files of one folder, by name. One object serves all of them."""

    # Whether they can be looked at only while the walk has not gone on.
    pass_by = False

    @property
    def folder(self) -> str:
        """The folder's own name."""
        raise NotImplementedError

    @property
    def names(self) -> Sequence[str]:
        raise NotImplementedError

    def start_of(self, name: str, size: int = _MOST_READ) -> bytes:
        """Return the first bytes of one of them; empty where it cannot be read."""
        raise NotImplementedError

    @cached_property
    def notes(self) -> dict[str, Any]:
        """What a reader of a format wants to remember of this folder while it is walked."""
        return {}


class FolderNeighbours(Neighbours):
    def __init__(self, path: Path, names: Sequence[str] | None = None) -> None:
        self._path, self._names = path, names

    @property
    def folder(self) -> str:
        return self._path.absolute().name

    @property
    def names(self) -> Sequence[str]:
        if self._names is None:
            try:
                self._names = sorted(entry.name for entry in self._path.iterdir())
            except OSError:
                self._names = ()
        return self._names

    def start_of(self, name: str, size: int = _MOST_READ) -> bytes:
        path = self._path / name
        try:
            if path.is_symlink() or not path.is_file():
                return b""
            with path.open("rb") as file:
                return file.read(size)
        except OSError:
            return b""


class ZipNeighbours(Neighbours):
    """The entries of one folder inside a zip, which stays open while it is walked."""

    pass_by = True

    def __init__(self, archive: zipfile.ZipFile, folder: str, names: dict[str, Any]) -> None:
        self._archive, self._folder, self._entries = archive, folder, names

    @property
    def folder(self) -> str:
        return self._folder

    @property
    def names(self) -> Sequence[str]:
        return tuple(self._entries)

    def start_of(self, name: str, size: int = _MOST_READ) -> bytes:
        entry = self._entries[name]
        if entry.flag_bits & 1:
            return b""
        try:
            with self._archive.open(entry) as file:
                return file.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
            return b""
