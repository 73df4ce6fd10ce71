"""What is true at every stage of the walk: things are found, and who did and saw what is logged."""

from symphony.audit.models import Entry
from tests.journeys.people import STAFF, number

SEEN_BY = {
    "desk": ["Referrals", "Cases", "Children", "Operations", "Figures"],
    "investigator": ["Cases", "Children", "Operations", "Figures"],
    "safeguarding": ["Cases", "Children", "Operations", "Figures"],
    "supervisor": [
        *("Referrals", "Cases", "Children", "Operations", "Figures", "News", "Oversight"),
    ],
    "press": ["Operations", "Figures", "News"],
    "auditor": ["Figures", "Oversight"],
    "administrator": ["Oversight"],
}
# Who did what to which thing, as the walk did it.
DONE = (
    ("desk", "triage.taken", "referral"),
    ("desk", "triage.decision_recorded", "referral"),
    ("desk", "cases.opened", "case"),
    ("second", "triage.decision_endorsed", "other"),
    ("investigator", "cases.taken", "case"),
    ("investigator", "cases.enquiry_logged", "case"),
    ("investigator", "cases.role_changed", "suspect"),
    ("investigator", "crimes.crime_recorded", "case"),
    ("investigator", "crimes.arrest_recorded", "suspect"),
    ("investigator", "crimes.arrest_corrected", "suspect"),
    ("investigator", "crimes.arrest_withdrawn", "suspect"),
    ("investigator", "safeguarding.child_added", "child"),
    ("safeguarding", "safeguarding.action_recorded", "child"),
    ("safeguarding", "safeguarding.visit_recorded", "visit"),
    ("safeguarding", "safeguarding.action_corrected", "child"),
    ("investigator", "cases.handed_over", "case"),
    ("supervisor", "operations.planned", "operation"),
    ("supervisor", "operations.case_added", "case"),
    ("press", "news.started", "release"),
    ("press", "news.changed", "release"),
    ("press", "news.sent", "release"),
    ("second press", "news.sent_back", "release"),
    ("second press", "news.published", "release"),
)
# Who saw what on which page.
LOOKED_AT = (
    ("desk", "referrals:queue", "told"),
    ("desk", "referrals:reading", "referral"),
    ("second", "referrals:look_over", "other"),
    ("investigator", "cases:overview", "case"),
    ("safeguarding", "children:child", "child"),
    ("supervisor", "figures:records", "suspect"),
    ("supervisor", "figures:records", "visit"),
    ("second press", "news:publish", "release"),
)


def navigation_shows_what_the_role_may_enter(walk):
    for who, areas in SEEN_BY.items():
        officer = walk.officer(who).open("/staff/")
        assert officer.navigation() == areas, who
        for area in areas:
            officer.enter(area).page.locator("h1").wait_for()


def records_are_found_by_reference(walk):
    colleague = walk.officer("colleague")
    for reference in (walk.case, walk.child, walk.referral, walk.visit):
        colleague.search(reference.lower().replace("-", " "))
        colleague.page.wait_for_url(f"**/{reference}/")
    outsider = walk.officer("outsider")
    outsider.search(walk.case)
    outsider.sees("that you may see")


def quarantine_says_what_was_wrong(walk):
    desk = walk.officer("desk").open("/staff/referrals/quarantine/")
    desk.page.get_by_role("main").get_by_role("link", name="Q-").click()
    desk.sees("SHA-256")


def everything_stands_in_the_log(walk):
    """Every act with who, when and about what; every look with the references it showed."""
    for who, what, thing in DONE:
        acts = Entry.objects.filter(what=what, by=number(who))
        assert acts.filter(about__contains=[getattr(walk, thing)]).exists(), (who, what)
    for who, page, thing in LOOKED_AT:
        looks = Entry.objects.filter(what=f"look.{page}", by=number(who))
        assert looks.filter(about__contains=[getattr(walk, thing)]).exists(), (who, page)

    auditor = walk.officer("auditor").open(f"/staff/oversight/audit/?about={walk.case}")
    auditor.sees("Case handed over").sees("Looked at: cases, overview").sees(walk.case)
    auditor.open(f"/staff/oversight/audit/person/{walk.child}/").sees(STAFF["safeguarding"][0])
