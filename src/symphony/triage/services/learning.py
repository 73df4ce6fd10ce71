"""What later stages learn: laid over what a referral states, never to make light of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from symphony.referrals.models import Referral
from symphony.triage import grading, policy
from symphony.triage.grading import Known
from symphony.triage.models import Assessment, FactAnswer
from symphony.triage.policy.facts import Fact
from symphony.triage.policy.words import NOT_KNOWN
from symphony.triage.services.reassessing import again, hold_entries, keep, known_of

Source = FactAnswer.Source


def learn(
    *,
    referral: Referral,
    facts: Mapping[str, str],
    source: Source,
    about: str,
    because: str,
    by: str,
    at: datetime,
) -> Assessment:
    """Keep what a later stage learnt about a referral, and work its grade out again.

    A fact that the policy in force does not ask is left out: the change is still worked out. What
    is learnt never makes light of what stands: a reassuring answer counts only where nothing graver
    is said. "not_known" takes back what the same kind of source said before.

    :param facts: value by fact, as the shipped policy names them
    :param about: the case or referral that it was learnt from
    :param because: one line for the officer, without any name: "A child was added to the case"
    """
    [after] = learn_about_all(
        referrals=[referral],
        facts=facts,
        source=source,
        about=about,
        because=because,
        by=by,
        at=at,
    )
    return after


@transaction.atomic
def learn_about_all(
    *,
    referrals: Iterable[Referral],
    facts: Mapping[str, str],
    source: Source,
    about: str,
    because: str,
    by: str,
    at: datetime,
) -> list[Assessment]:
    """Do the same for every referral of a case: as many queries for a hundred as for one.

    Whatever the policy makes of it, the act of the stage that learnt it stands: where the rules
    cannot run, the referrals are "not graded", which is seen.
    """
    entries = hold_entries([referral.pk for referral in referrals])
    known, current = known_of(entries), grading.in_force()
    new = []
    if not isinstance(current, str):
        for one in known:
            for fact, value, stated in _learnt(one, facts, source, current):
                new.append(
                    FactAnswer(
                        referral=one.referral,
                        fact=fact,
                        value=value,
                        source=source,
                        stated=stated,
                        about=about,
                        said_by=by,
                        said_at=at,
                    )
                )
    known = keep(known, new, by=by, at=at)
    return again(known, entries, current, because=because, by=by, at=at)


def _learnt(
    one: Known, facts: Mapping[str, str], source: Source, current: policy.Policy
) -> list[tuple[str, str, str]]:
    """Return what is new of these facts, as (fact, value, what the referral itself states)."""
    read = grading.try_to_read(one)
    stands, counting = grading.laid_over(read, one.answers, by=current)
    found = []
    for name, value in facts.items():
        fact, stated = current.facts.get(name), read.get(name, NOT_KNOWN)
        if fact is None or value not in fact.domain or value == stands.get(name, NOT_KNOWN):
            continue
        own = name in counting and counting[name].source == source
        # One's own earlier word is replaced; another's stands if it is graver.
        beside = stated if own else stands.get(name, NOT_KNOWN)
        if (value == NOT_KNOWN and not own) or _makes_light(fact, value, beside):
            continue
        found.append((name, value, stated))
    return found


def _makes_light(fact: Fact, value: str, beside: str) -> bool:
    """Say whether an answer reassures although something graver is said already."""
    if NOT_KNOWN in (value, beside) or value not in fact.reassuring:
        return False
    return beside not in fact.reassuring or fact.domain.index(value) > fact.domain.index(beside)
