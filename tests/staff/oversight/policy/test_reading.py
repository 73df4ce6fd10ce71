"""Reading the policy: which is in force, every version and draft, and each rule in words."""

import csv
import io
import zipfile

import pytest

from symphony.triage import policy, services
from symphony.triage.policy import loading
from tests import make
from tests.staff.oversight.policy.drafting import BASE, FILES, address, drafted, tried
from tests.staff.visiting import signed_in, text, title

pytestmark = pytest.mark.django_db
SHIPPED = f"{BASE}{policy.DEFAULT}/"


def test_it_says_which_policy_grades_since_when_and_by_whom():
    officer = signed_in(make.referral_officer())
    page = text(officer.get(BASE))
    assert f"Policy {policy.DEFAULT} is in force It came with Symphony" in page
    assert policy.load().digest in page
    assert "Nobody is working on a draft. A supervisor can start one." in page

    author, second = make.supervisor(name="Ada Example"), make.supervisor(name="Bo Example")
    trial = tried(drafted(by=author))
    services.approve_policy(trial, rationale="Children first", by=second, at=make.NOON)

    page = text(officer.get(BASE))
    assert "Policy 2030-1 is in force Since 18 May 2023, 12:00" in page
    assert "Approved by Bo Example , made by Ada Example" in page
    assert "Why it was approved: Children first" in page
    assert "0 of 0 moved" in page


def test_every_draft_is_listed_with_its_state_its_maker_and_its_note():
    author = make.supervisor(name="Ada Example")
    first = drafted(by=author, note="One thing")
    drafted(by=author, note="And another", replaces=first)
    gone = drafted(name="2030-2", note="A mistake")
    services.withdraw_policy(gone, by=author, at=make.NOON)
    drafted(name="2030-3", note="Not tried yet")
    trial = tried(drafted(name="2030-4", note="Approved one", by=author))
    services.approve_policy(trial, rationale="x", by=make.supervisor(), at=make.NOON)

    client = signed_in(make.referral_officer())
    page = text(client.get(BASE))
    assert "2030-1 of 18 May 2023, 12:00 Draft Ada Example" in page and "And another" in page
    assert "Not tried yet" in page and "A mistake" not in page and "One thing" not in page

    page = text(client.get(BASE, {"view": "all"}))
    for state, note in (
        ("Replaced", "One thing"),
        ("Withdrawn", "A mistake"),
        ("Approved", "Approved one"),
    ):
        assert note in page and f" {state} " in page
    replaced = text(client.get(address(first)))
    assert "A later draft stands in place of this one: 2030-1, 18 May 2023, 12:00" in replaced


def test_a_version_is_written_out_from_its_tables_floors_first():
    answer = signed_in(make.referral_officer()).get(SHIPPED)
    page = text(answer)

    for rule in policy.load().rules:
        assert rule.says in page and rule.source in page, rule.name
    html = answer.content.decode()
    order = [html.index(f'id="{kind}"') for kind in ("floor", "band", "quality", "path", "facts")]
    assert order == sorted(order)
    assert "It is known which child it is; and a child is likely to be harmed" in page
    assert "Children live in the person's household, or that is not known" in page
    assert "The band is the highest that fires; nothing is added up." in page
    assert "A machine suggests, a named person decides." in page
    assert "A child speaks of harming themselves." in page
    for fact in policy.load().facts.values():
        assert fact.question in page
    assert title(answer) == f"{policy.DEFAULT} – Policy – Oversight – Symphony"


def test_the_folder_comes_as_a_zip_that_loads_as_the_same_policy():
    client = signed_in(make.referral_officer())
    answer = client.get(f"{SHIPPED}download/")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        files = {name.rpartition("/")[2]: packed.read(name) for name in packed.namelist()}
    assert loading.load("again", files).digest == policy.load().digest
    assert client.get(f"{SHIPPED}download/").content == answer.content


def test_each_table_comes_as_the_text_that_it_is():
    client = signed_in(make.referral_officer())
    for name in FILES:
        answer = client.get(f"{SHIPPED}tables/{name.removesuffix('.csv')}/download/")
        assert answer.content.decode() == FILES[name], name
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        assert list(csv.reader(io.StringIO(answer.content.decode())))
    assert client.get(f"{SHIPPED}tables/none/download/").status_code == 404
    assert client.get(f"{BASE}1999-1/").status_code == 404
    assert client.get(f"{BASE}1999-1/download/").status_code == 404


def test_only_who_edits_is_offered_to_edit():
    draft = drafted()
    officer, supervisor = signed_in(make.referral_officer()), signed_in(make.supervisor())
    assert "Start a draft" not in text(officer.get(BASE))
    assert "Start a draft" in text(supervisor.get(BASE))
    page = text(officer.get(address(draft)))
    assert "Edit rows" not in page and "Try against" not in page and "Withdraw" not in page
    page = text(supervisor.get(address(draft)))
    assert "Edit rows" in page and "Try against" in page and "Withdraw" in page
    for page in ("tables/floors/", "files/", "withdraw/"):
        assert officer.get(address(draft, page)).status_code == 403
    assert officer.post(address(draft, "try/")).status_code == 403
    assert officer.post(f"{BASE}regrade/").status_code == 403
    for person in (make.investigator(), make.press_officer(), make.user(role=make.Role.AUDITOR)):
        assert signed_in(person).get(BASE).status_code == 403


def test_what_is_different_is_shown_row_by_row():
    files = dict(FILES)
    lines = files["floors.csv"].splitlines(keepends=True)
    header, first, *rest = lines
    new = "F-9,,,,yes,,,high,Abuse was streamed live at any time,Made for a test\n"
    files["floors.csv"] = "".join(
        [header, *rest[:-1], first, new.replace("F-9", "F-7"), rest[-1].replace("F-6", "F-8")]
    )
    draft = drafted(files)
    page = text(signed_in(make.referral_officer()).get(address(draft, "changes/")))

    assert "F-1 (row 6) Moved Its place among the rows" in page
    assert "F-7 (row 7) Added" in page and "says: Abuse was streamed live at any time" in page
    assert "F-6 Removed" in page and "F-8 (row 8) Added" in page
    cell = drafted(name="2030-2")
    page = text(signed_in(make.referral_officer()).get(address(cell, "changes/")))
    assert "A-3 (row 4) Changed band: high becomes very_high" in page
