"""Keeps what is in this process's memory out of files and from other processes' eyes."""

import ctypes
import os
import resource
import sys

_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38


def protect() -> None:
    """Leave no core dump, let nobody of the same account look inside, and gain no privilege.

    On Linux a process that is not dumpable can be traced, and its memory read, by root only.
    Called before the key is read.

    :raises OSError: if the kernel refuses, which it has no reason to
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        library = ctypes.CDLL(None, use_errno=True)
        for option, value in ((_PR_SET_DUMPABLE, 0), (_PR_SET_NO_NEW_PRIVS, 1)):
            if library.prctl(option, value, 0, 0, 0):
                number = ctypes.get_errno()
                raise OSError(number, os.strerror(number))
