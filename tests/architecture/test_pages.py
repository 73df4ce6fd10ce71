"""Every address of both sites, opened as every role and as nobody: who enters, and who does not."""

from functools import cache

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from symphony.accounts.permissions import MAY, Permission, Role
from symphony.web.permissions import OPEN_TO_ALL, declared
from tests import make
from tests.small_unit import SmallUnit

STAFF, PUBLIC = "symphony.urls.staff", "symphony.urls.public"
# Who enters finds the page, is led on, finds no such record of theirs, has to send a form first,
# or is told why it cannot be done now.
ENTERED = {200, 302, 404, 405, 409}


@cache
def addresses(site):
    """Return {address: what it needs} of a site, with places for references still in them."""
    return dict(_addresses(get_resolver(site)))


def _addresses(resolver, before=""):
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _addresses(one, route)
        else:
            yield route, declared(one.callback)


@pytest.fixture
def unit(db, tmp_path):
    return SmallUnit(tmp_path)


def answers(unit, site, method, user=None):
    """Open every address; return {address: (what it needs, its answer)}. Nothing stays done."""
    found = {}
    for route, needs in addresses(site).items():
        with transaction.atomic():
            client = Client()
            if user:
                client.force_login(user)
            found[route] = needs, getattr(client, method)(unit.address(route))
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(("site", "allowed"), [(STAFF, [*Permission]), (PUBLIC, [])])
def test_every_address_declares_who_may_open_it(site, allowed):
    found = addresses(site)

    assert len(found) > 5
    assert {a: n for a, n in found.items() if n not in (OPEN_TO_ALL, *allowed)} == {}


@pytest.mark.slow
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("role", Role)
def test_a_role_enters_what_it_has_the_permission_for_and_nothing_else(unit, role, method):
    user = make.user(role=role, team=None if role != Role.REFERRAL_OFFICER else make.intake())
    wrong = {}
    for route, (needs, answer) in answers(unit, STAFF, method, user).items():
        may = needs == OPEN_TO_ALL or needs in MAY[role]
        if answer.status_code not in (ENTERED if may else {403}):
            wrong[route] = answer.status_code

    assert wrong == {}


@pytest.mark.slow
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_is_led_to_sign_in(unit, method):
    sign_in = reverse("accounts:sign_in")
    entered = {
        route
        for route, (_, answer) in answers(unit, STAFF, method).items()
        if not (answer.status_code == 302 and answer.url.startswith(sign_in))
    }

    assert entered == {a for a, needs in addresses(STAFF).items() if needs == OPEN_TO_ALL}


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_public_site_answers_everybody_without_a_cookie(unit, public_site, public_role, method):
    for route, (_, answer) in answers(unit, PUBLIC, method).items():
        assert answer.status_code in ENTERED | {400, 422}, route
        assert not answer.cookies, route
