"""Whether every part of the system is well, for whoever looks after it."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.accounts import queries as accounts
from symphony.contacts import queries as contacts
from symphony.contacts.models import Contact
from symphony.core.clock import now, real_now, today
from symphony.core.models import WorkerBeat
from symphony.letterbox import queries as letterbox
from symphony.referrals import queries as referrals
from symphony.referrals.models import Referral
from symphony.staff.oversight import area
from symphony.triage import alarm
from symphony.triage import queries as triage
from symphony.web import times
from symphony.web.requests import StaffRequest

WORKER_SILENT = timedelta(seconds=45)
LETTERBOX_WAITS = timedelta(minutes=2)
RUN_TAKES = timedelta(hours=1)
# A gap in the rota so near is for today.
GAP_NEAR = timedelta(hours=24)


@dataclass(frozen=True)
class Check:
    """One part: what it is, whether it is well, and what to do if it is not."""

    name: str
    is_well: bool
    words: str
    remedy: str = ""


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show every check, what fails first."""
    found = sorted(checks(), key=lambda check: check.is_well)
    failing = sum(not check.is_well for check in found)
    context = {"checks": found, "failing": failing, "now": now()}
    context["sections"] = area.pages(request.user, "oversight:system")
    return render(request, "staff/oversight/system.html", context)


def checks() -> list[Check]:
    """Return what this site sees of the system; `symphony check` looks at the machine, too."""
    return [
        _worker(),
        _on_call(),
        _mail(),
        _alert_words(),
        _letterbox(),
        _intake(),
        _runs(),
        _grading(),
        _contacts(),
    ]


def _worker() -> Check:
    newest = WorkerBeat.objects.order_by("-beat_at").first()
    remedy = "Start it: `symphony up` runs the worker beside the two sites."
    if newest is None:
        return Check("Worker", False, "It has never run here.", remedy)
    silent = real_now() - newest.beat_at
    words = f"Last heard {_seconds(silent)} ago."
    return Check("Worker", silent <= WORKER_SILENT, words, remedy)


def _on_call() -> Check:
    at, team = now(), accounts.intake_team()
    remedy = "A supervisor plans the rota: oversight, rota."
    if not accounts.who_can_be_on_call():
        return _nobody_could_answer()
    on_call = accounts.on_call(at=at, team=team)
    if not on_call:
        words = "Nobody is on call. An alert of immediate harm goes to every supervisor at once."
        return Check("On call", False, words, remedy)
    gap = accounts.next_gap(at=at, team=team)
    words = f"{len(on_call):,} on call now."
    if gap:
        words += f" Nobody is from {times.staff_time(gap.begins_at)}."
    return Check("On call", gap is None or gap.begins_at - at > GAP_NEAR, words, remedy)


def _nobody_could_answer() -> Check:
    """Before anything has ever arrived nobody need be there; after that an alert would be lost."""
    if not (referrals.last_received() or Referral.objects.exists()):
        return Check("On call", True, "Nobody works here yet who could answer an alert.")
    words = "Nobody is left who could answer an alert of immediate harm."
    remedy = (
        "Open the account of a supervisor or a referral officer: `symphony account create`. "
        "Then a supervisor plans the rota: oversight, rota."
    )
    return Check("On call", False, words, remedy)


def _mail() -> Check:
    failed = triage.newest_notice_failed()
    if failed is None:
        return Check("Notices", True, "No e-mail of new work has failed since the last that went.")
    when = times.staff_time(failed.notice_at) if failed.notice_at else "lately"
    words = f"The newest could not be sent, {when}: {failed.notice_fault}."
    return Check("Notices", False, words, "Look at SYMPHONY_EMAIL_URL, and at the mail server.")


def _alert_words() -> Check:
    using = alarm.in_use()
    if using.fault:
        remedy = "A supervisor saves a list again: oversight, alert words."
        if not using.terms:
            remedy = "Until it is put right no report alerts by its words: triage/alarm/words.csv."
        return Check("Alert words", False, using.fault, remedy)
    which = "the saved list" if using.digest else "the shipped list"
    words = f"{len(using.terms):,} terms of {which}, each with its two sentences."
    return Check("Alert words", True, words)


def _letterbox() -> Check:
    waiting = letterbox.waiting()
    if not waiting.count or waiting.since is None:
        return Check("Letterbox", True, "Everything sent has been collected.")
    waits = now() - waiting.since
    words = f"{waiting.count:,} not collected, the oldest for {times.span(waits)}."
    remedy = "The worker collects within a second; opening the queue collects, too."
    return Check("Letterbox", waits <= LETTERBOX_WAITS, words, remedy)


def _intake() -> Check:
    missing = referrals.unaccounted()
    if not missing:
        return Check("Intake", True, "Everything received is stored, known, or in quarantine.")
    words = f"{missing:,} received and nowhere, or kept and never counted."
    return Check("Intake", False, words, "The sources page says on which days.")


def _runs() -> Check:
    unfinished = referrals.unfinished_runs()
    if not unfinished:
        return Check("Imports", True, "Every import came to its end.")
    words = f"{len(unfinished):,} running, or broken off before the end."
    remedy = "If it does not run any more, give the same command again: it finishes the job."
    is_well = all(now() - run.started_at < RUN_TAKES for run in unfinished)
    return Check("Imports", is_well, words, remedy)


def _grading() -> Check:
    found = triage.count_not_graded()
    if not any(found):
        return Check("Grading", True, "Every waiting referral is graded on what is known of it.")
    words = (
        f"Waiting without a band, after high: {found.no_band:,}. Could not be graded again, and"
        f" keep the band and place from before: {found.not_again:,}."
    )
    if found.kept_apart:
        words += f" Not graded among what is kept apart as doubtful: {found.kept_apart:,}."
    remedy = (
        "The rules could not run on them: the technical log says why. An officer finds them in the"
        " queue by band, not graded, and by only, could not be graded again."
    )
    return Check("Grading", False, words, remedy)


def _contacts() -> Check:
    hidden, due = contacts.not_fit_to_show(), contacts.due(on=today())
    remedy = "The contacts page says which, and lets an administrator put it right."
    if not hidden and not due:
        return Check("Contacts", True, "Each has a value, and a check that is still good.")
    words = []
    if hidden:
        words.append(f"Not shown, without a value or never checked: {_names(hidden)}.")
    if again := [contact for contact in due if contact not in hidden]:
        words.append(f"Due for checking: {_names(again)}.")
    return Check("Contacts", False, " ".join(words), remedy)


def _names(found: list[Contact]) -> str:
    return ", ".join(contact.name for contact in found)


def _seconds(length: timedelta) -> str:
    seconds = round(length.total_seconds())
    return f"{seconds} s" if seconds < 60 else times.span(length)
