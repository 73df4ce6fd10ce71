"""Decisions as officers make them, with only what a test cares about changed."""

from datetime import timedelta
from typing import Any

from symphony.triage import services
from symphony.triage.models import Band, Decision, Path
from tests import make

LATER = make.NOON + timedelta(hours=1)


def decide(**changes: Any) -> Decision:
    """Record an ordinary decision, with only what the test cares about changed."""
    ordinary = {
        "referral": changes.pop("referral", None) or make.referral(),
        "band": Band.MEDIUM,
        "path": Path.INVESTIGATE,
        "rationale": "The account named in the report is still active.",
        "by": changes.pop("by", None) or make.referral_officer(),
        "at": make.NOON,
    }
    return services.record_decision(**ordinary | changes)


def end(**changes: Any) -> Decision:
    return decide(path=Path.NO_FURTHER_ACTION, why_different="Nothing to act on.", **changes)


def change(decision: Decision, **changes: Any) -> Decision:
    """Replace a decision by another one, with only what the test cares about changed."""
    ordinary = {
        "decision": decision,
        "band": Band.HIGH,
        "path": Path.INVESTIGATE,
        "rationale": "A child was found.",
        "why_different": "The school has named her.",
        "by": changes.pop("by", None) or make.referral_officer(),
        "at": LATER,
    }
    return services.replace_decision(**ordinary | changes)
