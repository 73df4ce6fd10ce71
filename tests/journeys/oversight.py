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
    ("investigator", "cases.handed_over", "case"),
)


def navigation_shows_what_the_role_may_enter(walk):
    for who, areas in SEEN_BY.items():
        officer = walk.officer(who).open("/staff/")
        assert officer.navigation() == areas, who
        for area in areas:
            officer.open("/staff/").page.get_by_role("navigation", name="Menu").get_by_role(
                "link", name=area
            ).click()
            assert officer.page.locator("h1").count() == 1, (who, area)


def records_are_found_by_reference(walk):
    colleague = walk.officer("colleague")
    for reference in (walk.case, walk.child, walk.referral, walk.visit):
        colleague.search(reference.lower().replace("-", " "))
        assert reference in colleague.page.url
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
    looked = {entry.by for entry in Entry.objects.filter(what__startswith="look.")}
    assert looked >= {number(who) for who in ("desk", "investigator", "safeguarding")}

    auditor = walk.officer("auditor").open(f"/staff/oversight/audit/?about={walk.case}")
    auditor.sees("Case handed over").sees("Looked at: cases, overview").sees(walk.case)
    auditor.open(f"/staff/oversight/audit/person/{walk.child}/").sees(STAFF["safeguarding"][0])
