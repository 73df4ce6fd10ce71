"""Where it happened, as far as a referral states it, and no nearer than a town.

A postcode becomes its area ("PR (Preston)"), a town stays as it was stated. What is nearer (a
street, a house, a school) is left out, and nothing is worked out from an IP address: that tells
where a provider is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from symphony.referrals.models import StatedIdentifier, StatedPerson
from symphony.triage.postcodes import AREAS

LONGEST = 60
Part = StatedPerson.Part
# Whose place it is, the child's first. Where the reporting company sits is nobody's.
_WHOSE: Final = (Part.CHILD, Part.REPORTED_USER)

_POSTCODE = re.compile(
    r"(?<![A-Z0-9])([A-Z]{1,2})[0-9][A-Z0-9]?\s*[0-9][A-Z]{2}(?![A-Z0-9])", re.ASCII
)
# The first half of one, which a person may write alone: "Preston PR1".
_OUTWARD = re.compile(r"(?<![A-Z0-9])([A-Z]{1,2})[0-9][A-Z0-9]?(?![A-Z0-9])", re.ASCII)
_BETWEEN = re.compile(r"[,;|\n\r\t()]+")
# What stands before the name of a town in a sentence: "works in a shop in Millbeck".
_LEADS_TO = re.compile(r"(?:^|\s)(?:in|near|around|from|at)\s+(?!.*\s(?:in|near|around|from|at)\s)")
# Letters of any script; what holds a figure or a sign is no name of a town.
_TOWN = re.compile(r"[^\W\d_]+(?:[ .'\N{RIGHT SINGLE QUOTATION MARK}-]+[^\W\d_]+)*\.?")
_MOST_WORDS = 4
# Words that name something nearer than a town.
_NEARER_WORDS = """
academy alley avenue block close college court crescent drive estate farm flat gardens grammar
grove high house infant infants infirmary junior lane mews nursery place primary road row school
secondary sixth square st street terrace unit university way
"""
_NEARER: Final = frozenset(_NEARER_WORDS.split())
# These begin the names of towns as well: St Albans, High Wycombe.
_MAY_BEGIN: Final = frozenset({"st", "high"})
_COUNTRIES = """
gb, gbr, uk, england, scotland, wales, britain, great britain, united kingdom, northern ireland
"""
_UNITED_KINGDOM: Final = frozenset(map(str.strip, _COUNTRIES.split(",")))
_NO_PLACE = """
unknown, none, n.a, na, dont know, don't know, i don't know, i do not know, do not know, not known,
not sure, no idea, online, the internet, home, here, school, somewhere, anywhere
"""
_SAYS_NOTHING: Final = frozenset(map(str.strip, _NO_PLACE.split(",")))
_SMALL: Final = frozenset({"by", "in", "le", "of", "on", "the", "under", "upon", "with"})


def of(people: Iterable[StatedPerson], identifiers: Iterable[StatedIdentifier]) -> str:
    """Return the area of a referral from its rows, or nothing where none is stated.

    In this order: an address of the child, or of the user who is reported; an address of what
    happened, which belongs to nobody; where the company estimates their account to be used; what
    the sender of a public report wrote.
    """
    parties = [person for person in people if person.part in _WHOSE]
    addresses = [one for one in identifiers if one.kind == StatedIdentifier.Kind.ADDRESS]
    if not parties and not addresses:
        return ""
    parties.sort(key=lambda person: person.part != Part.CHILD)
    return next(filter(None, _said(parties, addresses)), "")


def _said(parties: list[StatedPerson], addresses: list[StatedIdentifier]) -> Iterator[str]:
    if addresses:
        for holder in (*(person.pk for person in parties), None):
            for one in addresses:
                if one.person_id == holder:
                    yield of_address(one.details)
    for person in parties:
        location = person.details.get("location")
        if isinstance(location, Mapping):
            yield of_address(
                {
                    "city": location.get("city") or location.get("region"),
                    "country": location.get("country_code"),
                }
            )
    for person in parties:
        for name in ("area", "school_or_area"):
            yield of_words(str(person.details.get(name) or ""))


def of_address(stated: Mapping[str, Any]) -> str:
    """Return the area of an address by its parts, as `referrals` keeps them."""
    country = str(stated.get("country") or "").strip()
    town = of_words(str(stated.get("city") or ""))
    if country and country.casefold() not in _UNITED_KINGDOM:
        # Towns of the same name in two countries are two places.
        abroad = country.upper() if len(country) <= 3 else _cased(country)
        if not _TOWN.fullmatch(abroad):
            return town
        return f"{town}, {abroad}"[:LONGEST] if town and "(" not in town else abroad[:LONGEST]
    postcode = str(stated.get("postcode") or "").strip().upper()
    code = _POSTCODE.match(postcode) or _OUTWARD.match(postcode)
    if code and code[1] in AREAS:
        return AREAS[code[1]]
    return town


def of_words(words: str) -> str:
    """Return the area that somebody's words name: a postcode's, or the last town among them."""
    for code in _POSTCODE.finditer(words.upper()):
        if code[1] in AREAS:
            return AREAS[code[1]]
    for part in reversed(_BETWEEN.split(words)):
        if town := _town(part):
            return town
    return ""


def _town(part: str) -> str:
    """Return the town that a part of the words names, or nothing where it names none."""
    town = _OUTWARD.sub(" ", part) if part.isascii() else part
    town = " ".join(town.split()).strip(" .-'")
    if leads := _LEADS_TO.search(town.casefold()) if town.isascii() else None:
        town = town[leads.end() :]
    if not _TOWN.fullmatch(town) or town.casefold() in _UNITED_KINGDOM | _SAYS_NOTHING:
        return ""
    said = re.split(r"[ .-]+", town.casefold())
    nearer = [word for at, word in enumerate(said) if word in _NEARER and _is_street(at, said)]
    if nearer or len(said) > _MOST_WORDS:
        return ""
    return _cased(town)[:LONGEST].strip()


def _is_street(at: int, said: list[str]) -> bool:
    begins = at == 0 and len(said) > 1 and said[0] in _MAY_BEGIN
    return not begins or said[1] in _NEARER


def _cased(town: str) -> str:
    """Return a name as a map writes it: "kingston UPON thames" as Kingston upon Thames."""
    words = []
    for at, word in enumerate(re.split(r"([ -])", town)):
        plain = word.lower()
        words.append(plain if at and plain in _SMALL else plain[:1].upper() + plain[1:])
    return "".join(words)
