"""Why a suggestion is what it is: each rule, the facts it rests on, and what would change it.

The rules that fired are those that the assessment keeps. The policy's version adds what it did not
keep: the questions, the sources of each rule, what did not fire and what would change it. A
version that cannot be read any more costs only that, and is said.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from symphony.accounts.models import User
from symphony.staff.referrals.deciding.facts import FactRow, Sources
from symphony.triage import grading, policy
from symphony.triage.models import Assessment, Band
from symphony.triage.policy import explaining
from symphony.triage.policy.facts import Fact
from symphony.triage.policy.words import BANDS, NOT_KNOWN, PATHS, QUALITY_BEST, plain

# The facts that come first whatever a policy says (`triage.rules.first_reasons`).
OUTSIDE_POLICY = ("F1", "F2", "F3", "F4")
GUIDANCE = (
    "NPCC guidance on self-generated imagery, as reported by the Youth Justice Legal Centre on"
    " 1 May 2024"
)
# Of the rules that give the band, and of the facts that speak for less, how many stand open.
WHY_OPEN = AGAINST_OPEN = 3
BEST = str(QUALITY_BEST)
KINDS: Mapping[str, str] = {
    "aggravated": "Aggravated, in the words of the public guidance: a child was groomed, coerced,"
    " deceived or extorted. It takes the full response.",
    "non_aggravated": "Non-aggravated, in the words of the public guidance: shared willingly"
    " between children, without an imbalance of power. The child is recorded as a person involved,"
    " not as a suspect.",
    "repeated": "Repeated, in the words of the public guidance: it is not the first time, and"
    " exploitation was asked about before anything else.",
}


@dataclass(frozen=True)
class RuleRow:
    """A rule that fired: its words, what it gives, the facts it rests on, its own source."""

    rule: str
    says: str
    gives: str
    facts: tuple[FactRow, ...]
    cites: str


@dataclass(frozen=True)
class Lack:
    """A rule that did not fire, with what it would need."""

    rule: str
    says: str
    gives: str
    needs: tuple[str, ...]
    cites: str


@dataclass(frozen=True)
class Explanation:
    """One assessment, explained."""

    assessment: Assessment
    outcome: str
    first: list[RuleRow]
    # What gives the band, and the rules below it that fired as well.
    why: list[RuleRow]
    also: list[RuleRow]
    path: RuleRow | None
    kind: str
    quality: list[RuleRow]
    facts: list[FactRow]
    not_known: list[str] = field(default_factory=list)
    # What the policy alone would say, where something comes first.
    by_policy: str = ""
    against: list[FactRow] = field(default_factory=list)
    for_less: list[str] = field(default_factory=list)
    # Single answers that would change it: where nobody has answered, and where somebody has.
    if_answered: list[str] = field(default_factory=list)
    if_wrong: list[str] = field(default_factory=list)
    not_fired: list[Lack] = field(default_factory=list)
    digest: str = ""
    # Why the policy's version cannot be read; empty if it can.
    unread: str = ""

    @property
    def why_open(self) -> list[RuleRow]:
        """Return the rules that stand open; the others are one press away."""
        return self.why[:WHY_OPEN]

    @property
    def why_more(self) -> list[RuleRow]:
        return self.why[WHY_OPEN:]

    @property
    def against_open(self) -> list[FactRow]:
        return self.against[:AGAINST_OPEN]

    @property
    def against_more(self) -> list[FactRow]:
        return self.against[AGAINST_OPEN:]

    @property
    def quality_below_best(self) -> list[RuleRow]:
        """Return what takes from the quality; where nothing does, the rule that says so."""
        return [one for one in self.quality if one.gives != BEST] or self.quality

    @property
    def path_rules(self) -> list[RuleRow]:
        return [self.path] if self.path else []

    @property
    def guidance(self) -> str:
        return GUIDANCE

    @property
    def unread_words(self) -> str:
        version = self.assessment.policy_version
        return (
            f"Policy {version} cannot be read any more. {self.unread} What fired is shown as it was"
            " kept; what did not fire and what would change it cannot be told."
        )


def explain(assessment: Assessment, *, viewer: User) -> Explanation:
    """Return an assessment with everything that a reader may ask of it.

    :param assessment: one with a band, and with its referral at hand
    """
    version = grading.version(assessment.policy_version)
    facts = version.facts if isinstance(version, policy.Policy) else {}
    sources = Sources(assessment.referral, assessment.sources.values(), viewer)

    def row(name: str, value: str) -> FactRow:
        return sources.row(name, value, facts, assessment.sources.get(name))

    rules = _rules(assessment, version, row)
    ordered = [name for name in facts if name in assessment.facts]
    ordered += [name for name in assessment.facts if name not in facts]
    plainly: dict[str, Any] = {
        "assessment": assessment,
        "outcome": explaining.path_words(str(assessment.path), assessment.variant),
        "kind": KINDS.get(assessment.variant, ""),
        "facts": [row(name, assessment.facts[name]) for name in ordered],
        **rules,
    }
    if isinstance(version, str):
        return Explanation(**plainly, unread=version)
    result = version.assess(version.complete(assessment.facts))
    return Explanation(**plainly, digest=version.digest, **_from_policy(result, rules, row))


def _rules(assessment: Assessment, version: policy.Policy | str, row: Any) -> dict[str, Any]:
    """Return the rules that fired, by what they are for."""
    cites = {} if isinstance(version, str) else {one.name: one.source for one in version.rules}
    first, bands, path, quality = [], [], None, []
    for reason in assessment.reasons:
        gives = str(reason["gives"])
        is_first = reason["rule"] in OUTSIDE_POLICY
        one = RuleRow(
            rule=reason["rule"],
            says=reason["says"],
            gives=plain(gives),
            facts=tuple(row(name, value) for name, value in reason["facts"].items()),
            cites="" if is_first else cites.get(reason["rule"], ""),
        )
        if is_first:
            first.append(one)
        elif gives in BANDS:
            bands.append(one)
        elif gives in PATHS:
            path = one
        else:
            quality.append(one)
    gravest = bands[0].gives if bands else ""
    return {
        "first": first,
        "why": [one for one in bands if one.gives == gravest],
        "also": [one for one in bands if one.gives != gravest],
        "path": path,
        "quality": quality,
    }


def _from_policy(result: policy.Result, rules: Mapping[str, Any], row: Any) -> dict[str, Any]:
    """Return what only the policy's version can tell."""
    changes = [] if rules["first"] else explaining.changes(result)
    less = [] if rules["first"] else explaining.must_fall_away(result)
    path = explaining.path_words(result.path, result.variant)
    facts = result.policy.facts
    return {
        "by_policy": f"{plain(result.band)}, {path}" if rules["first"] else "",
        "not_known": [
            fact.question for name, fact in facts.items() if result.facts[name] == NOT_KNOWN
        ],
        "against": [
            row(fact.name, result.facts[fact.name]) for fact in explaining.speaks_for_less(result)
        ],
        "for_less": [f"Rule {one.rule.name} falls away if {_either(one.answers)}" for one in less],
        "if_answered": [change.words for change in changes if change.asks],
        "if_wrong": [change.words for change in changes if not change.asks],
        "not_fired": [_lack(one, result) for one in explaining.not_fired(result)],
    }


def _either(answers: tuple[tuple[Fact, str], ...]) -> str:
    return " or ".join(fact.said(value) for fact, value in answers) or "nothing: it always fires"


def _lack(one: explaining.NotFired, result: policy.Result) -> Lack:
    needs = []
    for fact in one.lacks:
        values = [value for value in fact.domain if value in one.rule.fits[fact.name]]
        needs.append(" or ".join(fact.said(value) for value in values))
    rule = one.rule
    return Lack(rule.name, rule.says, plain(rule.gives), tuple(needs), rule.source)


def headline(assessment: Assessment) -> str:
    """Return what an assessment suggests, in a few words: very high, investigate (aggravated)."""
    if not assessment.band:
        return "not graded"
    path = explaining.path_words(str(assessment.path), assessment.variant)
    return f"{Band(assessment.band).label.lower()}, {path}"
