"""Reading a report or file details in tests, and what was noted of it."""

from symphony.referrals import cybertipline
from tests import samples


def read(document):
    return cybertipline.read(document.encode() if isinstance(document, str) else document)


def user(inside):
    """Read a report whose reported user has this, and return the user."""
    document = read(samples.report(f"<personOrUserReported>{inside}</personOrUserReported>"))
    return document.report.parties[0], document


def labelled(encoding):
    return (
        f'<?xml version="1.0" encoding="{encoding}"?>'
        "<report><additionalInfo>Zoë</additionalInfo></report>"
    )


def codes(document):
    return [remark.code for remark in document.warnings]


def kept(document):
    return [(each.path.rpartition("/")[2], each.text) for each in document.unmapped]
