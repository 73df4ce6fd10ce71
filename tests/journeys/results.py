"""The end of the walk: what came of it is counted, told to the public, and rated by them."""

from datetime import timedelta

from symphony.core.clock import LONDON, real_now
from tests.journeys.people import Visitor

OPERATION = "/staff/operations/autumn/"
TEXT = """\
{figure:1} person was arrested, {figure:2} child was safeguarded and {figure:3} education visit \
was made in {operation}, {period}."""
FIGURES = {
    "People arrested": "suspect",
    "Arrests": "suspect",
    "Children safeguarded": "child",
    "Education visits": "visit",
}


def an_operation_is_planned(walk):
    """From yesterday on: the first of the arrests may have been before midnight."""
    officer = walk.officer("supervisor").open("/staff/operations/").press("Plan an operation")
    officer.fill("Codename", "Autumn").fill("What is it for?", "To find those who ask children.")
    today = real_now().astimezone(LONDON)
    officer.at("First day", today - timedelta(days=1)).at("Last day", today)
    officer.select("Which team leads it?", "North team").press("Plan operation")
    officer.sees("Operation Autumn planned.").sees("No case belongs to this operation yet.")
    officer.press("Add a case").fill("Reference of the case", walk.case.lower())
    officer.press("Add case").sees(f"{walk.case} belongs to Operation Autumn now")
    walk.operation = "operation:autumn"
    officer.follow("2 Arrests: open the records")
    walk.officer("investigator").open(f"/staff/cases/{walk.case}/").sees("Autumn")


def its_figures_open_to_their_records(walk):
    """One arrest was withdrawn, so one person; each figure leads to what it counts."""
    officer = walk.officer("supervisor")
    for figure, thing in FIGURES.items():
        officer.open(OPERATION).follow(f"1 {figure}: open the records")
        officer.sees("1 counted. You may see 1.").sees(getattr(walk, thing)).sees(walk.case)
    officer.open(OPERATION)
    others = walk.officer("outsider").open(OPERATION)
    others.follow("1 People arrested: open the records")
    others.sees("You may see 0. 1 more belongs to other teams.").sees_nothing_of(walk.suspect)


def a_release_is_written(walk):
    """Its numbers are the operation's figures; none can be typed."""
    writer = walk.officer("press").open(OPERATION).press("Start a release")
    writer.press("Start release").sees("Draft started.")
    walk.release_page = writer.page.url
    walk.release = f"release:{walk.release_page.split('/')[-2]}"
    writer.press("Change the text")
    writer.fill("Text", f"{TEXT}\n\nTwelve people told us.").press("Save text")
    writer.sees("There is a problem").fill("Text", TEXT).press("Save text")
    writer.sees("Text saved.").press("Send for approval").sees("Sent for approval.")
    writer.sees("Someone else must approve it.")


def it_is_sent_back_once_and_then_published(walk):
    writer, second = walk.officer("press"), walk.officer("second press")
    second.open("/staff/news/").follow("arrested").press("Send back with a reason")
    second.fill("Why do you send it back?", "Say where help is.").press("Send back")
    second.sees("Sent back.")
    assert writer.page.goto(f"{walk.release_page}publish/").status in (403, 409)
    writer.open(walk.release_page).sees("Say where help is.").press("Change the text")
    writer.fill("Text", f"{TEXT}\n\nHelp is named below.").press("Save text")
    writer.press("Send for approval").sees("Sent for approval.")
    second.open(walk.release_page).sees("Help is named below.").press("Go on to approve")
    second.press("Approve and publish").sees("Published. The public reads it at")


def the_public_reads_and_rates_it(walk):
    reader = Visitor(walk.browser, walk.sites.public).open("/news/").follow("arrested")
    reader.sees("1 person was arrested, 1 child was safeguarded and 1 education visit was made")
    reader.sees("People arrested").sees("Help is named below.")
    reader.press("Send rating")
    reader.sees("Select how useful this page was")
    reader.choose("How useful was this page?", "Very useful")
    reader.fill("Comment", "Clear and short.").press("Send rating")
    reader.sees("Thank you. Your rating is counted.")
    assert reader.page.context.cookies() == []
    writer = walk.officer("press").open(walk.release_page)
    writer.sees("Rated by the public: 1 very useful, 0 useful, 0 not useful.")
    writer.open("/staff/news/ratings/").sees("Clear and short.")
    walk.reader.complaints += reader.complaints
