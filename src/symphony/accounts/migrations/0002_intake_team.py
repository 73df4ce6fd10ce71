"""The team that holds every referral until it is decided."""

from django.db import migrations


def make_intake_team(apps, schema_editor):
    apps.get_model("accounts", "Team").objects.create(
        slug="referral-desk", name="Referral desk", is_intake=True
    )


def drop_intake_team(apps, schema_editor):
    apps.get_model("accounts", "Team").objects.filter(slug="referral-desk").delete()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(make_intake_team, drop_intake_team)]
