"""The demonstration's rota: a week each on call, the desk first and a supervisor second."""

from datetime import datetime, timedelta

from symphony.accounts import queries, services
from symphony.accounts.models import Duty
from symphony.core.clock import LONDON
from symphony.demo.accounts import BY
from symphony.demo.cast import Cast

# A Monday; whoever is on call hands over at eight in the morning.
FIRST_DAY = datetime(2023, 5, 1, 8, tzinfo=LONDON)
# The demonstration's clock goes on for as long as it is kept.
WEEKS = 104


def plan(cast: Cast) -> None:
    """Put everybody into the referral desk's rota, unless that was done before."""
    team = queries.intake_team()
    supervisors = [cast.north.supervisor, cast.south.supervisor]
    if Duty.objects.filter(team=team).exists():
        return
    for week in range(WEEKS):
        begins_at = FIRST_DAY + week * timedelta(days=7)
        for order, people in ((1, cast.desk), (2, supervisors)):
            services.add_duty(
                team=team,
                person=people[week % len(people)],
                kind=Duty.Kind.ON_CALL,
                order=order,
                begins_at=begins_at,
                ends_at=begins_at + timedelta(days=7),
                by=BY,
                at=FIRST_DAY,
            )
