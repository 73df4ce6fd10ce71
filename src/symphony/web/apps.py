"""Starting what both sites share."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "symphony.web"

    def ready(self) -> None:
        from symphony.web import logs

        logs.configure()
