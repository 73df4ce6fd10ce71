"""The public site, asked as its visitors ask it: as the public role, without a cookie."""

import pytest
from django.test import Client


@pytest.fixture
def visitor(public_site, public_role):
    """A browser without a past. A fault of ours raises instead of becoming a page."""
    return Client()
