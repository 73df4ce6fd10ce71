"""Addresses for the tests of what stands around every page."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path

from symphony.accounts.permissions import Permission
from symphony.audit import services as audit
from symphony.core.clock import now
from symphony.core.errors import DomainError, NotFound
from symphony.web import errors, looks
from symphony.web.forms import Form
from symphony.web.permissions import needs, open_to_all


class NoteForm(Form):
    note = forms.CharField(label="Note", max_length=20)


class Stopped(DomainError):
    """A rule of the work says no."""


def read(request):
    looks.show(request, "R-7K4M-92QX", "P-4T8K2A")
    return HttpResponse("read")


def conflict(request):
    looks.show(request, "R-7K4M-92QX")
    return HttpResponse("somebody changed it", status=409)


def record(request):
    """Record one act for each form that is sent and right."""
    form = NoteForm(request.POST or None)
    if form.is_valid():
        by = request.user.staff_number
        audit.record(what="test.noted", about="R-7K4M-92QX", by=by, at=now())
        return redirect("read")
    return render(request, "web/refusal.html", {"base": "staff/base.html", "form": form})


def fail(request):
    raise RuntimeError("Jordan Example, 07700 900123")


def fail_after_recording(request):
    audit.record(what="test.noted", about="R-7K4M-92QX", by="T1", at=now())
    raise RuntimeError("after the act")


def not_there(request):
    raise NotFound("There is no R-7K4M-92QX.")


def stopped(request):
    raise Stopped("This case has lines that still stop it closing.")


def page(request):
    return HttpResponse("page")


urlpatterns = [
    path("", include("symphony.web.health")),
    path("staff/", needs(Permission.BE_SIGNED_IN, page), name="home"),
    path("staff/search/", needs(Permission.SEARCH, page), name="search"),
    path("staff/account/", include("symphony.staff.accounts.urls")),
    path("conflict/", needs(Permission.READ_REFERRALS, conflict), name="conflict"),
    path("read/", needs(Permission.READ_REFERRALS, read), name="read"),
    path("record/", needs(Permission.READ_REFERRALS, record), name="record"),
    path("fail/", open_to_all(fail), name="fail"),
    path("fail-after/", needs(Permission.BE_SIGNED_IN, fail_after_recording), name="fail_after"),
    path("not-there/", needs(Permission.BE_SIGNED_IN, not_there), name="not_there"),
    path("stopped/", needs(Permission.BE_SIGNED_IN, stopped), name="stopped"),
    path("undeclared/", page, name="undeclared"),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
