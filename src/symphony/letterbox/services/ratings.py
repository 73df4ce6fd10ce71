"""Counting what readers thought of a page."""

from datetime import datetime

from django.db import IntegrityError, transaction

from symphony.letterbox import rules
from symphony.letterbox.models import Rating


def rate(*, token: str, page: str, useful: str, comment: str, at: datetime) -> None:
    """Count one reader's opinion of a page, given by its address. Works as the public role.

    :raises rules.NotARating: if the form cannot have sent it
    :raises rules.AlreadyRated: if this form's rating was counted before
    """
    rules.check_rating(page=page, useful=useful, comment=comment)
    rating = Rating(token=token, page=page, useful=useful, comment=comment, rated_at=at)
    try:
        with transaction.atomic():
            rating.save(force_insert=True)
    except IntegrityError as error:
        raise rules.AlreadyRated("You have rated this page.") from error
