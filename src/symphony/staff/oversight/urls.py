"""Addresses of the staff site's oversight pages."""

from django.urls import URLPattern, URLResolver, include, path

from symphony.accounts.permissions import Permission
from symphony.staff.oversight import (
    agreement,
    agreement_data,
    agreement_records,
    audit_log,
    breaches,
    contacts,
    fairness,
    fairness_data,
    fairness_records,
    paused,
    system,
    visits,
)
from symphony.staff.oversight.policy import urls as policy_pages
from symphony.staff.oversight.rota import bring, duty, listing
from symphony.staff.oversight.words import urls as word_pages
from symphony.web.permissions import needs

ROTA, BREACHES = Permission.PLAN_ROTA, Permission.ANSWER_BREACHES
REPORTS = Permission.READ_TRIAGE_REPORTS

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
    path("rota/", needs(ROTA, listing.view), name="rota"),
    path("rota/add/", needs(ROTA, duty.add), name="add_duty"),
    path("rota/import/", needs(ROTA, bring.view), name="import_rota"),
    path("rota/export/", needs(ROTA, listing.export), name="export_rota"),
    path("rota/<uuid:duty>/change/", needs(ROTA, duty.change), name="change_duty"),
    path("rota/<uuid:duty>/withdraw/", needs(ROTA, duty.withdraw), name="withdraw_duty"),
    path("clocks/paused/", needs(BREACHES, paused.view), name="paused_clocks"),
    path("breaches/", needs(BREACHES, breaches.listing), name="breaches"),
    path("breaches/<uuid:breach>/", needs(BREACHES, breaches.answer), name="breach"),
    path("agreement/", needs(REPORTS, agreement.view), name="agreement"),
    path("agreement/data/", needs(REPORTS, agreement_data.view), name="agreement_data"),
    path("agreement/records/", needs(REPORTS, agreement_records.view), name="agreement_records"),
    path("fairness/", needs(REPORTS, fairness.view), name="fairness"),
    path("fairness/data/", needs(REPORTS, fairness_data.view), name="fairness_data"),
    path("fairness/records/", needs(REPORTS, fairness_records.view), name="fairness_records"),
    path("words/", include(word_pages.urlpatterns)),
    path("system/", needs(Permission.CHECK_SYSTEM, system.view), name="system"),
    path("policy/", include(policy_pages.urlpatterns)),
    path("visits/", needs(Permission.READ_FIGURES, visits.view), name="visits"),
]
