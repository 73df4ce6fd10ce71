"""Wake-up notices: a stage tells the worker that something waits, and never what."""

from django.db import connection

CHANNEL = "symphony_work"


def work_waits(stage: str) -> None:
    """Wake the worker for a stage when the transaction commits; nothing is sent if it does not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, stage])
