"""A member of the public tells something by the online form."""

from tests.public.report.reader import Reader


def report(visitor, narrative, *, danger_now):
    """Go in by a door of the first page and send a report; return its reference."""
    visitor.open("/").press("I am worried about a child or about someone")
    reader = Reader(
        visitor.page,
        visitor.site,
        danger={"danger_now": danger_now},
        narrative={"narrative": narrative},
    )
    return reader.press("Continue").send()
