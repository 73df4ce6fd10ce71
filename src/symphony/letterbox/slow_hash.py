"""A hash that is slow on purpose, so that words cannot be guessed even from a stolen database."""

from nacl.pwhash import argon2id
from nacl.utils import random

# What one try costs: about a tenth of a second, and 32 MiB. Each salt begins with its own cost,
# so that a dearer one tomorrow does not shut out whoever was given their words today.
PASSES = 8
MEMORY = 25  # as a power of two, in bytes
_MOST_PASSES, _MOST_MEMORY = 32, 28

BYTES = 32


def new_salt() -> bytes:
    """Return a salt, with what a try costs from now on."""
    return bytes([PASSES, MEMORY]) + random(argon2id.SALTBYTES)


def hashed(text: str, salt: bytes) -> bytes:
    """Return 32 bytes that only this text and this salt make.

    :raises ValueError: if the salt is none of ours
    """
    passes, memory, grains = salt[0], salt[1], salt[2:]
    if passes > _MOST_PASSES or memory > _MOST_MEMORY:
        raise ValueError("No hash of ours costs that much.")
    return argon2id.kdf(BYTES, text.encode(), grains, opslimit=passes, memlimit=1 << memory)
