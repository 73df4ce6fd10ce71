"""Reading news, and saying how useful it was."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from symphony.core.clock import real_now
from symphony.letterbox import queries as letterbox
from symphony.letterbox.models import Rating
from tests import make
from tests.letterbox import ordinary
from tests.public import pages


@pytest.fixture
def published(db):
    """One release, put there by the staff site before a visitor comes."""
    return make.publication()


@pytest.fixture
def reader(published, visitor):
    return visitor


def address(publication):
    return f"/news/{publication.slug}/"


def test_a_release_shows_its_numbers_in_the_text_and_how_each_is_counted(reader, published):
    response = reader.get(address(published))

    page = pages.words(response)
    assert page.startswith("12 arrested in week of action to protect children 18 May 2023")
    assert "12 people were arrested and more than 30 children safeguarded." in page
    assert "As counted on 18 May 2023, midday" in page
    assert "People arrested 12 15 to 21 May 2023 Each person once, however often" in page


def test_each_number_leads_to_the_row_that_explains_it(reader, published):
    content = reader.get(address(published)).content.decode()

    for number in ("1", "2"):
        assert content.count(f'href="#figure-{number}"') == 1
        assert content.count(f'id="figure-{number}"') == 1


def test_figures_counted_at_different_times_each_say_when(db, public_site, client):
    figures = make.publication().figures
    figures[1] |= {"as_at": (make.NOON + timedelta(days=1)).isoformat()}
    later = make.publication(figures=figures)

    page = pages.words(client.get(address(later)))

    assert "Each as counted on the day given" in page
    assert "Counted on 18 May 2023, midday" in page
    assert "Counted on 19 May 2023, midday" in page


def test_nothing_in_a_release_is_read_as_html(db, public_site, client):
    strange = make.publication(title="<b>A & B</b>", paragraphs=[["<script>x</script>"]])

    content = client.get(address(strange)).content.decode()

    assert "<script>x" not in content
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in content


def test_the_list_is_newest_first_and_goes_on(db, public_site, client):
    for hours in range(52):
        make.publication(title=f"Release {hours}", published_at=make.NOON + timedelta(hours=hours))

    first = client.get("/news/")
    content = first.content.decode()

    assert content.index("Release 51") < content.index("Release 50")
    assert "Release 1<" not in content
    older = content.split("/news/?before=")[1].split('"')[0]
    page = pages.words(client.get(f"/news/?before={older}"))
    assert "Release 1 " in page
    assert "Release 0 " in page
    assert "Release 2 " not in page


def test_releases_of_one_moment_are_each_listed_once(db, public_site, client):
    slugs = {make.publication().slug for _ in range(60)}

    first = client.get("/news/").content.decode()
    second = client.get("/news/", {"before": first.split("?before=")[1].split('"')[0]})

    listed = [
        slug
        for slug in slugs
        for page in (first, second.content.decode())
        if f"/news/{slug}/" in page
    ]
    assert sorted(listed) == sorted(slugs)


def test_without_news_the_list_says_what_would_be_there(visitor):
    assert "Nothing has been published yet" in pages.words(visitor.get("/news/"))


@pytest.mark.parametrize("path", ["/news/2023-01-01-no-such/", "/news/?before=no-such"])
def test_what_is_not_published_is_not_found(visitor, path):
    assert visitor.get(path).status_code == 404


def test_a_release_that_is_not_published_cannot_be_read_by_the_public_role(reader):
    with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("SELECT title FROM news_release")


def rate(reader, published, **changes):
    form_token = changes.pop("form_token", None) or pages.token(reader.get(address(published)))
    return reader.post(address(published), {"form_token": form_token, "useful": "useful"} | changes)


def test_a_rating_is_counted_for_its_page(reader, published):
    response = rate(reader, published, useful="very_useful", comment="Clear.")

    assert "Thank you. Your rating is counted." in pages.words(response)
    ordinary.read_as_staff()
    assert letterbox.ratings_of(page=address(published)).very_useful == 1
    assert Rating.objects.get().comment == "Clear."


def test_the_same_form_is_counted_once_and_says_so(reader, published):
    form = pages.token(reader.get(address(published)))
    rate(reader, published, form_token=form)

    response = rate(reader, published, form_token=form, useful="not_useful")

    assert "You have rated this page." in pages.words(response)
    ordinary.read_as_staff()
    assert Rating.objects.count() == 1


def test_no_cookie_is_set_for_it(reader, published):
    assert not rate(reader, published).cookies
    assert not reader.get(address(published)).cookies


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"useful": ""}, "Select how useful this page was"),
        ({"useful": "ten"}, "Select one of the answers shown"),
        ({"comment": "x" * 1_001}, "Comment must be 1,000 characters or fewer"),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_typed(reader, published, changes, words):
    response = rate(reader, published, **({"comment": "Kept"} | changes))

    assert response.status_code == 422
    assert words in pages.words(response)
    assert pages.title(response).startswith("Error: ")
    assert changes.get("comment", "Kept")[:10] in response.content.decode()


def test_a_form_of_another_page_does_not_count_for_this_one(reader, published):
    ordinary.read_as_staff()
    other = make.publication()

    response = rate(reader, published, form_token=pages.token(reader.get(address(other))))

    assert response.status_code == 409
    assert not Rating.objects.exists()


def test_a_rating_sent_from_another_site_is_refused(reader, published):
    form = pages.token(reader.get(address(published)))

    response = reader.post(
        address(published),
        {"form_token": form, "useful": "useful"},
        headers={"Origin": "https://elsewhere.example.org"},
    )

    assert response.status_code == 409


def test_a_page_open_since_yesterday_gets_a_new_form_and_keeps_the_comment(reader, published):
    with time_machine.travel(real_now() - timedelta(hours=25)):
        old = pages.token(reader.get(address(published)))

    response = rate(reader, published, form_token=old, comment="Kept")

    assert "more than a day ago" in pages.words(response)
    again = rate(reader, published, form_token=pages.token(response))
    assert "Your rating is counted" in pages.words(again)


def test_strange_signs_in_a_comment_are_no_fault(reader, published):
    response = rate(reader, published, comment="a\x00b \u202e 👩‍👧‍👦")

    assert response.status_code == 200
    ordinary.read_as_staff()
    assert Rating.objects.get().comment == "ab \u202e 👩‍👧‍👦"
