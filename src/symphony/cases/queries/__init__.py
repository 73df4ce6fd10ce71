"""Asking about cases: which a viewer may see, who is in them, and what happened in order."""

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
    readable,
    referrals,
    visible_referral,
)

__all__ = [
    "CaseFilter",
    "CasePage",
    "CaseRow",
    "EnquiryRow",
    "Event",
    "PersonRow",
    "Place",
    "ReferralRow",
    "RoleInCase",
    "State",
    "StatedRow",
    "View",
    "case_of",
    "counts",
    "decision",
    "enquiries",
    "events",
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
    "visible_sources",
]
