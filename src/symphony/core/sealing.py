"""Locking what only one key may open: libsodium's boxes, by way of PyNaCl.

A locked text can be read by whoever holds its 32-byte key. A sealed one was put into a box for a
public key: whoever sealed it cannot open it again, only the holder of the private key can.
"""

import json
from typing import Any

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

from symphony.core.errors import DomainError

KEY_BYTES = 32


class CannotOpen(DomainError):
    """The key is not the one of this box, or the box was changed."""


def new_key() -> bytes:
    """Return a new key for `lock`, or the seed of a new pair."""
    return random(KEY_BYTES)


def lock(key: bytes, value: Any) -> bytes:
    """Lock a value made of JSON's kinds; only the same key opens it, and no change goes unseen."""
    return bytes(SecretBox(key).encrypt(json.dumps(value).encode()))


def unlock(key: bytes, locked: bytes) -> Any:
    """Return the value.

    :raises CannotOpen: if it was locked with another key, or changed since
    """
    try:
        return json.loads(SecretBox(key).decrypt(bytes(locked)))
    except (CryptoError, ValueError) as error:
        raise CannotOpen("This cannot be opened with that key.") from error


def public_key_of(private_key: bytes) -> bytes:
    """Return the public half of a pair that is made from its private half."""
    return bytes(PrivateKey(private_key).public_key)


def seal(public_key: bytes, value: Any) -> bytes:
    """Put a value made of JSON's kinds into a box that only the private key's holder opens."""
    return bytes(SealedBox(PublicKey(bytes(public_key))).encrypt(json.dumps(value).encode()))


def open_sealed(private_key: bytes, box: bytes) -> Any:
    """Return the value in the box.

    :raises CannotOpen: if it was sealed for another key, or changed since
    """
    try:
        return json.loads(SealedBox(PrivateKey(private_key)).decrypt(bytes(box)))
    except (CryptoError, ValueError) as error:
        raise CannotOpen("This cannot be opened with that key.") from error
