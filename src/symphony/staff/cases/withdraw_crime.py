"""Withdrawing a crime that should not have been entered."""

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
from symphony.web.requests import StaffRequest


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str, number: int) -> HttpResponse:
    """Ask why, and withdraw the crime."""
    case = frame.open_case(request, reference)
    row = versions.pick(queries.crimes_of(case), number)
    crime = putting_right.standing(row)
    form = Withdrawal(request.POST or None, initial={"version": crime.pk})
    if form.is_valid():
        try:
            services.withdraw_crime(
                crime=putting_right.version(row, form),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now(),
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request,
                f"Crime {crime.number} withdrawn in {case.reference}. No figure counts it now.",
            )
            return redirect("cases:crimes", reference=case.reference)
    return frame.page(
        request,
        case,
        "form",
        section="crimes",
        frame="staff/cases/case.html",
        subject=case.reference,
        act=f"withdraw crime {crime.number}",
        before=[
            {"key": "Offence", "value": crime.offence.title},
            {"key": "Outcome", "value": crime.get_outcome_display()},
        ],
        form=form,
        consequence="It leaves every figure at once. It stays readable here, with your reason.",
        button="Withdraw crime",
        back=frame.address(case, "crimes"),
    )
