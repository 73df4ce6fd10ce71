"""A database full of referrals, made by the server itself in one statement a table.

Some wait and the others have been decided, in the order in which they came: their queue entries,
assessments, decisions, read marks, alerts and log lie there as after years of work. Nothing in it
was graded: bands are dealt out as often as the default policy gives them.
"""

from dataclasses import dataclass
from typing import Any

from tests import database

REACHES_BACK = "1000 days"


@dataclass(frozen=True)
class Stock:
    """How much there is: referrals in all, and of them those that wait for a decision."""

    referrals: int
    waiting: int


# n counts from the oldest: the last `waiting` of them wait. Every number is drawn from n alone.
_SPREAD = """
CREATE TEMPORARY TABLE spread AS
SELECT n,
       (lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || '7'
        || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid AS id,
       at,
       n > {referrals} - {waiting} AS waits,
       'X' || lpad(to_hex(n), 6, '0') AS body,
       CASE WHEN draw < 2 THEN NULL WHEN draw < 50 THEN 'medium' WHEN draw < 65 THEN 'low'
            WHEN draw < 95 THEN 'high' ELSE 'very_high' END AS band,
       draw = 99 AS first,
       (hashint4(n + 7) & 1023) < 5 AS doubtful
FROM (
    SELECT n, (hashint4(n) & 65535) % 100 AS draw,
           now() - interval '{back}' * (1 - n::float8 / {referrals}) AS at
    FROM generate_series(1, {referrals}) AS n
) AS drawn
"""

_ROWS = (
    # The check sign of these references is not right; nothing here reads it.
    """
INSERT INTO referrals_referral (id, reference, channel, source_reference, sender, received_at,
    team_id, danger_now, high_priority_reason, incident_type, platform, annotations,
    incident_at_stated, narrative, stated, unmapped, warnings, doubts)
SELECT id, 'R-' || upper(left(body, 4) || '-' || right(body, 3)) || '0', 'cybertipline', n::text,
    'Example company', at, {team}, CASE WHEN first THEN true END, '', 'Example', 'ExampleApp',
    '{{}}', '', repeat('Neutral synthetic text. ', 12), '{{}}', '[]', '[]',
    CASE WHEN doubtful AND NOT first THEN '{{fast}}'::varchar[] ELSE '{{}}' END
FROM spread
""",
    """
INSERT INTO triage_queueentry (referral_id, rank, band, reason, path, due_at, received_at, team_id,
    left_at, is_doubtful)
SELECT id, CASE WHEN first THEN 0 ELSE CASE band WHEN 'very_high' THEN 1 WHEN 'high' THEN 2
    WHEN 'medium' THEN 4 WHEN 'low' THEN 5 ELSE 3 END END, band,
    'Somebody who may reach children, and nothing else is known', 'investigate',
    at + interval '1 day' * CASE band WHEN 'very_high' THEN 1 WHEN 'high' THEN 7
    WHEN 'medium' THEN 14 ELSE 30 END, at, {team},
    CASE WHEN NOT waits THEN at + interval '1 hour' END, doubtful AND NOT first
FROM spread
""",
    """
INSERT INTO triage_assessment (id, referral_id, policy_version, band, path, quality, reasons, facts,
    failure, assessed_at)
SELECT gen_random_uuid(), id, '2026-2', band, 'investigate', 50,
    '[{{"rule": "UB7", "says": "Images, and no more", "facts": {{}}, "gives": "medium"}}]',
    '{{"incident": "images", "recent": "within_a_month", "reports": "one"}}', '', at
FROM spread
""",
    """
INSERT INTO triage_decision (id, referral_id, band, path, rationale, suggested_band, suggested_path,
    why_different, transferred_to, decided_by_id, decided_at, returned_reason, endorsed_by_id,
    endorsed_at)
SELECT gen_random_uuid(), id, coalesce(band, 'medium'),
    CASE WHEN n % 5 = 0 THEN 'no_further_action' ELSE 'investigate' END, 'As suggested', band,
    'investigate', '', '', {officer} + n % 2, at + interval '1 hour', '',
    CASE WHEN n % 5 = 0 THEN {officer} + (n + 1) % 2 END,
    CASE WHEN n % 5 = 0 THEN at + interval '2 hours' END
FROM spread WHERE NOT waits
""",
    # Each was read by who decided it, and of those that wait one in ten by everybody.
    """
INSERT INTO triage_readmark (referral_id, reader_id, read_at)
SELECT id, {officer} + n % 2, at + interval '50 minutes' FROM spread WHERE NOT waits
UNION ALL
SELECT spread.id, person.id, at + interval '1 minute'
FROM spread, accounts_user AS person
WHERE waits AND n % 10 = 0 AND person.role = 'referral_officer'
""",
    """
INSERT INTO triage_alert (id, referral_id, reason, raised_at, acknowledge_by, acknowledged_by_id,
    acknowledged_at)
SELECT gen_random_uuid(), id, 'The sender says that a child is in danger now', at,
    at + interval '5 minutes', CASE WHEN NOT waits THEN {officer} + n % 2 END,
    CASE WHEN NOT waits THEN at + interval '3 minutes' END
FROM spread WHERE first AND (NOT waits OR n % 4 = 0)
""",
    """
INSERT INTO audit_entry (recorded_at, id, at, kind, what, by, about, details, request_id)
SELECT at, gen_random_uuid(), at, 'alteration', 'triage.queued', 'system:worker',
    ARRAY['R-' || upper(left(body, 4) || '-' || right(body, 3)) || '0'], '{{}}', ''
FROM spread
""",
)


def fill(server: database.Server, name: str, stock: Stock) -> None:
    """Put that much into an empty database that has its accounts already.

    Foreign keys are not checked on the way, since every key comes from the same list.
    """
    import psycopg
    from psycopg import conninfo

    with psycopg.connect(conninfo.make_conninfo(server.admin_url, dbname=name)) as connection:
        connection.execute("SET session_replication_role = replica")
        words: dict[str, Any] = {
            "referrals": stock.referrals,
            "waiting": stock.waiting,
            "back": REACHES_BACK,
            "team": _one(connection, "SELECT id FROM accounts_team WHERE is_intake"),
            "officer": _one(connection, "SELECT min(id) FROM accounts_user"),
        }
        for statement in (_SPREAD, *_ROWS):
            connection.execute(statement.format(**words))
        connection.commit()
        connection.autocommit = True
        # As the server does by itself after so much has changed.
        connection.execute("VACUUM ANALYZE")


def connect(server: database.Server, name: str) -> None:
    """Point Django at a database, as the staff role."""
    import psycopg
    from django.db import connection

    from symphony.core.grants import STAFF

    parts = psycopg.conninfo.conninfo_to_dict(server.url(STAFF, name))
    connection.close()
    connection.settings_dict.update(
        NAME=name,
        USER=STAFF,
        PASSWORD=parts["password"],
        HOST=parts["host"],
        PORT=parts["port"],
    )


def disconnect() -> None:
    """Let go of the database."""
    from django.db import connection

    connection.close()


def wait_for_the_disk(server: database.Server) -> None:
    """Have the server of the tests store as surely as a real one does."""
    import psycopg

    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            admin.execute(f"ALTER SYSTEM SET {setting} = on")
        admin.execute("SELECT pg_reload_conf()")


def _one(connection: Any, question: str) -> int:
    found: int = connection.execute(question).fetchone()[0]
    return found
