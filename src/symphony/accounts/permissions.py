"""What each role may do: the one place where it is declared, in words that anyone can check."""

from django.db import models


class Role(models.TextChoices):
    REFERRAL_OFFICER = "referral_officer", "Referral officer"
    INVESTIGATOR = "investigator", "Investigator"
    SAFEGUARDING_OFFICER = "safeguarding_officer", "Safeguarding officer"
    SUPERVISOR = "supervisor", "Supervisor"
    PRESS_OFFICER = "press_officer", "Press officer"
    AUDITOR = "auditor", "Auditor"
    ADMINISTRATOR = "administrator", "Administrator"


class Permission(models.TextChoices):
    # Every signed-in person
    BE_SIGNED_IN = "be_signed_in", "Use the staff site"
    SEARCH = "search", "Search by reference"
    # Referrals
    READ_REFERRALS = "read_referrals", "Read referrals and the queue"
    DECIDE_TRIAGE = "decide_triage", "Decide how urgent a referral is and which path it takes"
    ENDORSE_NO_FURTHER_ACTION = (
        "endorse_no_further_action",
        "Be the second person for no further action",
    )
    ASSIGN_REFERRALS = "assign_referrals", "Assign waiting referrals to officers"
    SHARE_VIEWS = "share_views", "Save a view of the queue for the whole team"
    ACKNOWLEDGE_ALERTS = "acknowledge_alerts", "Acknowledge an immediate-harm alert"
    EDIT_POLICY = "edit_policy", "Draft a triage policy and try it against past referrals"
    APPROVE_POLICY = "approve_policy", "Approve another person's draft of the triage policy"
    EDIT_ALERT_WORDS = "edit_alert_words", "Edit the list of words that alert"
    READ_QUARANTINE = "read_quarantine", "Read quarantine and the sources"
    WRITE_TO_REPORTERS = "write_to_reporters", "Write to reporters who can come back"
    OPEN_CONTACT = "open_contact", "Open a reporter's sealed contact details"
    PAUSE_CLOCKS = "pause_clocks", "Pause a referral's clocks, with a reason"
    # Cases
    READ_CASES = "read_cases", "Read the team's cases"
    WORK_CASES = "work_cases", "Record people, enquiries, crimes and arrests in the team's cases"
    HAND_OVER_CASES = "hand_over_cases", "Take, hand over and close the team's cases"
    SUSPECT_A_CHILD = (
        "suspect_a_child",
        "Make a child in an education case a suspect instead of a person involved",
    )
    # Children
    READ_CHILDREN = "read_children", "Read children's records in the team's cases"
    SAFEGUARD = "safeguard", "Record safeguarding actions and education visits"
    # Operations and figures
    READ_OPERATIONS = "read_operations", "Read operations and their results"
    PLAN_OPERATIONS = "plan_operations", "Plan an operation and add cases to it"
    READ_FIGURES = "read_figures", "Read figures"
    OPEN_FIGURES = "open_figures", "Open a figure to the records it counts"
    # News
    READ_NEWS = "read_news", "Read releases, drafts and ratings"
    WRITE_NEWS = "write_news", "Write a release and send it for approval"
    APPROVE_NEWS = "approve_news", "Approve and publish another person's release"
    # Oversight
    READ_AUDIT = "read_audit", "Read the audit log"
    READ_TRIAGE_REPORTS = (
        "read_triage_reports",
        "Read how often officers and the policy agree, and how sources and areas fare",
    )
    PLAN_ROTA = "plan_rota", "Plan shifts and who is on call"
    ANSWER_BREACHES = "answer_breaches", "Read the breach register and answer for what is in it"
    CHECK_SYSTEM = "check_system", "See whether every part of the system is well"
    EDIT_CONTACTS = "edit_contacts", "Correct the contacts that the public site shows"


_EVERYONE = {Permission.BE_SIGNED_IN, Permission.SEARCH}
_READ_CASEWORK = {Permission.READ_CASES, Permission.READ_CHILDREN, Permission.READ_OPERATIONS}
_READ_CASEWORK |= {Permission.READ_FIGURES, Permission.OPEN_FIGURES}
_TALK_TO_REPORTERS = {Permission.WRITE_TO_REPORTERS, Permission.OPEN_CONTACT}

MAY: dict[Role, frozenset[Permission]] = {
    Role.REFERRAL_OFFICER: frozenset(
        _EVERYONE
        | _READ_CASEWORK
        | {
            Permission.READ_REFERRALS,
            Permission.DECIDE_TRIAGE,
            Permission.ENDORSE_NO_FURTHER_ACTION,
            Permission.ACKNOWLEDGE_ALERTS,
            Permission.READ_QUARANTINE,
            *_TALK_TO_REPORTERS,
            Permission.PAUSE_CLOCKS,
        }
    ),
    Role.INVESTIGATOR: frozenset(
        _EVERYONE
        | _READ_CASEWORK
        | _TALK_TO_REPORTERS
        | {Permission.WORK_CASES, Permission.HAND_OVER_CASES, Permission.SAFEGUARD}
    ),
    Role.SAFEGUARDING_OFFICER: frozenset(
        _EVERYONE | _READ_CASEWORK | {Permission.SAFEGUARD, Permission.HAND_OVER_CASES}
    ),
    Role.SUPERVISOR: frozenset(
        _EVERYONE
        | _READ_CASEWORK
        | {
            Permission.READ_REFERRALS,
            Permission.DECIDE_TRIAGE,
            Permission.ENDORSE_NO_FURTHER_ACTION,
            Permission.ASSIGN_REFERRALS,
            Permission.SHARE_VIEWS,
            Permission.ACKNOWLEDGE_ALERTS,
            Permission.EDIT_POLICY,
            Permission.APPROVE_POLICY,
            Permission.EDIT_ALERT_WORDS,
            Permission.READ_QUARANTINE,
            *_TALK_TO_REPORTERS,
            Permission.PAUSE_CLOCKS,
            Permission.WORK_CASES,
            Permission.HAND_OVER_CASES,
            Permission.SUSPECT_A_CHILD,
            Permission.SAFEGUARD,
            Permission.PLAN_OPERATIONS,
            Permission.READ_NEWS,
            Permission.APPROVE_NEWS,
            Permission.READ_AUDIT,
            Permission.READ_TRIAGE_REPORTS,
            Permission.PLAN_ROTA,
            Permission.ANSWER_BREACHES,
        }
    ),
    Role.PRESS_OFFICER: frozenset(
        _EVERYONE
        | {
            Permission.READ_OPERATIONS,
            Permission.READ_FIGURES,
            Permission.READ_NEWS,
            Permission.WRITE_NEWS,
            Permission.APPROVE_NEWS,
        }
    ),
    # An auditor reads who did and saw what, never the contents.
    Role.AUDITOR: frozenset(
        _EVERYONE | {Permission.READ_AUDIT, Permission.READ_TRIAGE_REPORTS, Permission.READ_FIGURES}
    ),
    Role.ADMINISTRATOR: frozenset(_EVERYONE | {Permission.CHECK_SYSTEM, Permission.EDIT_CONTACTS}),
}
