"""What can be done with what arrives."""

from symphony.referrals.services.receiving import Arrival, receive

__all__ = ["Arrival", "receive"]
