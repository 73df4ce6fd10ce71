"""The words for how urgent a referral is and which path it takes."""

from django.db import models


class Band(models.TextChoices):
    VERY_HIGH = "very_high", "Very high"
    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    LOW = "low", "Low"


class Path(models.TextChoices):
    INVESTIGATE = "investigate", "Investigate"
    EDUCATE = "educate", "Educate"
    SAFEGUARD = "safeguard", "Safeguard only"
    PREVENT = "prevent", "Prevent"
    TRANSFER = "transfer", "Transfer"
    NO_FURTHER_ACTION = "no_further_action", "No further action"
