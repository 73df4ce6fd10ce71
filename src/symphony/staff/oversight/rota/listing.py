"""The rota: who is on call now, what is planned, where nobody is, and the rota as a calendar."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from symphony.accounts import calendars, queries
from symphony.accounts.models import Duty, Team
from symphony.audit import services as audit
from symphony.audit.models import Entry
from symphony.core.clock import now
from symphony.staff.oversight import area
from symphony.web.requests import StaffRequest

BACK, AHEAD = timedelta(days=1), timedelta(days=28)
MOST_SHOWN = 200


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show the next four weeks of one team's rota."""
    team, at = chosen_team(request.GET.get("team", "")), now()
    planned = queries.duties(team=team, since=at - BACK, until=at + AHEAD)
    gaps, overlaps = queries.rota_problems(team=team, since=at, until=at + AHEAD)
    context = {
        "team": team,
        "teams": teams(),
        "on_call": queries.on_call(at=at, team=team),
        "alerts_come_here": team.is_intake,
        "gaps": gaps,
        "overlaps": [
            (overlap.why, calendars.title(overlap.first), overlap) for overlap in overlaps
        ],
        "duties": [(calendars.title(duty), duty) for duty in planned[:MOST_SHOWN]],
        "more": max(0, len(planned) - MOST_SHOWN),
        "until": at + AHEAD,
        "now": at,
        "add_url": f"{reverse('oversight:add_duty')}?team={team.slug}",
        "import_url": f"{reverse('oversight:import_rota')}?team={team.slug}",
        "sections": area.pages(request.user, "oversight:rota"),
    }
    return render(request, "staff/oversight/rota/list.html", context)


@require_POST
def export(request: StaffRequest) -> HttpResponse:
    """Give the rota that is planned from now on as an iCalendar file."""
    team, at = chosen_team(request.POST.get("team", "")), now()
    found = queries.duties(team=team, since=at, until=at + timedelta(days=400))
    audit.record(
        what="accounts.rota_exported",
        about=team.slug,
        by=request.user.staff_number,
        at=at,
        kind=Entry.Kind.DISCLOSURE,
        duties=len(found),
    )
    answer = HttpResponse(calendars.write(found, at=at), content_type="text/calendar")
    answer["Content-Disposition"] = f'attachment; filename="rota-{team.slug}.ics"'
    return answer


def teams() -> list[Team]:
    """Return every team, the one that alerts come to first, then by name."""
    return sorted(Team.objects.all(), key=lambda team: (not team.is_intake, team.name.casefold()))


def chosen_team(slug: str) -> Team:
    """Return the team that the address names, or the one that alerts come to."""
    return next((team for team in teams() if team.slug == slug), queries.intake_team())


def words_of(duty: Duty) -> str:
    """Return a duty in words: First on call, Priya Shah."""
    return f"{calendars.title(duty)}, {duty.person.name}"
