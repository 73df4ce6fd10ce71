"""Where else people can turn: one table, so that a telephone number is changed in one place."""

from django.db import models


class Contact(models.Model):
    """One service or number, with what it can and cannot do, and when it was last checked."""

    key = models.SlugField(primary_key=True, max_length=40)
    name = models.CharField(max_length=120)
    what_for = models.CharField(max_length=250)
    number = models.CharField(max_length=40, blank=True, default="")
    address = models.URLField(max_length=200, blank=True, default="")
    hours = models.CharField(max_length=120, blank=True, default="")
    who_for = models.CharField(max_length=120, blank=True, default="")
    anonymous = models.CharField(max_length=120, blank=True, default="")
    limits = models.CharField(max_length=300, blank=True, default="")
    source = models.CharField(max_length=200, blank=True, default="")
    checked_on = models.DateField(null=True)
    position = models.PositiveSmallIntegerField(default=0)

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"key", "name", "what_for", "number", "address", "hours", "who_for"}
    OPERATIONAL_FIELDS |= {"anonymous", "limits", "source", "checked_on", "position"}
    PUBLIC_ROLE_MAY = {"SELECT": "*"}

    def __str__(self) -> str:
        return self.name
