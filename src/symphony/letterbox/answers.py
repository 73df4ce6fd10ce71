"""What the public form asks, and the answers it can be given, by the road a reporter takes."""

from typing import Literal, NotRequired, TypedDict

from django.db import models

# The shape of `Answers`; the first form, on one page, carried no number.
FORM = 2

NARRATIVE_LIMIT = 10_000
TEXT_LIMIT = 2_000
LINE_LIMIT = 200
ACCOUNTS_LIMIT = 10
CHILDREN_LIMIT = 10
ACCOUNT_LIMITS = {"service": 100, "user_name": 200, "link": 2_000}


class Route(models.TextChoices):
    """Who reports; each has its own questions and words."""

    CHILD = "child", "A child or young person, about themselves"
    WORRIED = "worried", "Somebody worried about a child or about someone"
    PROFESSIONAL = "professional", "Somebody who works with children or for a company"
    SURVIVOR = "survivor", "An adult, about their own childhood"
    OWN_BEHAVIOUR = "own_behaviour", "Somebody worried about their own thoughts or behaviour"


class Identity(models.TextChoices):
    NAMED = "named", "Yes"
    CONFIDENCE = "confidence", "Yes, in confidence"
    ANONYMOUS = "anonymous", "No, stay anonymous"


class About(models.TextChoices):
    CHILD_AT_RISK = "child_at_risk", "A child who may be at risk"
    BEHAVIOUR = "behaviour", "How someone behaves"
    HAPPENED_TO_ME = "happened_to_me", "Something that happened to me"
    FOUND_ONLINE = "found_online", "Something I found online"
    NOT_SURE = "not_sure", "I am not sure"


class Happened(models.TextChoices):
    ASKED_FOR_PICTURES = "asked_for_pictures", "Someone is asking a child for pictures"
    THREAT_TO_SHARE = "threat_to_share", "Someone threatens to share pictures of a child"
    PICTURE_SHARED = "picture_shared", "A picture of a child has been shared"
    HARMFUL_PICTURES = (
        "harmful_pictures",
        "Someone has or shares harmful pictures of children",
    )
    WORRYING_TALK = "worrying_talk", "Someone talks to a child in a way that worries me"
    HURT_IN_PERSON = "hurt_in_person", "Someone may be hurting a child in person"
    SENT_BY_CHILDREN = (
        "sent_by_children",
        "Children have sent pictures of themselves to each other",
    )
    SOMETHING_ELSE = "something_else", "Something else"
    NOT_SURE = "not_sure", "I am not sure"


class HappenedToMe(models.TextChoices):
    """The same question, asked of a child about themselves."""

    ASKED_FOR_PICTURE = "asked_me_for_picture", "Someone asked me for a picture"
    HAS_PICTURE = "has_picture_of_me", "Someone has a picture of me"
    SAYS_WILL_SHARE = "says_will_share", "Someone says they will share it"
    WANTS_MONEY = "wants_money", "Someone wants money or wants me to do something"
    WANTS_TO_MEET = "wants_to_meet", "Someone from online wants to meet"
    UNCOMFORTABLE = "uncomfortable", "Someone makes me feel uncomfortable"
    SOMETHING_ELSE = "something_else", "Something else"
    NOT_SURE = "not_sure", "I am not sure how to say it"


# A child who says one of these gets advice before the next question.
THREATENED = frozenset({HappenedToMe.SAYS_WILL_SHARE.value, HappenedToMe.WANTS_MONEY.value})


class Where(models.TextChoices):
    APP = "app", "App or social media"
    GAME = "game", "Game"
    WEBSITE = "website", "Website"
    PHONE = "phone", "Phone or text"
    IN_PERSON = "in_person", "In person"
    NOT_SURE = "not_sure", "I am not sure"


class When(models.TextChoices):
    STILL_HAPPENING = "still_happening", "It is still happening"
    ON_A_DATE = "on_a_date", "On a date I know"
    ROUGHLY = "roughly", "Roughly"
    # Asked by the first form only; reports that carry it are still read.
    BEFORE = "before", "It happened before now"
    NOT_KNOWN = "not_known", "I do not know"


class LivesWithChildren(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SURE = "not_sure", "I do not know"


class YesNo(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SURE = "not_sure", "I am not sure"


class SelfHarm(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    RATHER_NOT = "rather_not", "I would rather not say"


class OwnAge(models.TextChoices):
    UNDER_10 = "under_10", "Under 10"
    FROM_10_TO_12 = "10_to_12", "10 to 12"
    FROM_13_TO_15 = "13_to_15", "13 to 15"
    FROM_16_TO_17 = "16_to_17", "16 or 17"
    RATHER_NOT = "rather_not", "I would rather not say"


class Told(models.TextChoices):
    POLICE = "police", "Police"
    SCHOOL = "school", "School"
    CHILDRENS_SERVICES = "childrens_services", "Children's services"
    PLATFORM = "platform", "The app or website"
    SOMEONE_ELSE = "someone_else", "Someone else"
    NOBODY = "nobody", "No"


class NamedAccount(TypedDict):
    """A name or a link as the sender typed it. Nothing here opens it."""

    service: str
    user_name: str
    link: str


class PersonSaid(TypedDict):
    """What the sender knows about the person the report is about."""

    name: str
    # A number, or words for a rough age: "about 40".
    age: str
    area: str
    knows_child: str


class ChildSaid(TypedDict):
    """What the sender knows about one child."""

    name: str
    age: str
    area: str
    # Whether they need help to communicate, in words.
    communication: str


class Answers(TypedDict):
    """One filled-in form. What was not answered is empty or absent: neither yes nor no.

    Contact details are never among the answers: they are sealed apart (`ContactDetails`).
    """

    form: Literal[2]
    route: str
    narrative: str
    happened: list[str]
    where: list[str]
    services: list[NamedAccount]
    identity: str
    about: NotRequired[list[str]]
    when_code: NotRequired[str]
    # An ISO date where the sender knew it, otherwise their words.
    when_date: NotRequired[str]
    when: NotRequired[str]
    person: NotRequired[PersonSaid]
    lives_with_children: NotRequired[str]
    lives_with_whom: NotRequired[str]
    children: NotRequired[list[ChildSaid]]
    told: NotRequired[list[str]]
    # A child about themselves
    own_age: NotRequired[str]
    trusted_adult: NotRequired[str]
    not_safe_to_speak_to: NotRequired[str]
    self_harm: NotRequired[str]
    # An adult about their own childhood
    age_then: NotRequired[str]
    # A professional
    own_organisation: NotRequired[str]
    services_told: NotRequired[str]
    services_told_on: NotRequired[str]
    services_reference: NotRequired[str]
    parents_know: NotRequired[str]
    devices: NotRequired[str]
    done_so_far: NotRequired[str]


class ContactDetails(TypedDict):
    """How a sender who said who they are can be reached: sealed to the unit's key, never plain."""

    name: str
    phone: str
    email: str
    when_safe: str
    # One of `YesNo`, or empty.
    may_leave_message: str
    do_not_contact: bool
    # Of a professional
    organisation: str
    role: str
