"""What the screens call the senders' terms, which stand beside, and how a value is said."""

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from symphony.core.clock import LONDON
from symphony.web import times

NOT_STATED = "Not stated"
HIDDEN = "Hidden"

INCIDENTS: Mapping[str, str] = {
    "child pornography (possession, manufacture, and distribution)": "Indecent images of children",
    "child sex trafficking": "Trafficking of a child",
    "child sex tourism": "Travel to abuse children",
    "child sexual molestation": "Contact abuse",
    "misleading domain name": "Misleading web address",
    "misleading words or digital images on the internet": "Misleading words or pictures online",
    "online enticement of children for sexual acts": "Grooming",
    "unsolicited obscene material sent to a child": "Obscene material sent to a child",
}
ANNOTATIONS: Mapping[str, str] = {
    "sextortion": "Threats or blackmail over images",
    "csamSolicitation": "A child asked for images",
    "minorToMinorInteraction": "Between children",
    "spam": "Spam",
    "sadisticOnlineExploitation": "A child made to do harm",
    "informational": "For information only",
    "potentialAggravatingFactors": "Possibly aggravating facts",
    "instrumentalUse": "The account as a means only",
    "animeDrawingVirtualHentai": "Drawn or animated",
    "potentialMeme": "Possibly shared as a joke or in outrage",
    "viral": "Widely shared",
    "possibleSelfProduction": "Possibly made by the child",
    "physicalHarm": "Physical harm",
    "violenceGore": "Violence",
    "bestiality": "With an animal",
    "liveStreaming": "Streamed live",
    "infant": "An infant",
    "generativeAi": "Possibly made by a computer",
}

PLACES: Mapping[str, str] = {
    "webPage": "Web page",
    "email": "Email",
    "newsgroup": "Newsgroup",
    "chatIm": "Chat or messages",
    "onlineGaming": "Online game",
    "cellPhone": "Phone",
    "nonInternet": "Not on the internet",
    "peer2peer": "File sharing",
}

# What a key of the stated facts is called where taking it apart into words would not do.
_KEYS: Mapping[str, str] = {
    "when_in_words": "When, in the sender's words",
    "from_a_later_report": "From a later report, whose SHA-256 begins",
    "connected_with_person": "Account connected with person",
    "location_of_file": "Where the file was",
    "age_discrepancy": "Age in doubt",
    "additional_info": "In the sender's words",
    "compromised": "Account was taken over",
    "url": "Address",
    "urls": "Addresses",
    "legal_url": "Legal page",
    "knows_child": "How they know the child",
    "communication": "Help to communicate",
    "lives_with_children": "Lives with, looks after or works with children",
    "in_their_words": "In the sender's words",
    "all_emails_reported": "All emails reported",
    "third_party_user": "Account of a third party",
    "prior_reports": "Earlier reports of the company",
    "profile_bio": "Profile text",
    "served_domestic": "Legal process served at home",
    "served_international": "Legal process served abroad",
    "utc": "UTC",
}
# File names can themselves be explicit, and so can the places where files were found.
_HIDING = re.compile(r"file_?names?|original_?name|location_?of_?file", re.IGNORECASE)


def incident(wire: str) -> str:
    """Return what the screens call an incident type, with the sender's own term beneath."""
    if not wire:
        return NOT_STATED
    known = INCIDENTS.get(wire.strip().casefold())
    return f"{known}\nSender's own term: {wire}" if known else wire


def annotation(wire: str) -> str:
    """Return what the screens call a mark that the company set, and the mark itself."""
    return f"{ANNOTATIONS[wire]} ({wire})" if wire in ANNOTATIONS else wire


def three_state(value: bool | None) -> str:
    """Return Yes, No or Not stated: absent is never No."""
    return NOT_STATED if value is None else "Yes" if value else "No"


def stated(value: Any) -> str:
    """Return a value as it was stated, in one piece of text."""
    if value is None or value == "" or value == [] or value == {}:
        return NOT_STATED
    if isinstance(value, bool):
        return three_state(value)
    if isinstance(value, list | tuple):
        return "\n".join(stated(one) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{key_words(key).lower()}: {stated(one)}" for key, one in value.items())
    return str(value)


def key_words(key: str) -> str:
    """Return what a key is called: third_party_hosted or thirdPartyHosted as Third party hosted."""
    if key in _KEYS:
        return _KEYS[key]
    parts = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", key).replace("_", " ").split()
    words = " ".join(part if part.isupper() else part.lower() for part in parts)
    return words[:1].upper() + words[1:]


def rows(
    facts: Mapping[str, Any], *, above: str = "", hide: bool = True
) -> Iterator[tuple[str, str]]:
    """Return (what, value) for everything in a mapping, to any depth; file names are hidden."""
    for key, value in facts.items():
        name = f"{above}: {key_words(key).lower()}" if above else key_words(key)
        if hide and value and _HIDING.search(key):
            yield name, HIDDEN
        elif isinstance(value, dict) and value:
            yield from rows(value, above=name, hide=hide)
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            for number, one in enumerate(value, start=1):
                label = f"{name} {number}" if len(value) > 1 else name
                yield from _listed(one, label, hide=hide)
        else:
            yield name, stated(value)


def _listed(one: Any, label: str, *, hide: bool) -> Iterator[tuple[str, str]]:
    """Return the rows of one of several: a pair of name and value is one row."""
    if not isinstance(one, dict):
        yield label, stated(one)
    elif one.keys() <= {"kind", "name", "value"} and {"name", "value"} <= one.keys():
        kind = f"{one['kind']} " if one.get("kind") else ""
        yield f"{kind}{one['name']}", stated(one.get("value"))
    else:
        yield from rows(one, above=label, hide=hide)


def utc(moment: datetime | None) -> str:
    """Return a moment of evidence in UTC: 2026-06-14 01:40:00Z."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}Z" if moment else "Not known"


def london(moment: datetime | None) -> str:
    """Return a moment of evidence in London, with BST or GMT: 14 Jun 2026, 02:40:00 BST."""
    if moment is None:
        return "Not known"
    local = moment.astimezone(LONDON)
    return f"{times.staff_date(local)}, {local:%H:%M:%S %Z}"
