"""What `symphony up` tells a newcomer: the demonstration's sign-ins, or how to make an account.

Runs as a process of its own, as the staff role, and prints JSON.
"""

import json
import sys
from typing import Any


def main() -> None:
    """See to it that a demonstration has its accounts; print them, or how many a real one has."""
    import django

    django.setup()

    from symphony.accounts.models import User
    from symphony.core import installation

    found: dict[str, Any] = {"accounts": User.objects.filter(is_active=True).count()}
    if installation.is_demonstration():
        from symphony.demo import accounts

        found["sign_ins"] = [vars(sign_in) for sign_in in accounts.create()]
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
