"""A child's record: what it shows, and to whom."""

from datetime import timedelta

import pytest

from symphony.cases import services as cases
from symphony.cases.models import CaseRole
from symphony.safeguarding import services
from tests import make
from tests.staff.cases.ordinary import signed_in, text
from tests.staff.children.ordinary import looks, try_each, world

pytestmark = pytest.mark.django_db


def test_the_record_is_for_the_teams_of_the_childs_cases():
    it = world()
    try_each(it, it.url("child"))
    assert signed_in(it.insider).get("/staff/children/P-000000/").status_code == 404


def test_a_child_for_whom_nothing_was_done():
    it = world(told=None)
    response = signed_in(it.insider).get(it.url("child"))
    page, html = text(response), response.content.decode()
    assert "Not yet safeguarded" in html
    assert "Not counted as safeguarded: no qualifying action yet (rule S-2)." in page
    assert "A meeting, a referral sent, a device seized, a school told or a visit alone" in page
    assert "Nobody has answered who must not be told, and why." in page
    assert "Nothing is recorded that was done for this child." in page
    assert "Named in the report." in page
    assert "School Not stated" in page
    assert looks("child")[0].about[:2] == [it.reference, it.case.reference]
    assert "Ada Example" not in html.split("</title>")[0]


def test_a_safeguarded_child_and_every_action_with_whether_it_counts():
    it = world()
    make.action(it.case, it.child, kind="meeting", taken_at=make.NOON)
    make.action(it.case, it.child, wishes="I want to stay with my sister.")
    response = signed_in(it.insider).get(it.url("child"))
    page = text(response)
    assert "Counted as safeguarded since 18 May 2023, 14:00 , by rule S-2." in page
    assert page.index("Contact with the suspect stopped") < page.index("Strategy discussion")
    assert "Does not count" in page
    assert "I want to stay with my sister." in page
    assert "Safeguarded since" in response.content.decode()


def test_a_child_who_is_not_identified_is_said_not_to_count():
    it = world(identified=False)
    make.action(it.case, it.child)
    page = text(signed_in(it.insider).get(it.url("child")))
    assert "Not counted as safeguarded: the child is not identified (rule S-2)." in page
    assert "It is not known who the child is." in page


def test_the_clock_of_police_protection_runs_on_the_identity_bar():
    it = world()
    make.action(it.case, it.child, kind="police_protection")
    html = signed_in(it.insider).get(it.url("child")).content.decode()
    assert "End of police protection: overdue by" in html


def test_who_must_not_be_told_stands_on_top():
    it = world()
    services.answer_who_must_not_be_told(
        case=it.case,
        child=it.child,
        anybody=True,
        who_and_why="The uncle: he may be the user of the account.",
        by=it.insider,
        at=make.NOON,
    )
    page = text(signed_in(it.insider).get(it.url("child")))
    assert page.index("Must not be told: The uncle") < page.index("Actions")


def test_carers_visits_and_what_was_left_with_the_family_are_shown():
    it = world()
    carer = cases.add_person(
        case=it.case,
        values=[("name", "Noor Example")],
        role="parent_or_carer",
        grounds="Lives with the child.",
        by=it.insider,
        at=make.NOON,
    )
    visit = make.visit(it.case, it.child, left_with_family="The leaflet on privacy settings.")
    page = text(signed_in(it.insider).get(it.url("child")))
    assert f"Noor Example ( {carer.person.reference} , in {it.case.reference})" in page
    assert f"{visit.reference} 18 May 2023, 14:00 : completed, child seen in person" in page
    assert "The leaflet on privacy settings." in page
    assert {visit.reference, carer.person.reference} <= set(looks("child")[0].about)


def test_what_another_team_did_is_counted_and_not_shown():
    it = world()
    theirs = make.case(team=it.outsider.team)
    CaseRole.objects.create(
        case=theirs,
        person=it.child.person,
        role="child",
        from_at=make.NOON,
        recorded_by=it.outsider,
    )
    make.action(theirs, it.child, details="At the grandmother's.", kind="moved")
    client = signed_in(it.insider)
    page = text(client.get(it.url("child")))
    assert "Counted as safeguarded since" in page
    assert "1 more recorded by another team in its own case." in page
    assert "grandmother" not in page
    assert theirs.reference not in page
    for name in ("correct_action", "withdraw_action"):
        assert client.get(it.url(name, 1)).status_code == 404
    assert client.post(it.url("next_step", 1)).status_code == 404


def test_somebody_who_may_only_read_sees_no_buttons():
    it = world()
    make.action(it.case, it.child, next_step="Ring.", next_due_at=make.NOON + timedelta(days=1))
    client = signed_in(make.referral_officer(team=it.case.team))
    response = client.get(it.url("child"))
    page = text(response)
    assert "Record an action" not in response.content.decode()
    assert "Withdraw" not in page
    assert client.get(it.url("record_action")).status_code == 403
    assert client.post(it.url("next_step", 1)).status_code == 403


def test_what_is_due_is_marked_as_done_and_opened_again():
    it = world()
    make.action(it.case, it.child, next_step="Ring.", next_due_at=make.NOON + timedelta(days=1))
    client = signed_in(it.insider)
    page = text(client.post(it.url("next_step", 1), {"done": "yes"}, follow=True))
    assert f"{it.reference}: recorded as done." in page
    assert "Met " in page
    assert "Nothing is due here any more." in text(
        client.post(it.url("next_step", 1), {"done": "yes"}, follow=True)
    )
    page = text(client.post(it.url("next_step", 1), {"done": "no"}, follow=True))
    assert "recorded as not done after all" in page
    assert "Overdue by" in page


def test_a_child_whose_role_ended_stays_readable_but_nothing_is_recorded():
    it = world()
    role = CaseRole.objects.get(person=it.child.person)
    cases.end_role(case_role=role, reason="Another child.", by=it.insider, at=make.NOON)
    client = signed_in(it.insider)
    page = text(client.get(it.url("child")))
    assert "The child is in no case of North team now." in page
    assert "Record an action" not in page
    page = text(client.get(it.url("record_action"), follow=True))
    assert "is in no open case, so nothing new is recorded." in page
    for name in ("must_not_be_told", "identified"):
        page = text(client.get(it.url(name), follow=True))
        assert "is in no case of your team now." in page
