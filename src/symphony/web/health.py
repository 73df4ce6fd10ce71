"""Whether this process lives, and whether it can serve: for supervisors and load balancers."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from symphony.core import grants
from symphony.web import errors
from symphony.web.permissions import open_to_all


def live(request: HttpRequest) -> HttpResponse:
    """Answer as long as the process runs."""
    return JsonResponse({"live": True})


def ready(request: HttpRequest) -> HttpResponse:
    """Answer yes when the database can be reached, as the role that this site must have."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_user, rolsuper OR rolbypassrls"
                " FROM pg_roles WHERE rolname = current_user"
            )
            role, is_powerful = cursor.fetchone()
    except DatabaseError:
        return errors.unavailable("database")
    needed = grants.PUBLIC if settings.SITE == "public" else grants.STAFF
    if role != needed or is_powerful:
        return errors.unavailable("database role")
    return JsonResponse({"ready": True})


urlpatterns = [
    path("health/live", open_to_all(live), name="health_live"),
    path("health/ready", open_to_all(ready), name="health_ready"),
]
