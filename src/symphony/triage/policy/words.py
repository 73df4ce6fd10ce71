"""The closed words of every policy: bands, paths, and the facts that no policy may do without."""

from typing import Final

NOT_KNOWN: Final = "not_known"

# Gravest first, the order of the queue.
BANDS: Final = ("very_high", "high", "medium", "low")
PATHS: Final = (
    "investigate",
    "educate",
    "safeguard",
    "prevent",
    "transfer",
    "no_further_action",
)
# How the public guidance tells children's own sharing apart (NPCC guidance as reported by the
# Youth Justice Legal Centre, 1 May 2024).
VARIANTS: Final = ("aggravated", "non_aggravated", "repeated")

# What a referral can be given less for: each needs its facts answered, access to children first.
LIGHTER: Final = ("low", "educate", "prevent", "no_further_action")
# What these paths leave out is the enquiry itself; a transfer hands it on, whole.
WITHOUT_ENQUIRY: Final = ("educate", "safeguard", "prevent", "no_further_action")

# Each of these forces the full response (College of Policing briefing on youth-produced imagery).
FORCING: Final = ("exploitation", "coercion", "profit_motive", "adult_involved")
# These come first whatever a policy says, so no policy may ask about them.
OUTSIDE: Final = ("danger_now", "high_priority", "self_harm")

PARTS: Final = ("risk", "access", "mitigator")
SOURCES: Final = ("cybertipline", "public_form", "linking", "officer")
GIVES: Final = ("floor", "band", "quality", "path")
# Which rows of a table count: every one that fits, the first, or exactly one.
HITS: Final = ("every", "first", "one")

QUALITY_BEST: Final = 100
MOST_COMBINATIONS: Final = 10_000
MOST_BYTES: Final = 1_000_000
MOST_ROWS: Final = 10_000


def plain(word: str) -> str:
    """Return a stored word as people read it."""
    return word.replace("_", " ")
