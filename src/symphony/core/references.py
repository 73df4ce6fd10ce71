"""Reference numbers: what an officer reads out over the telephone.

Random ones (referral R-K74M-92QX, person P-4T8K2A) cannot be guessed and tell nobody how much
there is; their last sign is a check (a pure system as in ISO/IEC 7064, modulo the prime 31 with
powers of 3), so a slip of one sign or a swap of neighbours is caught. Counted ones (case
C-26-0512, visit V-26-0311, quarantined item Q-26-0044) run from 1 within a year.
"""

import re
import secrets
from dataclasses import dataclass

from django.db.models import F

from symphony.core.models import Counter

# No I, L, O, U, Z: 0, 1, 2 and V stay, what is misread for them is gone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXY"
_VALUE = {sign: value for value, sign in enumerate(ALPHABET)}
_LOOK_ALIKE = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V", "Z": "2"})
_BASE = len(ALPHABET)
_DIGITS, _LETTERS = ALPHABET[:10], ALPHABET[10:]


def _check_sign(body: str) -> str:
    """Return the sign that makes the weighted sum of all signs divisible by 31."""
    total = 0
    for sign in body:
        total = (total * 3 + _VALUE[sign]) % _BASE
    return ALPHABET[-total * 3 % _BASE]


def _random_body(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def new_referral(*, from_public: bool = False) -> str:
    """Return a new referral reference, for example R-K74M-92QX.

    The letterbox cannot see which references are taken elsewhere, and what it has told somebody
    cannot be changed: its references begin with a digit and no others do, so that they never meet.
    """
    first = secrets.choice(_DIGITS if from_public else _LETTERS)
    body = first + _random_body(6)
    signs = body + _check_sign(body)
    return f"R-{signs[:4]}-{signs[4:]}"


def new_person() -> str:
    """Return a new person reference, for example P-4T8K2A."""
    body = _random_body(5)
    return f"P-{body}{_check_sign(body)}"


def next_numbers(kind: str, *, year: int, count: int = 1) -> list[str]:
    """Take the next numbers of a kind in a year, holding its counter until the transaction ends.

    :param kind: the letter before the number: C, V or Q
    :param year: four digits
    """
    counter, _ = Counter.objects.get_or_create(kind=kind, year=year)
    Counter.objects.filter(pk=counter.pk).update(last=F("last") + count)
    counter.refresh_from_db()
    first = counter.last - count + 1
    return [f"{kind}-{year % 100:02}-{number:04}" for number in range(first, counter.last + 1)]


@dataclass(frozen=True)
class Reference:
    """A reference as it is written, and the letter that says what it is of."""

    kind: str
    text: str


_RANDOM = re.compile(r"^(R)-?([0-9A-Z]{4})-?([0-9A-Z]{4})$|^(P)-?([0-9A-Z]{6})$")
_COUNTED = re.compile(r"^([CVQ])-?(\d{2})-?(\d{1,6})$")


def parse(text: str) -> Reference | None:
    """Read a reference as typed: any case, spaces and dashes as they come, look-alikes forgiven.

    Returns None for what is not a reference or fails its check sign.
    """
    typed = re.sub(r"[\s\u2010-\u2015\u2212]+", "", text.replace("\u2013", "-")).upper()
    if counted := _COUNTED.match(typed):
        kind, year, number = counted.groups()
        return Reference(kind, f"{kind}-{year}-{int(number):04}")
    # The kind's own letter is never a look-alike of another.
    typed = typed[:1] + typed[1:].translate(_LOOK_ALIKE)
    if not (match := _RANDOM.match(typed)):
        return None
    kind = match[1] or match[4]
    signs = (match[2] + match[3]) if match[1] else match[5]
    if any(sign not in _VALUE for sign in signs) or _check_sign(signs[:-1]) != signs[-1]:
        return None
    return Reference(kind, f"R-{signs[:4]}-{signs[4:]}" if kind == "R" else f"P-{signs}")
