"""Many rows at once by COPY, inside the surrounding transaction."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from psycopg import sql
from psycopg.types.json import Jsonb


def _as_is(value: Any) -> Any:
    return value


def _as_json(value: Any) -> Any:
    return None if value is None else Jsonb(value)


def _as_array(value: Any) -> Any:
    return None if value is None else list(value)


def _adapter(field: "models.Field[Any, Any]") -> Any:
    if isinstance(field, models.JSONField):
        return _as_json
    if isinstance(field, ArrayField):
        return _as_array
    return _as_is


def copy_in(rows: Sequence[models.Model]) -> None:
    """Add the rows, all of one model, in one COPY. Keys must be set: nothing is read back.

    COPY knows no defaults of Python, no `save()` and no signals, of which this project has none.
    """
    if not rows:
        return
    fields = [
        field
        for field in rows[0]._meta.concrete_fields
        if not (isinstance(field, models.AutoField) and field.primary_key)
        and not field.generated
        and not isinstance(field, models.CompositePrimaryKey)
    ]
    columns = [(field.attname, _adapter(field)) for field in fields]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(rows[0]._meta.db_table),
        sql.SQL(", ").join(sql.Identifier(str(field.column)) for field in fields),
    )
    connection.ensure_connection()
    # The driver's COPY goes round Django, so its errors are translated here.
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row([adapt(getattr(row, name)) for name, adapt in columns])
