"""Recording that it is known who a child is, or that this was a mistake."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.safeguarding import queries, services
from symphony.staff.children import frame
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest


class IdentifyForm(Form):
    how = forms.CharField(
        label="How is it known who the child is?",
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": "Enter how it is known who the child is"},
    )


class TakeBackForm(Form):
    how = forms.CharField(
        label="Why is the child not identified after all?",
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": "Enter why the child is not identified after all"},
    )


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask how it is known, or why not, and record that."""
    child = frame.open_child(request, reference)
    its_cases = queries.readable_cases(child, viewer=request.user)
    if not its_cases:
        messages.warning(request, f"{reference} is in no case of your team now.")
        return redirect("children:child", reference=reference)
    kind = TakeBackForm if child.identified else IdentifyForm
    form = kind(request.POST or None)
    if form.is_valid():
        how, case = form.cleaned_data["how"], its_cases[0]
        try:
            if child.identified:
                services.take_back_identification(
                    case=case, child=child, reason=how, by=request.user, at=now()
                )
            else:
                services.identify_child(case=case, child=child, how=how, by=request.user, at=now())
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            words = "not identified" if child.identified else "identified"
            messages.success(request, f"{reference} is recorded as {words}. The figures follow.")
            return redirect("children:child", reference=reference)
    return frame.page(
        request,
        child,
        "form",
        subject=reference,
        act="the child is not identified after all" if child.identified else "child identified",
        lead="It is recorded that it is known who the child is."
        if child.identified
        else "It is recorded that it is not known who the child is.",
        form=form,
        consequence="Only identified children are counted as safeguarded.",
        button="Record not identified" if child.identified else "Record identified",
        back=frame.address(child, "child"),
    )
