"""Every address of the public site. None needs a sign-in and none sets a cookie."""

from django.urls import include, path

from symphony.web import errors

urlpatterns = [
    path("", include("symphony.web.health")),
    path("", include("symphony.public.urls")),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
