"""Search: a reference, typed any way, leads to its record if the viewer may see it."""

import pytest
from django.test import Client
from django.urls import reverse

from symphony.accounts.permissions import Role
from symphony.referrals.models import QuarantinedItem
from tests import make
from tests.staff.referrals import imported
from tests.staff.visiting import acts, looks, signed_in, text, title

pytestmark = pytest.mark.django_db

URL = "/staff/search/"
NOTHING = "Nothing that you may see matches."


def search(user, typed, follow=False):
    return signed_in(user).post(URL, {"q": typed}, follow=follow)


@pytest.fixture
def case():
    return make.case(team=make.team("North team"))


@pytest.fixture
def insider(case):
    return make.investigator(team=case.team)


@pytest.mark.parametrize(
    "typed", ["{}", " {} ", "{lower}", "{plain}", "{plain_lower}", "{spaced}", "{dashes}"]
)
def test_a_reference_is_found_however_it_is_typed(typed):
    reference = make.referral().reference
    plain = reference.replace("-", "")
    typed = typed.format(
        reference,
        lower=reference.lower(),
        plain=plain,
        plain_lower=plain.lower(),
        spaced=" ".join(plain),
        dashes=reference.replace("-", "\u2013"),
    )

    response = search(make.referral_officer(), typed)

    assert response["Location"] == reverse("referrals:reading", args=[reference])


def test_each_kind_of_record_is_found_by_those_who_may_see_it(case, insider, tmp_path):
    person = case.roles.get().person
    imported.bring(tmp_path / "in", {"a.xml": b"<report>"})
    officer = make.referral_officer()

    assert search(insider, case.reference.lower())["Location"] == reverse(
        "cases:overview", args=[case.reference]
    )
    assert search(insider, person.reference)["Location"] == reverse(
        "people:person", args=[person.reference]
    )
    referral = case.case_referrals.get().referral
    assert search(insider, referral.reference)["Location"] == reverse(
        "referrals:reading", args=[referral.reference]
    )
    [item] = QuarantinedItem.objects.all()
    assert search(officer, item.reference)["Location"] == reverse(
        "referrals:quarantined", args=[item.reference]
    )


def test_a_visit_is_found(case, insider):
    visit = make.visit(case, make.child(case))

    assert search(insider, visit.reference)["Location"] == reverse(
        "children:visit", args=[visit.reference]
    )
    assert NOTHING in text(search(make.investigator(team=make.team("South team")), visit.reference))


def test_the_senders_own_number_leads_to_its_referral():
    referral = make.referral()

    found = search(make.referral_officer(), referral.source_reference)

    assert found["Location"] == reverse("referrals:reading", args=[referral.reference])
    assert acts("search.found")[0].about == [referral.reference]


def test_what_one_may_not_see_is_answered_like_what_does_not_exist(case):
    outsider = make.investigator(team=make.team("South team"))
    person = case.roles.get().person

    answers = {
        text(search(outsider, reference)).replace(reference, "")
        for reference in (case.reference, "C-23-9999")
    }
    assert len(answers) == 1
    for reference in (person.reference, case.case_referrals.get().referral.reference):
        assert NOTHING in text(search(outsider, reference))
    press = make.press_officer()
    assert NOTHING in text(search(press, make.referral().reference))


def test_a_quarantined_item_is_found_only_by_those_who_read_quarantine(tmp_path, insider):
    imported.bring(tmp_path / "in", {"a.xml": b"<report>"})
    [item] = QuarantinedItem.objects.all()

    assert NOTHING in text(search(insider, item.reference))


def test_a_slip_of_one_sign_is_said_and_what_was_typed_stays():
    reference = make.referral().reference
    wrong = reference[:-1] + ("3" if reference[-1] != "3" else "4")

    page = search(make.referral_officer(), wrong)

    assert "is not a whole reference, or one of its signs is wrong" in text(page)
    assert f'value="{wrong}"' in page.content.decode()


def test_nothing_typed_says_what_to_do():
    page = search(make.referral_officer(), "  ")

    assert "Enter reference" in text(page)
    assert title(page) == "Error: Search – Symphony"


def test_it_is_recorded_with_the_reference_and_never_with_what_was_typed():
    user = make.referral_officer()
    referral = make.referral()

    search(user, referral.reference.lower().replace("-", " "))
    search(user, "Ada Example of Sampletown")
    search(user, "C-23-9999")

    assert [entry.about for entry in acts("search.found")] == [[referral.reference]]
    assert [entry.about for entry in acts("search.not_found")] == [[], ["C-23-9999"]]
    for entry in [*acts("search.found"), *acts("search.not_found")]:
        assert (entry.by, entry.kind, entry.details) == (user.staff_number, "consultation", {})


def test_words_never_stand_in_the_address_the_title_or_the_log_of_looks():
    user = make.referral_officer()

    page = search(user, "Ada Example", follow=True)

    assert page.request["PATH_INFO"] == URL
    assert "QUERY_STRING" not in page.request or page.request["QUERY_STRING"] == ""
    assert title(page) == "Search – Symphony"
    assert looks("search", user) == [[]]


@pytest.mark.parametrize("role", list(Role))
def test_everybody_signed_in_may_search(role):
    user = make.user(role=role)

    assert signed_in(user).get(URL).status_code == 200
    assert NOTHING in text(search(user, "R-0000-0000"))


def test_nobody_else_may():
    assert Client().post(URL, {"q": "C-23-0512"}).status_code == 302
