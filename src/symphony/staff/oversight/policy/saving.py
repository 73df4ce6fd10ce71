"""Saving an edit: always a new draft, which stands in place of the one that was edited."""

from collections.abc import Mapping

from django.http import HttpRequest

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.triage import services
from symphony.triage.models import PolicyDraft
from symphony.triage.policy import comparing, editing
from symphony.web.requests import StaffRequest


class NothingChanged(DomainError):
    """What was sent says what the draft says already."""


def save(
    request: StaffRequest, draft: PolicyDraft, edited: Mapping[str, str], *, note: str
) -> tuple[PolicyDraft, str]:
    """Make the new draft; return it, and what the person should know beside that.

    Where a colleague saved another file meanwhile, both edits stand in the new draft.

    :param edited: every file as it is wanted, whole
    :raises NothingChanged: if it is the same
    :raises services.ReplacedMeanwhile: if a colleague changed the same file meanwhile
    :raises services.PolicyRefused: with every fault of the files
    """
    changed = {change.file for change in comparing.compare(draft.files, edited)}
    # What cannot be read has no rows to compare: any other text is a change.
    changed |= {
        file
        for file, text in draft.files.items()
        if text != edited.get(file) and not editing.rows(file, text)[0]
    }
    if not changed:
        raise NothingChanged("Nothing is different from the draft: change something first")
    latest, wanted, beside = draft, dict(edited), ""
    if (tip := _tip(draft)) != draft:
        by_both = {file for file in changed if draft.files.get(file) != tip.files.get(file)}
        if by_both:
            raise services.ReplacedMeanwhile(
                f"{tip.made_by.name} changed {', '.join(sorted(by_both))} while you were writing."
                " Nothing of yours is saved, and nothing is lost: it stands below."
            )
        latest, wanted = tip, _both(tip.files, edited, changed)
        beside = f" {tip.made_by.name} saved another file meanwhile: both are in it."
    made = services.draft_policy(
        name=draft.name,
        files=wanted,
        note=note,
        begun_from=draft.begun_from,
        replaces=latest,
        by=request.user,
        at=now(),
    )
    return made, beside


def latest(draft: PolicyDraft) -> PolicyDraft:
    """Return the draft that stands in place of this one today, which may be this one."""
    return _tip(draft)


def plain(request: HttpRequest, name: str) -> str:
    """Return a text that was sent, with the line ends that files have."""
    return request.POST.get(name, "").replace("\r\n", "\n").replace("\r", "\n")


def _tip(draft: PolicyDraft) -> PolicyDraft:
    one = draft
    while True:
        later = PolicyDraft.objects.filter(replaces=one).select_related("made_by").first()
        if later is None:
            return one
        one = later


def _both(theirs: Mapping[str, str], mine: Mapping[str, str], changed: set[str]) -> dict[str, str]:
    kept = {file: text for file, text in theirs.items() if file not in changed}
    return kept | {file: mine[file] for file in changed if file in mine}
