"""A line for whoever feels that they cannot go on: help pages for adults and families need one."""

from datetime import date

from django.db import migrations

CONTACTS = [
    {
        "key": "samaritans",
        "name": "Samaritans",
        "what_for": "To talk when life is too much, or you think about ending it",
        "number": "116 123",
        "address": "https://www.samaritans.org/",
        "hours": "Day and night",
        "who_for": "Anyone",
        "anonymous": "They do not see your number, and you need not give your name",
        "limits": (
            "They may tell others if a child or an adult who can be identified is at risk of harm,"
            " if a life is threatened, or if a court orders it."
        ),
        "source": "samaritans.org",
        "checked_on": date(2026, 11, 24),
        "position": 11,
    },
]


def add_contacts(apps, schema_editor):
    Contact = apps.get_model("contacts", "Contact")
    for row in CONTACTS:
        Contact.objects.create(**row)


def drop_contacts(apps, schema_editor):
    keys = [row["key"] for row in CONTACTS]
    apps.get_model("contacts", "Contact").objects.filter(key__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [("contacts", "0002_first_contacts")]
    operations = [migrations.RunPython(add_contacts, drop_contacts)]
