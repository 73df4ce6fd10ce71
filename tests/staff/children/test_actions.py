"""Recording what was done for a child, correcting and withdrawing it."""

import pytest

from symphony.cases.models import CaseRole
from symphony.safeguarding.models import SafeguardingAction
from tests import make
from tests.staff.cases.ordinary import signed_in, text
from tests.staff.children.ordinary import looks, moment, nothing, try_each, world

pytestmark = pytest.mark.django_db
SAID = {
    "kind": "moved",
    **moment("taken_at", _time="14:00"),
    "agency": "Exampleshire Police",
    "result": "completed",
    "details": "",
    "wishes": "",
    "next_step": "",
    **nothing("next_due_at"),
}


def entered(action, **changes):
    """What a correction's form sends when nothing is changed in it."""
    sent = SAID | {"kind": action.kind, "version": str(action.pk), "reason": "Misread."}
    return sent | changes


def test_the_forms_are_for_the_team():
    it = world()
    make.action(it.case, it.child)
    try_each(it, it.url("record_action"))
    for name in ("correct_action", "withdraw_action"):
        try_each(it, it.url(name, 1))
        assert signed_in(it.insider).get(it.url(name, 2)).status_code == 404
    assert looks("record_action")[0].about[0] == it.reference


def test_an_action_is_recorded_and_stands_on_the_record():
    it = world()
    client = signed_in(it.insider)
    form = text(client.get(it.url("record_action")))
    # Whether it counts never leads what is recorded.
    assert "S-2" not in form
    assert "Asked about" in form
    page = text(client.post(it.url("record_action"), SAID, follow=True))
    assert f"Recorded on {it.reference}: Child moved to a safe place. Nothing is due next." in page
    action = SafeguardingAction.objects.get()
    assert (action.case, action.recorded_by) == (it.case, it.insider)


@pytest.mark.parametrize(
    ("changes", "words", "field"),
    [
        ({"kind": ""}, "Select what was done", "kind"),
        (nothing("taken_at"), "Enter when it was done", "taken_at"),
        (
            nothing("taken_at") | {"kind": "police_protection"},
            "Enter when police protection began, so that its 72 hours can be kept",
            "taken_at",
        ),
        ({"taken_at_year": "2999"}, "Time must be now or in the past", "taken_at"),
        ({"agency": ""}, "Enter the agency", "agency"),
        ({"result": ""}, "Select the result", "result"),
        ({"kind": "other"}, "Enter what was done", "details"),
        (moment("next_due_at", _day="20"), "Enter what is to be done by then", "next_step"),
        (
            moment("next_due_at", _day="1") | {"next_step": "Ring."},
            "must be after the action",
            "next_due_at",
        ),
        (
            moment("next_due_at", _day="28") | {"kind": "police_protection"},
            "Police protection must end within 72 hours",
            "next_due_at",
        ),
        ({"details": "x" * 10_001}, "must be 10,000 characters or fewer", "details"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(changes, words, field):
    it = world()
    sent = SAID | {"wishes": "I want to go home."} | changes
    response = signed_in(it.insider).post(it.url("record_action"), sent)
    assert words in text(response)
    assert field in response.context["form"].errors
    assert "I want to go home." in text(response)
    assert not SafeguardingAction.objects.exists()


def test_police_protection_gets_its_end():
    it = world()
    sent = SAID | {"kind": "police_protection"}
    page = text(signed_in(it.insider).post(it.url("record_action"), sent, follow=True))
    assert "Next: due 21 May 2023, 14:00." in page


def test_no_contact_before_who_must_not_be_told_is_answered():
    it = world(told=None)
    client = signed_in(it.insider)
    assert "Nobody has answered yet who must not be told" in text(
        client.get(it.url("record_action"))
    )
    response = client.post(it.url("record_action"), SAID | {"kind": "school_told"})
    assert f"First record who must not be told about {it.reference}" in text(response)
    assert not SafeguardingAction.objects.exists()


def test_a_child_in_two_cases_of_the_team_is_asked_about_the_case():
    it = world()
    second = make.case(team=it.case.team)
    CaseRole.objects.create(
        case=second,
        person=it.child.person,
        role="child",
        from_at=make.NOON,
        recorded_by=it.insider,
    )
    client, url = signed_in(it.insider), it.url("record_action")
    html = client.get(f"{url}?case={second.reference}").content.decode()
    assert f'value="{second.reference}" checked' in html
    assert "Select the case" in text(client.post(url, SAID))
    client.post(url, SAID | {"case": second.reference})
    assert SafeguardingAction.objects.get().case == second
    # A case of another team cannot be named.
    theirs = make.case(team=it.outsider.team)
    response = client.post(url, SAID | {"case": theirs.reference})
    assert "Select one of the answers shown" in text(response)


def test_a_correction_shows_what_is_entered_and_replaces_it():
    it = world()
    action = make.action(it.case, it.child)
    client, url = signed_in(it.insider), it.url("correct_action", 1)
    html = client.get(url).content.decode()
    assert 'value="contact_stopped" checked' in html
    assert 'value="14:00"' in html
    assert "nothing is different yet" in text(client.post(url, entered(action)))
    assert "Enter why this is corrected" in text(client.post(url, entered(action, reason="")))
    page = text(client.post(url, entered(action, result="child_not_seen"), follow=True))
    assert f"Action 1 of {it.reference} corrected. The figures follow." in page
    assert "Does not count" in page
    assert f"by {it.insider.name} : Misread." in page
    page = text(client.post(url, entered(action, agency="Health")))
    assert "This was corrected or withdrawn meanwhile" in page


def test_a_withdrawn_action_stays_readable():
    it = world()
    action = make.action(it.case, it.child)
    client, url = signed_in(it.insider), it.url("withdraw_action", 1)
    assert "Contact with the suspect stopped" in text(client.get(url))
    sent = {"version": str(action.pk), "reason": "Another child's."}
    assert "Enter why this is withdrawn" in text(client.post(url, sent | {"reason": ""}))
    page = text(client.post(url, sent, follow=True))
    assert f"Action 1 of {it.reference} withdrawn. No figure counts it now." in page
    assert "Another child's." in page
    assert "Not counted as safeguarded" in page
    assert client.get(url).status_code == 404
    assert client.post(it.url("next_step", 1)).status_code == 404
