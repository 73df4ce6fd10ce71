"""The six words with which a reporter comes back: drawn from a list, never stored."""

import re
import secrets
import unicodedata
from pathlib import Path

HOW_MANY = 6

# Common, neutral and easily spelt; no two sound alike. One a line, in order; the entropy of six
# is computed and asserted in the list's test.
WORDS: tuple[str, ...] = tuple(
    (Path(__file__).parent / "words.txt").read_text(encoding="ascii").split()
)


def choose() -> list[str]:
    """Return six words, drawn by the system's secure dice; a word may come twice."""
    return [secrets.choice(WORDS) for _ in range(HOW_MANY)]


def normalised(text: str) -> list[str]:
    """Return the words that somebody typed, as they are in the list.

    Capitals, spaces, line breaks, numbers before the words and every sign between them are
    forgiven. A word that is not in the list, or one too many, is left as it is: it will not match.
    """
    return re.findall("[a-z]+", unicodedata.normalize("NFKC", text).lower())
