"""Addresses of the staff site's children pages."""

from django.urls import URLPattern, URLResolver, path

from symphony.accounts.permissions import Permission
from symphony.staff.children import (
    correct_action,
    correct_visit,
    identified,
    listing,
    must_not_be_told,
    next_step,
    record,
    record_action,
    visit,
    withdraw_action,
    withdraw_visit,
)
from symphony.web.permissions import needs

READ, SAFEGUARD = Permission.READ_CHILDREN, Permission.SAFEGUARD

app_name = "children"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", needs(READ, listing.view), name="list"),
    path("visits/<str:reference>/", needs(READ, visit.view), name="visit"),
    path(
        "visits/<str:reference>/correct/",
        needs(SAFEGUARD, correct_visit.view),
        name="correct_visit",
    ),
    path(
        "visits/<str:reference>/withdraw/",
        needs(SAFEGUARD, withdraw_visit.view),
        name="withdraw_visit",
    ),
    path("<str:reference>/", needs(READ, record.view), name="child"),
    path(
        "<str:reference>/actions/record/",
        needs(SAFEGUARD, record_action.view),
        name="record_action",
    ),
    path(
        "<str:reference>/actions/<int:number>/correct/",
        needs(SAFEGUARD, correct_action.view),
        name="correct_action",
    ),
    path(
        "<str:reference>/actions/<int:number>/withdraw/",
        needs(SAFEGUARD, withdraw_action.view),
        name="withdraw_action",
    ),
    path(
        "<str:reference>/actions/<int:number>/next/",
        needs(SAFEGUARD, next_step.view),
        name="next_step",
    ),
    path(
        "<str:reference>/must-not-be-told/",
        needs(SAFEGUARD, must_not_be_told.view),
        name="must_not_be_told",
    ),
    path("<str:reference>/identified/", needs(SAFEGUARD, identified.view), name="identified"),
]
