"""What happened in a case, as this stage knows it."""

from datetime import timedelta

import pytest

from symphony.cases import queries, services
from tests import make

pytestmark = pytest.mark.django_db


def test_receipt_opening_roles_enquiries_handovers_and_closing_are_told():
    case = make.case()
    officer = make.investigator(team=case.team, name="Ravi Example")

    def hours(count: int):
        return make.NOON + timedelta(hours=count)

    services.take_case(case=case, by=officer, at=hours(1))
    make.suspect(case, by=officer, at=hours(2), grounds="Used from their home.")
    services.log_enquiry(
        case=case, what="Asked the provider.", made_at=hours(3), by=officer, at=hours(4)
    )
    services.hand_over(
        case=case,
        to_team=case.team,
        to_owner=make.investigator(team=case.team, name="Tom Example"),
        note="On leave from tomorrow.",
        by=officer,
        at=hours(5),
    )
    case = services.close_case(case=case, reason="Done.", by=officer, at=hours(6))
    told = sorted(queries.events(case), key=lambda event: event.at)
    assert [event.title for event in told][1:] == [
        "Case opened: investigate, medium",
        "In the case as: user of the reported account",
        "Case taken",
        "In the case as: suspect",
        "Enquiry made",
        f"Handed over from {case.team.name} to Tom Example, {case.team.name}",
        "Case closed",
    ]
    assert told[0].title.endswith("received")
    assert told[4].words == "Used from their home."
    assert told[3].by == "Ravi Example"


def test_the_end_of_a_role_is_told_with_its_reason():
    case = make.case()
    officer = make.investigator(team=case.team)
    [row] = queries.people(case, on=make.NOON.date())
    services.end_role(
        case_role=queries.role_of(case, reference=row.reference),
        reason="Another account.",
        by=officer,
        at=make.NOON + timedelta(hours=1),
    )
    last = max(queries.events(case), key=lambda event: event.at)
    assert last.words == "Another account."
    assert last.people == ("Unknown person", row.reference)
