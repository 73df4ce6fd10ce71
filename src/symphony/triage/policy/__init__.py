"""The triage policy: versioned folders of small decision tables in CSV, read strictly.

`docs/reference/policy.md` prints the default. A unit makes its own as a draft, tries it against
the past, and a second person approves it. The band is the highest that any urgency table or floor
gives; nothing is added up.
"""

from functools import lru_cache
from pathlib import Path

from symphony.triage.policy import loading
from symphony.triage.policy.engine import Policy, Result
from symphony.triage.policy.problems import BadPolicy, Problem
from symphony.triage.policy.tables import Rule

__all__ = [
    "DEFAULT",
    "POLICIES",
    "BadPolicy",
    "Policy",
    "Problem",
    "Result",
    "Rule",
    "load",
    "load_folder",
    "shipped",
]

POLICIES = Path(__file__).parent.parent / "policies"
# The documented default, which grades until a unit approves its own.
DEFAULT = "2026-2"


@lru_cache(maxsize=32)
def load(version: str = DEFAULT) -> Policy:
    """Return a version that is shipped.

    :raises BadPolicy: with every fault found, if it is not whole and sound
    """
    return load_folder(POLICIES / version)


def load_folder(folder: Path) -> Policy:
    """Return the policy in a folder, by the folder's name.

    :raises BadPolicy: with every fault found, if it is not whole and sound
    """
    contents = loading.read_folder(folder)
    # "." has no name of its own.
    folder = folder.resolve()
    old = folder.parent == POLICIES.resolve() and folder.name in loading.BEFORE_SAFETY
    return loading.load(loading.shown(folder.name), contents, safe=not old)


def shipped() -> list[str]:
    """Return the names of the versions that are shipped, oldest first."""
    return sorted(folder.name for folder in POLICIES.iterdir() if folder.is_dir())
