"""The public site, asked as its visitors ask it: as the public role, without a cookie."""

import pytest
from django.db import connection
from django.test import Client

from symphony.core import installation
from symphony.core.clock import offset_that_opens_now
from symphony.core.models import Installation
from tests import make
from tests.conftest import _database_name, _point_at
from tests.public.browsing import Site, serve


@pytest.fixture
def visitor(public_site, public_role):
    """A browser without a past. A fault of ours raises instead of becoming a page."""
    return Client()


@pytest.fixture(scope="module")
def site(django_db_setup, database_server, django_db_blocker):
    """A demonstration's public site, as its own process, with one release published."""
    name = _database_name()
    database_server.clone(name)
    usual = dict(connection.settings_dict)
    with django_db_blocker.unblock():
        connection.close()
        _point_at(database_server, name)
        installation.begin(
            kind=Installation.Kind.DEMONSTRATION, clock_offset=offset_that_opens_now()
        )
        slug = make.publication().slug
        connection.close()
        connection.settings_dict.update(usual)
        installation.forget()
    with serve(database_server, name) as address:
        yield Site(address, slug, database_server, name)
    database_server.drop(name)
