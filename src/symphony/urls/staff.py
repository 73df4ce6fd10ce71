"""Every address of the staff site. Each page declares its permission with `needs`."""

from django.urls import include, path

from symphony.accounts.permissions import Permission
from symphony.staff import home, search
from symphony.staff.accounts import me
from symphony.web import errors
from symphony.web.permissions import needs, open_to_all

urlpatterns = [
    path("", include("symphony.web.health")),
    path("", open_to_all(home.root)),
    path("staff/", needs(Permission.BE_SIGNED_IN, home.page), name="home"),
    path("staff/search/", needs(Permission.SEARCH, search.page), name="search"),
    path("staff/me/", needs(Permission.BE_SIGNED_IN, me.view), name="me"),
    path("staff/account/", include("symphony.staff.accounts.urls")),
    path("staff/referrals/", include("symphony.staff.referrals.urls")),
    path("staff/cases/", include("symphony.staff.cases.urls")),
    path("staff/people/", include("symphony.staff.people.urls")),
    path("staff/children/", include("symphony.staff.children.urls")),
    path("staff/operations/", include("symphony.staff.operations.urls")),
    path("staff/figures/", include("symphony.staff.figures.urls")),
    path("staff/news/", include("symphony.staff.news.urls")),
    path("staff/oversight/", include("symphony.staff.oversight.urls")),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
