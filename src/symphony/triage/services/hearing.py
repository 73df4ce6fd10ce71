"""Words of immediate harm in what comes later: a message of the sender, or a further document."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from symphony.audit import services as audit
from symphony.referrals.models import Referral
from symphony.triage import alarm
from symphony.triage.services.alerting import alert_again


@dataclass(frozen=True)
class Heard:
    """What was found in later texts of one referral that it had not said before."""

    referral: Referral
    new: list[alarm.Found]

    @property
    def why(self) -> str:
        """Return why the first of it alerts, in the list's own words."""
        return self.new[0]["why"]


def hear(referral: Referral, texts: Iterable[alarm.Text], *, by: str, at: datetime) -> Heard | None:
    """Keep with the referral the words of immediate harm in later texts; None if there are no new.

    The caller works the referral's grade out again, which ranks it first, and then calls `alert`.
    Call inside a transaction.
    """
    found = alarm.try_to_look(texts, alarm.in_use())
    if not found:
        return None
    # Two that come at once: the second adds to what the first has kept. Without the key, so that
    # whoever has locked its place in the queue can still store rows about it.
    locked = Referral.objects.select_for_update(of=("self",), no_key=True)
    stored = locked.only("alarm_words", "narrative")
    alarm.why_it_alerts(before := stored.get(pk=referral.pk))
    there = before.alarm_words or []
    known = {(one["term"], one["words"].casefold()) for one in there}
    new = [one for one in found if (one["term"], one["words"].casefold()) not in known]
    if not new:
        return None
    referral.alarm_words = [*there, *new]
    # One that has just come in by COPY would be added again by its own `save`.
    Referral.objects.filter(pk=referral.pk).update(alarm_words=referral.alarm_words)
    audit.record(what="triage.words_heard", about=referral.reference, by=by, at=at, words=len(new))
    return Heard(referral, new)


def alert(heard: Heard, *, by: str, at: datetime) -> None:
    """Raise the alert for words that came later, also where an earlier one was acknowledged."""
    why = heard.why
    reason = f"Words in what came later: {why[0].lower()}{why[1:]}"
    alert_again(referral=heard.referral, reason=reason, by=by, at=at)
