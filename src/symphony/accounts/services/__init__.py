"""What can be done with accounts, and with the rota."""

from symphony.accounts.services.doors import (
    CannotCreate,
    LastAdministrator,
    change_password,
    create_account,
    deactivate_account,
    ensure_team,
    new_password,
    reset_password,
    set_dark_colours,
    set_shortcuts,
)
from symphony.accounts.services.importing import Imported, import_rota
from symphony.accounts.services.rota import add_duty, change_duty, withdraw_duty

__all__ = [
    "CannotCreate",
    "Imported",
    "LastAdministrator",
    "add_duty",
    "change_duty",
    "change_password",
    "create_account",
    "deactivate_account",
    "ensure_team",
    "import_rota",
    "new_password",
    "reset_password",
    "set_dark_colours",
    "set_shortcuts",
    "withdraw_duty",
]
