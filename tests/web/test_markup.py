"""Our components against the official HTML that GOV.UK Frontend ships with each of its own."""

import json
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from lxml import html

from symphony.web.fields import Checkboxes, DateField, Radios
from symphony.web.forms import Form

PACKAGE = Path(__file__).parents[2] / "frontend/node_modules/govuk-frontend/dist/govuk/components"


def official(component, example):
    fixtures = PACKAGE / component / "fixtures.json"
    if not fixtures.exists():
        pytest.skip("GOV.UK Frontend is not installed: run frontend/build")
    examples = json.loads(fixtures.read_text())["fixtures"]
    return next(one["html"] for one in examples if one["name"] == example)


def tree(markup):
    """Return markup as nested tuples, without what does not matter: space and order."""
    return [_node(element) for element in html.fragments_fromstring(markup.strip())]


def _node(element):
    attributes = {
        name: " ".join(sorted(value.split())) if name in ("class", "aria-describedby") else value
        for name, value in element.attrib.items()
    }
    # We size labels and legends; the package leaves that to each service.
    for size in ("govuk-label--s", "govuk-fieldset__legend--s"):
        if size in attributes.get("class", ""):
            attributes["class"] = attributes["class"].replace(f" {size}", "")
    children = [_node(child) for child in element]
    text = " ".join(" ".join([element.text or "", *[c.tail or "" for c in element]]).split())
    return (element.tag, tuple(sorted(attributes.items())), text, children)


def ours(component, **words):
    return tree(render_to_string(f"components/{component}.html", words))


def field(field, **data):
    """Draw a form of one field, named as the example names it."""
    name = data.pop("name")
    kind = type("OneField", (Form,), {name: field})
    form = kind(data.pop("data", None), auto_id="%s")
    return tree(str(form[name].as_field_group()))


@pytest.mark.parametrize(
    ("component", "example", "words"),
    [
        ("tag", "default", {"words": "Alpha"}),
        (
            "warning_text",
            "default",
            {"words": "You can be fined up to £5,000 if you don\u2019t register."},
        ),
        (
            "inset",
            "default",
            {
                "words": "It can take up to 8 weeks to register a lasting power of attorney if "
                "there are no mistakes in the application."
            },
        ),
        ("button", "prevent double click", {"words": "Submit"}),
        (
            "panel",
            "default",
            {
                "title": "Application complete",
                "words": "Your reference number",
                "reference": "HDJ2123F",
            },
        ),
        (
            "pagination",
            "with prev and next only and labels",
            {
                "previous_url": "/previous",
                "previous_label": "Paying VAT and duty",
                "next_url": "/next",
                "next_label": "Registering an imported vehicle",
            },
        ),
    ],
)
def test_a_component_has_the_official_markup(component, example, words):
    package = {"warning_text": "warning-text", "inset": "inset-text"}.get(component, component)
    expected = official(package, example).replace("<strong>HDJ", '<strong class="sy-reference">HDJ')

    assert ours(component, **words) == tree(expected)


def test_the_error_summary_has_the_official_markup():
    class TwoFields(Form):
        a = forms.CharField(
            error_messages={"required": "The date your passport was issued must be in the past"}
        )
        b = forms.CharField(error_messages={"required": "Enter a postcode, like AA1 1AA"})

    expected = official("error-summary", "default")
    expected = expected.replace("example-error-1", "a").replace("example-error-2", "b")

    assert ours("error_summary", form=TwoFields({}, auto_id="%s")) == tree(expected)


def test_a_text_field_has_the_official_markup():
    drawn = field(forms.CharField(label="National Insurance number"), name="test-name")

    assert drawn == tree(official("input", "default"))


def test_a_long_text_with_hint_and_error_has_the_official_markup():
    expected = official("textarea", "with hint and error message")
    words = {"required": html.fromstring(expected).find_class("govuk-error-message")[0][0].tail}
    name = html.fromstring(expected).find(".//textarea").get("name")
    drawn = field(
        forms.CharField(
            label=html.fromstring(expected).find(".//label").text.strip(),
            help_text=html.fromstring(expected).find_class("govuk-hint")[0].text.strip(),
            widget=forms.Textarea,
            error_messages={"required": words["required"].strip()},
        ),
        name=name,
        data={},
    )

    assert drawn == tree(expected)


def test_radios_have_the_official_markup():
    drawn = field(
        forms.ChoiceField(
            label="Have you changed your name?",
            choices=[("yes", "Yes"), ("no", "No")],
            widget=Radios,
        ),
        name="example-default",
    )
    expected = official("radios", "default")
    expected = expected.replace('"example-default-2"', '"example-default_1"')
    expected = expected.replace('id="example-default"', 'id="example-default_0"')
    expected = expected.replace('for="example-default"', 'for="example-default_0"')

    assert drawn == tree(expected)


def test_checkboxes_have_the_official_markup():
    expected = official("checkboxes", "default")
    items = html.fromstring(expected).findall(".//input")
    labels = [label.text.strip() for label in html.fromstring(expected).findall(".//label")]
    drawn = field(
        forms.MultipleChoiceField(
            label=html.fromstring(expected).find(".//legend").text.strip(),
            choices=[(i.get("value"), label) for i, label in zip(items, labels, strict=True)],
            widget=Checkboxes,
        ),
        name="nationality",
    )
    for number, item in reversed(list(enumerate(items))):
        for attribute in ("id", "for"):
            was = f'{attribute}="{item.get("id")}"'
            expected = expected.replace(was, f'{attribute}="nationality_{number}"')

    assert drawn == tree(expected)


def test_a_date_has_the_official_markup():
    expected = official("date-input", "with error on year input")
    page = html.fromstring(expected)
    name = page.find_class("govuk-date-input")[0].get("id")
    drawn = field(
        DateField(
            label=page.find(".//legend").text.strip(),
            help_text=page.find_class("govuk-hint")[0].text.strip(),
        ),
        name=name,
        data={f"{name}_day": "6", f"{name}_month": "3", f"{name}_year": "76"},
    )
    theirs = page.find_class("govuk-error-message")[0][0].tail.strip()
    expected = expected.replace(
        theirs,
        f"{page.find('.//legend').text.strip().rstrip('?')} must include a year of 4 numbers",
    )
    for part in ("day", "month", "year"):
        expected = expected.replace(f'"{name}-{part}"', f'"{name}_{part}"')
        expected = expected.replace(f'name="{part}"', f'name="{name}_{part}"')

    assert _without_values(drawn) == _without_values(tree(expected))


def _without_values(nodes):
    return [
        (
            tag,
            tuple(pair for pair in attributes if pair[0] != "value"),
            text,
            _without_values(inner),
        )
        for tag, attributes, text, inner in nodes
    ]
