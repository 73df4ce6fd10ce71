"""The words that the CyberTipline format knows, as the companies send them.

They are wire values (the incident types are terms of US statutes); what the screens show in their
place is decided there. An unknown word is kept as it came and noted.
"""

from collections.abc import Mapping


def _known(*words: str) -> Mapping[str, str]:
    return {word.casefold(): word for word in words}


INCIDENT_TYPES = _known(
    "Child Pornography (possession, manufacture, and distribution)",
    "Child Sex Trafficking",
    "Child Sex Tourism",
    "Child Sexual Molestation",
    "Misleading Domain Name",
    "Misleading Words or Digital Images on the Internet",
    "Online Enticement of Children for Sexual Acts",
    "Unsolicited Obscene Material Sent to a Child",
)
EVENTS = _known("Login", "Registration", "Purchase", "Upload", "Other", "Unknown")
PHONE_KINDS = _known("Mobile", "Home", "Business", "Work", "Fax", "Internet", "Recovery")
EMAIL_KINDS = _known("Home", "Work", "Business", "Recovery")
ADDRESS_KINDS = _known("Home", "Business", "Billing", "Shipping", "Technical")
ACCOUNT_KINDS = _known("Billing", "Linked", "Business", "Creator", "Parent/Guardian", "Other")
RELEVANCES = _known("Reported", "Supplemental Reported")
CLASSIFICATIONS = _known("A1", "A2", "B1", "B2")
PAIR_KINDS = _known("EXIF", "HASH")
BATCH_REASONS = _known("VIRAL_POTENTIAL_MEME")

REPORT_ANNOTATIONS = _known(
    "sextortion",
    "csamSolicitation",
    "minorToMinorInteraction",
    "spam",
    "sadisticOnlineExploitation",
    "informational",
    "potentialAggravatingFactors",
    "instrumentalUse",
)
FILE_ANNOTATIONS = _known(
    "animeDrawingVirtualHentai",
    "potentialMeme",
    "viral",
    "possibleSelfProduction",
    "physicalHarm",
    "violenceGore",
    "bestiality",
    "liveStreaming",
    "infant",
    "generativeAi",
)

# How many hexadecimal digits a hash of each kind has.
HASH_LENGTHS = {
    "md5": 32,
    "sha1": 40,
    "sha224": 56,
    "sha256": 64,
    "sha384": 96,
    "sha512": 128,
    "pdq": 64,
}
