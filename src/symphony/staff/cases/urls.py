"""Addresses of the staff site's cases pages."""

from django.urls import URLPattern, URLResolver, path

from symphony.accounts.permissions import Permission
from symphony.cases.queries import View
from symphony.staff.cases import (
    add_person,
    add_stated,
    change_role,
    close,
    end_role,
    enquiries,
    hand_over,
    history,
    listing,
    operation,
    overview,
    people,
    record_urls,
    referrals,
    take,
    timeline,
)
from symphony.web.permissions import needs

READ, WORK = Permission.READ_CASES, Permission.WORK_CASES
# Those who safeguard record children and the people around them, too: `cases.rules`.
RECORD_PEOPLE = Permission.SAFEGUARD
OWN = Permission.HAND_OVER_CASES

app_name = "cases"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", needs(READ, listing.first), name="list"),
    *(
        path(f"{view}/", needs(READ, listing.view), {"which": view}, name=view.value)
        for view in View
    ),
    path("<str:reference>/", needs(READ, overview.view), name="overview"),
    path("<str:reference>/people/", needs(READ, people.view), name="people"),
    path("<str:reference>/people/add/", needs(RECORD_PEOPLE, add_person.view), name="add_person"),
    path(
        "<str:reference>/people/<str:person>/role/",
        needs(RECORD_PEOPLE, change_role.view),
        name="change_role",
    ),
    path(
        "<str:reference>/people/<str:person>/end/",
        needs(RECORD_PEOPLE, end_role.view),
        name="end_role",
    ),
    path("<str:reference>/referrals/", needs(READ, referrals.view), name="referrals"),
    path(
        "<str:reference>/referrals/<str:referral>/<int:position>/add/",
        needs(RECORD_PEOPLE, add_stated.view),
        name="add_stated",
    ),
    path("<str:reference>/enquiries/", needs(READ, enquiries.listing), name="enquiries"),
    path("<str:reference>/enquiries/log/", needs(WORK, enquiries.log), name="log_enquiry"),
    *record_urls.urlpatterns,
    path("<str:reference>/timeline/", needs(READ, timeline.view), name="timeline"),
    path("<str:reference>/history/", needs(READ, history.view), name="history"),
    path("<str:reference>/take/", needs(OWN, take.view), name="take"),
    path("<str:reference>/hand-over/", needs(OWN, hand_over.view), name="hand_over"),
    path("<str:reference>/close/", needs(OWN, close.view), name="close"),
    path(
        "<str:reference>/operation/",
        needs(Permission.PLAN_OPERATIONS, operation.view),
        name="operation",
    ),
]
