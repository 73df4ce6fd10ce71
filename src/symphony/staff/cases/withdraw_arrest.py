"""Withdrawing an arrest that should not have been entered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from symphony.cases import versions
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.crimes import queries, services
from symphony.staff import putting_right
from symphony.staff.cases import frame
from symphony.staff.putting_right import Withdrawal
from symphony.web.looks import show
from symphony.web.requests import StaffRequest
from symphony.web.times import staff_time


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Ask why, and withdraw the arrest."""
    case = frame.open_case(request, reference)
    row = versions.pick(queries.arrests_of(case), number)
    arrest = putting_right.standing(row)
    person = arrest.person.reference
    show(request, person)
    form = Withdrawal(request.POST or None, initial={"version": arrest.pk})
    if form.is_valid():
        try:
            services.withdraw_arrest(
                arrest=putting_right.version(row, form),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now(),
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request,
                f"Arrest of {person} withdrawn in {case.reference}. No figure counts it now.",
            )
            return redirect("cases:crimes", reference=case.reference)
    return frame.page(
        request,
        case,
        "form",
        section="crimes",
        frame="staff/cases/case.html",
        subject=case.reference,
        act=f"withdraw the arrest of {person}",
        before=[
            {"key": "When", "value": staff_time(arrest.arrested_at)},
            {"key": "On suspicion of", "value": arrest.offence.title},
        ],
        form=form,
        consequence="It leaves every figure at once. It stays readable here, with your reason.",
        button="Withdraw arrest",
        back=frame.address(case, "crimes"),
    )
