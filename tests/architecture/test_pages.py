"""Every address of both sites, opened as every role and as nobody: who enters, and who does not."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from symphony.accounts.permissions import MAY, Permission, Role
from symphony.web.permissions import OPEN_TO_ALL
from tests import make
from tests.small_unit import SmallUnit, addresses

# Who enters finds the page, or a number without one; is led on, finds no such record of theirs, has
# to send a form first, or is told why it cannot be done now.
ENTERED = {200, 204, 302, 404, 405, 409}


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


@pytest.mark.parametrize(("site", "allowed"), [("staff", [*Permission]), ("public", [])])
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
    for route, (needs, answer) in answers(unit, "staff", method, user).items():
        may = needs == OPEN_TO_ALL or needs in MAY[role]
        if answer.status_code not in (ENTERED if may else {403}):
            wrong[route] = answer.status_code

    assert wrong == {}


@pytest.mark.slow
def test_the_unit_has_something_at_every_address(unit):
    """Else the tests above would look at nothing but pages that say that nothing is there."""
    found = answers(unit, "staff", "get", make.supervisor())

    assert [route for route, (_, answer) in found.items() if answer.status_code == 404] == []


@pytest.mark.slow
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_is_led_to_sign_in(unit, method):
    sign_in = reverse("accounts:sign_in")
    entered = {
        route
        for route, (_, answer) in answers(unit, "staff", method).items()
        if not (answer.status_code == 302 and answer.url.startswith(sign_in))
    }

    assert entered == {a for a, needs in addresses("staff").items() if needs == OPEN_TO_ALL}


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_public_site_answers_everybody_without_a_cookie(unit, public_site, public_role, method):
    for route, (_, answer) in answers(unit, "public", method).items():
        assert answer.status_code in ENTERED | {303, 400, 422}, route
        # The ways out take the form's cookie away; that is no new one.
        given = [cookie for cookie in answer.cookies.values() if cookie.value]
        assert not given, route
