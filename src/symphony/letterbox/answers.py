"""What the public form asks, and the answers it can be given."""

from typing import NotRequired, TypedDict

from django.db import models

NARRATIVE_LIMIT = 10_000
ABOUT_SOMEBODY_LIMIT = 2_000
WHEN_LIMIT = 200
ACCOUNTS_LIMIT = 3
ACCOUNT_LIMITS = {"service": 100, "user_name": 200, "link": 2_000}


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


class Where(models.TextChoices):
    APP = "app", "App or social media"
    GAME = "game", "Game"
    WEBSITE = "website", "Website"
    PHONE = "phone", "Phone or text"
    IN_PERSON = "in_person", "In person"
    NOT_SURE = "not_sure", "I am not sure"


class When(models.TextChoices):
    STILL_HAPPENING = "still_happening", "It is still happening"
    BEFORE = "before", "It happened before now"
    NOT_KNOWN = "not_known", "I do not know"


class LivesWithChildren(models.TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"
    NOT_SURE = "not_sure", "I do not know"


class NamedAccount(TypedDict):
    """A name or a link as the sender typed it. Nothing here opens it."""

    service: str
    user_name: str
    link: str


class Answers(TypedDict):
    """One filled-in form. What was not answered is empty, which is neither yes nor no."""

    about: list[str]
    happened: list[str]
    narrative: str
    where: list[str]
    services: list[NamedAccount]
    # In words; `when_code` is one of `When`, or empty.
    when: str
    when_code: NotRequired[str]
    person: str
    lives_with_children: str
    lives_with_whom: NotRequired[str]
    child: str
