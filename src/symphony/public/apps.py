"""Starting the public site."""

from django.apps import AppConfig
from django.conf import settings


class PublicConfig(AppConfig):
    name = "symphony.public"

    def ready(self) -> None:
        if settings.SITE == "public":
            # Its counters have to be there before the server forks, to be the same in all.
            from symphony.public import places  # noqa: F401
