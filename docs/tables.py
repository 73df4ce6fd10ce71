"""Reference pages made from what the code declares: roles, fields, database roles."""

import inspect
from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps
from django.db import models

from symphony.accounts.permissions import MAY, Permission, Role
from symphony.core import grants

MADE = "Made from the code by `make docs`; a test fails when it is out of date.\n"


def roles() -> str:
    """Return the page about what each role of a person may do."""
    opening = f"""\
# Roles and what each may do

{MADE}
Declared in `src/symphony/accounts/permissions.py`; each page names the
permission it needs where its address is (`staff/<area>/urls.py`). A permission opens a page;
which records are on it is decided where the rows are read (a case belongs to a team).
"""
    head = ["may", *(role.label for role in Role)]
    rows = [
        [permission.label, *("yes" if permission in MAY[role] else "" for role in Role)]
        for permission in Permission
    ]
    return opening + "\n" + _table(head, rows)


def fields() -> str:
    """Return the page about which fields hold personal data."""
    opening = f"""\
# Fields: personal or operational

{MADE}
Declared beside the columns of each model as `PERSONAL_FIELDS` and
`OPERATIONAL_FIELDS`; a model with an undeclared column fails a test. Personal fields never go
into logs, titles, addresses or the details of an audit entry.
"""
    return opening + "".join(_fields_of(model) for model in _models())


def database_roles() -> str:
    """Return the page about what each database role may do."""
    opening = f"""\
# What each database role may do

{MADE}
Declared beside the columns of each model as `STAFF_ROLE_MAY` and
`PUBLIC_ROLE_MAY` (`src/symphony/core/grants.py`), and given to the roles after every migration.

- `{grants.OWNER}` owns the tables and migrates; no server runs as it.
- `{grants.STAFF}` is the staff site, the worker and the command line.
- `{grants.PUBLIC}` is the public site.

No role may truncate, and nobody but the owner may change a table. The audit log also has
triggers that refuse a change whoever asks.
"""
    declared = grants.declared()
    return opening + "".join(
        f"\n## {role}\n\n" + _table(["table", "may"], _grants(declared[role]))
        for role in (grants.PUBLIC, grants.STAFF)
    )


def _models() -> Iterable[type[models.Model]]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("symphony.")]
    return sorted(ours, key=lambda model: model._meta.label)


def _fields_of(model: Any) -> str:
    first_line = (inspect.getdoc(model) or "").partition("\n")[0]
    rows = [
        ["personal", _listed(model.PERSONAL_FIELDS)],
        ["operational", _listed(model.OPERATIONAL_FIELDS)],
    ]
    table = _table(["kind", "fields"], [row for row in rows if row[1]])
    return f"\n## {model._meta.label}\n\n{first_line}\n\n{table}"


def _grants(tables: Mapping[str, grants.type_of_grants]) -> list[list[str]]:
    return [
        [
            f"`{table}`",
            ", ".join(
                privilege if columns == "*" else f"{privilege} ({_listed(columns)} only)"
                for privilege, columns in may.items()
            ),
        ]
        for table, may in sorted(tables.items())
    ]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))


def _table(head: list[str], rows: Iterable[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
