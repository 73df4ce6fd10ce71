"""Opening a sender's sealed contact details: asked for with a reason, used once, or stopped."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from symphony.accounts.models import User
from symphony.audit import queries as log
from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.core.errors import DomainError
from symphony.referrals.models import ContactOpening, Referral, SealedContact

ASKED_FOR = "referrals.contact_asked_for"
OPENED_BY = "system:keyholder"
# In real time. Clocks of one machine agree; a little is allowed for one that is being set.
GOOD_FOR, SLACK = timedelta(minutes=2), timedelta(seconds=5)
FEWEST_WORDS = 3


class ReasonTooShort(DomainError):
    """A word or two does not tell anybody later why the details were needed."""


class NoContact(DomainError):
    """No contact details came with the referral."""


class ContactStopped(DomainError):
    """The sender asked us not to use their contact details any more."""


class NotAskedFor(DomainError):
    """There is no opening with an audit entry of its own, both committed."""


class ShownAlready(DomainError):
    """The opening was used: it is good for one time."""


class AskedTooLongAgo(DomainError):
    """The opening was not used soon after it was asked for, and is not good any more."""


@transaction.atomic
def ask_to_open(*, referral: Referral, reason: str, by: User, at: datetime) -> ContactOpening:
    """Record why an officer needs the sender's contact details, which lets them be opened once.

    The row and its audit entry stand or fall together. The keyholder finds them when the
    transaction is committed, never before.

    :raises ReasonTooShort: if the reason has fewer than three words
    :raises NoContact: if there is nothing to open
    :raises ContactStopped: if the sender asked us to stop
    """
    reason = reason.strip()
    if len(reason.split()) < FEWEST_WORDS:
        raise ReasonTooShort("Enter why you need them, in a few words")
    _usable(referral)
    opening = ContactOpening.objects.create(
        referral=referral, reason=reason, asked_by=by, asked_at=at
    )
    audit.record(
        what=ASKED_FOR,
        about=referral.reference,
        by=by.staff_number,
        at=at,
        opening=str(opening.id),
    )
    return opening


@transaction.atomic
def use_opening(*, opening: UUID, real_at: datetime, at: datetime) -> bytes:
    """Use up an opening and return the sealed box that it is good for.

    Only the keyholder calls it, in a transaction of its own: what that sees is committed. Of
    several at once the first gets the box and the others are refused.

    :param real_at: the real time, which the two minutes are measured in
    :raises NotAskedFor: if the opening or its audit entry is not there
    :raises ShownAlready: if it was used before
    :raises AskedTooLongAgo: if it was asked for more than two minutes ago
    :raises NoContact: if there is nothing to open
    :raises ContactStopped: if the sender asked us to stop
    """
    found = (
        ContactOpening.objects.select_for_update(of=("self",))
        .select_related("referral", "asked_by")
        .filter(pk=opening)
        .first()
    )
    if found is None:
        raise NotAskedFor("Nobody asked for these contact details in a way that is on record.")
    if found.opened_at is not None:
        raise ShownAlready("These contact details were shown once already.")
    _check_on_record(found, real_at)
    sealed = _usable(found.referral)
    found.opened_at = real_at
    found.save(update_fields=["opened_at"])
    audit.record(
        what="referrals.contact_opened",
        about=found.referral.reference,
        by=OPENED_BY,
        at=at,
        kind=Entry.Kind.CONSULTATION,
        opening=str(found.id),
    )
    return bytes(sealed.box)


@transaction.atomic
def stop_contact(*, referral: Referral, by: str, at: datetime) -> bool:
    """Lock the sender's contact details, as the sender asked: nobody opens them from now on.

    Returns whether anything had to be locked: a sender without details, or one who asks again,
    finds nothing changed.

    :param by: a staff number, or the process that brought the sender's wish
    """
    stopped = SealedContact.objects.filter(referral=referral, stopped_at=None)
    if not stopped.update(stopped_at=at):
        return False
    audit.record(what="referrals.contact_stopped", about=referral.reference, by=by, at=at)
    return True


def _check_on_record(opening: ContactOpening, real_at: datetime) -> None:
    recorded_at = log.recorded_at(
        what=ASKED_FOR,
        about=opening.referral.reference,
        by=opening.asked_by.staff_number,
        details={"opening": str(opening.id)},
    )
    if recorded_at is None:
        raise NotAskedFor("Nobody asked for these contact details in a way that is on record.")
    if not -SLACK <= real_at - recorded_at <= GOOD_FOR:
        raise AskedTooLongAgo("These contact details were asked for more than two minutes ago.")


def _usable(referral: Referral) -> SealedContact:
    """Return the sealed details, held against a stop that comes at this moment."""
    sealed = SealedContact.objects.select_for_update().filter(referral=referral).first()
    if sealed is None:
        raise NoContact(f"No contact details came with {referral.reference}.")
    if sealed.stopped_at is not None:
        raise ContactStopped("The sender asked us not to use their contact details.")
    return sealed
