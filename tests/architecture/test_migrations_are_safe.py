"""Migrations: none is missing, and none would break the release that is still running beside it."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django_migration_linter import MigrationLinter

OURS = sorted(app.label for app in apps.get_app_configs() if app.name.startswith("symphony."))


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.slow
def test_every_migration_can_be_applied_beside_the_running_release(db):
    linter = MigrationLinter(settings.BASE_DIR, include_apps=OURS, no_cache=True, quiet=["ok"])

    linter.lint_all_migrations()

    assert not linter.has_errors, "see the linter's own words above"
    assert linter.nb_total
