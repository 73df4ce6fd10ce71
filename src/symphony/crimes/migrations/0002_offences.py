"""The reference list of offences, with statute and Home Office code (domain.md 4.2)."""

from django.db import migrations

# key, title, statute, Home Office code, counted as a listed offence
OFFENCES = [
    (
        "making-images",
        "Taking, making or sharing indecent photographs of a child",
        "Protection of Children Act 1978, s.1",
        "086/02",
        True,
    ),
    (
        "possessing-images",
        "Possessing an indecent photograph of a child",
        "Criminal Justice Act 1988, s.160",
        "086/10",
        True,
    ),
    (
        "prohibited-image",
        "Possessing a prohibited image of a child",
        "Coroners and Justice Act 2009, s.62",
        "086/15",
        True,
    ),
    (
        "sexual-communication",
        "Sexual communication with a child",
        "Sexual Offences Act 2003, s.15A",
        "071/17",
        True,
    ),
    (
        "meeting-after-grooming",
        "Meeting a child following grooming",
        "Sexual Offences Act 2003, s.15",
        "",
        True,
    ),
    (
        "causing-activity",
        "Causing or inciting a child to engage in sexual activity",
        "Sexual Offences Act 2003, ss.8 and 10",
        "",
        True,
    ),
    ("blackmail", "Blackmail", "Theft Act 1968, s.21", "", False),
    ("harassment", "Malicious communications", "Malicious Communications Act 1988, s.1", "", False),
]


def add_offences(apps, schema_editor):
    Offence = apps.get_model("crimes", "Offence")
    for position, (key, title, statute, code, listed) in enumerate(OFFENCES, start=1):
        Offence.objects.create(
            key=key,
            title=title,
            statute=statute,
            home_office_code=code,
            is_listed=listed,
            position=position,
        )


def drop_offences(apps, schema_editor):
    keys = [row[0] for row in OFFENCES]
    apps.get_model("crimes", "Offence").objects.filter(key__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [("crimes", "0001_initial")]
    operations = [migrations.RunPython(add_offences, drop_offences)]
