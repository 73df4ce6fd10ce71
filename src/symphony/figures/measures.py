"""What we count, each by a written rule: its name, its number, and how it is counted in words.

The rules are those of the field (domain.md, section 10). A change of what a rule counts is a new
version of it. The definition pages in `docs/reference/figures/` are made from this list.
"""

from dataclasses import dataclass

from symphony.core.errors import NotFound


@dataclass(frozen=True)
class Measure:
    """One thing that is counted."""

    key: str
    title: str
    rule: str
    version: int
    definition: str
    # What is and is not counted, one sentence each.
    points: tuple[str, ...]
    # Which records the number is taken from, and what puts one into a period.
    source: str
    dated_by: str
    # What a list of the records calls its first column.
    thing: str

    @property
    def slug(self) -> str:
        """The measure as it stands in an address and in the name of its definition page."""
        return self.key.replace("_", "-")

    @property
    def rule_words(self) -> str:
        """The rule with its version, as it is printed beside every number."""
        return f"{self.rule}, version {self.version}"


PEOPLE_ARRESTED = Measure(
    key="people_arrested",
    title="People arrested",
    rule="A-1",
    version=1,
    definition="Different people arrested on suspicion of a listed offence.",
    points=(
        "A person who is arrested twice in the period is counted once.",
        "The listed offences are those marked so in the reference list of offences.",
        "A voluntary interview is not an arrest.",
        "People under 18 are part of the number and shown apart; so are people whose age is not "
        "known.",
        "For an operation, only arrests in its cases are counted.",
    ),
    source="Arrests recorded in cases",
    dated_by="the time of the arrest",
    thing="Person",
)

ARRESTS = Measure(
    key="arrests",
    title="Arrests",
    rule="A-2",
    version=1,
    definition="Arrests on suspicion of a listed offence.",
    points=(
        "A person who is arrested twice is counted twice.",
        "A voluntary interview is not an arrest.",
        "For an operation, only arrests in its cases are counted.",
    ),
    source="Arrests recorded in cases",
    dated_by="the time of the arrest",
    thing="Person",
)

CHILDREN_SAFEGUARDED = Measure(
    key="children_safeguarded",
    title="Children safeguarded",
    rule="S-2",
    version=1,
    definition="Different identified children for whom a protective action was first completed.",
    points=(
        "A child is dated by the first completed protective action in a case; later actions in "
        "the same case do not count again.",
        "A child is counted once in any period, so the months need not add up to the year.",
        "Protective: the child was seen and a safety plan agreed; the suspect left the household; "
        "the child was moved or taken into police protection; contact was stopped and the account "
        "secured; a protection plan or order is in force.",
        "A meeting, a referral sent, a device seized, a school told or a visit alone does not "
        "count.",
        "A child who is not identified is not counted.",
        "For an operation, only actions in its cases are counted.",
    ),
    source="Safeguarding actions recorded in cases",
    dated_by="the time of the first completed protective action in the case",
    thing="Child",
)

EDUCATION_VISITS = Measure(
    key="education_visits",
    title="Education visits",
    rule="E-1",
    version=1,
    definition="Completed visits in which a child was seen in person.",
    points=(
        "One household on one day is one visit, however many children or officers were there.",
        "Attempts, calls and talks are not counted.",
        "A later visit to the same household is counted again.",
        "The number of different children seen is shown beside it.",
    ),
    source="Education visits recorded in cases",
    dated_by="the time of the visit",
    thing="Visit",
)

CHILDREN_VISITED = Measure(
    key="children_visited",
    title="Children visited",
    rule="E-2",
    version=1,
    definition="Different children seen in person in a completed education visit.",
    points=(
        "A child who is visited twice in the period is counted once.",
        "Attempts, calls and talks are not counted.",
    ),
    source="Education visits recorded in cases",
    dated_by="the time of the visit",
    thing="Child",
)

CRIMES_INVESTIGATED = Measure(
    key="crimes_investigated",
    title="Crimes investigated",
    rule="C-1",
    version=1,
    definition="Different recorded crimes in whose case an enquiry was made.",
    points=(
        "A crime number is counted once in a period, however many enquiries were made.",
        "Crimes that were cancelled or transferred to another force are not counted.",
        "For a team, the enquiry must be one of its own.",
    ),
    source="Crimes and enquiries recorded in cases",
    dated_by="the time of an enquiry in the crime's case",
    thing="Crime number",
)

CRIMES_RECORDED = Measure(
    key="crimes_recorded",
    title="Crimes recorded",
    rule="C-2",
    version=1,
    definition="Different crimes recorded.",
    points=("Crimes that were cancelled or transferred to another force are not counted.",),
    source="Crimes recorded in cases",
    dated_by="the time at which the crime was recorded",
    thing="Crime number",
)

REFERRALS = Measure(
    key="referrals",
    title="Referrals",
    rule="R-1",
    version=1,
    definition="Different concerns that were passed on to us.",
    points=(
        "The same report sent again, and details that follow a report, are not another referral.",
        "Raw reports, exact copies, documents in quarantine, transfers and referrals with no "
        "further action are shown beside the number.",
        "Years are compared only on the channels that were open in both.",
        "For a team or an operation, only referrals in its cases are counted.",
    ),
    source="Referrals received",
    dated_by="the time at which the concern was first received",
    thing="Referral",
)

ALL = (
    PEOPLE_ARRESTED,
    ARRESTS,
    CHILDREN_SAFEGUARDED,
    EDUCATION_VISITS,
    CHILDREN_VISITED,
    CRIMES_INVESTIGATED,
    CRIMES_RECORDED,
    REFERRALS,
)
# What an operation's page shows, in its order.
OF_AN_OPERATION = (
    PEOPLE_ARRESTED,
    ARRESTS,
    CHILDREN_SAFEGUARDED,
    EDUCATION_VISITS,
    CRIMES_INVESTIGATED,
)

_BY_KEY = {measure.key: measure for measure in ALL}


def get(key: str) -> Measure:
    """Return the measure of this key, or of the address made from it.

    :raises NotFound: if nothing is counted under that name
    """
    measure = _BY_KEY.get(key.replace("-", "_"))
    if measure is None:
        raise NotFound("Nothing is counted under that name.")
    return measure
