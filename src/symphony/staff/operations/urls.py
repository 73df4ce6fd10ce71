"""Addresses of the staff site's operations pages."""

from django.urls import URLPattern, URLResolver, path

from symphony.accounts.permissions import Permission
from symphony.staff.operations import add_case, listing, operation, plan, remove_case
from symphony.web.permissions import needs

READ, PLAN = Permission.READ_OPERATIONS, Permission.PLAN_OPERATIONS

app_name = "operations"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", needs(READ, listing.view), name="list"),
    path("plan/", needs(PLAN, plan.view), name="plan"),
    path("<slug:slug>/", needs(READ, operation.view), name="operation"),
    path("<slug:slug>/cases/add/", needs(PLAN, add_case.view), name="add_case"),
    path(
        "<slug:slug>/cases/<str:reference>/remove/",
        needs(PLAN, remove_case.view),
        name="remove_case",
    ),
]
