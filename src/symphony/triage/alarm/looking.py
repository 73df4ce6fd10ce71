"""Looks for words of immediate harm in everything that somebody wrote into a report.

Sentences only: names, accounts, addresses and file names are not read, since a screen name says
nothing about today.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import structlog

from symphony.referrals.models import Referral, ReportedFile, StatedPerson
from symphony.referrals.models.referral import Channel
from symphony.referrals.services import Arrival
from symphony.triage.alarm.lists import InUse, in_use
from symphony.triage.alarm.matching import find

# Where prose stands in what a company states; everything else are names, codes and numbers.
_PROSE = frozenset({"additional_info", "content", "when_in_words"})
# Of the public form: accounts and codes. Every other answer is in the sender's own words.
_NOT_WORDS = frozenset({"services", "form", "route"})
# A report that says the same a hundred times says it once.
MOST_KEPT = 30

# Where and what: "report" and the narrative.
Text = tuple[str, str]
Found = dict[str, str]
log = structlog.get_logger("symphony.triage")


def texts_of(
    referral: Referral, people: Iterable[StatedPerson] = (), files: Iterable[ReportedFile] = ()
) -> Iterator[Text]:
    """Go through every text that was written into a referral, with where it stands."""
    yield "report", referral.narrative
    yield "priority", referral.high_priority_reason
    if referral.channel == Channel.PUBLIC_FORM:
        answers = {k: v for k, v in referral.stated.items() if k not in _NOT_WORDS}
        # The narrative is the sender's answer to one of the questions.
        answers.pop("narrative", None)
        yield from (("form", text) for text in _strings(answers))
    else:
        yield from (("incident", text) for text in _prose(referral.stated))
        for person in people:
            yield from (("person", text) for text in _prose(person.details))
    yield from texts_of_files(files)


def texts_of_files(files: Iterable[ReportedFile]) -> Iterator[Text]:
    """Go through what was written about reported files."""
    for file in files:
        yield from (("file", text) for text in _prose(file.details))


def look(texts: Iterable[Text], using: InUse) -> list[Found]:
    """Return the words of immediate harm in texts, each once: what is kept with the referral."""
    found: dict[tuple[str, str], Found] = {}
    for where, text in texts:
        for match in find(text, using.terms) if text else ():
            kept = {
                "term": match.term,
                "kind": match.kind.value,
                "why": match.why,
                "words": match.words[:200],
                "where": where,
                "list": using.digest[:12],
            }
            found.setdefault((match.term, match.words.casefold()), kept)
    return list(found.values())[:MOST_KEPT]


def mark(arrivals: Sequence[Arrival]) -> None:
    """Keep with each arrival the words that were found in it, before it is stored.

    Whatever goes wrong here costs no referral: it is then looked at again when it is graded.
    """
    using = in_use()
    for arrival in arrivals:
        texts = texts_of(arrival.referral, arrival.people, arrival.files)
        arrival.referral.alarm_words = try_to_look(texts, using)


def try_to_look(texts: Iterable[Text], using: InUse) -> list[Found] | None:
    """Return the words in texts, or None if they could not be looked through."""
    try:
        return look(texts, using)
    except Exception as failure:
        log.error("words_not_looked_for", failure=type(failure).__name__)
        return None


def why_it_alerts(referral: Referral, using: InUse | None = None) -> str:
    """Return why the first words found in a referral alert; empty if there are none.

    The list's own words, never the report's. One that came before words were kept is looked at now.

    :param using: the list in use, where whoever goes through many referrals has asked for it once
    """
    if referral.alarm_words is None:
        texts = [("report", referral.narrative)]
        referral.alarm_words = try_to_look(texts, using or in_use())
    return referral.alarm_words[0]["why"] if referral.alarm_words else ""


def _prose(stated: Any) -> Iterator[str]:
    if isinstance(stated, dict):
        for key, value in stated.items():
            if isinstance(value, str):
                if key in _PROSE:
                    yield value
            elif isinstance(value, (dict, list)):
                yield from _prose(value)
    elif isinstance(stated, list):
        for one in stated:
            if isinstance(one, (dict, list)):
                yield from _prose(one)


def _strings(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        for one in said.values():
            yield from _strings(one)
    elif isinstance(said, list):
        for one in said:
            yield from _strings(one)
