"""Whether a report may come from a machine or a joker: then its sender is asked, never refused."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from symphony.core.clock import real_now
from symphony.letterbox.answers import SelfHarm
from symphony.letterbox.models import Submission
from symphony.public import places
from symphony.web import signed_forms

# A machine fills in every field it finds. People neither see nor reach this one (`trap.html`).
TRAP_FIELD = "website"
# Set in the state by `challenge.is_passed`.
PROVED, SAID = "proved", "said"


def fell_into_the_trap(request: HttpRequest) -> bool:
    """Say whether the page was sent with the trap filled in: for the state's `trapped`."""
    return bool(request.POST.get(TRAP_FIELD))


def of(request: HttpRequest, state: dict[str, Any]) -> list[str]:
    """Return what makes the report doubtful that is about to be sent: `Submission.Doubt` codes.

    Nothing does where a child is in danger now or somebody may hurt themselves. A proof of work
    answers every doubt but the trap. One report is counted once, however often this is asked.

    :param state: of the form: `began_at` (ISO, real time, of its first page), `trapped`,
        `answers` with `danger_now` and `self_harm` as they were chosen; gets `crowded`, and
        has to be kept
    """
    if comes_first(state):
        return []
    if "crowded" not in state:
        state["crowded"] = places.SENDINGS.count(request) > places.SENDINGS.limit
    kinds = Submission.Doubt
    proved = state.get("person") == PROVED
    found = {
        kinds.TRAP: bool(state.get("trapped")),
        kinds.HASTE: not proved and _is_hasty(state),
        kinds.FLOOD: not proved and state["crowded"],
        kinds.FORGED: not proved and _is_forged(request, state),
    }
    return [kind.value for kind, holds in found.items() if holds]


def comes_first(state: dict[str, Any]) -> bool:
    """Say whether a child is in danger now, or the sender thinks of hurting themselves."""
    answers: dict[str, str] = state.get("answers", {})
    return answers.get("danger_now") == "yes" or answers.get("self_harm") == SelfHarm.YES


def _is_hasty(state: dict[str, Any]) -> bool:
    took = _took(state)
    return took is not None and took < timedelta(seconds=settings.LEAST_SECONDS)


def _is_forged(request: HttpRequest, state: dict[str, Any]) -> bool:
    """Say whether it comes from elsewhere, or from nobody who began with our first page."""
    return _took(state) is None or not signed_forms.comes_from_here(request)


def _took(state: dict[str, Any]) -> timedelta | None:
    """Return how long the report took, or None if it never began."""
    try:
        took = real_now() - datetime.fromisoformat(state["began_at"])
    except (KeyError, TypeError, ValueError):
        return None
    return took if took >= timedelta() else None
