"""Which path rules are ever reached: of the tables read before, some can take everything."""

from collections.abc import Mapping, Sequence

from symphony.triage.policy.facts import Fact
from symphony.triage.policy.problems import Problem
from symphony.triage.policy.tables import Rule, RuleTable

# Comparing so many rules takes a fraction of a second; what is left over then counts as reached.
_MOST_COMPARED = 100_000
_MOST_NAMED = 3
Box = Mapping[str, frozenset[str]]


def check(tables: Sequence[RuleTable], facts: Mapping[str, Fact]) -> list[Problem]:
    """Refuse a path rule that can never fire, because rules of earlier tables take all its cases.

    What the rows of its own table take is found there already (`checks.table`).
    """
    search, found = _Search(facts), []
    earlier: list[tuple[RuleTable, Rule]] = []
    for table in tables:
        if table.head.gives != "path":
            continue
        own: list[tuple[RuleTable, Rule]] = []
        for rule in table.rules:
            above = own if table.head.hit == "first" else []
            takers = search.takers(rule, [*earlier, *above])
            if takers and not search.takers(rule, above):
                found.append(_unreached(table, rule, takers))
            own.append((table, rule))
        earlier += own
    return found


def _unreached(table: RuleTable, rule: Rule, takers: Sequence[tuple[RuleTable, Rule]]) -> Problem:
    named = [f"{one.name} ({at.head.file}, row {one.row})" for at, one in takers[:_MOST_NAMED]]
    if len(takers) > _MOST_NAMED:
        named.append(f"{len(takers) - _MOST_NAMED} more")
    takes = "takes" if len(named) == 1 else "together take"
    why = f"{rule.name} can never fire: {' and '.join(named)} {takes} every case that it fits."
    do = "Move its table up, narrow what is read before it, or delete it."
    return Problem(table.head.file, why, do, rule.row, "rule", rule.name)


class _Search:
    """Looks for a case that is left to a rule, and stops when it has compared enough."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._domains = {name: frozenset(fact.domain) for name, fact in facts.items()}
        self._left = _MOST_COMPARED

    def takers(
        self, rule: Rule, ahead: Sequence[tuple[RuleTable, Rule]]
    ) -> list[tuple[RuleTable, Rule]]:
        """Return the rules ahead that take every case of this one; nothing if a case is left.

        One that takes all by itself is named alone.
        """
        for one in ahead:
            if self._inside(rule.fits, one[1].fits):
                return [one]
        took: dict[str, tuple[RuleTable, Rule]] = {}
        # Each case that is not yet taken, with how many of the rules ahead have been asked.
        boxes: list[tuple[Box, int]] = [(rule.fits, 0)]
        while boxes:
            box, asked = boxes.pop()
            while asked < len(ahead) and (self._spent() or not self._meets(box, ahead[asked][1])):
                asked += 1
            if asked == len(ahead):
                return []
            took[ahead[asked][1].name] = ahead[asked]
            boxes += [(rest, asked + 1) for rest in self._without(box, ahead[asked][1].fits)]
        return self._fewest(rule, list(took.values()))

    def _fewest(
        self, rule: Rule, takers: list[tuple[RuleTable, Rule]]
    ) -> list[tuple[RuleTable, Rule]]:
        """Return the rules of which none can be spared to take all of another."""
        for one in takers:
            others = [other for other in takers if other is not one]
            if fewer := self.takers(rule, others):
                return fewer
        return takers

    def _spent(self) -> bool:
        self._left -= 1
        return self._left < 0

    def _inside(self, box: Box, other: Box) -> bool:
        return not self._spent() and all(
            name in box and box[name] <= values for name, values in other.items()
        )

    def _meets(self, box: Box, rule: Rule) -> bool:
        return all(
            name not in box or not box[name].isdisjoint(values)
            for name, values in rule.fits.items()
        )

    def _without(self, box: Box, other: Box) -> list[Box]:
        """Return what of a box lies outside another, in boxes that do not overlap."""
        found: list[Box] = []
        inner = dict(box)
        for name, values in other.items():
            whole = inner.get(name, self._domains[name])
            if outside := whole - values:
                found.append({**inner, name: outside})
            inner[name] = whole & values
        return found
