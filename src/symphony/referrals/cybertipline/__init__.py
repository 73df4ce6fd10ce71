"""Reading CyberTipline reports, as companies send them to the reporting system, in XML."""

from symphony.referrals.cybertipline.document import (
    Document,
    FileDetails,
    Kind,
    Moment,
    Report,
    Response,
    Unmapped,
)
from symphony.referrals.cybertipline.reading import read, withhold
from symphony.referrals.refusals import Refusal, Refused

__all__ = [
    "Document",
    "FileDetails",
    "Kind",
    "Moment",
    "Refusal",
    "Refused",
    "Report",
    "Response",
    "Unmapped",
    "read",
    "withhold",
]
