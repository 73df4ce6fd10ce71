"""Every answer that a referral can state by itself, fact by fact.

What `reading` reads from a referral is one of these, and every policy that asks the fact has to
know them: an answer that it does not know would count as not known, and nobody would see it.
"""

from collections.abc import Mapping
from typing import Final

_YES: Final = ("yes",)
_YES_OR_NO: Final = ("yes", "no")

STATED: Final[Mapping[str, tuple[str, ...]]] = {
    "incident": (
        "contact_abuse",
        "trafficking",
        "grooming",
        "images",
        "obscene_sent",
        "misleading",
        "something_else",
    ),
    "recent": ("within_a_week", "within_a_year", "over_a_year"),
    "child_identified": _YES,
    "child_age": ("under_13", "from_13_to_15", "from_16_to_17"),
    "extortion": _YES,
    "live_streaming": _YES,
    "grooming_stage": ("talk", "asking", "meeting"),
    "lives_with_children": _YES_OR_NO,
    "about_self": _YES,
    "self_made": _YES,
    "exploitation": _YES,
    "coercion": _YES,
    "profit_motive": _YES,
    "viral": _YES,
    "informational": _YES,
    "viewed_by_company": _YES_OR_NO,
    "resolvable_event": _YES,
    "identifiers": _YES,
}
