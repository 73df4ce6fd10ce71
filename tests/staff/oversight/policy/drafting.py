"""Drafts of the policy as tests make them: from the shipped files, with a cell changed."""

from symphony.triage import services
from symphony.triage.models import PolicyDraft
from symphony.triage.policy import comparing, editing
from tests import make
from tests.triage.policy import making

BASE = "/staff/oversight/policy/"
FILES = {name: content.decode() for name, content in making.SHIPPED.items()}


def changed(file, rule, **cells):
    """Return the shipped files with some cells of one rule changed."""
    columns, rows = editing.rows(file, FILES[file])
    [row] = [row for row in rows if row["rule"] == rule]
    row |= cells
    return FILES | {file: editing.text(columns, rows)}


def drafted(files=None, *, by=None, name="2030-1", note="Try it", **more):
    return services.draft_policy(
        name=name,
        files=files or changed("urgency-access.csv", "A-3", band="very_high"),
        note=note,
        by=by or make.supervisor(),
        at=make.NOON,
        **more,
    )


def tried(draft, by=None):
    task = services.ask_for_trial(draft, by=by or make.supervisor(), at=make.NOON)
    return task.trial


def address(draft, page=""):
    return f"{BASE}drafts/{draft.pk}/{page}"


def sent_rows(draft, table, *, note="Because", **changes):
    """Return what a browser sends from the page of a table: every cell, with some changed.

    :param changes: by field, such as r2_7 for the third row's eighth cell
    """
    columns, rows = editing.rows(f"{table}.csv", draft.files[f"{table}.csv"])
    data = {
        f"r{place}_{column}": row[name]
        for place, row in enumerate(rows)
        for column, name in enumerate(columns)
    }
    return data | {"column": list(columns), "rows": str(len(rows)), "note": note} | changes


def field(draft, table, rule, column):
    """Return the name of a cell's field."""
    columns, rows = editing.rows(f"{table}.csv", draft.files[f"{table}.csv"])
    place = next(n for n, row in enumerate(rows) if row[columns[0]] == rule)
    return f"r{place}_{columns.index(column)}"


def latest():
    return PolicyDraft.objects.order_by("-made_at", "-pk").first()


def differences(draft):
    return comparing.compare(FILES, draft.files)
