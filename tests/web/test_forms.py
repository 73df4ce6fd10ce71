import pytest
from django import forms
from lxml import html

from symphony.web.fields import Checkboxes, Radios
from symphony.web.forms import Form
from symphony.web.problems import problems_of
from tests.web.style_page import DecisionForm


class NoteForm(Form):
    name = forms.CharField(max_length=20)
    note = forms.CharField(label="Note (optional)", max_length=1000, widget=forms.Textarea)
    outcome = forms.ChoiceField(label="Who was seen?", choices=[("a", "A")], widget=Radios)
    children = forms.IntegerField(label="Children present", min_value=0)
    email = forms.EmailField(label="Work email")


@pytest.mark.parametrize(
    ("field", "typed", "expected"),
    [
        ("name", "", "Enter name"),
        ("name", "n" * 21, "Name must be 20 characters or fewer"),
        ("name", "a\x00b", "Name must be made of letters, numbers and signs"),
        ("note", "n" * 1001, "Note must be 1,000 characters or fewer"),
        ("outcome", "", "Select an answer to “Who was seen?”"),
        ("outcome", "b", "Select one of the answers shown"),
        ("children", "two", "Children present must be a number"),
        ("children", "-1", "Children present must be 0 or more"),
        (
            "email",
            "officer",
            "Enter an email address in the correct format, like name@example.org",
        ),
    ],
)
def test_an_error_says_what_to_do_in_the_fields_own_words(field, typed, expected):
    assert NoteForm({field: typed}).errors[field] == [expected]


def test_a_form_keeps_the_words_that_it_gives_itself():
    assert DecisionForm({}).errors["band"] == ["Select how urgent this is"]


def test_every_problem_leads_to_an_input_that_is_on_the_page():
    form = DecisionForm({})
    ids = set(html.fromstring(f"<form>{form}</form>").xpath("//@id"))

    assert len(problems_of(form)) == len(form.fields)
    assert {problem.target for problem in problems_of(form)} <= ids


def test_every_hint_and_error_is_read_with_its_field():
    page = html.fromstring(f"<form>{DecisionForm({})}</form>")
    described = " ".join(page.xpath("//@aria-describedby")).split()

    assert set(described) == {
        of.get("id")
        for of in page.xpath("//*[contains(@class, 'hint') or contains(@class, 'error-message')]")
    }


def test_a_browser_neither_checks_nor_cuts_what_is_typed():
    page = html.fromstring(f"<form>{NoteForm()}</form>")

    assert not page.xpath("//@required | //@maxlength | //@min | //@max | //@step")
    assert not page.xpath("//input[@type='number']")


def test_a_line_break_counts_as_one_character():
    class Short(Form):
        note = forms.CharField(max_length=3, widget=forms.Textarea)

    form = Short({"note": "a\r\nb"})

    assert form.is_valid()
    assert form.cleaned_data["note"] == "a\nb"


def test_a_refusal_of_the_work_can_stand_at_a_field_or_over_the_form():
    form = NoteForm({"name": "x"})
    form.refuse("This has been decided meanwhile.")
    form.refuse("Enter the officer's whole name", "name")

    first, second, *_ = problems_of(form)
    assert (first.words, first.target) == ("This has been decided meanwhile.", "")
    assert (second.words, second.target) == ("Enter the officer's whole name", "id_name")


def test_the_exclusive_answer_stands_below_an_or():
    class Told(Form):
        told = forms.MultipleChoiceField(
            choices=[("school", "School"), ("none", "Nobody")], widget=Checkboxes(exclusive="none")
        )

    page = html.fromstring(f"<form>{Told()}</form>")

    (exclusive,) = page.xpath("//input[@data-behaviour='exclusive']")
    assert exclusive.get("value") == "none"
    assert page.find_class("govuk-checkboxes__divider")[0].text == "or"
