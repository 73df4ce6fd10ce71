"""Plans three years of reports from a seed: more each year, each with a fate."""

import hashlib
from datetime import datetime, timedelta
from random import Random

from symphony.core.clock import DEMONSTRATION_OPENS, LONDON
from symphony.demo import invented
from symphony.demo.plan import (
    HOUR,
    SIZES,
    WEEK_CASES,
    WEEK_CHILDREN_A_CASE,
    WEEK_VISITS,
    Child,
    Connection,
    File,
    Report,
    Size,
)

SEED = 20230524
FIRST_NUMBER = 150_000_001
IMAGES = "Child Pornography (possession, manufacture, and distribution)"
GROOMING = "Online Enticement of Children for Sexual Acts"
OBSCENE = "Unsolicited Obscene Material Sent to a Child"
CONTACT = "Child Sexual Molestation"
ENDS = DEMONSTRATION_OPENS
# What came then has its seven days end an hour and a half after the demonstration opens.
TODAY_A_WEEK_AGO = ENDS - timedelta(days=7, hours=-1, minutes=-30)
YEARS = [
    (datetime(2020, 5, 25, tzinfo=LONDON), datetime(2021, 5, 25, tzinfo=LONDON)),
    (datetime(2021, 5, 25, tzinfo=LONDON), datetime(2022, 5, 25, tzinfo=LONDON)),
    (datetime(2022, 5, 25, tzinfo=LONDON), datetime(2023, 5, 20, tzinfo=LONDON)),
]
# Their fourteen days end in or after the planned week.
WEEK_REPORTED_FROM = datetime(2023, 5, 7, tzinfo=LONDON)
WEEK_REPORTED_TO = datetime(2023, 5, 12, tzinfo=LONDON)


def plan(size: str) -> list[Report]:
    """Return every report of a size in the order of arrival.

    The same for ever for one version of this code.
    """
    random = Random(SEED)
    wanted = SIZES[size]
    times = [
        (moment, fate, False)
        for year, count in enumerate(wanted.reports)
        for moment, fate in _year(random, year, count, wanted)
    ]
    times += [
        (_delivery(random, WEEK_REPORTED_FROM, WEEK_REPORTED_TO), fate, True)
        for fate, count in (("investigate", WEEK_CASES), ("educate", WEEK_VISITS))
        for _ in range(count)
    ]
    times += [(moment, "waiting", False) for moment in _still_waiting(size)]
    yesterday = ENDS.replace(hour=6, minute=10) - timedelta(days=1)
    times += [(yesterday, "second_person", False)] * 4 + [(yesterday, "nobody_owns_it", False)] * 2
    times.sort(key=lambda entry: entry[0])
    first_visit = next(n for n, entry in enumerate(times) if entry[1:] == ("educate", True))
    return [
        _report(
            random,
            FIRST_NUMBER + number,
            moment,
            fate,
            in_operation=in_operation,
            needs_securing=number != first_visit,
        )
        for number, (moment, fate, in_operation) in enumerate(times)
    ]


def _year(random: Random, year: int, count: int, size: Size) -> list[tuple[datetime, str]]:
    begins, ends = YEARS[year]
    if year == len(YEARS) - 1:
        fates = [fate for fate, number in size.fates.items() for _ in range(number)]
    else:
        share = round(count * size.earlier_share)
        fates = random.choices(list(size.fates), weights=list(size.fates.values()), k=share)
    fates += ["no_further_action"] * (count - len(fates))
    random.shuffle(fates)
    # The company's packages came twice a week at first, and come every morning now.
    every = 1 if year == len(YEARS) - 1 else 3
    return [(_delivery(random, begins, ends, every), fate) for fate in fates]


def _delivery(random: Random, begins: datetime, ends: datetime, every: int = 1) -> datetime:
    """Return the time of one of the span's deliveries, later ones a little likelier."""
    deliveries = (ends - begins).days // every
    place = min(int(deliveries * random.random() ** 0.85), deliveries - 1)
    return (begins + timedelta(days=place * every)).replace(hour=6, minute=10)


def _still_waiting(size: str) -> list[datetime]:
    """Return when the reports arrived that nobody has decided on yet."""
    many = 4 if size == "full" else 1
    today = ENDS.replace(hour=0, minute=0)
    times = [today + timedelta(hours=10, minutes=26)]
    times += [today.replace(hour=9, minute=55), today.replace(hour=8, minute=40)]
    times += [today.replace(hour=6, minute=10)] * (2 * many)
    times += [today - timedelta(days=day) + 14 * HOUR for day in (1, 1, 2, 3) for _ in range(many)]
    # Their fourteen or seven days end today.
    times += [today - timedelta(days=14) + 11 * HOUR, TODAY_A_WEEK_AGO]
    return times


def _report(
    random: Random,
    number: int,
    received_at: datetime,
    fate: str,
    *,
    in_operation: bool,
    needs_securing: bool,
) -> Report:
    own = Random(random.getrandbits(64))
    incident, annotations, flags = _kind(own, fate, received_at, in_operation=in_operation)
    platform, sender, _ = own.choices(
        invented.SENDERS, weights=[weight for *_, weight in invented.SENDERS]
    )[0]
    incident_at = received_at - timedelta(hours=own.randint(5, 150), minutes=own.randint(0, 59))
    newest = received_at == ENDS.replace(hour=10, minute=26)
    if newest:
        incident, annotations, incident_at = GROOMING, ("sextortion",), received_at - 2 * HOUR
    return Report(
        number=number,
        received_at=received_at,
        incident_at=incident_at,
        incident=incident,
        platform=platform,
        sender=sender,
        account=f"acc-{own.randint(10**7, 10**8 - 1)}",
        screen_name=invented.screen_name(own),
        email=invented.email(own),
        phone=invented.phone(own) if own.random() < 0.6 else "",
        town=own.choice(invented.TOWNS),
        fate=fate,
        connections=_connections(own, incident_at),
        files=_files(own, incident, incident_at, flags),
        annotations=annotations,
        high_priority="A child states that they are being threatened today"
        if newest
        else _high_priority(own, fate, in_operation),
        batched="viral" in flags,
        narrative=_narrative(own, incident),
        children=_children(own, incident, fate, newest=newest, in_operation=in_operation),
        in_operation=in_operation,
        needs_securing=needs_securing and (in_operation or own.random() < 0.85),
        seed=own.getrandbits(64),
    )


def _kind(
    random: Random, fate: str, received_at: datetime, *, in_operation: bool
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return incident type, the company's annotations, and the flags on the files."""
    if fate == "waiting" and received_at < ENDS - timedelta(days=1):
        # Nothing that is very high has waited for more than a day.
        return (GROOMING if received_at == TODAY_A_WEEK_AGO else IMAGES), (), ()
    if fate in {"no_further_action", "second_person"}:
        if random.random() < 0.83:
            return IMAGES, ("informational",), ("viral",)
        return random.choice((IMAGES, IMAGES, OBSCENE)), (), ()
    if fate == "educate":
        return IMAGES, ("minorToMinorInteraction",), ("possibleSelfProduction",)
    if in_operation or fate in {"prevent", "nobody_owns_it"}:
        # What can wait for a planned week is not the most urgent.
        return IMAGES, (), ()
    if fate == "safeguard":
        return random.choice((GROOMING, OBSCENE)), (), ()
    kinds = [
        (IMAGES, (), ()),
        (GROOMING, (), ()),
        (GROOMING, ("sextortion",), ()),
        (IMAGES, (), ("liveStreaming",)),
        (CONTACT, (), ()),
    ]
    return random.choices(kinds, weights=(60, 22, 9, 4, 5))[0]


def _high_priority(random: Random, fate: str, in_operation: bool) -> str:
    if not in_operation and fate in {"investigate", "safeguard"} and random.random() < 0.04:
        return "The user states that they have access to a child"
    return ""


def _connections(random: Random, incident_at: datetime) -> tuple[Connection, ...]:
    address = invented.ip(random)
    return tuple(
        Connection(
            address=address if random.random() < 0.8 else invented.ip(random),
            at=incident_at - timedelta(minutes=random.randint(0, 900)),
            event=random.choice(("Login", "Upload", "Upload", "Registration")),
            port=random.randint(1024, 65535) if random.random() < 0.8 else None,
            proxy=random.choice((False, False, None)),
            offset=random.choice(("Z", "-07:00", "Z")),
        )
        for _ in range(random.randint(1, 4))
    )


def _files(random: Random, incident: str, at: datetime, flags: tuple[str, ...]) -> tuple[File, ...]:
    """Return up to three files. The hashes are of made-up words: they match nothing anywhere."""
    if incident != IMAGES:
        return ()
    made = []
    # Most of what is viral comes as one file, and often without details.
    for _ in range(random.choice((0, 0, 1)) if "viral" in flags else random.choice((1, 1, 2, 3))):
        word = f"synthetic {random.getrandbits(64)}".encode()
        made.append(
            File(
                file_id=hashlib.md5(word + b"id", usedforsecurity=False).hexdigest(),
                md5=hashlib.md5(word, usedforsecurity=False).hexdigest(),
                sha1=hashlib.sha1(word, usedforsecurity=False).hexdigest(),
                viewed=random.choice((True, True, False, None)),
                grade=random.choice(("A1", "A2", "B1", "B2", "")),
                flags=flags,
                uploaded_at=at,
            )
        )
    return tuple(made)


def _narrative(random: Random, incident: str) -> str:
    if incident == IMAGES:
        words = (
            "Detected by hash match at upload.",
            "Detected by a classifier and confirmed by a reviewer.",
            "Found while reviewing a complaint about the account.",
        )
    else:
        words = (
            "Reported by another user of the service.",
            "Found in a conversation that a user reported.",
            "A moderator noticed the conversation.",
        )
    return random.choice(words)


def _children(
    random: Random, incident: str, fate: str, *, newest: bool, in_operation: bool
) -> tuple[Child, ...]:
    if newest:
        count = 1
    elif in_operation and fate == "investigate":
        count = WEEK_CHILDREN_A_CASE
    elif fate in {"investigate", "nobody_owns_it"}:
        count = random.choices((1, 2, 3), weights=(35, 45, 20))[0]
    elif fate in {"educate", "safeguard"}:
        count = random.choices((1, 2), weights=(70, 30))[0]
    elif fate == "waiting":
        # A groomed child is named: that is why it is high.
        count = 1 if incident == GROOMING else random.choices((0, 1), weights=(60, 40))[0]
    else:
        count = 0
    family = random.choice(invented.FAMILY)
    first_is_stated = incident != IMAGES or fate == "educate"
    return tuple(
        Child(
            age=_age(random, fate, newest=newest, stated=first_is_stated and n == 0),
            name=invented.child_name(random, family),
            screen_name=invented.screen_name(random),
            school=random.choice(invented.SCHOOLS),
            stated=first_is_stated and n == 0,
        )
        for n in range(count)
    )


def _age(random: Random, fate: str, *, newest: bool, stated: bool) -> int:
    if newest:
        return 13
    if not stated:
        return random.randint(2, 15)
    # Below thirteen the rules suggest no education visit; now and then an officer makes one.
    if fate == "educate" and random.random() < 0.92:
        return random.randint(13, 16)
    return random.randint(11, 16)
