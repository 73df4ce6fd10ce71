"""Withdrawing an education visit that should not have been entered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.safeguarding import services
from symphony.staff import putting_right
from symphony.staff.children import visit as visit_page
from symphony.staff.putting_right import Withdrawal
from symphony.web.requests import StaffRequest
from symphony.web.times import staff_time


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Ask why, and withdraw the visit."""
    row = visit_page.open_visit(request, reference)
    visit = putting_right.standing(row)
    form = Withdrawal(request.POST or None, initial={"version": visit.pk})
    if form.is_valid():
        try:
            services.withdraw_visit(
                visit=putting_right.version(row, form),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=now(),
            )
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"Visit {reference} withdrawn. No figure counts it now.")
            return redirect("children:visit", reference=reference)
    return visit_page.page(
        request,
        row,
        "form",
        subject=reference,
        act="withdraw visit",
        before=[
            {"key": "When", "value": staff_time(visit.visited_at)},
            {"key": "What happened", "value": visit.get_result_display()},
        ],
        form=form,
        consequence="It leaves every figure at once. It stays readable here, with your reason.",
        button="Withdraw visit",
        back=reverse("children:visit", args=[reference]),
    )
