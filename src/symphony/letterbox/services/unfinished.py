"""Keeping what a browser is in the middle of, and throwing it away."""

from datetime import datetime

from symphony.letterbox.models import Unfinished


def keep_unfinished(*, key_hash: str, locked: bytes, good_until: datetime) -> None:
    """Keep what a browser is in the middle of, in place of what it had. As the public role.

    :param good_until: in real time; from then on nobody gets it back
    """
    Unfinished.objects.update_or_create(
        key_hash=key_hash, defaults={"locked": locked, "good_until": good_until}
    )


def end_unfinished(*, key_hash: str) -> None:
    """Throw away what a browser was in the middle of. As the public role."""
    Unfinished.objects.filter(key_hash=key_hash).delete()


def sweep_unfinished(*, at: datetime) -> int:
    """Throw away what nobody came back to; return how much it was.

    :param at: the real time
    """
    swept, _ = Unfinished.objects.filter(good_until__lte=at).delete()
    return swept
