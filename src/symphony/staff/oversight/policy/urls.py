"""Addresses of the policy's pages, below /staff/oversight/policy/."""

from django.urls import URLPattern, path

from symphony.accounts.permissions import Permission
from symphony.staff.oversight.policy import (
    approving,
    draft,
    files,
    listing,
    starting,
    table,
    tasks,
    trial,
    version,
)
from symphony.web.permissions import needs

READ, EDIT = Permission.READ_REFERRALS, Permission.EDIT_POLICY
APPROVE = Permission.APPROVE_POLICY

urlpatterns: list[URLPattern] = [
    path("", needs(READ, listing.view), name="policy"),
    path("regrade/", needs(APPROVE, tasks.regrade), name="policy_regrade"),
    path("tasks/<uuid:task>/", needs(READ, tasks.view), name="policy_task"),
    path("drafts/<uuid:draft>/", needs(READ, draft.view), name="policy_draft"),
    path("drafts/<uuid:draft>/read/", needs(READ, draft.read), name="policy_draft_read"),
    path("drafts/<uuid:draft>/changes/", needs(READ, draft.changes), name="policy_changes"),
    path("drafts/<uuid:draft>/download/", needs(READ, draft.download), name="policy_draft_files"),
    path("drafts/<uuid:draft>/files/", needs(EDIT, files.view), name="policy_files"),
    path(
        "drafts/<uuid:draft>/tables/<slug:table>/",
        needs(EDIT, table.view),
        name="policy_table",
    ),
    path("drafts/<uuid:draft>/try/", needs(EDIT, tasks.try_draft), name="policy_try"),
    path("drafts/<uuid:draft>/withdraw/", needs(EDIT, draft.withdraw), name="policy_withdraw"),
    path("trials/<uuid:trial>/", needs(READ, trial.view), name="policy_trial"),
    path("trials/<uuid:trial>/approve/", needs(APPROVE, approving.view), name="policy_approve"),
    path("<slug:version>/", needs(READ, version.view), name="policy_version"),
    path("<slug:version>/download/", needs(READ, version.download), name="policy_version_files"),
    path(
        "<slug:version>/tables/<slug:table>/download/",
        needs(READ, version.download_table),
        name="policy_version_table",
    ),
    path("<slug:version>/draft/", needs(EDIT, starting.view), name="policy_start"),
]
