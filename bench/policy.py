"""Grading: microseconds an assessment with its explanation, and beside zen-engine on one table.

    python -m bench.policy [--assessments 50000]

The table that both are given is `urgency-base` of the default policy: eight rules, seven facts,
2,187 situations. zen-engine is loaded the fast way (a kept decision content) and traces, because
without its trace it does not say which rules fired. Both answers are compared before either is
timed.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from typing import Any

from symphony.triage import policy
from symphony.triage.policy import explaining, trying
from symphony.triage.policy.engine import Policy
from symphony.triage.policy.index import Index

TABLE = "urgency-base"


def measure(assessments: int = 50_000) -> dict[str, Any]:
    """Return microseconds an assessment, and referrals a second in bulk."""
    default = policy.load(policy.DEFAULT)
    dice = random.Random(1)
    situations = [
        {name: dice.choice(fact.domain) for name, fact in default.facts.items()}
        for _ in range(assessments)
    ]
    few = situations[: max(200, assessments // 50)]
    results = [default.assess(facts) for facts in few]
    past = [trying.Past(str(n), facts, 1, False) for n, facts in enumerate(situations)]
    began = time.perf_counter()
    trying.run(default, default, past)
    trial = time.perf_counter() - began
    with_reasons = _each(lambda facts: default.assess(facts).reasons(), situations)
    return {
        "load_and_check_ms": _load_ms(),
        "band_and_path_us": _each(default.outcome, situations),
        "assessment_with_explanation_us": with_reasons,
        "referrals_a_second": round(1_000_000 / with_reasons),
        "what_would_change_us": _each(explaining.changes, results),
        "open_questions_us": _each(explaining.questions, results),
        "trial_referrals_a_second": round(assessments / trial),
        "one_table": _beside_zen(default, situations[:20_000]),
    }


def _load_ms() -> float:
    folder = policy.POLICIES / policy.DEFAULT
    began = time.perf_counter()
    for _ in range(5):
        policy.load_folder(folder)
    return round((time.perf_counter() - began) / 5 * 1000, 1)


def _each(work: Callable[[Any], Any], things: Sequence[Any]) -> float:
    """Return microseconds of computing, without waiting, for one: the best of three rounds."""
    best = float("inf")
    for _ in range(3):
        began = time.process_time()
        for thing in things:
            work(thing)
        best = min(best, time.process_time() - began)
    return round(best / len(things) * 1_000_000, 2)


def _beside_zen(default: Policy, situations: Sequence[dict[str, str]]) -> dict[str, Any]:
    index = next(one for one in default.indexes if one.head.name == TABLE)
    facts = [{name: one[name] for name in index.asks} for one in situations]

    def own(one: dict[str, str]) -> list[dict[str, Any]]:
        return [
            {"rule": rule.name, "gives": rule.gives, "facts": {n: one[n] for n in rule.fits}}
            for rule in index.fired(one)
        ]

    found: dict[str, Any] = {"rules": len(index.rules), "own_us": _each(own, facts)}
    try:
        import zen
    except ImportError:
        return found | {"zen_engine": "not installed"}
    content = zen.ZenDecisionContent(json.dumps(_as_jdm(default, index)))
    engine = zen.ZenEngine({"loader": lambda key: content})

    def theirs(one: dict[str, str]) -> list[str]:
        answer = engine.evaluate("table", one, {"trace": True})
        return [row["rule"]["_id"] for row in answer["trace"]["rules"]["traceData"]]

    for one in facts[:500]:
        assert [row["rule"] for row in own(one)] == theirs(one)
    untraced = _each(lambda one: engine.evaluate("table", one), facts)
    traced = _each(theirs, facts)
    return found | {
        "zen_us": untraced,
        "zen_with_trace_us": traced,
        "zen_with_trace_against_own": round(traced / found["own_us"], 1),
    }


def _as_jdm(default: Policy, index: Index) -> dict[str, Any]:
    """Return a table of ours as zen-engine's own JSON."""
    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": name, "name": name, "field": name} for name in index.asks],
        "outputs": [{"id": "gives", "name": "gives", "field": "gives"}],
        "rules": [
            {
                "_id": rule.name,
                "gives": json.dumps(rule.gives),
                **{name: _cell(rule.fits.get(name)) for name in index.asks},
            }
            for rule in index.rules
        ],
    }
    kinds = {"in": "inputNode", "rules": "decisionTableNode", "out": "outputNode"}
    return {
        "nodes": [
            {"id": name, "name": name, "type": kind, "content": table if name == "rules" else {}}
            for name, kind in kinds.items()
        ],
        "edges": [
            {"id": "a", "sourceId": "in", "targetId": "rules", "type": "edge"},
            {"id": "b", "sourceId": "rules", "targetId": "out", "type": "edge"},
        ],
    }


def _cell(values: frozenset[str] | None) -> str:
    return ", ".join(json.dumps(value) for value in sorted(values)) if values else ""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--assessments", type=int, default=50_000)
    print(json.dumps(measure(arguments.parse_args().assessments), indent=2))


if __name__ == "__main__":
    main()
