"""What can be done with what arrives."""

from symphony.referrals.services.contacting import ask_to_open, stop_contact, use_opening
from symphony.referrals.services.merging import add_to_referral
from symphony.referrals.services.quarantining import Unreadable, quarantine
from symphony.referrals.services.receiving import Arrival, receive
from symphony.referrals.services.runs import (
    begin_run,
    count_as_supplements,
    end_run,
    give_receipts,
)
from symphony.referrals.services.supplementing import Supplement, attach_waiting, keep

__all__ = [
    "Arrival",
    "Supplement",
    "Unreadable",
    "add_to_referral",
    "ask_to_open",
    "attach_waiting",
    "begin_run",
    "count_as_supplements",
    "end_run",
    "give_receipts",
    "keep",
    "quarantine",
    "receive",
    "stop_contact",
    "use_opening",
]
