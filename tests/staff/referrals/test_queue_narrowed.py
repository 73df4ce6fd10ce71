"""Narrowing the queue: whose, by which filter, what each row says, and views that have a name."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse

from symphony.core import clock
from symphony.triage import queries
from symphony.triage import services as triage
from symphony.triage.models import GradeChange, QueueEntry, SavedView
from tests import make
from tests.accounts import rota
from tests.staff.visiting import looks, signed_in, text, title

pytestmark = pytest.mark.django_db

URL = "/staff/referrals/queue/"
VIEWS = "/staff/referrals/queue/views/"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def at_noon(time_machine):
    time_machine.move_to(make.NOON, tick=False)


@pytest.fixture
def officer():
    return make.referral_officer()


def listed(client, query):
    """Return the references that a view of the queue shows."""
    page = client.get(f"{URL}?{query}")
    found = [line.row.reference for line in page.context["lines"]]
    # The count beside the view's name is that of the list, whatever narrows it.
    [current] = [one for one in page.context["views"] if one.is_current]
    assert current.count == page.context["total"] == len(found)
    return set(found)


def changed(referral, because="A child was added to the case"):
    before = queries.latest_assessment(referral)
    return GradeChange.objects.create(
        referral=referral, before=before, after=before, because=because, raised_at=make.NOON
    )


def entry_of(referral, **changes):
    QueueEntry.objects.filter(referral=referral).update(**changes)


FILTERS = {
    "band=high": lambda r: entry_of(r, band="high"),
    "band=not_graded": lambda r: entry_of(r, band=None),
    "path=educate": lambda r: entry_of(r, path="educate"),
    "area=Exampleshire": lambda r: entry_of(r, area="Exampleshire"),
    "received=older": lambda r: entry_of(r, received_at=make.NOON - timedelta(days=8)),
    "until=2023-05-17": lambda r: entry_of(r, received_at=make.NOON - timedelta(hours=13)),
    "only=changed": changed,
    "only=soon": lambda r: entry_of(r, due_at=make.NOON + 23 * HOUR),
}


@pytest.mark.parametrize("query", FILTERS)
def test_each_filter_leaves_what_it_says_and_nothing_else(officer, query):
    wanted, other = make.referral(), make.referral()
    QueueEntry.objects.update(band="low", path="investigate", area="", due_at=make.NOON + 48 * HOUR)
    FILTERS[query](wanted)
    client = signed_in(officer)

    assert listed(client, query) == {wanted.reference}
    assert listed(client, "view=all") == {wanted.reference, other.reference}


def test_by_source_by_being_new_and_by_nobody_working_on_it(officer):
    public = make.referral(channel="public_form", source_reference="")
    held, read = make.referral(), make.referral()
    triage.hold(referral=held, by=make.referral_officer(), at=make.NOON)
    triage.mark_read(referral=read, by=officer, at=make.NOON)
    client = signed_in(officer)

    assert listed(client, "source=public_form") == {public.reference}
    assert listed(client, "only=unread") == {public.reference, held.reference}
    assert listed(client, "only=free") == {public.reference, read.reference}
    assert listed(client, "only=free&only=unread&source=public_form") == {public.reference}
    # As links had it before.
    assert listed(client, "unread=on") == {public.reference, held.reference}


@pytest.mark.parametrize(
    ("query", "hours"),
    [
        # Noon in London is eleven hours UTC after midnight in London, which was at 23:00 UTC.
        ("received=today", {1, 11}),
        ("received=24h", {1, 11, 13}),
        ("received=7d", {1, 11, 13, 100}),
        ("received=older", {200}),
        ("since=2023-05-17", {1, 11, 13}),
        ("since=2023-05-14&until=2023-05-17", {13, 100}),
        ("since_day=17&since_month=5&since_year=2023", {1, 11, 13}),
    ],
)
def test_received_goes_by_hours_or_by_whole_days_in_london(officer, query, hours):
    came = {}
    for number in (1, 11, 13, 100, 200):
        came[number] = make.referral(received_at=make.NOON - number * HOUR).reference

    assert listed(signed_in(officer), query) == {came[number] for number in hours}


def test_a_period_that_is_wrong_says_what_to_do_and_narrows_nothing(officer):
    referral = make.referral()
    client = signed_in(officer)

    page = client.get(f"{URL}?since_day=31&since_month=2&since_year=2023")
    assert "Received from must be a real date" in text(page)
    assert title(page).startswith("Error: Queue")
    assert referral.reference in text(page)
    page = client.get(f"{URL}?since=2023-05-02&until=2023-05-01")
    assert "Received to must be the same day as received from, or later" in text(page)


def test_mine_my_team_and_all_with_the_number_of_each(officer):
    other_team = make.team("South team")
    mine, teams, elsewhere = make.referral(), make.referral(), make.referral()
    colleague = make.supervisor(team=other_team)
    triage.hold(referral=mine, by=officer, at=make.NOON)
    triage.hold(referral=elsewhere, by=colleague, at=make.NOON)
    client = signed_in(officer)

    assert listed(client, "view=mine") == {mine.reference}
    # Every referral belongs to the team that takes them in, whose the officer is.
    assert listed(client, "view=team") == {mine.reference, teams.reference, elsewhere.reference}
    assert listed(signed_in(colleague), "view=team") == {elsewhere.reference}
    page = text(client.get(f"{URL}?view=team"))
    assert "Mine 1 | My team 3 | All 3" in page
    assert "My team: what waits for the Referral desk, or one of its people holds." in page
    # The views keep what narrows them, and so do their numbers.
    narrowed = client.get(f"{URL}?view=mine&band=low")
    assert "Mine 0 | My team 0 | All 0" in text(narrowed)
    assert 'href="?view=team&amp;band=low"' in narrowed.content.decode()


def test_the_areas_that_occur_are_offered_most_frequent_first(officer):
    for area in ("Exampleshire", "Northton", "Northton", ""):
        entry_of(make.referral(), area=area)
    client = signed_in(officer)

    page = client.get(URL)
    found = re.findall(r'name="area"[^>]*value="([^"]*)"', page.content.decode())
    assert found == ["Northton", "not_stated", "Exampleshire"]
    assert len(listed(client, "area=not_stated")) == 1
    assert len(listed(client, "area=Northton&area=Exampleshire")) == 3
    # A link to an area that waits no more still says what it asks for.
    page = text(client.get(f"{URL}?area=Oldtown"))
    assert "Area: Oldtown" in page
    assert "Nothing is waiting in this view. 4 referrals are outside it. Show all" in page


def test_what_is_in_use_is_said_in_words_and_can_be_taken_away_one_by_one(officer):
    make.referral()
    page = signed_in(officer).get(
        f"{URL}?only=changed&received=7d&since=2023-05-01&path=safeguard&band=high&view=team"
    )

    said = text(page)
    for words in (
        "High",
        "Path: safeguard only",
        "Received: last 7 days",
        "Received from 1 May 2023",
        "Band may have changed",
        "Clear all filters",
    ):
        assert words in said
    html = page.content.decode()
    assert 'href="?view=team"' in html
    # Always in one order, so that two links to the same view are the same.
    whole = "?view=team&amp;path=safeguard&amp;received=7d&amp;since=2023-05-01&amp;only=changed"
    assert f'href="{whole}"' in html


def test_a_row_says_its_clocks_its_age_and_that_its_band_may_have_changed(officer):
    received = make.NOON - timedelta(hours=3, minutes=10)
    referral = make.referral(received_at=received, people=[make.stated_child()])
    change = changed(referral)
    paused = make.referral(received_at=received)
    triage.pause_clocks(
        referral=paused,
        reason="provider",
        words="Asked the provider.",
        by=officer,
        at=make.NOON - HOUR,
    )

    said = text(signed_in(officer).get(URL))

    assert "18 May 2023, 08:50 3 h 10 min ago" in said
    before = change.before.get_band_display().lower()
    assert f"Band may have changed. It was {before}. A child was added to the case." in said
    assert "Child first: due in 20 h 50 min (08:50)" in said
    assert "Respond: paused 1 h: waiting for" in said
    assert "Why this order?" in said
    assert "The policy in force is 20" in said


def test_a_supervisor_begins_with_what_nobody_works_on(officer):
    free, held = make.referral(), make.referral()
    triage.hold(referral=held, by=officer, at=make.NOON)

    page = signed_in(make.supervisor()).get(URL)
    assert [line.row.reference for line in page.context["lines"]] == [free.reference]
    assert "Nobody works on it" in text(page)
    assert "Clear all filters" in text(page)
    # What was asked for is what is shown, to a supervisor as to anybody.
    assert len(listed(signed_in(make.supervisor()), "view=all")) == 2
    assert len(signed_in(officer).get(URL).context["lines"]) == 2


def test_shipped_views_are_chosen_by_the_address_that_they_lead_to(officer):
    make.referral()
    client = signed_in(officer)
    page = client.get(URL)
    offered = dict(re.findall(r'<option value="([^"]*)"[^>]*>([^<]*)<', page.content.decode()))
    by_name = {name: query.replace("&amp;", "&") for query, name in offered.items()}

    assert "Runs out in 24 hours" in by_name
    answer = client.get(URL, {"show": by_name["High and above, unread"]})
    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert asked == {"view": ["all"], "band": ["very_high", "high"], "only": ["unread"]}
    chosen = client.get(answer["Location"]).content.decode()
    assert re.search(r"selected>High and above, unread<", chosen)
    unsaved = client.get(f"{URL}?band=low").content.decode()
    assert re.search(r"selected>This view, unsaved<", unsaved)


def test_a_view_is_saved_shown_and_removed(officer):
    client = signed_in(officer)

    page = client.get(f"{VIEWS}?band=high&only=unread&nonsense=Ada+Example")
    assert "It shows all that waits, narrowed to: High New to me" in text(page)
    # Only a supervisor is asked for whom it is.
    assert "For everybody in my team" not in text(page)
    page = client.post(f"{VIEWS}?band=high&nonsense=Ada+Example", {"name": ""})
    assert "Enter a name for this view" in text(page)
    page = client.post(
        f"{VIEWS}?band=high&nonsense=Ada+Example", {"name": "High ones"}, follow=True
    )
    assert "The view High ones is saved." in text(page)
    saved = SavedView.objects.get()
    # Nothing is kept but what the filter knows.
    assert (saved.query, saved.owner, saved.team) == ("view=all&band=high", officer, None)
    assert re.search(r"selected>High ones<", page.content.decode())
    again = client.post(f"{VIEWS}?band=low", {"name": "High ones"})
    assert "There is a view named High ones already." in text(again)

    remove = reverse("referrals:remove_view")
    assert signed_in(make.referral_officer()).post(remove, {"saved": saved.pk}).status_code == 404
    assert client.post(remove, {"saved": "nonsense"}).status_code == 404
    page = client.post(remove, {"saved": saved.pk}, follow=True)
    assert "The view High ones is removed." in text(page)


def test_a_supervisor_saves_a_view_for_the_team(officer):
    supervisor = make.supervisor(team=make.intake())

    signed_in(supervisor).post(f"{VIEWS}?only=free", {"name": "To assign", "whose": "team"})

    assert ">To assign<" in signed_in(officer).get(URL).content.decode()
    assert ">To assign<" not in signed_in(make.supervisor()).get(URL).content.decode()
    page = text(signed_in(officer).get(VIEWS))
    assert "To assign Referral desk" in page
    assert "A supervisor of the team removes it" in page


def test_how_many_are_new_is_a_number_without_a_page_and_without_a_look(officer, time_machine):
    make.referral()
    client = signed_in(officer)
    page = client.get(f"{URL}?band=medium")
    url = page.context["arrivals_url"]
    assert "As of 18 May 2023, 12:00. Look for new ones" in text(page)
    before = len(looks("referrals:arrivals"))

    answer = client.get(url)
    assert (answer.status_code, answer.content, answer["Symphony-Arrivals"]) == (204, b"", "0")
    time_machine.shift(1)
    for band in ("medium", "low"):
        entry_of(make.referral(), band=band)
    assert client.get(url)["Symphony-Arrivals"] == "1"
    assert len(looks("referrals:arrivals")) == before
    assert client.get(reverse("referrals:arrivals"))["Symphony-Arrivals"] == "0"
    assert client.get(f"{reverse('referrals:arrivals')}?opened=2023")["Symphony-Arrivals"] == "0"


def test_those_on_shift_are_named_first(officer):
    on_shift = make.referral_officer(name="Zoe Late")
    rota.on_call(person=on_shift, kind="shift", order=None)

    found = [one.person for one in queries.officers(at=clock.now())]

    assert found[0] == on_shift
    assert officer in found[1:]
