"""The five ways through the form: who asks, what each is asked, and in which words."""

from dataclasses import dataclass

from symphony.letterbox import answers
from symphony.letterbox.answers import Route
from symphony.public.report.questions import (
    danger,
    happened,
    identity,
    people,
    where,
    work,
    young,
)
from symphony.public.report.steps import (
    Answered,
    Asked,
    Children,
    Names,
    Step,
    said,
)


@dataclass(frozen=True)
class Way:
    """One route: its door, its questions, and who helps beside them."""

    route: Route
    # What the door says, and the line under it.
    door: str
    hint: str
    questions: tuple[Asked, ...]
    # Contacts, by key, for the person who reports.
    helps: tuple[str, ...]
    # Whether its own first page has to be read before it begins.
    reads_first: bool = False


def _in_danger(answered: Answered) -> bool:
    return said(answered, "danger", "danger_now") == "yes"


def _threatened(answered: Answered) -> bool:
    told = answered.get("happened", {}).get("happened", [])
    return bool({*answers.THREATENED, answers.Happened.THREAT_TO_SHARE.value} & set(told))


def _hurting(answered: Answered) -> bool:
    return said(answered, "self_harm", "self_harm") == "yes"


def _says_who(answered: Answered) -> bool:
    return said(answered, "identity", "identity") in ("named", "confidence")


CALL = Step("call", template="public/report/call.html", when=_in_danger)
ADVICE = Step("advice", template="public/report/advice.html", when=_threatened)
COMFORT = Step("comfort", template="public/report/comfort.html", when=_hurting)
DANGER = (Step("danger", danger.Danger), CALL)
NAMES = Names("names", where.NameOrLink, answers.ACCOUNTS_LIMIT)
CHILDREN = Children("child", people.Child, people.AnotherChild, answers.CHILDREN_LIMIT)
COME_BACK = Step("come_back", identity.ComeBack)


def _ending(contact: type[identity.Contact] = identity.Contact) -> tuple[Step, ...]:
    return (
        Step("identity", identity.Identity),
        Step("contact", contact, when=_says_who),
        COME_BACK,
    )


WAYS: dict[str, Way] = {
    way.route.value: way
    for way in (
        Way(
            Route.CHILD,
            "I am under 18 and this is about me",
            "Short questions in plain words. It is not your fault",
            (
                Step("danger", danger.DangerToMe),
                CALL,
                Step("happened", happened.HappenedToMe),
                ADVICE,
                Step("narrative", happened.KnownToMe),
                Step("where", where.Where),
                Step("the_person", people.WhoIsDoingThis),
                Step("own_age", young.OwnAge),
                Step("not_safe", young.NotSafe),
                Step("self_harm", young.SelfHarm),
                COMFORT,
                Step("identity", identity.IdentityOfChild),
                Step("trusted_adult", young.TrustedAdult),
                Step("contact", identity.Contact, when=_says_who),
                COME_BACK,
            ),
            ("childline", "report-remove"),
            reads_first=True,
        ),
        Way(
            Route.WORRIED,
            "I am worried about a child or about someone",
            "For anyone: family, friends, neighbours, people online",
            (
                *DANGER,
                Step("about", happened.About),
                Step("happened", happened.Happened),
                ADVICE,
                Step("narrative", happened.Known),
                Step("where", where.Where),
                NAMES,
                Step("when", where.When),
                Step("the_person", people.Person),
                Step("lives_with_children", people.LivesWithChildren),
                CHILDREN,
                Step("told", people.Told),
                *_ending(),
            ),
            ("stop-it-now", "iwf"),
        ),
        Way(
            Route.PROFESSIONAL,
            "I work with children or for a company",
            "Schools, health, charities, platforms. You get a dated receipt",
            (
                *DANGER,
                Step("happened", happened.Happened),
                ADVICE,
                Step("narrative", happened.Known),
                Step("where", where.Where),
                NAMES,
                Step("when", where.When),
                Step("own_organisation", work.OwnOrganisation),
                Step("the_person", people.Person),
                Step("lives_with_children", people.LivesWithChildren),
                CHILDREN,
                Step("services_told", work.ServicesTold),
                Step("parents_know", work.ParentsKnow),
                Step("devices", work.Devices),
                Step("done_so_far", work.DoneSoFar),
                *_ending(identity.WorkContact),
            ),
            ("iwf", "non-emergency"),
        ),
        Way(
            Route.SURVIVOR,
            "I am an adult and this happened to me as a child",
            "You decide how much you tell. You can stop at any time",
            (
                *DANGER,
                Step("narrative", happened.ThenToMe),
                Step("age_then", people.AgeThen),
                Step("where", where.Where),
                NAMES,
                Step("the_person", people.PersonThen),
                Step("lives_with_children", people.StillNearChildren),
                Step("told", people.Told),
                *_ending(),
            ),
            ("samaritans", "crimestoppers"),
        ),
        Way(
            Route.OWN_BEHAVIOUR,
            "I am worried about my own thoughts or behaviour",
            "Private help first. You can still report",
            (
                *DANGER,
                Step("narrative", happened.AboutMyself),
                CHILDREN,
                *_ending(),
            ),
            ("stop-it-now",),
            reads_first=True,
        ),
    )
}
