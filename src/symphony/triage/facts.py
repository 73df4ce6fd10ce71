"""What the policy asks of a referral. "Not known" is a value of every fact and never means No."""

from collections.abc import Iterable
from datetime import date, timedelta

from symphony.core.clock import LONDON
from symphony.letterbox.answers import THREATENED, Happened, HappenedToMe, When
from symphony.referrals.models import Referral, ReportedFile, StatedPerson
from symphony.referrals.models.referral import Channel
from symphony.triage.policy.words import NOT_KNOWN

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
# The public form's answers to "What has happened?", also as a child is asked, gravest first.
HAPPENED: dict[str, str] = {
    Happened.HURT_IN_PERSON: "contact_abuse",
    HappenedToMe.WANTS_TO_MEET: "grooming",
    Happened.ASKED_FOR_PICTURES: "grooming",
    HappenedToMe.ASKED_FOR_PICTURE: "grooming",
    Happened.WORRYING_TALK: "grooming",
    HappenedToMe.UNCOMFORTABLE: "grooming",
    Happened.THREAT_TO_SHARE: "images",
    HappenedToMe.SAYS_WILL_SHARE: "images",
    HappenedToMe.WANTS_MONEY: "images",
    Happened.PICTURE_SHARED: "images",
    HappenedToMe.HAS_PICTURE: "images",
    Happened.HARMFUL_PICTURES: "images",
    Happened.SENT_BY_CHILDREN: "images",
    Happened.SOMETHING_ELSE: "something_else",
}
THREATS = frozenset(
    {Happened.THREAT_TO_SHARE, HappenedToMe.SAYS_WILL_SHARE, HappenedToMe.WANTS_MONEY}
)
RECENT = timedelta(days=7)


def read(
    referral: Referral, *, people: Iterable[StatedPerson], files: Iterable[ReportedFile]
) -> dict[str, str]:
    """Return every fact that the first policy asked as the referral states it."""
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
        "extortion": _stated(not THREATS.isdisjoint(happened)),
        "lives_with_children": lives_with if lives_with in {"yes", "no"} else NOT_KNOWN,
    }
    if answers.get("when_code") == When.STILL_HAPPENING:
        facts["recent"] = "within_a_week"
    elif answers.get("when_code") == When.ON_A_DATE:
        facts["recent"] = _recent_day(referral, str(answers.get("when_date") or ""))
    elif not answers.get("when_code") and not THREATENED.isdisjoint(happened):
        # A child is not asked when: they say that somebody threatens them, not that one did.
        facts["recent"] = "within_a_week"
    return facts


def _recent_day(referral: Referral, day: str) -> str:
    """Judge a day that the sender knew; one that is none, or lies ahead, says nothing."""
    try:
        ago = referral.received_at.astimezone(LONDON).date() - date.fromisoformat(day)
    except ValueError:
        return NOT_KNOWN
    if ago < timedelta():
        return NOT_KNOWN
    return "within_a_week" if ago <= RECENT else "older"
