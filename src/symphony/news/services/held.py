"""One release held for a change, so that two people do not change it at once."""

from datetime import datetime
from typing import Any

from symphony.accounts.models import User
from symphony.audit import services as audit
from symphony.news import rules
from symphony.news.models import Release


def hold(release: Release) -> Release:
    """Lock the release's row and return it as it now is. Call inside a transaction."""
    held = Release.objects.select_for_update(of=("self",)).select_related("operation")
    return held.get(pk=release.pk)


def hold_for_change(release: Release, *, by: User) -> Release:
    """Return the release, locked, if this person may change it now.

    :raises rules.NotAllowedToWrite: if the person's role does not write releases
    :raises rules.NotNow: if it awaits approval or is published
    """
    rules.check_may_write(by)
    held = hold(release)
    rules.check_can_change(held)
    return held


def touch(release: Release, *, by: User, at: datetime) -> None:
    """Note who changed the release last."""
    release.changed_by, release.changed_at = by, at
    release.save(update_fields=["changed_by", "changed_at"])


def log(what: str, release: Release, *, by: User, at: datetime, **details: Any) -> None:
    """Add an entry about the release to the audit log."""
    audit.record(
        what=f"news.{what}",
        about=rules.log_name(release.slug),
        by=by.staff_number,
        at=at,
        **details,
    )
