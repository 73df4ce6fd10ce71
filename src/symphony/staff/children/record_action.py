"""Recording what was done for a child."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.cases.models import Case
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.safeguarding import queries, services
from symphony.safeguarding.models import ActionKind
from symphony.staff.children import frame
from symphony.staff.children.actions import ActionForm, field_of
from symphony.web.fields import Radios
from symphony.web.requests import StaffRequest
from symphony.web.times import staff_time


class RecordForm(ActionForm):
    """The action, and in which case it was taken where the child is in several."""

    field_order = ("case",)
    case = forms.ChoiceField(
        label="In which case?",
        widget=Radios(inline=True),
        error_messages={"required": "Select the case"},
    )

    def __init__(self, *args: Any, cases: list[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(cases) == 1:
            del self.fields["case"]
        else:
            self.fields["case"].choices = [(case.reference, case.reference) for case in cases]  # type: ignore[attr-defined]  # a ChoiceField


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask what was done, when and by whom, and record it."""
    child = frame.open_child(request, reference)
    cases = {
        case.reference: case
        for case in queries.readable_cases(child, viewer=request.user)
        if not case.closed_at
    }
    if not cases:
        messages.warning(request, f"{reference} is in no open case, so nothing new is recorded.")
        return redirect("children:child", reference=reference)
    form = RecordForm(
        request.POST or None,
        cases=list(cases.values()),
        initial={"case": request.GET.get("case", "")},
    )
    if form.is_valid():
        said = dict(form.cleaned_data)
        case = cases[said.pop("case", next(iter(cases)))]
        try:
            action = services.record_action(
                case=case, child=child, by=request.user, at=now(), **said
            )
        except DomainError as refusal:
            form.refuse(refusal, field_of(refusal))
        else:
            done = ActionKind(action.kind).label
            messages.success(
                request, f"Recorded on {reference}: {done}. {_next(action.next_due_at)}"
            )
            return redirect("children:child", reference=reference)
    return frame.page(
        request,
        child,
        "record_action",
        subject=reference,
        act="record a safeguarding action",
        answer=queries.answer(child),
        form=form,
        consequence="Everybody whose team has this child in a case sees whether the child is safe; "
        "your team sees the action.",
        button="Record action",
        back=frame.address(child, "child"),
    )


def _next(due_at: Any) -> str:
    return f"Next: due {staff_time(due_at)}." if due_at else "Nothing is due next."
