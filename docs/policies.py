"""The reference page of the triage policy, made from its tables."""

from docs.tables import MADE
from symphony.triage import policy
from symphony.triage.policy import printing

OPENING = """\
# The triage policy {version}

{made}
Read it on the staff site under Oversight, Policy; `docs/how-to/change-the-policy.md` says how it is
changed. The tables lie in `src/symphony/triage/policies/{version}`, one rule a line, to be read in
any spreadsheet. The band is the highest that fires, a floor or a row of an urgency table; nothing
is added up. Quality is a score of its own, the lowest that fires, and never touches urgency. The
path is the first that fits. It is made from published factor domains and imitates no closed
instrument; no outcome has validated it (`docs/evaluation.md` says what a simulation shows).

Danger now (said by the sender, or by words in the report), high priority from the company, and a
child who speaks of harming themselves come first whatever stands here. A machine suggests, a named
person decides.

When a version is loaded every combination is tried: no gap, no rule that can never fire, and

- not knowing a fact never gives a lower band than its reassuring answer;
- low, educate, prevent and no further action need their facts answered, access to children always;
- no mitigator (viral, known file, information only, not viewed, no connection) touches urgency;
- exploitation, coercion, profit motive and adult involvement each force the full response.
"""


def page() -> str:
    """Return the page about the shipped policy."""
    current = policy.load(policy.DEFAULT)
    return OPENING.format(version=current.version, made=MADE) + printing.page(current)
