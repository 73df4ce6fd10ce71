"""Asking about cases: which a viewer may see, who is in them, and what happened in order."""

from symphony.cases.queries.answers import (
    AnsweredRow,
    answered,
    count_answered,
    count_unread,
)
from symphony.cases.queries.changed import ChangedRow, changed, changes_in, count_changed
from symphony.cases.queries.chronology import Event, State, events
from symphony.cases.queries.enquiries import EnquiryRow, enquiries
from symphony.cases.queries.listing import (
    CaseFilter,
    CasePage,
    CaseRow,
    Place,
    View,
    counts,
    listing,
)
from symphony.cases.queries.people import (
    PersonRow,
    RoleInCase,
    StatedRow,
    is_in_a_visible_case,
    past_people,
    people,
    readable_person,
    role_of,
    roles_of,
    stated_people,
    stated_person,
    visible_sources,
)
from symphony.cases.queries.reading import (
    ReferralRow,
    case_of,
    decision,
    is_in_a_case,
    readable,
    referrals,
    visible_referral,
    visible_referrals,
)
from symphony.cases.queries.visiting import given_time

__all__ = [
    "AnsweredRow",
    "CaseFilter",
    "CasePage",
    "CaseRow",
    "ChangedRow",
    "EnquiryRow",
    "Event",
    "PersonRow",
    "Place",
    "ReferralRow",
    "RoleInCase",
    "State",
    "StatedRow",
    "View",
    "answered",
    "case_of",
    "changed",
    "changes_in",
    "count_answered",
    "count_changed",
    "count_unread",
    "counts",
    "decision",
    "enquiries",
    "events",
    "given_time",
    "is_in_a_case",
    "is_in_a_visible_case",
    "listing",
    "past_people",
    "people",
    "readable",
    "readable_person",
    "referrals",
    "role_of",
    "roles_of",
    "stated_people",
    "stated_person",
    "visible_referral",
    "visible_referrals",
    "visible_sources",
]
