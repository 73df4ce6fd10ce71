"""What a policy's files say, read row by row with nothing of the engine's; and random policies.

Which facts and answers are which is taken from the code's constants and from this file, never from
the marks of the policy that is tried: those may be what is wrong with it.
"""

import random
from collections.abc import Iterator

from symphony.triage.policy.words import (
    ACCESS,
    BANDS,
    FORCING,
    LIGHTER,
    MITIGATORS,
    NOT_KNOWN,
    REASSURING,
)
from tests.triage.policy import making

# Answers of the facts that every random policy has; the others have yes, maybe and no.
KNOWN = {
    "child_identified": ("yes", "no"),
    "at_risk_now": ("yes", "no"),
    "elsewhere": ("another_force", "another_country", "here"),
    "about_self": ("yes", "no"),
}
REASSURES = {"elsewhere": "here"}
OWN = ("own_a", "own_b")
# What can be wrong with a random policy; most have one of them, so that one check refuses it.
FLAWS = (
    *("part", "before", "reassures", "forces", "unknown", "mitigator", "top", "low"),
    *("forced", "open", "part_taken", "led_by", "asked", "variant"),
)
LED_BY = ("safeguard", "transfer", *LIGHTER)


class Plain:
    """The rows of a policy's files."""

    def __init__(self, files):
        self.domains, self.before, self.tables = {}, {}, []
        for name, _, _, before, *_ in making.rows("facts.csv", files)[1:]:
            self.domains[name], self.before[name] = [NOT_KNOWN], before.split("|")
        for name, value, *_ in making.rows("values.csv", files)[1:]:
            self.domains[name].append(value)
        for table, gives, *_ in making.rows("tables.csv", files)[1:]:
            head, *body = making.rows(f"{table}.csv", files)
            lines = [dict(zip(head, line, strict=True)) for line in body]
            self.tables.append((gives, [(self._asked(line), line) for line in lines]))

    def _asked(self, line):
        return {name: line[name] for name in self.domains if line.get(name)}

    def outcome(self, facts):
        return self.decided(facts)[0]

    def decided(self, facts):
        """Return band, path and variant, and what the rows ask that give something lighter."""
        band, path, rests_on = len(BANDS), None, {}
        for gives, lines in self.tables:
            for asked, line in lines:
                if all(fits(cell, facts[name]) for name, cell in asked.items()):
                    if gives in ("floor", "band"):
                        band = min(band, BANDS.index(line["band"]))
                        rests_on.setdefault(line["band"], set()).update(asked)
                    elif gives == "path" and path is None:
                        path = line["path"], line["variant"]
                        rests_on[line["path"]] = set(asked)
        return (BANDS[band], *path), rests_on

    def band(self, facts):
        """Return how grave the band is: higher is graver."""
        return -BANDS.index(self.outcome(facts)[0])

    def lighter_rows(self):
        """Give the conditions of each row that gives something lighter or leads elsewhere."""
        for _, lines in self.tables:
            for asked, line in lines:
                if line.get("path") in LED_BY or line.get("band") == "low":
                    yield asked

    def situations(self, dice: random.Random, asked, *, tries=12) -> Iterator[dict[str, str]]:
        """Give situations that a row fits, reassuring beside it, and some with one answer else."""
        for _ in range(tries):
            facts = {
                name: dice.choice([v for v in domain if fits(asked.get(name, ""), v)])
                if name in asked or dice.random() < 0.2
                else self._light(name)
                for name, domain in self.domains.items()
            }
            yield facts
            for name in dice.sample(sorted(facts), min(6, len(facts))):
                yield facts | {name: NOT_KNOWN}
                yield facts | {name: dice.choice(self.domains[name])}

    def _light(self, name):
        return min(reassuring(name, self.domains[name]), default=self.domains[name][-1])


def reassuring(name, values):
    """Return which of the values of a fact speak for less, whether or not they are marked so."""
    given_names = {"no", REASSURES.get(name, "no"), *REASSURING.get(name, ())}
    return given_names.intersection(values)


def fits(cell, value):
    words = cell.removeprefix("!").split("|")
    return not cell or (value in words) != cell.startswith("!")


def broken(plain, facts):
    """Return every promise that an outcome breaks."""
    (band, path, variant), rests_on = plain.decided(facts)
    found = set()
    for given in {band, path}.intersection(LIGHTER):
        must = {name for name, before in plain.before.items() if given in before}
        must |= {
            *rests_on[given],
            *ACCESS,
            *(FORCING if given in ("educate", "no_further_action") else ()),
        }
        found |= {(given, name) for name in must if facts[name] == NOT_KNOWN}
    if any(facts[name] not in ("no", NOT_KNOWN) for name in FORCING):
        found |= {("forced", path)} - {("forced", "investigate"), ("forced", "transfer")}
    if path == "safeguard" and facts.get("child_identified") != "yes":
        found.add((path, "child_identified"))
    if path == "transfer" and facts.get("elsewhere") not in ("another_force", "another_country"):
        found.add((path, "elsewhere"))
    if facts.get("child_identified") == facts.get("at_risk_now") == "yes" and band != "very_high":
        found.add(("at_risk_now", band))
    if (path == "educate") != (variant in ("non_aggravated", "repeated")):
        found.add((path, variant))
    if variant == "aggravated" and path != "investigate":
        found.add((path, variant))
    return found


def random_policy(dice: random.Random) -> dict[str, bytes]:
    """Return the files of a policy of random rules: right in form, safe or not as it happens."""
    mild, flaws = dice.sample(MITIGATORS, 2), dice.sample(FLAWS, dice.choice((0, 1, 1, 2)))

    def well(kind, good, bad):
        return bad if kind in flaws and dice.random() < 0.5 else good

    facts = [["fact", "question", "part", "answered_before", "given_by", "source"]]
    values = [["fact", "value", "words", "reassuring", "full_response"]]
    for name in (*ACCESS, *FORCING, *KNOWN, *OWN, *mild):
        part = "access" if name in ACCESS else "mitigator" if name in mild else "risk"
        before = {"access": "|".join(LIGHTER)}.get(part, "")
        before = "educate|no_further_action" if name in FORCING else before
        before = "prevent|low" if name == "own_a" else before
        facts.append(
            [
                name,
                f"{name}?",
                well("part", part, "risk"),
                well("before", before, ""),
                "officer",
                "made",
            ]
        )
        for value in KNOWN.get(name, ("yes", "maybe", "no")):
            light = value == REASSURES.get(name, "no")
            reassures = "yes" if light or (value == "maybe" and dice.random() < 0.3) else ""
            reassures = "" if name in FORCING and not light else reassures
            forces = "yes" if name in FORCING and not light else ""
            marks = well("reassures", reassures, ""), well("forces", forces, "")
            values.append([name, value, f"{name} {value}", *marks])
    heads = [["table", "gives", "hit", "complete", "title"]]
    files = {"facts.csv": making.sheet(facts), "values.csv": making.sheet(values)}

    def add(table, gives, rows, *, complete="no"):
        hit, outcome = ("first", "path") if gives == "path" else ("every", gives)
        outcome = "band" if gives == "floor" else outcome
        asks = sorted({name for cells, *_ in rows for name in cells})
        heads.append([table, gives, hit, complete, table])
        more = ["variant"] if gives == "path" else []
        lines = [["rule", *asks, outcome, *more, "says", "source"]]
        for number, (cells, *given) in enumerate(rows, start=1):
            filled = [cells.get(name, "") for name in asks]
            lines.append([f"{table}-{number}", *filled, *given, "because", "made"])
        files[f"{table}.csv"] = making.sheet(lines)

    def some(names, words=("yes", "!no", "yes|maybe|not_known")):
        return {name: dice.choice(words) for name in names}

    top = {"child_identified": "yes", "at_risk_now": "yes"}
    others = [
        some(dice.sample(OWN + ACCESS, dice.randint(1, 2))) for _ in range(dice.randint(1, 3))
    ]
    if well("unknown", False, True):
        others.append(some([dice.choice(OWN)], ("no", "no|maybe", "!not_known")))
    if well("mitigator", False, True):
        others.append({mild[0]: dice.choice(("yes", "!yes"))})
    add(
        "floors",
        "floor",
        [(well("top", top, top | {"own_b": "yes"}), "very_high")]
        + [(cells, dice.choice(BANDS[:3])) for cells in others],
    )
    asked = [*ACCESS, "own_a"]
    low = {name: "no" for name in asked if well("low", True, False)}
    ruled_out = [name for name in asked if name in low or dice.random() < 0.5]
    add(
        "base",
        "band",
        [*(({name: "!no"}, "medium") for name in ruled_out), (low, "low")],
        complete="yes",
    )
    add("quality", "quality", [({mild[0]: "yes"}, "20"), ({}, "100")], complete="yes")
    away = {"elsewhere": "another_force|another_country"}
    first = [(away, "transfer", "")] if dice.random() < 0.5 else []
    add(
        "full",
        "path",
        first
        + [
            ({n: "yes|maybe"}, "investigate", "aggravated")
            for n in FORCING
            if well("forced", True, False)
        ]
        + [({n: NOT_KNOWN}, "investigate", "") for n in FORCING if well("open", True, False)],
    )
    # A row that takes a part only of what is not known.
    part = [
        well("part_taken", {}, dice.choice(({"own_a": "yes"}, {"own_b": "no"}))) for _ in ACCESS
    ]
    opened = [{n: NOT_KNOWN, **more} for n, more in zip(ACCESS, part, strict=True)]
    add("asked", "path", [(cells, "investigate", "") for cells in opened])
    lighter = []
    for path in dice.sample(LED_BY[:2] + LIGHTER[1:], 3):
        cells = {
            "safeguard": {"child_identified": well("led_by", "yes", "!no")},
            "transfer": {"elsewhere": well("led_by", "another_force", "!here")},
            "prevent": {"about_self": "yes", "own_a": well("asked", "no", "!yes")},
            "educate": {
                "own_b": well("asked", dice.choice(("no", "no|maybe")), "!yes"),
                "elsewhere": "here",
            },
            "no_further_action": {mild[1]: well("led_by", "yes", "!no"), "at_risk_now": "no"},
        }[path]
        variant = dice.choice(("non_aggravated", "repeated")) if path == "educate" else ""
        lighter.append((cells, path, well("variant", variant, "repeated")))
    add("lighter", "path", lighter)
    add("last", "path", [({}, "investigate", "")], complete="yes")
    files["tables.csv"] = making.sheet(heads)
    return files
