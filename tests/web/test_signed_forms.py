from datetime import timedelta

import pytest
from django.test import RequestFactory
from lxml import html

from symphony.core.clock import real_now
from symphony.web import signed_forms
from symphony.web.signed_forms import FormTooOld, NotOurForm


def sent(token, **headers):
    return RequestFactory(headers=headers).post("/report/", {signed_forms.FIELD: token})


def test_a_form_of_ours_gives_its_token_for_the_table_that_receives_it():
    drawn = html.fromstring(str(signed_forms.field("report")))

    token = signed_forms.verify(sent(drawn.get("value")), "report")

    assert drawn.get("type") == "hidden"
    assert len(token) >= 32


def test_two_forms_never_have_the_same_token():
    tokens = {signed_forms.verify(sent(signed_forms.new_token("x")), "x") for _ in range(20)}

    assert len(tokens) == 20


def test_the_same_form_has_the_same_token_each_time_it_is_sent():
    token = signed_forms.new_token("report")

    first = signed_forms.verify(sent(token), "report")
    assert signed_forms.verify(sent(token), "report") == first


@pytest.mark.parametrize("token", ["", "made-up", "report:made:up:x"])
def test_a_form_that_we_did_not_make_is_refused(token):
    with pytest.raises(NotOurForm):
        signed_forms.verify(sent(token), "report")


def test_a_form_of_another_purpose_is_refused():
    with pytest.raises(NotOurForm):
        signed_forms.verify(sent(signed_forms.new_token("rate")), "report")


def test_a_form_a_day_old_is_refused(time_machine):
    token = signed_forms.new_token("report")
    time_machine.move_to(real_now() + signed_forms.GOOD_FOR + timedelta(seconds=1))

    with pytest.raises(FormTooOld):
        signed_forms.verify(sent(token), "report")


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://other.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_form_sent_from_another_site_is_refused(headers):
    with pytest.raises(NotOurForm):
        signed_forms.verify(sent(signed_forms.new_token("report"), **headers), "report")


@pytest.mark.parametrize("origin", ["http://testserver", "null"])
def test_a_form_sent_from_this_site_is_taken(origin):
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}

    assert signed_forms.verify(sent(signed_forms.new_token("report"), **headers), "report")
