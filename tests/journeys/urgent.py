"""What triage does for one report that cannot wait, and for one whose facts change."""

import time
from datetime import timedelta

from symphony.accounts import services as accounts
from symphony.accounts.models import Duty, User
from symphony.cases import services as cases
from symphony.core.clock import real_now
from symphony.demo.planning import IMAGES
from symphony.letterbox import services as letterbox
from symphony.referrals.models import Referral
from symphony.triage import policy
from symphony.triage import services as triage
from symphony.triage.models import AlertStep, Band, Path, QueueEntry
from tests import make
from tests.journeys.people import Visitor, an_hour_ago, number
from tests.journeys.reporting import report

THREAT = "He wrote to my daughter that he is going to hurt her if she tells. He threatens her."
BY_WORDS = "Words in the report: a threat to hurt somebody"
ONE_QUESTION = "Is a child likely to be harmed in the next days?"
# All that the policy asks but one thing, so that one answer alone can still change it.
ANSWERED = {
    **dict.fromkeys(
        (
            *("lives_with_children", "family_access", "works_with_children", "prior_contact"),
            *("prior_other", "first_generation", "extortion", "live_streaming", "distress"),
            *("exploitation", "coercion", "profit_motive", "child_identified"),
        ),
        "no",
    ),
    "adult_involved": "yes",
    "grooming_stage": "none",
    "child_age": "from_13_to_15",
    "elsewhere": "here",
    "reports": "one",
}
TALK = {
    "form": 2,
    "route": "worried",
    "identity": "anonymous",
    "about": ["child_at_risk"],
    "happened": ["worrying_talk"],
    "narrative": "Somebody in a game writes to my sister late at night.",
    "where": ["game"],
    "services": [],
    "when_code": "roughly",
}


def somebody_is_on_call_and_two_reports_wait(walk):
    """One of the two was asked about to the last question; the other was decided an hour ago."""
    now = real_now()
    desk, second = (User.objects.get(staff_number=number(who)) for who in ("desk", "second"))
    accounts.add_duty(
        team=make.intake(),
        person=desk,
        kind=Duty.Kind.ON_CALL,
        order=1,
        begins_at=now - timedelta(hours=2),
        ends_at=now + timedelta(hours=6),
        by="system:test",
        at=now,
    )
    waiting, refused = triage.take_in(
        [
            make.arrival(
                incident_type=IMAGES,
                received_at=now - timedelta(hours=hours),
                people=[make.reported_user()],
            )
            for hours in (2, 3)
        ],
        by="system:test",
        at=now - timedelta(hours=2),
    )
    triage.answer_facts(referral=waiting, answers=ANSWERED, by=second, at=an_hour_ago())
    cases.decide_and_open(
        referral=refused,
        band=Band.LOW,
        path=Path.NO_FURTHER_ACTION,
        rationale="Nothing here can be followed.",
        why_different="Searched by hand.",
        by=desk,
        at=an_hour_ago(),
    )
    walk.waiting, walk.refused = waiting.reference, refused.reference


def a_threat_is_reported_and_jumps_the_queue(walk):
    """The officer's queue stands open all the while, and is never loaded again."""
    desk = walk.officer("desk").open("/staff/referrals/queue/")
    assert desk.first_in_list() == walk.waiting
    desk.page.evaluate("window.neverLeft = true")
    walk.reader = Visitor(walk.browser, walk.sites.public)
    walk.told = report(walk.reader, THREAT, danger_now="not_sure")
    entry = wait_for(lambda: QueueEntry.objects.filter(referral__reference=walk.told).first())
    assert (entry.rank, entry.band) == (0, "very_high")
    assert entry.reason == BY_WORDS


def the_officer_on_call_is_asked(walk):
    asked = wait_for(lambda: AlertStep.objects.filter(alert__referral__reference=walk.told).first())
    assert (asked.kind, asked.person.staff_number) == ("on_call", number("desk"))


def they_take_it_without_a_reload_and_acknowledge(walk):
    """What came last is given first, under the page that was open before it came."""
    desk = walk.officer("desk").press("Take next referral").sees(f"{walk.told}: reading")
    assert desk.page.evaluate("window.neverLeft") is True
    alert = desk.page.get_by_role("region", name="Immediate harm")
    assert walk.told in alert.inner_text()
    alert.get_by_role("button", name="Acknowledge").click()
    desk.sees("You acknowledged the alert about")
    desk.open(f"/staff/referrals/{walk.told}/decide/")
    desk.sees("Always first, whatever the policy says").sees("No question can change it")
    desk.choose("How urgent is it?", "Very high")
    desk.choose("Which path does it take?", "Investigate")
    desk.select("Which team takes the case?", "North team")
    desk.fill("Why?", "A threat to a child.").press("Record and take next")
    desk.sees(f"{walk.waiting}: reading")


def one_question_could_change_the_next_one(walk):
    """It is asked, answered and worked out again; the suggestion goes on paper."""
    desk = walk.officer("desk").press("Decide", exact=True)
    desk.sees("Symphony suggests: medium, investigate")
    questions = desk.page.locator(".sy-asks .govuk-fieldset__legend:visible").all_inner_texts()
    assert [words.strip() for words in questions] == [ONE_QUESTION]
    desk.choose(ONE_QUESTION, "Yes").press("Work out again")
    desk.sees("Symphony suggests: high, investigate").sees("It was medium, investigate")
    desk.open(f"/staff/referrals/{walk.waiting}/suggestion/")
    desk.page.evaluate("window.print = () => { window.printed = true }")
    desk.press("Print", exact=True).sees("Recorded.")
    desk.sees("A child is likely to be harmed in the next days")


def the_officer_overrides(walk):
    desk = walk.officer("desk").open(f"/staff/referrals/{walk.waiting}/decide/")
    desk.choose("How urgent is it?", "Medium")
    desk.choose("Which path does it take?", "Investigate")
    desk.select("Which team takes the case?", "North team")
    desk.fill("Why?", "The account can be asked about.").press("Record decision", exact=True)
    desk.sees("Enter why you differ")
    desk.fill("Why do you differ", "The person is in custody since this morning.")
    desk.press("Record decision", exact=True)
    walk.case = desk.reference("C")


def a_child_is_found_in_the_case(walk):
    officer = walk.officer("investigator").open("/staff/cases/unassigned/")
    officer.follow(walk.case).press("Take case").sees(f"You own {walk.case} now.")
    officer.open(f"/staff/cases/{walk.case}/people/add/")
    officer.fill("Name (optional)", "Rosa Novak").fill("Age as stated", "14")
    officer.choose("What are they in this case?", "Child")
    officer.choose("Only for a child: is it known who the child is?", "Yes")
    officer.fill("How do they come to be in the case?", "The school knew who it is.")
    officer.press("Add person").sees(f"is in {walk.case} now")


def the_band_may_have_changed_and_is_decided_again(walk):
    desk = walk.officer("desk").open("/staff/referrals/changed/").follow(walk.waiting)
    desk.sees("A child was added to the case")
    desk.sees("It is known which child it is, and the child is likely to be harmed")
    desk.press("Keep the decision").sees("Enter why the decision stands")
    desk.press("Change the decision")
    desk.sees("Symphony suggests now: very high, investigate")
    desk.choose("How urgent is it?", "Very high")
    desk.choose("Which path does it take?", "Investigate")
    desk.fill("Why?", "It is known which child it is.").press("Record the new decision")
    desk.sees(f"Decision changed on {walk.waiting}: now very high, investigate.")
    desk.open("/staff/referrals/changed/").sees_nothing_of(walk.waiting)
    page = walk.officer("investigator").open(f"/staff/cases/{walk.case}/").page
    assert "Very high" in page.locator(".moj-identity-bar").inner_text()


def a_second_person_refuses(walk):
    """No further action goes back with a reason, and whoever decides next reads it."""
    second = walk.officer("second").open("/staff/referrals/second-person/").follow(walk.refused)
    second.choose("Is no further action right?", "No").press("Record answer")
    second.sees("Enter why it goes back")
    second.choose("Is no further action right?", "No, it goes back to the queue")
    second.fill("Why does it go back?", "Ask the company for the port first.")
    second.press("Record answer")
    desk = walk.officer("desk").open("/staff/referrals/queue/").sees(walk.refused)
    desk.open(f"/staff/referrals/{walk.refused}/decide/").sees("Ask the company for the port")


def the_supervisor_sees_the_override(walk):
    """Of four decisions three had another band than suggested or another path; each has its row."""
    supervisor = walk.officer("supervisor").open("/staff/oversight/agreement/")
    supervisor.sees("4 decisions by 1 named officer, 0 by Symphony.")
    supervisor.page.get_by_role("link", name="1 suggested high, decided medium").first.click()
    supervisor.sees(walk.waiting)


def a_draft_of_the_policy_is_made_and_tried(walk):
    """Talk that worries somebody is to be high: one cell of one row."""
    drafter = walk.officer("supervisor").open(f"/staff/oversight/policy/{policy.DEFAULT}/draft/")
    drafter.fill("Name of the new version", "2027-1")
    drafter.fill("What will it change, and why?", "Worrying talk comes before worse.")
    drafter.press("Start draft").sees("It grades nothing so far.")
    drafter.follow("Edit rows of What is happening to a child")
    row = drafter.page.locator("details", has_text="C-8").first
    row.locator("summary").click()
    row.get_by_label("How urgent it makes it").select_option("high")
    drafter.fill("What does this change, and why?", "C-8 gives high.")
    drafter.press("Save as a new draft").sees("saved as a new draft of 2027-1")
    drafter.press("Try against past referrals")
    # None of the three was worrying talk.
    drafter.sees("0 of 3 would move").sees("You made this draft. Someone else must approve it.")
    walk.trial = drafter.page.url


def a_second_supervisor_approves_it_and_it_grades(walk):
    approver = walk.officer("second supervisor").open(walk.trial)
    approver.press("Go on to approve").sees("Put policy 2027-1 in force?")
    approver.press("Put in force").sees("Enter why you approve it")
    approver.fill("Why do you approve it?", "It moves nothing else.").press("Put in force")
    approver.sees("Policy 2027-1 is in force.")
    reference = letterbox.put(token="talk", answers=TALK, danger_now=False, at=real_now())
    talk = wait_for(lambda: Referral.objects.filter(reference=reference).first())
    graded = talk.assessments.get()
    assert (graded.policy_version, graded.band) == ("2027-1", "high")
    desk = walk.officer("desk").open(f"/staff/referrals/{reference}/decide/")
    desk.sees("Policy 2027-1, worked out")


def wait_for(found):
    """Wait for the worker to have done something."""
    began = time.monotonic()
    while not (result := found()):
        assert time.monotonic() - began < 15, "the worker has not done it"
        time.sleep(0.1)
    return result
