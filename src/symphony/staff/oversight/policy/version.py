"""One version of the policy, made readable from its tables, and its files to take away."""

import io
import zipfile
from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.accounts.permissions import Permission
from symphony.core.errors import NotFound
from symphony.staff.oversight import area
from symphony.staff.oversight.policy import faults
from symphony.triage.policy import BadPolicy, Problem, describing
from symphony.triage.queries import policies
from symphony.triage.queries.policies import VersionRow
from symphony.web.requests import StaffRequest

# A zip's times begin in 1980; ours has none, so that the same files make the same zip.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


@require_GET
def view(request: StaffRequest, version: str) -> HttpResponse:
    """Show every rule of a version in words, floors first, and every question."""
    row = next((one for one in policies.versions() if one.name == version), None)
    try:
        found = policies.version(version)
    except BadPolicy as bad:
        return _unreadable(request, row, bad.problems)
    context = {
        "policy": found,
        "row": row,
        "tables": describing.tables(found),
        "groups": describing.GROUPS,
        "facts": describing.facts(found),
        "may_edit": request.user.may(Permission.EDIT_POLICY),
        "sections": area.pages(request.user, "oversight:policy"),
    }
    return render(request, "staff/oversight/policy/version.html", context)


def _unreadable(
    request: StaffRequest, row: VersionRow | None, problems: tuple[Problem, ...]
) -> HttpResponse:
    """Say what is wrong with a version that does not pass the checks of this release."""
    context = {
        "row": row,
        "problems": faults.rows(problems, {}),
        "more_problems": faults.more(problems),
        "may_edit": request.user.may(Permission.EDIT_POLICY),
        "sections": area.pages(request.user, "oversight:policy"),
    }
    return render(request, "staff/oversight/policy/unreadable.html", context)


@require_GET
def download(request: StaffRequest, version: str) -> HttpResponse:
    """Give the whole folder as a zip of CSV files."""
    return folder(f"policy-{version}", policies.files_of(version))


@require_GET
def download_table(request: StaffRequest, version: str, table: str) -> HttpResponse:
    """Give one file of the folder."""
    files = policies.files_of(version)
    name = f"{table}.csv"
    if name not in files:
        raise NotFound(f"Policy {version} has no file {name}.")
    answer = HttpResponse(files[name].encode(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def folder(name: str, files: Mapping[str, str]) -> HttpResponse:
    """Return files as a zip; the same files are the same zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for file, text in sorted(files.items()):
            packed.writestr(zipfile.ZipInfo(f"{name}/{file}", _NO_TIME), text.encode())
    answer = HttpResponse(out.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}.zip"'
    return answer
