"""What officers write: why they decide, and why otherwise than the rules suggest."""

from symphony.triage.models import Path

RATIONALES = {
    Path.INVESTIGATE: (
        "The account was active in this area at the times stated, and nothing shows that it was"
        " used by somebody else. The full response is needed.",
        "The connections are complete enough to ask the provider who used them, and what is"
        " reported would be an offence.",
    ),
    Path.EDUCATE: (
        "Both are children of about the same age, nobody threatened or paid, and no adult is"
        " involved. A visit with the family is the right response.",
        "The child sent an image of themselves to another child. No pressure and no adult are"
        " reported or found. The school knows both families.",
    ),
    Path.SAFEGUARD: (
        "The child can be found and is at risk from an account abroad. There is nobody here to"
        " investigate.",
    ),
    Path.PREVENT: (
        "The report tells of thoughts and not of an act. The helpline's details were passed on.",
    ),
    Path.TRANSFER: ("The connections lead to another force's area.",),
    Path.NO_FURTHER_ACTION: (
        "Known material passed on widely in outrage. No child, threat or contact is reported.",
        "No connection with a time and zone is given, and the account cannot be found.",
        "The company itself reports it for information only, and nothing else was found.",
    ),
}
WHY_ANOTHER_PATH = {
    Path.EDUCATE: "Age, consent between the two, and the absence of an adult were confirmed by "
    "the school's safeguarding lead.",
    Path.SAFEGUARD: "The account's user is outside the country and was passed on from there.",
    Path.PREVENT: "The person asked for help themselves.",
    Path.TRANSFER: "Every connection belongs to another area.",
    Path.NO_FURTHER_ACTION: "Searches found no earlier record, no account and no child.",
    Path.INVESTIGATE: "What the report says weighs more than the rules can see.",
}
MORE_URGENT = (
    "The account was used again last night, which the report does not say.",
    "A neighbour's call of last month, in another system, concerns the same household.",
    "The person of interest is about to travel with the family.",
)
LESS_URGENT = (
    "The person is in custody for something else and has no device.",
    "Children's services have seen the children this morning; they stay with an aunt.",
    "The account has been closed since, and nothing else leads to a child today.",
)
SENT_BACK = (
    "Ask the school before this is closed: the account's name is one that a pupil there uses.",
    "The connection of the second of the month was not asked about. It has a port.",
)
ASKED_AGAIN = "Asked as the second person wanted; the answer leads nowhere either."
DECIDED_AGAIN = "Children live in the household, which nobody knew when this was first decided."
DECISION_KEPT = {
    Path.INVESTIGATE: (
        "The suspect is arrested and may not go home. The children are with their aunt.",
        "Children's services saw the children on the day; the plan of the case covers it.",
    ),
    Path.EDUCATE: (
        "The child is twelve. School and family agree that a visit is right, and it was made.",
    ),
    Path.SAFEGUARD: ("The child is safe, and there is still nobody here to investigate.",),
}
