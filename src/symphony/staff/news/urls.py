"""Addresses of the staff site's news pages."""

from django.urls import URLPattern, URLResolver, path

from symphony.accounts.permissions import Permission
from symphony.staff.news import (
    figures,
    listing,
    publish,
    ratings,
    release,
    send,
    send_back,
    start,
    text,
)
from symphony.web.permissions import needs

READ, WRITE = Permission.READ_NEWS, Permission.WRITE_NEWS
APPROVE = Permission.APPROVE_NEWS

app_name = "news"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", needs(READ, listing.view), name="list"),
    path("start/", needs(WRITE, start.view), name="start"),
    path("ratings/", needs(READ, ratings.view), name="ratings"),
    path("<slug:slug>/", needs(READ, release.view), name="release"),
    path("<slug:slug>/text/", needs(WRITE, text.view), name="text"),
    path("<slug:slug>/figures/", needs(WRITE, figures.view), name="figures"),
    path(
        "<slug:slug>/figures/<int:position>/remove/",
        needs(WRITE, figures.remove),
        name="remove_figure",
    ),
    path(
        "<slug:slug>/figures/<int:position>/count-again/",
        needs(WRITE, figures.count_again),
        name="count_again",
    ),
    path("<slug:slug>/send/", needs(WRITE, send.view), name="send"),
    path("<slug:slug>/publish/", needs(APPROVE, publish.view), name="publish"),
    path("<slug:slug>/send-back/", needs(APPROVE, send_back.view), name="send_back"),
]
