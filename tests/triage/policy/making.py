"""Made policies for tests: files in memory, random ones among them, and a plain interpreter."""

import csv
import io
import random

from symphony.triage import policy
from symphony.triage.policy import POLICIES, loading
from symphony.triage.policy.words import BANDS, NOT_KNOWN

# What tests change or break: no release touches these rows, whichever version grades.
DEFAULT = "2026-1"
FILES = loading.read_folder(POLICIES / DEFAULT)
# What grades, as it is shipped.
SHIPPED = loading.read_folder(POLICIES / policy.DEFAULT)


def load(files, version="draft", **kept):
    return loading.load(version, files, **kept)


def rows(name, files=FILES):
    return list(csv.reader(io.StringIO(files[name].decode())))


def sheet(lines):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(lines)
    return out.getvalue().encode()


def situation(policy, dice):
    return {name: dice.choice(fact.domain) for name, fact in policy.facts.items()}


def naive(policy, files, facts):
    """Return what the files say of the facts, read row by row with nothing of the engine's."""
    bands, qualities, path = [], [], None
    for table, gives, *_ in rows("tables.csv", files)[1:]:
        head, *body = rows(f"{table}.csv", files)
        for row in body:
            cells = dict(zip(head, row, strict=True))
            if not all(_fits(cells[name], facts[name]) for name in facts if cells.get(name)):
                continue
            if gives in ("floor", "band"):
                bands.append((cells["band"], cells["rule"]))
            elif gives == "quality":
                qualities.append((int(cells["quality"]), cells["rule"]))
            elif path is None:
                path = (cells["path"], cells.get("variant", ""), cells["rule"])
    band = next(band for band in BANDS if any(band == given for given, _ in bands))
    return band, {rule for _, rule in bands}, min(qualities)[0] if qualities else None, path


def _fits(cell, value):
    words = cell.removeprefix("!").split("|")
    return (value in words) != cell.startswith("!")


ACCESS = ("home", "family", "work")
FORCING = ("exploitation", "coercion", "profit_motive", "adult_involved")
LIGHT = "low|educate|prevent|no_further_action"


def random_policy(dice: random.Random) -> dict[str, bytes]:
    """Return the files of a policy of random rules: right in form, safe or not as it happens."""
    risks = [f"risk{n}" for n in range(dice.randint(1, 4))]
    mitigators = [f"mild{n}" for n in range(dice.randint(1, 3))]
    facts = [["fact", "question", "part", "answered_before", "given_by", "source"]]
    facts += [[n, f"{n}?", "access", LIGHT, "officer", "made"] for n in ACCESS]
    facts += [[n, f"{n}?", "risk", "educate|no_further_action", "officer", "made"] for n in FORCING]
    facts += [[n, f"{n}?", "risk", "", "officer", "made"] for n in risks]
    facts += [[n, f"{n}?", "mitigator", "", "officer", "made"] for n in mitigators]
    values = [["fact", "value", "words", "reassuring", "full_response"]]
    for name, _, part, *_ in facts[1:]:
        values.append([name, "yes", f"{name} so", "", "yes" if name in FORCING else ""])
        values.append([name, "no", f"{name} not so", "" if part == "mitigator" else "yes", ""])
    heads = [["table", "gives", "hit", "complete", "title"]]
    files = {"facts.csv": sheet(facts), "values.csv": sheet(values)}

    def add(name, gives, hit, complete, outcome, asks, body):
        heads.append([name, gives, hit, complete, name])
        lines = [["rule", *asks, outcome, "says", "source"]]
        for number, (cells, given) in enumerate(body, start=1):
            lines.append([f"{name}-{number}", *cells, given, "because", "made"])
        files[f"{name}.csv"] = sheet(lines)

    sound = dice.random() < 0.5

    def cells(asks, words=("", "yes", "!no") if sound else ("", "yes", "!no", "no", "no|yes")):
        return [dice.choice(words) for _ in asks]

    pool = [*risks, *ACCESS, *(mitigators if dice.random() < 0.2 else [])]
    for name, gives in (("floors", "floor"), ("urgency", "band")):
        asks = dice.sample(pool, dice.randint(1, min(4, len(pool))))
        body = [(cells(asks), dice.choice(BANDS[:3])) for _ in range(dice.randint(1, 5))]
        add(name, gives, "every", "no", "band", asks, body)
    low = ["no"] * 3 if dice.random() < 0.8 else cells(ACCESS)
    base = [(["!no" if n == m else "" for m in range(3)], "medium") for n in range(3)]
    add("base", "band", "every", "yes", "band", list(ACCESS), [*base, (low, "low")])
    quality = [(cells(mitigators), str(dice.randint(0, 99))) for _ in range(3)]
    add(
        "quality",
        "quality",
        "every",
        "yes",
        "quality",
        mitigators,
        [*quality, ([""] * len(mitigators), "100")],
    )
    light = dice.choice(["educate", "no_further_action", "prevent", "safeguard"])
    asks = [*FORCING, *ACCESS]
    answers = ["no"] * 7 if dice.random() < 0.7 else cells(asks)
    add("path", "path", "first", "yes", "path", asks, [(answers, light), ([""] * 7, "investigate")])
    files["tables.csv"] = sheet(heads)
    return files


def unknown(policy):
    return dict.fromkeys(policy.facts, NOT_KNOWN)
