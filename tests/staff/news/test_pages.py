"""The pages of news, from the start of a release to what readers thought of it."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from symphony.core.clock import real_now
from symphony.core.grants import PUBLIC
from symphony.letterbox.models import Rating
from symphony.news import queries, services
from symphony.news.models import Publication, Release
from tests import make
from tests.news import ordinary
from tests.staff.visiting import acts, looks, signed_in, text, title

pytestmark = pytest.mark.django_db

PAGES = ("release", "text", "figures", "publish", "send_back")


def url(page, release, *more):
    return reverse(f"news:{page}", args=[release.slug, *more])


def test_a_press_officer_starts_a_release_from_an_operation():
    ordinary.operation()
    client = signed_in(make.press_officer())
    assert "About which operation?" in text(client.get("/staff/news/start/?operation=example"))

    sent = {"operation": "example", "begin_with": "result", "title": ""}
    page = text(client.post("/staff/news/start/", sent, follow=True))

    assert "Draft started." in page
    assert "Release: 1 arrested in week of action to protect children" in page
    assert "1 people were arrested, 0 children were safeguarded and 0 education visits" in page
    release = Release.objects.get()
    assert [figure.position for figure in queries.figures(release)] == [1, 2, 3]


def test_an_empty_text_begins_with_a_title_and_no_figure():
    client = signed_in(make.press_officer())
    sent = {"operation": "", "begin_with": "empty", "title": "New team"}
    page = text(client.post("/staff/news/start/", sent, follow=True))
    assert "There is no text yet." in page
    assert "The release has no text yet." in page
    assert Release.objects.get().operation is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"begin_with": ""}, "Select which text you want to begin with"),
        ({"begin_with": "result"}, "Select the operation whose result you want to tell"),
        ({"title": ""}, "Enter a title"),
        ({"title": "12 arrested"}, "“12” in the title: Choose this number as a figure"),
    ],
)
def test_a_start_that_will_not_do_says_why(changes, words):
    sent = {"operation": "", "begin_with": "empty", "title": "New team"} | changes
    assert words in text(signed_in(make.press_officer()).post("/staff/news/start/", sent))
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"body": "It was 12."},
            "“12” in paragraph 1: Choose this number as a figure, so that it opens to its records",
        ),
        ({"title": "Dozens arrested"}, "“Dozens” in the title: Choose this number as a figure"),
        ({"title": ""}, "Enter title"),
        ({"body": ""}, "Enter the text of the release"),
        ({"body": "{figure:9} people."}, "There is no figure 9"),
        ({"body": "{name}"}, "Braces in paragraph 1 can only hold"),
        ({"title": "x" * 161}, "Title must be 160 characters or fewer"),
    ],
)
def test_a_text_that_will_not_do_says_why_and_keeps_what_was_typed(changes, words):
    release = ordinary.started()
    client = signed_in(release.written_by)
    sent = {"title": "Kept", "body": "Kept.", "version": "1"} | changes

    response = client.post(url("text", release), sent)

    assert words in text(response)
    assert "Kept" in response.content.decode()
    assert title(response).startswith(f"Error: Text – {release.slug} – News")
    release.refresh_from_db()
    assert release.version == 1


def test_the_text_is_changed():
    release = ordinary.started()
    sent = {"title": ordinary.TITLE, "body": "{figure:1} people.", "version": "1"}

    page = text(signed_in(make.press_officer()).post(url("text", release), sent, follow=True))

    assert "Text saved. This is how it will read." in page
    assert "1 people." in page


def test_what_a_colleague_saved_meanwhile_is_shown_beside_ones_own():
    release = ordinary.started()
    client = signed_in(make.press_officer())
    theirs = {"title": ordinary.TITLE, "body": "Theirs, {figure:1}.", "version": "1"}
    signed_in(release.written_by).post(url("text", release), theirs)

    response = client.post(url("text", release), theirs | {"body": "Mine, {figure:1}."})

    page = text(response)
    assert title(response).startswith("Not saved: ")
    assert "changed this while you were writing" in page
    assert "Theirs, {figure:1}." in page
    assert "Mine, {figure:1}." in page
    client.post(url("text", release), theirs | {"body": "Both, {figure:1}.", "version": "2"})
    release.refresh_from_db()
    assert release.body == "Both, {figure:1}."


def choose(release, client, **changes):
    sent = {"measure": "arrests", "starts": "2023-05-15", "ends": "2023-05-21"}
    sent |= {"operation": release.operation.slug, "rounding": "exact"} | changes
    return client.post(url("figures", release), sent, follow=True)


def test_a_figure_is_chosen_counted_again_and_removed():
    release = ordinary.started()
    client = signed_in(release.written_by)
    assert "Chosen: arrests, “1”. Next: put {figure:2}" in text(choose(release, client))
    ordinary.second_arrest(release)

    with time_machine.travel(real_now() + timedelta(days=1)):
        client = signed_in(release.written_by)
        again = text(client.post(url("count_again", release, 2), follow=True))
        removed = text(client.post(url("remove_figure", release, 2), follow=True))
        assert client.post(url("remove_figure", release, 2)).status_code == 404

    assert "Figure 2 counted again: “2”." in again
    assert "Figure 2 removed." in removed
    assert [figure.position for figure in queries.figures(release)] == [1]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"measure": ""}, "Select what is counted"),
        ({"starts": ""}, "Enter the first day"),
        ({"ends": "2023-05-01"}, "Last day must be the same as or after the first day"),
        ({"rounding": "more_than"}, "“More than” needs a number above 10; this is 1."),
        ({"rounding": ""}, "Select how it is written"),
        ({"operation": "no-such"}, "Select one of the answers shown"),
    ],
)
def test_a_figure_that_cannot_be_chosen_says_why(changes, words):
    release = ordinary.started()
    assert words in text(choose(release, signed_in(release.written_by), **changes))
    assert len(queries.figures(release)) == 1


def test_a_release_goes_from_a_writer_over_a_second_person_to_the_public():
    release, second = ordinary.started(), make.press_officer()
    writer = signed_in(release.written_by)
    assert "Send for approval" in text(writer.get(url("release", release)))
    assert "Sent for approval." in text(writer.post(url("send", release), follow=True))
    own = text(writer.get(url("release", release)))
    assert "You worked on this release. Someone else must approve it." in own
    assert "Awaiting somebody else" in text(writer.get("/staff/news/"))

    approver = signed_in(second)
    assert "For you to approve" in text(approver.get("/staff/news/"))
    assert "Go on to approve" in text(approver.get(url("release", release)))
    page = approver.get(url("publish", release))
    assert "1 people were arrested in Operation Example, 15 to 21 May 2023." in text(page)
    read = {"sent_at": page.context["form"]["sent_at"].value()}
    done = text(approver.post(url("publish", release), read, follow=True))

    publication = Publication.objects.get()
    assert f"Published. The public reads it at /news/{publication.slug}/." in done
    assert acts("news.published")[0].by == second.staff_number


def test_the_writer_cannot_publish_by_sending_the_form():
    release = ordinary.sent()
    client = signed_in(release.written_by)
    assert client.get(url("publish", release)).status_code == 409
    sent = client.post(url("publish", release), {"sent_at": release.sent_at.isoformat()})
    assert sent.status_code == 409
    assert "Someone else must approve it." in text(sent)
    assert not Publication.objects.exists()


def test_what_was_sent_again_after_it_was_read_is_not_published():
    release, second = ordinary.sent(), make.press_officer()
    read = {"sent_at": release.sent_at.isoformat()}
    services.send_back(release=release, reason="Again.", by=second, at=ordinary.WRITTEN)
    later = ordinary.WRITTEN + timedelta(minutes=5)
    services.send_for_approval(release=release, by=release.written_by, at=later)

    page = text(signed_in(second).post(url("publish", release), read))

    assert "This release was changed after you opened it." in page
    assert not Publication.objects.exists()


def test_a_figure_that_differs_at_the_approval_has_to_go_back():
    release, second = ordinary.sent(), signed_in(make.supervisor())
    ordinary.second_arrest(release)

    page = text(second.get(url("publish", release)))
    assert "“1” no longer holds" in page
    assert "Approve and publish" not in page
    assert "Enter why you send it back" in text(
        second.post(url("send_back", release), {"reason": ""})
    )
    second.post(url("send_back", release), {"reason": "Count again."})

    said = text(signed_in(release.written_by).get(url("release", release)))
    assert "Count again." in said
    assert "chosen as 1 and counted now as 2" in said
    assert "Send for approval" not in said


def test_the_second_person_sees_what_changed_since_it_was_last_sent():
    release = ordinary.sent()
    services.send_back(
        release=release, reason="Shorter.", by=make.supervisor(), at=ordinary.WRITTEN
    )
    services.change_release(
        release=release,
        title=ordinary.TITLE,
        body="{figure:1} people were arrested.",
        version=1,
        by=release.written_by,
        at=ordinary.WRITTEN,
    )
    services.send_for_approval(release=release, by=release.written_by, at=ordinary.WRITTEN)

    page = text(signed_in(make.press_officer()).get(url("release", release)))

    assert "Changed since it was last sent" in page
    assert "{figure:1} people were arrested." in page


def test_after_publication_today_stands_beside_what_was_published():
    publication = ordinary.published()
    ordinary.second_arrest(publication.release)

    page = text(signed_in(make.supervisor()).get(url("release", publication.release)))

    assert "counted again today: 2. Published: 1." in page


def test_ratings_are_counted_and_comments_are_plain_text():
    publication = ordinary.published()
    reader = signed_in(make.press_officer())
    assert "Nobody has rated a page yet." in text(reader.get("/staff/news/ratings/"))
    for number, useful in enumerate(("useful", "useful", "not_useful")):
        put_rating(publication, number, useful)

    response = reader.get("/staff/news/ratings/")

    assert f"/news/{publication.slug}/ 0 2 1" in text(response)
    assert "&lt;b&gt;Clear&lt;/b&gt;" in response.content.decode()
    release = text(reader.get(url("release", publication.release)))
    assert "0 very useful, 2 useful, 1 not useful" in release


def put_rating(publication, number, useful):
    """Put a rating in as the public site does; the staff role only reads them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {PUBLIC}")
        Rating.objects.create(
            token=f"token-{number}",
            page=f"/news/{publication.slug}/",
            useful=useful,
            comment="" if number else "<b>Clear</b>",
            rated_at=make.NOON,
        )
        cursor.execute("RESET ROLE")


def test_without_a_release_the_list_says_so():
    assert "There is no release yet." in text(signed_in(make.supervisor()).get("/staff/news/"))


def test_a_supervisor_reads_and_approves_but_does_not_write():
    release = ordinary.sent()
    client = signed_in(make.supervisor())
    assert client.get("/staff/news/").status_code == 200
    assert client.get("/staff/news/start/").status_code == 403
    answers = {page: client.get(url(page, release)).status_code for page in PAGES}
    assert answers == {
        "release": 200,
        "text": 403,
        "figures": 403,
        "publish": 200,
        "send_back": 200,
    }


@pytest.mark.parametrize("person", [make.investigator, make.referral_officer])
def test_other_roles_see_nothing_of_it(person):
    release = ordinary.started()
    client = signed_in(person())
    lists = ("/staff/news/", "/staff/news/start/", "/staff/news/ratings/")
    for page in (*lists, *(url(name, release) for name in PAGES)):
        assert client.get(page).status_code == 403
    assert client.post(url("send", release)).status_code == 403


def test_what_is_not_there_is_not_found_and_looks_are_recorded():
    release = ordinary.started()
    officer = make.press_officer()
    client = signed_in(officer)
    for page in PAGES:
        assert client.get(reverse(f"news:{page}", args=["no-such"])).status_code == 404

    client.get(url("release", release))

    assert looks("news:release", officer) == [[f"release:{release.slug}"]]


def test_the_list_asks_the_database_no_more_for_more_releases(django_assert_max_num_queries):
    of = ordinary.operation()
    client = signed_in(make.press_officer())
    for _ in range(6):
        ordinary.started(operation=of)
    with django_assert_max_num_queries(12):
        client.get("/staff/news/")
