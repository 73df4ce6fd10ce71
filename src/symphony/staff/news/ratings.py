"""What readers of the public site thought of its pages. Nothing is known about the readers."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from symphony.letterbox import queries
from symphony.web.requests import StaffRequest

COMMENTS_SHOWN = 100


@require_GET
def view(request: StaffRequest) -> HttpResponse:
    """Show the ratings of each page, and the latest comments."""
    page = {
        "pages": queries.rated_pages(),
        "comments": queries.latest_comments(limit=COMMENTS_SHOWN),
        "shown": COMMENTS_SHOWN,
    }
    return render(request, "staff/news/ratings.html", page)
