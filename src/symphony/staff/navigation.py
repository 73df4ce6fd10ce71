"""The areas of the staff site, each shown to those whose role may enter it."""

from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.triage import queries as triage
from symphony.web.shell import Area

OVERSIGHT = "/staff/oversight/"
AREAS = (
    Area("Referrals", "referrals:queue", Permission.READ_REFERRALS, "/staff/referrals/"),
    Area("Cases", "cases:list", Permission.READ_CASES, "/staff/cases/"),
    Area("Children", "children:list", Permission.READ_CHILDREN, "/staff/children/"),
    Area("Operations", "operations:list", Permission.READ_OPERATIONS, "/staff/operations/"),
    Area("Figures", "figures:list", Permission.READ_FIGURES, "/staff/figures/"),
    Area("News", "news:list", Permission.READ_NEWS, "/staff/news/"),
    # Auditors and supervisors begin with the log, administrators with the checks; nobody has both.
    Area("Oversight", "oversight:audit", Permission.READ_AUDIT, OVERSIGHT),
    Area("Oversight", "oversight:system", Permission.CHECK_SYSTEM, OVERSIGHT),
)


def counts(user: User) -> dict[str, int]:
    """Return how many waiting referrals are new to this person."""
    if not user.may(Permission.READ_REFERRALS):
        return {}
    return {"Referrals": triage.count_new(viewer=user)}
