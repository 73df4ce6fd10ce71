"""A case's crimes: list, record, outcome, correct, withdraw."""

from datetime import timedelta

import pytest

from symphony.crimes.models import Crime, Outcome
from tests import make
from tests.staff.cases.ordinary import looks, signed_in, text, try_each, world

pytestmark = pytest.mark.django_db
SAID = {
    "number": "42/10731/23",
    "offence": "making-images",
    "crime_recorded_at_day": "18",
    "crime_recorded_at_month": "5",
    "crime_recorded_at_year": "2023",
    "crime_recorded_at_time": "12:00",
}
OUTCOME = {
    "outcome": "1",
    "outcome_at_day": "19",
    "outcome_at_month": "5",
    "outcome_at_year": "2023",
    "outcome_at_time": "10:00",
    "outcome_reason": "",
}


def entered(it, crime, **changes):
    """What a correction's form sends when nothing is changed in it."""
    return (
        SAID
        | {"number": crime.number, "version": str(crime.pk), "outcome": crime.outcome}
        | {"reason": "Misread.", "outcome_reason": ""}
        | changes
    )


def test_the_list_and_the_forms_are_for_the_team(db):
    it = world()
    make.crime(it.case)
    try_each(it, it.url("crimes"))
    for name in ("record_crime",):
        try_each(it, it.url(name))
    for name in ("crime_outcome", "correct_crime", "withdraw_crime"):
        try_each(it, it.url(name, 1))


def test_somebody_who_may_only_read_sees_no_buttons():
    it = world()
    make.crime(it.case)
    client = signed_in(make.safeguarding_officer(team=it.case.team))
    page = text(client.get(it.url("crimes")))
    assert "Record a crime" not in page
    assert "Withdraw" not in page
    assert client.get(it.url("record_crime")).status_code == 403


def test_without_any_it_says_what_would_be_here():
    it = world()
    page = text(signed_in(it.insider).get(it.url("crimes")))
    assert "No crime recorded. Record one when the counting rules require it." in page
    assert "nobody in this case is one" in page
    assert looks("crimes")[0].about[0] == it.case.reference


def test_a_crime_is_recorded_and_listed():
    it = world()
    page = text(signed_in(it.insider).post(it.url("record_crime"), SAID, follow=True))
    assert f"Crime 42/10731/23 recorded in {it.case.reference}. Next: record its outcome" in page
    assert "Protection of Children Act 1978, s.1, code 086/02" in page
    assert "18 May 2023, 12:00" in page
    assert "Not yet assigned" in page
    assert Crime.objects.get().recorded_by == it.insider


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": ""}, "Enter the crime number"),
        ({"number": "4"}, "Crime number must be 3 to 20 letters"),
        ({"offence": ""}, "Select the offence"),
        ({"offence": "theft"}, "Select one of the answers shown"),
        ({"crime_recorded_at_year": "2999"}, "Time must be now or in the past"),
        ({"crime_recorded_at_time": ""}, "Time must include a time"),
    ],
)
def test_what_is_missing_or_wrong_is_said_and_what_was_typed_stays(changes, words):
    it = world()
    response = signed_in(it.insider).post(it.url("record_crime"), SAID | changes)
    assert words in text(response)
    assert response.context["form"].data["crime_recorded_at_day"] == "18"
    assert b"<title>Error: Record a crime" in response.content
    assert not Crime.objects.exists()


def test_a_number_that_is_taken_is_said_at_its_field():
    it = world()
    make.crime(make.case(), number="42/10731/23")
    response = signed_in(it.insider).post(it.url("record_crime"), SAID)
    assert "A crime with the number 42/10731/23 is recorded already" in text(response)
    assert "number" in response.context["form"].errors


def test_an_outcome_is_recorded_with_its_reasons():
    it = world()
    crime = make.crime(it.case)
    url, client = it.url("crime_outcome", 1), signed_in(it.insider)
    page = text(client.get(url))
    assert "is not in the public interest, police decision" in page
    said = OUTCOME | {"version": str(crime.pk), "outcome": "22"}
    response = client.post(url, said)
    assert "Enter the reasons, and who was told" in text(response)
    assert "outcome_reason" in response.context["form"].errors
    page = text(client.post(url, said | {"outcome_reason": "Talked it through."}, follow=True))
    assert f"Outcome 22 recorded for crime {crime.number}." in page
    assert "22: diversionary, educational or intervention activity" in page
    assert "Talked it through." in page
    assert "Corrected" not in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcome": ""}, "Select the outcome"),
        ({"outcome": "0"}, "Select one of the answers shown"),
        (
            {
                "outcome_at_day": "",
                "outcome_at_month": "",
                "outcome_at_year": "",
                "outcome_at_time": "",
            },
            "Enter when the outcome was decided",
        ),
        ({"outcome_at_year": "2999"}, "Time must be now or in the past"),
        ({"outcome_at_day": "1"}, "must be after the crime was recorded"),
    ],
)
def test_an_outcome_that_is_not_whole_is_said(changes, words):
    it = world()
    crime = make.crime(it.case)
    said = OUTCOME | {"version": str(crime.pk)} | changes
    response = signed_in(it.insider).post(it.url("crime_outcome", 1), said)
    assert words in text(response)
    assert Crime.objects.current().get().outcome == Outcome.NOT_YET


def test_an_outcome_that_does_not_fit_the_case_is_pointed_out():
    it = world()
    crime = make.crime(it.case)
    said = OUTCOME | {"version": str(crime.pk)}
    page = text(signed_in(it.insider).post(it.url("crime_outcome", 1), said, follow=True))
    assert "Look at this: Outcome 1 is for an identified suspect, and this case has none." in page


def test_a_correction_shows_what_is_entered_and_replaces_it():
    it = world()
    crime = make.crime(it.case)
    client, url = signed_in(it.insider), it.url("correct_crime", 1)
    html = client.get(url).content.decode()
    assert f'value="{crime.number}"' in html
    assert 'value="12:00"' in html
    page = text(client.post(url, entered(it, crime, states=["cancelled"]), follow=True))
    assert f"Crime {crime.number} corrected in {it.case.reference}. The figures follow." in page
    assert "Cancelled" in page
    assert f"by {it.insider.name} : Misread." in page
    assert Crime.objects.current().get().cancelled


def test_a_correction_is_refused_without_reason_or_change():
    it = world()
    crime = make.crime(it.case)
    client, url = signed_in(it.insider), it.url("correct_crime", 1)
    assert "Enter why this is corrected" in text(client.post(url, entered(it, crime, reason="")))
    assert "nothing is different yet" in text(client.post(url, entered(it, crime)))


def test_a_page_from_before_somebody_else_corrected_it_saves_nothing_and_says_so():
    it = world()
    crime = make.crime(it.case)
    client, url = signed_in(it.insider), it.url("correct_crime", 1)
    client.post(url, entered(it, crime, number="42/1/23"))
    page = text(client.post(url, entered(it, crime, number="42/2/23")))
    assert "This was corrected or withdrawn meanwhile" in page
    assert Crime.objects.current().get().number == "42/1/23"


def test_a_withdrawn_crime_stays_readable_and_cannot_be_changed_any_more():
    it = world()
    crime = make.crime(it.case)
    client, url = signed_in(it.insider), it.url("withdraw_crime", 1)
    said = {"version": str(crime.pk), "reason": "Recorded twice."}
    assert "Enter why this is withdrawn" in text(client.post(url, said | {"reason": ""}))
    page = text(client.post(url, said, follow=True))
    assert f"Crime {crime.number} withdrawn in {it.case.reference}. No figure counts it now" in page
    assert "Withdrawn" in page
    assert "Recorded twice." in page
    for name in ("crime_outcome", "correct_crime", "withdraw_crime"):
        assert client.get(it.url(name, 1)).status_code == 404
    assert client.get(it.url("correct_crime", 2)).status_code == 404


def test_an_entry_keeps_its_number_when_others_are_corrected_and_withdrawn():
    it = world()
    first, second = make.crime(it.case), make.crime(it.case)
    client = signed_in(it.insider)
    client.post(it.url("correct_crime", 1), entered(it, first, number="42/1/23"))
    said = {"version": str(second.pk), "reason": "Recorded twice."}
    client.post(it.url("withdraw_crime", 2), said)
    third = make.crime(it.case, at=make.NOON + timedelta(days=1))
    assert third.number in text(client.get(it.url("withdraw_crime", 3)))
    assert "42/1/23" in text(client.get(it.url("withdraw_crime", 1)))
