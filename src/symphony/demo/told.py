"""What members of the public told this morning, each by another way through the form."""

from dataclasses import dataclass
from datetime import datetime

from symphony.core.clock import DEMONSTRATION_OPENS as NOW
from symphony.letterbox.answers import Answers, ContactDetails


@dataclass(frozen=True)
class Told:
    """One report from the public site."""

    at: datetime
    answers: Answers
    # How the sender can be reached, if they said so; sealed before it is stored.
    contact: ContactDetails | None = None
    doubts: tuple[str, ...] = ()
    # The six words, where the sender comes back, and what was written since.
    words: tuple[str, ...] = ()
    asked: tuple[datetime, str] | None = None
    # When the person on call acknowledged it, where its words alert.
    acknowledged_at: datetime | None = None
    answered: tuple[datetime, str] | None = None


A_MEETING = Told(
    NOW.replace(hour=7, minute=52),
    {
        "form": 2,
        "route": "worried",
        "identity": "anonymous",
        "about": ["child_at_risk"],
        "happened": ["worrying_talk"],
        "narrative": "My daughter's friend talks every night with somebody from a game who"
        " says he is 15. He wants to meet her at the weekend.",
        "where": ["game"],
        "services": [{"service": "GameExample", "user_name": "quiet_otter7", "link": ""}],
        "when_code": "still_happening",
        "person": {"name": "", "age": "Says he is 15", "area": "", "knows_child": "A game"},
        "lives_with_children": "not_sure",
        "children": [
            {"name": "", "age": "13", "area": "Northbridge High School", "communication": ""}
        ],
        "told": ["nobody"],
    },
    words=("copper", "lantern", "river", "market", "seven", "ladder"),
    asked=(
        NOW.replace(hour=8, minute=20),
        "Thank you for telling us. Do you know what else he asks her about? You need not ask her"
        " yourself: only what you know already.",
    ),
    answered=(
        NOW.replace(hour=9, minute=12),
        "She says that he asks where she lives and when she is alone. He has a second name in the"
        " game now.",
    ),
)
A_PHONE = Told(
    NOW.replace(hour=9, minute=31),
    {
        "form": 2,
        "route": "worried",
        "identity": "anonymous",
        "about": ["behaviour"],
        "happened": ["harmful_pictures"],
        "narrative": "A man I work with showed someone his phone and put it away quickly."
        " I am worried about what was on it.",
        "where": ["in_person"],
        "services": [],
        "when": "Last week",
        "when_code": "roughly",
        "person": {
            "name": "",
            "age": "About 40",
            "area": "Works in a shop in Millbeck",
            "knows_child": "",
        },
        "lives_with_children": "yes",
    },
)
A_THREAT = Told(
    NOW.replace(hour=6, minute=58),
    {
        "form": 2,
        "route": "child",
        "identity": "anonymous",
        "happened": ["says_will_share", "wants_money"],
        "narrative": "Someone I met in an app says he will send my picture to everyone in my class"
        " if I do not pay. I have not told anyone.",
        "where": ["app"],
        "services": [],
        "person": {"name": "", "age": "", "area": "", "knows_child": "He wrote to me in the app"},
        "own_age": "13_to_15",
        "not_safe_to_speak_to": "",
        "self_harm": "no",
        "trusted_adult": "My aunt",
    },
)
A_TEACHER = Told(
    NOW.replace(hour=8, minute=47),
    {
        "form": 2,
        "route": "professional",
        "identity": "named",
        "happened": ["asked_for_pictures"],
        "narrative": "A pupil told a colleague that somebody in an app keeps asking for pictures."
        " We have not looked at the phone.",
        "where": ["app"],
        "services": [{"service": "ExampleGram", "user_name": "maple_late41", "link": ""}],
        "when_code": "on_a_date",
        "when_date": NOW.replace(day=22).date().isoformat(),
        "own_organisation": "no",
        "children": [
            {"name": "", "age": "12", "area": "Eastmere Academy", "communication": "Needs time"}
        ],
        "services_told": "yes",
        "services_told_on": NOW.replace(day=23).date().isoformat(),
        "services_reference": "EX-2023-118",
        "parents_know": "yes",
        "devices": "The pupil's phone is with the parents.",
        "done_so_far": "Wrote down what the pupil said, in their own words.",
    },
    contact={
        "name": "Seren Llewellyn",
        "phone": "01632 960118",
        "email": "s.llewellyn@example.org",
        "when_safe": "Any time between lessons",
        "may_leave_message": "yes",
        "do_not_contact": False,
        "organisation": "Eastmere Academy",
        "role": "Safeguarding lead",
    },
)
A_JOKE = Told(
    NOW.replace(hour=3, minute=14),
    {
        "form": 2,
        "route": "worried",
        "identity": "anonymous",
        "about": ["not_sure"],
        "happened": ["not_sure"],
        "narrative": "test test test",
        "where": ["not_sure"],
        "services": [],
        "when_code": "not_known",
    },
    doubts=("haste", "flood"),
)
A_LIFT = Told(
    NOW.replace(hour=8, minute=5),
    {
        "form": 2,
        "route": "worried",
        "identity": "anonymous",
        "about": ["child_at_risk"],
        "happened": ["worrying_talk"],
        "narrative": "My neighbour's boy is 12. A man from the game is picking him up today after"
        " school, he told my son. His mother is at work and does not know.",
        "where": ["game"],
        "services": [{"service": "GameExample", "user_name": "late_comet88", "link": ""}],
        "when_code": "still_happening",
        "person": {"name": "", "age": "Not sure", "area": "Saltby", "knows_child": "A game"},
        "lives_with_children": "not_sure",
        "children": [
            {"name": "", "age": "12", "area": "Saltby", "communication": ""},
        ],
        "told": ["nobody"],
    },
    acknowledged_at=NOW.replace(hour=8, minute=7),
)
BY_THE_PUBLIC = (A_JOKE, A_THREAT, A_MEETING, A_LIFT, A_TEACHER, A_PHONE)
