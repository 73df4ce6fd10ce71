"""Starting the staff site: its areas, their counts, and the alert line."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "symphony.staff"

    def ready(self) -> None:
        from symphony.staff import navigation
        from symphony.staff.referrals import alerts
        from symphony.web import shell

        shell.register_areas(navigation.AREAS)
        shell.register_counts(navigation.counts)
        shell.register_alert(alerts.line)
