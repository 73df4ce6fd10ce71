"""What the policy asks of a referral. "Not known" is a value of every fact and never means No."""

from collections.abc import Iterable
from datetime import timedelta

from symphony.letterbox.answers import Happened, When
from symphony.referrals.models import Referral, ReportedFile, StatedPerson
from symphony.referrals.models.referral import Channel

NOT_KNOWN = "not_known"
YES_OR_NOT_KNOWN = ("yes", NOT_KNOWN)

# Every fact with all the values it can have.
DOMAINS: dict[str, tuple[str, ...]] = {
    "incident": (
        "contact_abuse",
        "trafficking",
        "grooming",
        "images",
        "obscene_sent",
        "misleading",
        "something_else",
        NOT_KNOWN,
    ),
    "child": ("stated", NOT_KNOWN),
    "extortion": YES_OR_NOT_KNOWN,
    "recent": ("within_a_week", "older", NOT_KNOWN),
    "live_streaming": YES_OR_NOT_KNOWN,
    "viral": YES_OR_NOT_KNOWN,
    "informational": YES_OR_NOT_KNOWN,
    "lives_with_children": ("yes", "no", NOT_KNOWN),
}

# The wire values of the CyberTipline report (domain.md 1.5).
INCIDENTS = {
    "child pornography (possession, manufacture, and distribution)": "images",
    "child sex trafficking": "trafficking",
    "child sex tourism": "trafficking",
    "child sexual molestation": "contact_abuse",
    "misleading domain name": "misleading",
    "misleading words or digital images on the internet": "misleading",
    "online enticement of children for sexual acts": "grooming",
    "unsolicited obscene material sent to a child": "obscene_sent",
}
# The public form's answers to "What has happened?", gravest first.
HAPPENED = {
    Happened.HURT_IN_PERSON: "contact_abuse",
    Happened.ASKED_FOR_PICTURES: "grooming",
    Happened.WORRYING_TALK: "grooming",
    Happened.THREAT_TO_SHARE: "images",
    Happened.PICTURE_SHARED: "images",
    Happened.HARMFUL_PICTURES: "images",
    Happened.SENT_BY_CHILDREN: "images",
    Happened.SOMETHING_ELSE: "something_else",
}
RECENT = timedelta(days=7)


def read(
    referral: Referral, *, people: Iterable[StatedPerson], files: Iterable[ReportedFile]
) -> dict[str, str]:
    """Return every fact of `DOMAINS` as the referral states it."""
    flags = {flag for file in files for flag in file.annotations}
    child = any(person.part == StatedPerson.Part.CHILD for person in people)
    facts = {
        "incident": INCIDENTS.get(referral.incident_type.strip().lower(), NOT_KNOWN),
        "child": "stated" if child else NOT_KNOWN,
        "extortion": _stated("sextortion" in referral.annotations),
        "recent": _recent(referral),
        "live_streaming": _stated("liveStreaming" in flags),
        "viral": _stated(bool(referral.batched) or bool({"viral", "potentialMeme"} & flags)),
        "informational": _stated("informational" in referral.annotations),
        "lives_with_children": NOT_KNOWN,
    }
    if referral.channel == Channel.PUBLIC_FORM:
        facts |= _from_the_public_form(referral)
    return facts


def _stated(said: bool) -> str:
    return "yes" if said else NOT_KNOWN


def _recent(referral: Referral) -> str:
    if referral.incident_at is None:
        return NOT_KNOWN
    return "within_a_week" if referral.received_at - referral.incident_at <= RECENT else "older"


def _from_the_public_form(referral: Referral) -> dict[str, str]:
    answers = referral.stated
    happened = answers.get("happened") or []
    incident = next((what for code, what in HAPPENED.items() if code in happened), NOT_KNOWN)
    lives_with = answers.get("lives_with_children")
    facts = {
        "incident": incident,
        "extortion": _stated(Happened.THREAT_TO_SHARE in happened),
        "lives_with_children": lives_with if lives_with in {"yes", "no"} else NOT_KNOWN,
    }
    if answers.get("when_code") == When.STILL_HAPPENING:
        facts["recent"] = "within_a_week"
    return facts
