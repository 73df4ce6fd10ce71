"""The home pages of those who read referrals: officers of the desk, and supervisors."""

from datetime import datetime

from django.urls import reverse

from symphony.accounts import queries as accounts
from symphony.accounts.models import User
from symphony.accounts.permissions import Permission
from symphony.cases import queries as cases
from symphony.core.clock import LONDON
from symphony.figures import responses
from symphony.referrals import queries as referrals
from symphony.staff.home.answers import answers
from symphony.staff.home.casework import overdue_visits
from symphony.staff.home.changed import may_have_changed, second_person, sent_back, since
from symphony.staff.home.parts import Button, Clock, Home, Line, Section, counted
from symphony.staff.referrals import rows
from symphony.staff.referrals.alerts import reference_of
from symphony.triage import queries as triage
from symphony.triage.clocks import PAUSED_LONG
from symphony.triage.models import Band
from symphony.web import times

AT_MOST = 10
BANDS = {**dict(Band.choices), "not_graded": "Not graded"}


def referral_officer(user: User, at: datetime, last_here: datetime | None) -> Home:
    """Alerts, what is new, what one holds, the queue, and quarantine."""
    take_next = Button("Take next referral", reverse("referrals:take_next"), acts=True)
    counts = triage.counts_by_band(viewer=user)
    return Home(
        sections=[
            *_alerts(user),
            answers(user),
            _on_call(user, at),
            *sent_back(user),
            *since(user, last_here),
            _held(user, at),
            _queue(user, counts),
            _quarantine(),
        ],
        button=take_next if any(counts.values()) else None,
    )


def supervisor(user: User, at: datetime, last_here: datetime | None) -> Home:
    """What is late, what nobody has acknowledged or taken, and how often officers differ."""
    late = triage.overdue(viewer=user, at=at)
    most = late.rows[0] if late.rows else None
    review = Button(
        "Review the most overdue" if most else "Open the queue",
        reverse("referrals:reading", args=[most.reference]) if most else reverse("referrals:queue"),
    )
    return Home(
        sections=[
            *_alerts(user),
            answers(user),
            _on_call(user, at),
            *_breaches(user),
            _paused(user, at),
            _overdue(late, at),
            second_person(user, at),
            *sent_back(user),
            *may_have_changed(user),
            overdue_visits(user, at),
            _unassigned(user),
            _quarantine(),
            _agreement(at),
        ],
        button=review,
    )


def _alerts(user: User) -> list[Section]:
    found = triage.open_alerts(viewer=user)
    if not found:
        return []
    lines = [
        Line(
            reference=reference_of(alert),
            url=reverse(
                "referrals:reading" if alert.referral_id else "referrals:quarantined",
                args=[reference_of(alert)],
            ),
            words=alert.reason,
            clock=Clock("Acknowledge", alert.acknowledge_by, alert.raised_at),
        )
        for alert in found[:AT_MOST]
    ]
    more = f"{len(found) - AT_MOST:,} more" if len(found) > AT_MOST else ""
    return [
        Section("Alerts that nobody has acknowledged", lines, "", more, reverse("referrals:queue"))
    ]


def _on_call(user: User, at: datetime) -> Section:
    found = accounts.on_call(at=at, team=accounts.intake_team())
    rota = reverse("oversight:rota") if user.may(Permission.PLAN_ROTA) else ""
    lines = [
        Line(f"{one.person.name}, place {one.order}, until {times.staff_time(one.until)}")
        for one in found
    ]
    if not lines:
        words = "Nobody is on call. An alert of immediate harm goes to every supervisor at once."
        lines = [Line(words, url=rota)]
    return Section("On call for immediate harm", lines, "", "Plan the rota" if rota else "", rota)


def _breaches(user: User) -> list[Section]:
    count = triage.breaches(viewer=user, is_open=True).count()
    url = reverse("oversight:breaches")
    words = f"{counted(count, 'clock', 'clocks')} ran out, not answered for"
    lines = [Line(words, url=url)] if count else []
    return [Section("Breach register", lines, "Nothing in the register waits for an answer.")]


def _paused(user: User, at: datetime) -> Section:
    long = responses.standing_still(viewer=user).filter(begins_at__lt=at - PAUSED_LONG).count()
    longer = f"been paused for more than {PAUSED_LONG.days} days"
    words = f"{counted(long, 'clock has', 'clocks have')} {longer}"
    lines = [Line(words, url=reverse("oversight:paused_clocks"))] if long else []
    return Section("Paused clocks", lines, f"No clock has {longer}.")


def _words(row: triage.QueueRow, *, says_new: bool) -> str:
    """Return why a referral is here; of one's own also that it is new, as one just assigned is."""
    lapsed = "Your half hour ended. " if row.has_lapsed else ""
    return f"{'NEW. ' if says_new and row.is_new else ''}{lapsed}{row.reason}"


def _rows(found: list[triage.QueueRow], at: datetime, *, says_new: bool = False) -> list[Line]:
    return [
        Line(
            reference=line.row.reference,
            url=reverse("referrals:reading", args=[line.row.reference]),
            words=_words(line.row, says_new=says_new),
            band=line.row.band or "not_graded",
            has_band=True,
            clock=_clock(line.place),
        )
        for line in rows.lines(found, at=at)
    ]


def _clock(shown: rows.LineClock) -> Clock:
    return Clock(
        shown.name,
        shown.due_at,
        shown.began_at,
        paused_at=shown.paused_at,
        waiting_for=shown.waiting_for,
    )


def _held(user: User, at: datetime) -> Section:
    mine = triage.queue(viewer=user, at=at, only=triage.QueueFilter(mine=True), limit=AT_MOST)
    return Section(
        "Yours",
        _rows(mine.rows, at, says_new=True),
        "You hold no referral. One is yours when you take it.",
    )


def _queue(user: User, counts: dict[str, int]) -> Section:
    waiting = triage.awaiting_second_person(viewer=user).count()
    queue = reverse("referrals:queue")
    lines = [
        Line(f"{count:,}", band=band, has_band=True, url=f"{queue}?band={band}")
        for band, count in counts.items()
        if count
    ]
    if waiting:
        words = f"{waiting:,} for no further action, waiting for a second person"
        lines.append(Line(words, url=reverse("referrals:second_person")))
    return Section("The queue", lines, "Nothing is waiting.")


def _overdue(late: triage.Overdue, at: datetime) -> Section:
    more = f"{late.count - len(late.rows):,} more" if late.count > len(late.rows) else ""
    return Section(
        "Overdue in the queue",
        _rows(late.rows, at),
        "Nothing in the queue is overdue.",
        more,
        reverse("referrals:queue"),
    )


def _unassigned(user: User) -> Section:
    count = cases.counts(viewer=user)[cases.View.UNASSIGNED]
    lines = (
        [Line(f"{counted(count, 'case', 'cases')} nobody owns", url=reverse("cases:unassigned"))]
        if count
        else []
    )
    return Section(f"{user.team}", lines, "Every open case has an owner.")


def _quarantine() -> Section:
    items, waiting = referrals.count_quarantined(), referrals.count_waiting_files()
    lines = []
    if items:
        lines.append(Line(f"{items:,} in quarantine", url=reverse("referrals:quarantine")))
    if waiting:
        words = f"{counted(waiting, 'file', 'files')} without a report"
        lines.append(Line(words, url=reverse("referrals:waiting")))
    return Section("What could not be read", lines, "Everything that came could be read.")


def _agreement(at: datetime) -> Section:
    local = at.astimezone(LONDON)
    month = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    made, differing = triage.overrides(since=month, until=at)
    words = f"{counted(made, 'decision', 'decisions')}, {differing:,} other than Symphony suggested"
    days = f"starts={month.date()}&ends={local.date()}"
    url = f"{reverse('oversight:agreement')}?{days}"
    return Section(f"{local:%B}", [Line(words, url=url)])
