"""Policies as files in memory, and a plain interpreter of the rules that fire."""

import csv
import io

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


def unknown(policy):
    return dict.fromkeys(policy.facts, NOT_KNOWN)
