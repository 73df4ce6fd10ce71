"""What became of the bands that each rule, and each version of the policy, gave."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from symphony.accounts.models import User
from symphony.triage.queries.agreement import Moves, Scope, add, made, moves_of, with_rule


@dataclass(frozen=True)
class OfRule:
    """What became of the bands that one rule of one version gave."""

    policy: str
    rule: str
    moves: Moves
    # The commonest change of the path: (suggested, decided, how often).
    path_change: tuple[str, str, int] | None


@dataclass(frozen=True)
class Rules:
    """The rules that gave a band, the commonest first, and the versions that they are of."""

    rows: list[OfRule]
    by_policy: Mapping[str, Moves]
    # Suggested all the same, but no assessment was kept that says by which rule.
    left_out: int


def by_rule(scope: Scope, *, viewer: User) -> Rules:
    """Return what became of each rule's bands.

    The rule is the weightiest of those that gave the suggested band, so that a decision counts
    once. Those without a suggestion are none of a rule's.
    """
    columns = ("version", "giving_rule", "suggested_band", "band", "suggested_path", "path")
    groups = (
        with_rule(made(scope, viewer=viewer))
        .order_by()
        .values_list(*columns)
        .annotate(count=Count("pk"))
    )
    moves: dict[tuple[str, str], Moves] = {}
    changes: dict[tuple[str, str], dict[tuple[str, str], int]] = {}
    by_policy: dict[str, Moves] = {}
    left_out = 0
    for version, rule, said_band, band, said_path, path, count in groups:
        these = moves_of((said_band, band), (said_path, path), count)
        if version:
            by_policy[version] = by_policy.get(version, Moves()) + these
        if not rule:
            left_out += count
            continue
        key = version, rule
        moves[key] = moves.get(key, Moves()) + these
        if said_path != path:
            add(changes.setdefault(key, {}), (said_path, path), count)
    rows = [OfRule(*key, of, _commonest(changes.get(key, {}))) for key, of in moves.items()]
    rows.sort(key=lambda row: (-row.moves.of, row.policy, row.rule))
    return Rules(rows, dict(sorted(by_policy.items())), left_out)


def _commonest(changes: dict[tuple[str, str], int]) -> tuple[str, str, int] | None:
    if not changes:
        return None
    said, path = max(sorted(changes), key=lambda pair: changes[pair])
    return said, path, changes[said, path]
