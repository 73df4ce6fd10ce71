"""The first rows of the contacts table, each with its source and the day it was checked."""

from datetime import date

from django.db import migrations

CHECKED = date(2026, 11, 3)

# key, name, what for, number, address, hours, who for, anonymous, limits, source
CONTACTS = [
    (
        "emergency",
        "Emergency",
        "A child or anyone else is in danger now",
        "999",
        "",
        "Day and night",
        "Anyone",
        "No",
        "",
        "gov.uk",
    ),
    (
        "emergency-silent",
        "Emergency, if you cannot speak",
        "Call 999 from a mobile phone and press 55 when asked",
        "999, then 55",
        "",
        "Day and night",
        "Anyone with a mobile phone",
        "No",
        "Works on mobile phones only. It does not tell the police where you are.",
        "westyorkshire.police.uk",
    ),
    (
        "emergency-text",
        "Emergency by text",
        "If you cannot hear or speak on the telephone",
        "Text 999",
        "",
        "Day and night",
        "People who have registered",
        "No",
        "You must register your phone before you need it.",
        "westyorkshire.police.uk",
    ),
    (
        "non-emergency",
        "Police, not an emergency",
        "To tell the police by telephone",
        "101",
        "",
        "Day and night",
        "Anyone",
        "No",
        "",
        "lancashire.police.uk",
    ),
    (
        "crimestoppers",
        "Crimestoppers",
        "To pass on what you know without saying who you are",
        "0800 555 111",
        "https://crimestoppers-uk.org/",
        "Day and night",
        "Anyone",
        "Yes: it never asks who you are",
        "",
        "crimestoppers-uk.org",
    ),
    (
        "ceop",
        "CEOP Safety Centre",
        "Somebody online worries you or has hurt you",
        "",
        "https://www.ceop.police.uk/Safety-Centre/",
        "",
        "Children, parents and professionals",
        "No: it cannot take anonymous reports",
        "",
        "ceopeducation.co.uk",
    ),
    (
        "iwf",
        "Internet Watch Foundation",
        "To have harmful pictures or videos of children taken off the internet",
        "",
        "https://report.iwf.org.uk/",
        "",
        "Anyone",
        "Yes",
        "",
        "iwf.org.uk",
    ),
    (
        "childline",
        "Childline",
        "To talk about anything that worries you",
        "0800 1111",
        "https://www.childline.org.uk/",
        "Day and night",
        "Anyone under 19",
        "You need not give your name",
        "They tell somebody if your life or another child's is in danger.",
        "childline.org.uk",
    ),
    (
        "report-remove",
        "Report Remove",
        "To have a picture or video of yourself taken down",
        "",
        "https://www.childline.org.uk/remove/",
        "",
        "Anyone under 18",
        "No: it needs a Childline account",
        "It may ask you to prove your age.",
        "childline.org.uk",
    ),
    (
        "stop-it-now",
        "Stop It Now helpline",
        "You worry about your own or somebody else's thoughts or behaviour",
        "0808 1000 900",
        "https://www.stopitnow.org.uk/",
        "",
        "Adults and families",
        "You need not give your name",
        "They pass on a child at risk whom they can identify, and crimes.",
        "stopitnow.org.uk",
    ),
]


def add_contacts(apps, schema_editor):
    Contact = apps.get_model("contacts", "Contact")
    for position, row in enumerate(CONTACTS, start=1):
        key, name, what_for, number, address, hours, who_for, anonymous, limits, source = row
        Contact.objects.create(
            key=key,
            name=name,
            what_for=what_for,
            number=number,
            address=address,
            hours=hours,
            who_for=who_for,
            anonymous=anonymous,
            limits=limits,
            source=source,
            checked_on=CHECKED,
            position=position,
        )


def drop_contacts(apps, schema_editor):
    keys = [row[0] for row in CONTACTS]
    apps.get_model("contacts", "Contact").objects.filter(key__in=keys).delete()


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]
    operations = [migrations.RunPython(add_contacts, drop_contacts)]
