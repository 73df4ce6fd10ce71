"""Addresses of the staff site's pages about people."""

from django.urls import URLPattern, URLResolver, path

from symphony.accounts.permissions import Permission
from symphony.staff.people import add_value, person, withdraw_value
from symphony.web.permissions import needs

# Those who safeguard record values, too; investigators and supervisors are among them.
RECORD = Permission.SAFEGUARD

app_name = "people"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<str:reference>/", needs(Permission.READ_CASES, person.view), name="person"),
    path("<str:reference>/add/", needs(RECORD, add_value.view), name="add_value"),
    path(
        "<str:reference>/values/<int:number>/withdraw/",
        needs(RECORD, withdraw_value.view),
        name="withdraw_value",
    ),
]
