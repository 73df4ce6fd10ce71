"""Writing to the sender of a report, who may be the person involved."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.cases import queries, tip_off
from symphony.cases.queries import tip_off as known
from symphony.core.errors import DomainError
from symphony.letterbox import rules
from symphony.letterbox import services as letterbox
from symphony.letterbox.models import TeamMessage
from symphony.referrals.models import Referral


class NotAllowedToWrite(DomainError):
    """The person's role does not write to reporters."""


class RevealsSomething(DomainError):
    """The message may reveal police activity, and nobody said why it does not."""

    def __init__(self, findings: Sequence[tip_off.Finding]) -> None:
        self.findings = tuple(findings)
        words = ", ".join(f"“{finding.words}”" for finding in self.findings)
        super().__init__(f"The message may reveal something: {words}.")


@transaction.atomic
def message_reporter(
    *, referral: Referral, text: str, why_safe: str = "", by: User, at: datetime
) -> TeamMessage:
    """Send a message to the referral's sender, after looking through it for what it may reveal.

    No other code writes to a sender: this is the only way past the check.

    :param why_safe: why what was found reveals nothing; it is kept with the message
    :raises NotAllowedToWrite: if the person's role does not write to reporters
    :raises NotFound: if they may not see the referral
    :raises letterbox.rules.NotAMessage: if there is no text, or too much
    :raises RevealsSomething: with the findings, if there are any and `why_safe` is empty
    :raises letterbox.rules.CannotBeReached: if the sender did not ask for the six words
    """
    if not by.may(Permission.WRITE_TO_REPORTERS):
        raise NotAllowedToWrite("Your role does not write to reporters.")
    referral = queries.visible_referral(reference=referral.reference, viewer=by)
    text, why_safe = rules.storable(text).strip(), rules.storable(why_safe).strip()
    rules.check_message(text=text)
    findings = look_through(referral=referral, text=text)
    if findings and not why_safe:
        raise RevealsSomething(findings)
    message = letterbox.write_to_reporter(
        reference=referral.reference,
        text=text,
        why_safe=why_safe if findings else "",
        by=by.staff_number,
        at=at,
    )
    if findings:
        audit.record(
            what="cases.sent_all_the_same",
            about=referral.reference,
            by=by.staff_number,
            at=at,
            found=len(findings),
        )
    return message


def look_through(*, referral: Referral, text: str) -> list[tip_off.Finding]:
    """Return what a message to the referral's sender may reveal, in its order."""
    return tip_off.findings(
        text, secrets=known.known_of(referral), own_reference=referral.reference
    )
