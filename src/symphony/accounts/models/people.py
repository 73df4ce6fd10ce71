"""The people of the unit, their teams and what they may do."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from symphony.accounts.permissions import MAY, Permission, Role


class Team(models.Model):
    """A team works its own cases; the intake team holds what is not decided yet."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    is_intake = models.BooleanField(default=False)

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"slug", "name", "is_intake"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="accounts_one_intake_team",
                fields=["is_intake"],
                condition=models.Q(is_intake=True),
            )
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds accounts by their address, as Django's sign-in expects."""


class User(AbstractBaseUser):
    """One member of staff. The staff number, not the e-mail, stands in the audit log."""

    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=120)
    staff_number = models.CharField(max_length=20, unique=True)
    role = models.CharField(max_length=20, choices=Role)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    # Told to choose a new password at the next sign-in.
    must_change_password = models.BooleanField(default=False)
    dark_colours = models.BooleanField(null=True)
    # Keyboard shortcuts, which are off until somebody turns them on (WCAG 2.1.4).
    shortcuts = models.BooleanField(default=False, db_default=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name", "staff_number"]

    PERSONAL_FIELDS = {"email", "name", "password"}
    OPERATIONAL_FIELDS = {"staff_number", "role", "team", "is_active", "must_change_password"}
    OPERATIONAL_FIELDS |= {"last_login", "dark_colours", "shortcuts"}

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="accounts_one_account_an_email"),
        ]

    def __str__(self) -> str:
        return f"Account {self.staff_number}"

    def may(self, permission: Permission) -> bool:
        """Say whether this person's role carries the permission."""
        return self.is_active and permission in MAY[Role(self.role)]


class SignInFailure(models.Model):
    """A failed sign-in, by a keyed hash of the address typed, in real time: it slows guessing."""

    address_hash = models.CharField(max_length=64)
    failed_at = models.DateTimeField()

    PERSONAL_FIELDS: set[str] = set()
    OPERATIONAL_FIELDS = {"address_hash", "failed_at"}
    STAFF_ROLE_MAY = {"SELECT": "*", "INSERT": "*", "DELETE": "*"}

    class Meta:
        indexes = [
            models.Index(name="accounts_failure_by_address", fields=["address_hash", "failed_at"])
        ]

    def __str__(self) -> str:
        return f"Failed sign-in at {self.failed_at}"
