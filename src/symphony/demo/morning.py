"""The morning of 24 May 2023: what has just come in, and what waits for somebody today."""

from datetime import datetime
from pathlib import Path

from symphony.core.clock import DEMONSTRATION_OPENS as NOW
from symphony.demo.arriving import bring_odd_ones
from symphony.letterbox import services as letterbox
from symphony.letterbox.answers import Answers
from symphony.triage import services as triage

TOLD_BY_THE_PUBLIC: list[tuple[datetime, Answers]] = [
    (
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
                {
                    "name": "",
                    "age": "13",
                    "area": "Northbridge High School",
                    "communication": "",
                }
            ],
        },
    ),
    (
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
    ),
]


def tell(folder: Path) -> None:
    """Tell the morning as far as the moment at which the demonstration opens."""
    bring_odd_ones(folder)
    for said_at, answers in TOLD_BY_THE_PUBLIC:
        token = f"demonstration {said_at.isoformat()}"
        letterbox.put(token=token, answers=answers, danger_now=False, at=said_at)
        triage.collect_letterbox(at=said_at)
