"""Keeping a report longer: a script asks for it while somebody types, or says they are there."""

from django.http import HttpRequest, HttpResponse, JsonResponse

from symphony.public.report import progress, sending
from symphony.public.report.posted import Posted
from symphony.web.times import public_clock

GONE = 410


def stay(request: HttpRequest, sent: Posted) -> HttpResponse:
    """Keep the report from now on; say until when and for how long, or that it is gone."""
    with sending.changing(request) as held:
        if held is None or progress.is_sent(held.state) or sent.problem:
            return JsonResponse({"left": 0}, status=GONE)
        if sent["run"] != held.state["run"]:
            return JsonResponse({"left": 0}, status=GONE)
        progress.touch(held.state)
        ends = progress.until(held.state)
        left = progress.seconds_left(held.state)
        return JsonResponse({"until": public_clock(ends), "left": left})
