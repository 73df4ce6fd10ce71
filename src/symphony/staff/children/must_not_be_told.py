"""Answering who must not be told about a child, and why."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.safeguarding import queries, services
from symphony.staff.children import frame
from symphony.web.fields import Radios
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest


class AnswerForm(Form):
    anybody = forms.ChoiceField(
        label="Is there anybody who must not be told?",
        help_text="For example a carer who may be the suspect, or somebody who would warn them.",
        choices=[("yes", "Yes"), ("no", "No, nobody is known who must not be told")],
        widget=Radios(),
        error_messages={"required": "Select yes if there is anybody who must not be told"},
    )
    who_and_why = forms.CharField(
        label="Who, and why?",
        help_text="If there is nobody: how that is known (optional).",
        required=False,
        max_length=10_000,
        widget=forms.Textarea,
    )


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the answers there are, and record a new one."""
    child = frame.open_child(request, reference)
    its_cases = queries.readable_cases(child, viewer=request.user)
    if not its_cases:
        messages.warning(request, f"{reference} is in no case of your team now.")
        return redirect("children:child", reference=reference)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        try:
            services.answer_who_must_not_be_told(
                case=its_cases[0],
                child=child,
                anybody=form.cleaned_data["anybody"] == "yes",
                who_and_why=form.cleaned_data["who_and_why"],
                by=request.user,
                at=now(),
            )
        except services.HowMissing as refusal:
            form.refuse(refusal, "who_and_why")
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request,
                f"Recorded who must not be told about {reference}. "
                "Contact with home, school or carer can be recorded now.",
            )
            return redirect("children:child", reference=reference)
    return frame.page(
        request,
        child,
        "must_not_be_told",
        subject=reference,
        act="who must not be told",
        answer=queries.answer(child),
        form=form,
        consequence="It is shown before every contact with home, school or carer is recorded, to "
        "every team that has this child in a case. Earlier answers are kept.",
        button="Record answer",
        back=frame.address(child, "child"),
    )
