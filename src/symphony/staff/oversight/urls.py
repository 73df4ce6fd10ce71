"""Addresses of the staff site's oversight pages."""

from django.urls import URLPattern, URLResolver, path

from symphony.accounts.permissions import Permission
from symphony.staff.oversight import audit_log, contacts, system, visits
from symphony.web.permissions import needs

app_name = "oversight"
urlpatterns: list[URLPattern | URLResolver] = [
    path("audit/", needs(Permission.READ_AUDIT, audit_log.view), name="audit"),
    path(
        "audit/person/<str:who>/",
        needs(Permission.READ_AUDIT, audit_log.person),
        name="audit_person",
    ),
    path("contacts/", needs(Permission.EDIT_CONTACTS, contacts.view), name="contacts"),
    path(
        "contacts/<slug:key>/",
        needs(Permission.EDIT_CONTACTS, contacts.edit),
        name="contact",
    ),
    path(
        "contacts/<slug:key>/checked/",
        needs(Permission.EDIT_CONTACTS, contacts.confirm),
        name="contact_checked",
    ),
    path("system/", needs(Permission.CHECK_SYSTEM, system.view), name="system"),
    path("visits/", needs(Permission.READ_FIGURES, visits.view), name="visits"),
]
