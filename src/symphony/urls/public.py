"""Every address of the public site. None needs a sign-in and none sets a cookie."""

from django.urls import include, path

urlpatterns = [
    path("", include("symphony.web.health")),
    path("", include("symphony.public.urls")),
]
