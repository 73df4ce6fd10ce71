"""Addresses of the public site's pages. Anybody may open them, and none sets a cookie."""

from django.urls import path

from symphony.public import anonymity, news, reply, report, start
from symphony.public.frame import says_when_away
from symphony.public.help import listing as help_listing
from symphony.public.help import page as help_page
from symphony.public.leaving import leaving
from symphony.public.unfinished import REPLY, REPORT
from symphony.web.permissions import open_to_all

app_name = "public"
urlpatterns = [
    path("", open_to_all(says_when_away(start.view)), name="start"),
    path("report/", open_to_all(report.view), name="report"),
    path("report/leave/", open_to_all(leaving(REPORT)), name="leave"),
    path("reply/", open_to_all(reply.view), name="reply"),
    path("reply/leave/", open_to_all(leaving(REPLY)), name="reply_leave"),
    path("help/", open_to_all(says_when_away(help_listing.view)), name="help"),
    path("help/<slug:slug>/", open_to_all(says_when_away(help_page.view)), name="help_page"),
    path("anonymity/", open_to_all(says_when_away(anonymity.view)), name="anonymity"),
    path("news/", open_to_all(says_when_away(news.listing)), name="news"),
    path("news/<slug:slug>/", open_to_all(says_when_away(news.release)), name="release"),
]
