"""The middle of the walk: what the team does in the case that was opened."""

from datetime import timedelta

from tests.journeys.people import an_hour_ago

OFFENCE = "Sexual communication with a child"


def the_investigator_takes_the_case(walk):
    officer = walk.officer("investigator").open("/staff/cases/unassigned/")
    officer.follow(walk.case).press("Take case").sees(f"You own {walk.case} now.")
    officer.open(f"/staff/cases/{walk.case}/enquiries/log/")
    officer.fill("What was done?", "Asked the provider who used the address.")
    officer.at("When?", an_hour_ago()).press("Log enquiry").sees("Asked the provider")


def people_get_their_roles(walk):
    """The user of the account becomes a suspect, with grounds; a child comes from the referral."""
    officer = walk.officer("investigator").open(f"/staff/cases/{walk.case}/people/")
    officer.follow("Change role")
    officer.choose("What are they from now on?", "Suspect").press("Change role")
    officer.sees("There is a problem")
    officer.fill("Why?", "Sole subscriber of the address at each time reported.")
    officer.press("Change role").sees("is recorded as suspect")
    walk.suspect = officer.reference("P")

    officer.open(f"/staff/cases/{walk.case}/referrals/").follow("Add to the case")
    officer.choose("What are they in this case?", "Child")
    officer.choose("Only for a child: is it known who the child is?", "Yes")
    officer.fill("How do they come to be in the case?", "The school knew who it is.")
    officer.press("Add person").sees(f"is in {walk.case} now")
    walk.child = officer.reference("P")


def a_crime_and_two_arrests_are_recorded(walk):
    officer = walk.officer("investigator").open(f"/staff/cases/{walk.case}/crimes/record/")
    officer.fill("Crime number", "04/100002/26")
    officer.select("Offence", OFFENCE)
    officer.at("When was it recorded?", an_hour_ago()).press("Record crime").sees("04/100002/26")
    for hours in (0, 1):
        officer.open(f"/staff/cases/{walk.case}/arrests/record/")
        officer.choose("Who was arrested?", walk.suspect)
        officer.select("On suspicion of which offence?", OFFENCE)
        officer.at("When?", an_hour_ago() - timedelta(hours=hours))
        officer.choose("Were they given the help line details?", "Not yet")
        officer.press("Record arrest").sees("Not yet given")


def the_child_is_made_safe(walk):
    """Who must not be told is answered before contact with the home is recorded."""
    officer = walk.officer("safeguarding").open(f"/staff/cases/{walk.case}/safeguarding/")
    officer.follow(walk.child).sees("Nobody has answered who must not be told")
    _record_action(walk, officer).sees("There is a problem")
    officer.open(f"/staff/children/{walk.child}/must-not-be-told/")
    officer.choose("Is there anybody who must not be told?", "No, nobody is known")
    officer.press("Record answer").sees("Recorded who must not be told")
    _record_action(walk, officer).sees("Counted as safeguarded since")
    officer.open(f"/staff/children/{walk.child}/")


def _record_action(walk, officer):
    officer.open(f"/staff/children/{walk.child}/actions/record/")
    officer.choose("What was done?", "Child seen; safety plan agreed with a carer")
    officer.at("When?", an_hour_ago())
    officer.fill("Who did it, which agency?", "Children's services")
    return officer.choose("Result", "Completed").press("Record action")


def the_family_is_visited(walk):
    officer = walk.officer("safeguarding")
    officer.open(f"/staff/cases/{walk.case}/safeguarding/visits/record/")
    officer.choose("Who was seen in person?", walk.child)
    officer.fill("With which household?", "The family at home")
    officer.at("When?", an_hour_ago())
    officer.choose("What happened?", "Completed, child seen in person")
    officer.choose("Was a parent or carer there?", "Yes").choose("Was the school told?", "No")
    officer.choose("Were they given the help line details?", "Yes, at the visit")
    officer.press("Record visit").sees(f"recorded in {walk.case}")
    walk.visit = officer.reference("V")


def entries_are_put_right(walk):
    """An arrest and an action are corrected, the other arrest withdrawn; the reasons stay."""
    officer = walk.officer("investigator")
    officer.open(f"/staff/cases/{walk.case}/arrests/1/correct/")
    officer.press("Record correction").sees("There is a problem")
    officer.fill("Where?", "Northbridge")
    officer.fill("Why is this corrected?", "The place was left out.")
    officer.press("Record correction").sees("Northbridge")
    officer.open(f"/staff/cases/{walk.case}/arrests/2/withdraw/")
    officer.fill("Why is this withdrawn?", "Entered twice.").press("Withdraw arrest")
    officer.sees("No figure counts it now.").sees("Entered twice.")
    officer.open(f"/staff/cases/{walk.case}/timeline/").sees("The place was left out.")
    officer = walk.officer("safeguarding")
    officer.open(f"/staff/children/{walk.child}/actions/1/correct/")
    officer.fill("Who did it, which agency?", "Children's services, out of hours")
    officer.fill("Why is this corrected?", "It was the out-of-hours team.")
    officer.press("Record correction").sees("The figures follow.").sees("Counted as safeguarded")


def the_case_is_handed_over(walk):
    officer = walk.officer("investigator").open(f"/staff/cases/{walk.case}/hand-over/")
    officer.select("Who takes it over?", "Dev Sen, investigator")
    officer.fill("What must they know?", "The devices are at the laboratory.")
    officer.press("Hand over case").sees(f"{walk.case} was handed over to Dev Sen")
    walk.officer("colleague").open("/staff/cases/mine/").sees(walk.case)
    walk.officer("outsider").finds_nothing_at(f"/staff/cases/{walk.case}/")
