"""Where notices are mailed from: one address in the environment, read strictly.

`smtp://host:port` sends as it is, `smtp+tls://` with STARTTLS, `smtps://` over TLS; a user and
password may stand before the host. Without it nothing is mailed, and the screen says so.
"""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
# A mail server that does not answer must not hold the worker for long.
PATIENCE_SECONDS = 10


class BadMailAddress(ValueError):
    """The setting says no mail server that could be meant."""


def settings_from(url: str, sender: str) -> dict[str, Any]:
    """Return Django's mail settings; without an address those that send nothing.

    :raises BadMailAddress: naming the setting, and never the password in it
    """
    if not url:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    parts = urlsplit(url)
    try:
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError as error:
        raise BadMailAddress("SYMPHONY_EMAIL_URL has a port that is no number.") from error
    if parts.scheme not in PORTS or not parts.hostname:
        schemes = ", ".join(f"{scheme}://host:port" for scheme in PORTS)
        raise BadMailAddress(f"SYMPHONY_EMAIL_URL must be one of {schemes}.")
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", sender):
        raise BadMailAddress("SYMPHONY_EMAIL_FROM must be the address that notices come from.")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": PATIENCE_SECONDS,
        "DEFAULT_FROM_EMAIL": sender,
    }
