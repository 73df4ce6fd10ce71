"""Editing a draft row by row: what is typed stays, every fault is named at its field."""

import pytest

from symphony.triage import policy, services
from symphony.triage.models import PolicyDraft
from tests import make
from tests.staff.oversight.policy.drafting import (
    BASE,
    FILES,
    address,
    changed,
    differences,
    drafted,
    field,
    latest,
    sent_rows,
)
from tests.staff.visiting import acts, signed_in, text, title

pytestmark = pytest.mark.django_db
START = f"{BASE}{policy.DEFAULT}/draft/"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def client():
    return signed_in(make.supervisor(name="Ada Example"))


@pytest.fixture
def draft():
    return drafted(FILES)


def test_a_draft_is_started_from_a_version_with_a_name_and_a_reason(client):
    page = client.post(START, {"name": "2026-2", "note": ""})
    assert "Enter what it will change, and why" in text(page)
    page = client.post(START, {"name": "2026-2", "note": "More for children"})
    assert "Enter a name that no version has; '2026-2' is taken." in text(page)
    assert "More for children" in text(page) and title(page).startswith("Error: ")
    for name in ("drafts", "a/b", "a b", "ü", "-1", "x" * 41):
        page = client.post(START, {"name": name, "note": "x"})
        assert page.status_code == 200 and not PolicyDraft.objects.exists(), name

    client.post(START, {"name": "2027-1", "note": "More for children"})
    made = latest()
    assert (made.name, made.begun_from, made.note) == (
        "2027-1",
        policy.DEFAULT,
        "More for children",
    )
    assert made.files == FILES and len(acts("triage.policy_drafted")) == 1


def test_a_version_from_before_the_promises_starts_no_draft(client):
    page = client.post(f"{BASE}2023-1/draft/", {"name": "2027-1", "note": "As it was"})
    assert "A draft cannot begin with 2023-1: it does not keep today's promises." in text(page)
    assert not PolicyDraft.objects.exists()


@pytest.mark.parametrize("table", sorted(name.removesuffix(".csv") for name in FILES))
def test_every_file_is_shown_as_rows_and_sent_back_as_it_was(client, draft, table):
    page = client.get(address(draft, f"tables/{table}/"))
    assert page.status_code == 200
    page = text(client.post(address(draft, f"tables/{table}/"), sent_rows(draft, table)))
    # Every cell came through its field unchanged, or there would be a difference.
    assert "Nothing is different from the draft: change something first" in page


def test_a_row_is_changed_and_kept_as_a_new_draft_in_place_of_the_old(client, draft):
    band = field(draft, "urgency-access", "A-3", "band")
    sent = sent_rows(draft, "urgency-access", note="Children first", **{band: "very_high"})
    answer = client.post(address(draft, "tables/urgency-access/"), sent)

    made = latest()
    assert answer.url == address(made) and made.replaces == draft
    assert (made.name, made.note, made.made_by.name) == (
        draft.name,
        "Children first",
        "Ada Example",
    )
    [file] = differences(made)
    [row] = file.rows
    assert [(c.column, c.before, c.after) for c in row.cells] == [("band", "high", "very_high")]
    page = text(client.get(answer.url))
    assert "saved as a new draft of 2030-1" in page and "Earlier drafts that it replaces" in page
    assert PolicyDraft.objects.get(pk=draft.pk).files == FILES


def test_a_wrong_cell_is_named_at_its_field_and_everything_typed_stays(client, draft):
    says = field(draft, "floors", "F-2", "says")
    band = field(draft, "floors", "F-3", "band")
    recent = field(draft, "floors", "F-3", "recent")
    wrong = {says: "", band: "highest", recent: "within_a_weak"}
    page = client.post(
        address(draft, "tables/floors/"), sent_rows(draft, "floors", note="My words", **wrong)
    )
    html, said = page.content.decode(), text(page)

    assert title(page).startswith("Error: ")
    assert f'<a href="#id_{says}">Row 3, says: It is empty.' in html
    assert f'<a href="#id_{band}">Row 4, band: ' in html
    assert "is not one of the words for it. Allowed: very_high, high, medium, low." in said
    assert "Did you mean 'within_a_week'?" in said
    assert 'href="#row-4"' in html and "My words" in said and 'value="highest" selected' in html
    assert PolicyDraft.objects.count() == 1


def test_a_fault_that_shows_in_another_file_leads_there(client, draft):
    value = field(draft, "values", "recent", "value")
    sent = sent_rows(draft, "values", **{value: "this_week"})
    page = client.post(address(draft, "tables/values/"), sent)
    assert "In floors.csv: Row 3, recent:" in text(page)
    link = address(draft, "tables/floors/") + "#row-3"
    assert f'href="{link}"' in page.content.decode()


def test_rows_are_moved_added_and_removed_without_saving(client, draft):
    sent = sent_rows(draft, "floors", note="Half done", r1_8="My own reason")
    url = address(draft, "tables/floors/")

    moved = client.post(url, sent | {"act": "up-1"})
    assert moved.context["form"].initial["r0_0"] == "F-2"
    assert moved.context["form"].initial["r0_8"] == "My own reason"
    assert "Half done" in text(moved)
    moved = client.post(url, sent | {"act": "down-0"})
    assert [moved.context["form"].initial[f"r{n}_0"] for n in range(2)] == ["F-2", "F-1"]
    added = client.post(url, sent | {"act": "add"})
    assert len(added.context["form"].body) == 7 and "New row" in text(added)
    removed = client.post(url, sent | {"act": "remove-5"})
    assert [row["rule"] for row in removed.context["form"].body][-1] == "F-5"
    asked = client.post(url, sent | {"act": "ask", "ask": "distress"})
    assert asked.context["form"].columns[6:8] == ("recent", "distress") or (
        "distress" in asked.context["form"].columns
    )
    for strange in ("up-0", "down-5", "remove-99", "up-x", "ask", "nonsense", "remove-"):
        assert client.post(url, sent | {"act": strange}).status_code == 200, strange
    assert PolicyDraft.objects.count() == 1


def test_an_order_of_rows_can_be_saved(client, draft):
    url = address(draft, "tables/path-child/")
    sent = sent_rows(draft, "path-child")
    form = client.post(url, sent | {"act": "down-1"}).context["form"]
    again = {name: form.initial[name] for name in form.initial} | {
        "column": list(form.columns),
        "rows": str(len(form.body)),
        "note": "The stream first",
    }
    client.post(url, again)
    [file] = differences(latest())
    assert [row.kind for row in file.rows] == ["moved"]


@pytest.mark.parametrize(
    "broken",
    [
        {"rows": "x"},
        {"rows": "99999999999999999999"},
        {"rows": "-1"},
        {"rows": "9999"},
        {"column": ["no_such_column"]},
        {"column": []},
        {"r0_0": "x" * 2_000},
        {"r0_0": "line one\nline two"},
        {"r0_0": '"; DROP TABLE rules'},
        {"r0_8": "=1+1"},
        {"r0_6": "!!|||"},
        {"r0_7": "\x00"},
        {"note": ""},
        {"note": "x" * 3_000},
    ],
)
def test_nothing_that_is_sent_ends_in_a_fault_of_ours(client, draft, broken):
    sent = sent_rows(draft, "floors") | broken
    answer = client.post(address(draft, "tables/floors/"), sent)
    assert answer.status_code in (200, 302)


def test_two_who_edit_different_files_both_keep_their_edit(client, draft):
    band = field(draft, "urgency-access", "A-4", "band")
    other = drafted(
        changed("urgency-harm.csv", "H-3", band="high"),
        by=make.supervisor(name="Bo Example"),
        replaces=draft,
    )
    page = text(client.get(address(draft, "tables/urgency-access/")))
    assert "Bo Example saved a later draft" in page
    answer = client.post(
        address(draft, "tables/urgency-access/"),
        sent_rows(draft, "urgency-access", **{band: "very_high"}),
    )
    made = latest()
    assert made.replaces == other
    assert {file.file for file in differences(made)} == {"urgency-access.csv", "urgency-harm.csv"}
    assert "Bo Example saved another file meanwhile: both are in it." in text(
        client.get(answer.url)
    )


def test_two_who_edit_the_same_file_are_told_and_nothing_is_lost(client, draft):
    drafted(
        changed("urgency-access.csv", "A-3", band="very_high"),
        by=make.supervisor(name="Bo Example"),
        replaces=draft,
    )
    band = field(draft, "urgency-access", "A-4", "band")
    page = client.post(
        address(draft, "tables/urgency-access/"),
        sent_rows(draft, "urgency-access", note="Mine", **{band: "very_high"}),
    )
    assert "Bo Example changed urgency-access.csv while you were writing." in text(page)
    assert "Mine" in text(page) and PolicyDraft.objects.count() == 2
    with pytest.raises(services.ReplacedMeanwhile):
        drafted(FILES, replaces=draft)


def test_a_draft_is_withdrawn_after_a_question(client, draft):
    page = text(client.get(address(draft, "withdraw/")))
    assert "Withdraw draft 2030-1?" in page and "Nobody can approve it then." in page
    client.post(address(draft, "withdraw/"))
    page = text(client.get(address(draft)))
    assert "Withdrawn by Ada Example" in page and "Edit rows" not in page
    page = text(client.post(address(draft, "withdraw/")))
    assert "This draft was approved or withdrawn already." in page
    sent = sent_rows(draft, "floors", **{field(draft, "floors", "F-6", "band"): "very_high"})
    assert "approved or withdrawn already" in text(
        client.post(address(draft, "tables/floors/"), sent)
    )


def test_the_shipped_policy_is_never_touched_by_a_draft(client, draft):
    band = field(draft, "urgency-access", "A-3", "band")
    before = policy.load().digest
    client.post(
        address(draft, "tables/urgency-access/"),
        sent_rows(draft, "urgency-access", **{band: "very_high"}),
    )
    policy.load.cache_clear()
    assert policy.load().digest == before
