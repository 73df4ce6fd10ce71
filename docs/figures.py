"""Reference pages about the figures: a page for each measure, made from its definition."""

from symphony.figures import measures
from symphony.figures.measures import Measure

OPENING = """\
# Figures and how each is counted

Made from the code by `make docs`; a test fails when it is out of date. The rules are declared in
`src/symphony/figures/measures.py`; the rows behind each number are chosen in
`src/symphony/figures/counting.py`, once for the number and for the list that it opens to.

"""


def index() -> str:
    """Return the page that lists every measure."""
    return OPENING + "".join(
        f"- [{measure.title}]({measure.slug}.md): {measure.definition}\n"
        for measure in measures.ALL
    )


def page(measure: Measure) -> str:
    """Return the definition page of one measure."""
    points = "".join(f"- {point}\n" for point in measure.points)
    return f"""\
# {measure.title}

{measure.definition}

{points}
| | |
| --- | --- |
| rule | {measure.rule_words} |
| taken from | {measure.source} |
| falls in a period by | {measure.dated_by} |
| one thing counted is a | {measure.thing.lower()} |
"""
