"""Starting the operations: what they know must not stand in a message to a reporter."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "symphony.operations"

    def ready(self) -> None:
        from symphony.cases.queries import tip_off
        from symphony.operations import queries

        tip_off.add_source(queries.must_not_be_told)
