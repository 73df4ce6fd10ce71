"""A change of the policy that a supervisor drafted and tried; a second person has to read it."""

from symphony.core.clock import DEMONSTRATION_OPENS, LONDON
from symphony.demo.cast import Cast
from symphony.triage import services as triage
from symphony.triage.models import PolicyDraft
from symphony.triage.queries import policies

NAME = "2026-3"
FILE = "urgency-child.csv"
# One row, which the draft lets fit more: what was sent counts as what was said.
BEFORE = 'C-5,grooming,yes,,,high,"Somebody is said to be grooming a child, and'
DRAFTED = (
    'C-5,grooming|obscene_sent,yes,,,high,"Somebody is said to be grooming a child, or has sent'
    " the child obscene material, and"
)
NOTE = (
    "Obscene material sent to a child whom we can identify is high, as grooming is: twice this"
    " spring it came before a request to meet."
)
DRAFTED_AT = DEMONSTRATION_OPENS.astimezone(LONDON).replace(day=23, hour=15, minute=40)
TRIED_AT = DRAFTED_AT.replace(minute=52)


def tell(cast: Cast) -> None:
    """Draft it and try it against every referral until then, unless that was done before."""
    if PolicyDraft.objects.filter(name=NAME).exists():
        return
    by, now = cast.north.supervisor, policies.in_force().version
    files = policies.files_of(now)
    files[FILE] = files[FILE].replace(BEFORE, DRAFTED)
    draft = triage.draft_policy(
        name=NAME, files=files, note=NOTE, begun_from=now, by=by, at=DRAFTED_AT
    )
    triage.try_policy(draft, by=by, at=TRIED_AT)
