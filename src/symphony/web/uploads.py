"""Files that staff may send: one small text on the pages that say so, and nothing anywhere else.

A file is kept in memory only, never on a disk, and no more of it than a reader of text needs.
"""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.urls import Resolver404, resolve

# What is longer is cut behind this, and refused by whoever reads it.
MOST_BYTES = 1_000_001
Page = Callable[..., Any]


def takes_text_file(page: Page) -> Page:
    """Let a page be sent a file; on every other page files are dropped unread."""
    page.takes_text_file = True  # type: ignore[attr-defined]  # read back by the handler
    return page


class TextUploadHandler(FileUploadHandler):
    """Keeps the file of a page that takes one."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if not _takes_one(self.request):
            raise SkipFile
        self.kept = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.kept += raw_data[: MOST_BYTES - len(self.kept)]

    def file_complete(self, file_size: int) -> SimpleUploadedFile:
        # The name that the sender's machine gave it may name people: it is not kept.
        return SimpleUploadedFile("sent", bytes(self.kept), "text/plain")


def _takes_one(request: HttpRequest | None) -> bool:
    try:
        return bool(request and getattr(resolve(request.path_info).func, "takes_text_file", False))
    except Resolver404:
        return False
