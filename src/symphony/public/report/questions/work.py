"""What only somebody who works with children, or for a company, is asked."""

from django import forms

from symphony.letterbox import answers
from symphony.public.report.questions.asking import Question, words_field
from symphony.web.fields import DateField, Radios


def _yes_no(label: str, required: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=answers.YesNo.choices,
        widget=Radios(),
        error_messages={"required": required},
    )


class OwnOrganisation(Question):
    short = "Someone in your organisation"
    own_organisation = _yes_no(
        "Is it someone in your organisation?",
        "Select yes if it is someone in your organisation",
        hint="You need nobody's leave to tell us, and you can stay in confidence or anonymous",
    )


class ServicesTold(Question):
    template = "public/report/radios_with_more.html"
    short = "Children's services told"
    more = {"yes": ("services_told_on", "services_reference")}
    services_told = _yes_no(
        "Have you told children's services?", "Select yes if you have told children's services"
    )
    services_told_on = DateField(
        label="When did you tell them? (optional)", name="Date", in_past=True, required=False
    )
    services_reference = words_field("Their reference (optional)", answers.LINE_LIMIT)


class ParentsKnow(Question):
    short = "Parents or carers know"
    parents_know = _yes_no(
        "Do the parents or carers know?", "Select yes if the parents or carers know"
    )


class Devices(Question):
    short = "Devices and accounts"
    devices = words_field(
        "Where are the devices and accounts now? (optional)",
        answers.TEXT_LIMIT,
        hint="Do not look at, copy, print or send any picture",
        lines=4,
        called="Where the devices are",
    )


class DoneSoFar(Question):
    short = "What you have done so far"
    done_so_far = words_field(
        "What have you done so far? (optional)",
        answers.TEXT_LIMIT,
        lines=4,
        called="What you have done",
    )
