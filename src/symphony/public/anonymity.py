"""What is kept of a report and its sender, and what is not."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from symphony.public import frame


@require_safe
def view(request: HttpRequest) -> HttpResponse:
    return frame.show(request, "public/anonymity.html")
