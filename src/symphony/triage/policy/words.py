"""The closed words of every policy: bands, paths, and the facts that no policy may do without."""

from collections.abc import Mapping
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
# Whether the person can reach a child (HMICFRS inspection of 5 April 2023): always asked.
ACCESS: Final = ("lives_with_children", "family_access", "works_with_children")
# What speaks for quality or for less: none of it touches urgency, in whatever policy.
MITIGATORS: Final = (
    "viral",
    "known_file",
    "informational",
    "viewed_by_company",
    "resolvable_event",
    "identifiers",
)
PART_OF: Final[Mapping[str, str]] = {
    **dict.fromkeys(FORCING, "risk"),
    **dict.fromkeys(ACCESS, "access"),
    **dict.fromkeys(MITIGATORS, "mitigator"),
}
# Answers beside "no" that reassure, whether or not a policy marks them: not knowing the fact never
# counts for less than one of them.
REASSURING: Final[Mapping[str, tuple[str, ...]]] = {
    "incident": ("misleading", "something_else"),
    "recent": ("within_a_year", "over_a_year"),
    "child_age": ("from_13_to_15", "from_16_to_17"),
    "grooming_stage": ("none",),
    "reports": ("one",),
    "elsewhere": ("here",),
    "repeated": ("first_time",),
}
# An identifiable child at risk now is in the top band, whatever else is known.
AT_RISK_NOW: Final[Mapping[str, str]] = {"child_identified": "yes", "at_risk_now": "yes"}
# What has to be answered, and how, before a referral is led to these paths: a picture or a mark
# alone leads nowhere.
NEEDS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "safeguard": ("child_identified", ("yes",)),
    "transfer": ("elsewhere", ("another_force", "another_country")),
}
# What a path may be called beside its name; the others have no variant.
VARIANTS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "investigate": ("", "aggravated"),
    "educate": ("non_aggravated", "repeated"),
}
# These come first whatever a policy says, so no policy may ask about them.
OUTSIDE: Final = ("danger_now", "high_priority", "self_harm")

PARTS: Final = ("risk", "access", "mitigator")
SOURCES: Final = ("cybertipline", "public_form", "linking", "officer")
# The columns of a table of rules that ask no fact, so that no fact can be called like one.
SAID: Final = ("rule", "says", "source")
FIXED_COLUMNS: Final = (*SAID, "band", "quality", "path", "variant")
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
