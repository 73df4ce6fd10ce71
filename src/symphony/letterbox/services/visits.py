"""Counting how often a page was opened on a day."""

from datetime import date

from django.db import connection, transaction


@transaction.atomic
def count_visit(*, page: str, day: date) -> None:
    """Count one opening of a page, given by its address. Works as the public role.

    The row holds a day and a number: not when on that day, and nothing about the reader.
    """
    with connection.cursor() as cursor:
        # A reader does not wait for the disk; a crash may lose the last openings from the count.
        cursor.execute("SET LOCAL synchronous_commit TO off")
        cursor.execute(
            "INSERT INTO letterbox_pagevisits (page, day, count) VALUES (%s, %s, 1)"
            " ON CONFLICT (page, day)"
            " DO UPDATE SET count = letterbox_pagevisits.count + 1",
            [page, day],
        )
