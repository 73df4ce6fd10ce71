"""What later stages learn: laid over what a referral states, never to make light of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from symphony.referrals.models import Referral
from symphony.triage import grading, policy
from symphony.triage.models import Assessment, FactAnswer
from symphony.triage.policy.words import NOT_KNOWN
from symphony.triage.queries import answering
from symphony.triage.queries.answering import Answer
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
    cannot run, the referrals are "not graded", which is seen, and what was learnt is kept until
    they can.
    """
    entries = hold_entries([referral.pk for referral in referrals])
    known, current = known_of(entries), grading.in_force()
    read = {one.referral.pk: grading.try_to_read(one) for one in known}
    new = [
        answer
        for one in known
        for fact, value in facts.items()
        if _is_new(
            answer := FactAnswer(
                referral=one.referral,
                fact=fact,
                value=value,
                source=source,
                stated=read[one.referral.pk].get(fact, NOT_KNOWN),
                about=about,
                said_by=by,
                said_at=at,
            ),
            one.answers.get(fact, ()),
            current,
        )
    ]
    known = keep(known, new, by=by, at=at)
    return again(known, entries, current, because=because, by=by, at=at)


def _is_new(new: FactAnswer, said: Sequence[Answer], current: policy.Policy | str) -> bool:
    """Say whether what was learnt has to be kept: it counts, and says something else than stands.

    Where no policy can be read, which one counts cannot be told yet: all that may is kept.

    :param said: what was answered to the same question before, oldest first
    """
    answer = answering.as_answer(new)
    if isinstance(current, str):
        if not said:
            return answer.value not in (NOT_KNOWN, answer.stated)
        last = said[-1]
        return (last.value, last.source, last.stated) != (
            answer.value,
            answer.source,
            answer.stated,
        )
    fact = current.facts.get(new.fact)
    if fact is None:
        return False
    before, after = (
        grading.that_counts(each, fact, stated=answer.stated) for each in (said, [*said, answer])
    )
    return _value(before, answer.stated) != _value(after, answer.stated)


def _value(answer: Answer | None, stated: str) -> str:
    return answer.value if answer else stated
