"""Addresses of the staff site's figures pages."""

from django.urls import URLPattern, URLResolver, path

from symphony.accounts.permissions import Permission
from symphony.staff.figures import listing, measure, records
from symphony.web.permissions import needs

READ, OPEN = Permission.READ_FIGURES, Permission.OPEN_FIGURES

app_name = "figures"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", needs(READ, listing.view), name="list"),
    path("<slug:measure>/", needs(READ, measure.view), name="measure"),
    path("<slug:measure>/records/", needs(OPEN, records.view), name="records"),
]
