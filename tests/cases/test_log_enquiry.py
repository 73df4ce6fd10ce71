"""Logging an enquiry: what was done, when, and by which team."""

from datetime import timedelta
from typing import Any

import pytest

from symphony.audit.models import Entry
from symphony.cases import queries, records, services
from symphony.cases.models import Case, Enquiry
from tests import make

pytestmark = pytest.mark.django_db


def log(case: Case, **changes: Any) -> Enquiry:
    ordinary = {
        "case": case,
        "what": "Asked the provider for the account's details.",
        "made_at": make.NOON,
        "by": changes.pop("by", None) or make.investigator(team=case.team),
        "at": make.NOON + timedelta(hours=1),
    }
    return services.log_enquiry(**ordinary | changes)


def test_it_is_listed_with_its_team_and_who_entered_it():
    case = make.case()
    log(case, by=make.investigator(team=case.team, name="Ravi Example"))
    log(case, made_at=make.NOON - timedelta(days=1), what="Looked at the account.")
    latest, first = queries.enquiries(case)
    assert latest.what == "Asked the provider for the account's details."
    assert (latest.team, latest.recorded_by) == (case.team.name, "Ravi Example")
    assert first.what == "Looked at the account."


def test_the_audit_entry_leaves_out_what_was_done():
    case = make.case()
    log(case)
    entry = Entry.objects.get(what="cases.enquiry_logged")
    assert (entry.about, entry.details) == ([case.reference], {})


def test_it_says_something_and_lies_not_ahead():
    case = make.case()
    with pytest.raises(services.NothingSaid):
        log(case, what=" ")
    with pytest.raises(records.InTheFuture):
        log(case, made_at=make.NOON + timedelta(days=1))


def test_only_the_team_that_works_the_case_logs_it():
    case = make.case()
    for officer in (make.investigator(team=make.team()), make.referral_officer(team=case.team)):
        with pytest.raises(records.NotYours):
            log(case, by=officer)
