"""Every address of the staff site. Each page declares its permission with `needs`."""

from django.urls import include, path

from symphony.staff import home, search

urlpatterns = [
    path("", include("symphony.web.health")),
    path("", home.root),
    path("staff/", home.page, name="home"),
    path("staff/search/", search.page, name="search"),
    path("staff/account/", include("symphony.staff.accounts.urls")),
    path("staff/referrals/", include("symphony.staff.referrals.urls")),
    path("staff/cases/", include("symphony.staff.cases.urls")),
    path("staff/children/", include("symphony.staff.children.urls")),
    path("staff/operations/", include("symphony.staff.operations.urls")),
    path("staff/figures/", include("symphony.staff.figures.urls")),
    path("staff/news/", include("symphony.staff.news.urls")),
    path("staff/oversight/", include("symphony.staff.oversight.urls")),
]
