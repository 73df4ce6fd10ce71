"""A release is published by a second person, as it was counted, or not at all."""

import pytest
from django.db import IntegrityError, transaction

from symphony.audit.models import Entry
from symphony.core.errors import NotFound
from symphony.news import published, queries, rules, services
from symphony.news.models import Publication, Release
from tests import make
from tests.news import ordinary

pytestmark = pytest.mark.django_db


def approve(release, by, **changes):
    return services.approve_and_publish(release=release, by=by, at=ordinary.APPROVED, **changes)


def test_the_public_reads_a_frozen_copy():
    publication = ordinary.published()

    assert publication.slug == "2023-05-23-arrested-in-week-of-action"
    read = published.release(publication.slug)
    assert read.title == "1 arrested in week of action"
    first = read.paragraphs[0]
    assert first[0] == read.figures[0]
    assert first[1] == " people were arrested in Operation Example, 15 to 21 May 2023."
    figure = read.figures[0]
    assert (figure.title, figure.words, figure.period) == (
        "People arrested",
        "1",
        "15 to 21 May 2023",
    )
    assert figure.rule == "A-1, version 1"
    assert "Only the cases of Operation Example are counted." in figure.counted
    assert read.as_at == ordinary.WRITTEN
    entry = Entry.objects.get(what="news.published")
    assert entry.about == [f"release:{publication.release.slug}"]


def test_a_number_in_words_begins_a_sentence_with_a_capital():
    of = ordinary.operation()
    release = ordinary.sent(
        operation=of,
        figures=[ordinary.arrested(of, "fewer_than_five")],
        body="Of {figure:1} people we tell. {figure:1} were arrested.",
    )

    read = published.release(ordinary.published(release=release).slug)

    assert read.title == "Fewer than 5 arrested in week of action"
    assert [piece if isinstance(piece, str) else piece.words for piece in read.paragraphs[0]] == [
        "Of ",
        "fewer than 5",
        " people we tell. ",
        "Fewer than 5",
        " were arrested.",
    ]


def test_releases_of_one_title_and_day_have_addresses_of_their_own():
    of = ordinary.operation()
    slugs = {ordinary.published(operation=of).slug for _ in range(2)}
    assert len(slugs) == 2


@pytest.mark.parametrize("hand", ["wrote", "changed", "chose", "sent"])
def test_whoever_had_a_hand_in_it_is_no_second_person(hand):
    writer, other = make.press_officer(), make.press_officer()
    release = ordinary.started(by=writer)
    if hand == "changed":
        services.change_release(
            release=release,
            title=ordinary.TITLE,
            body=ordinary.BODY,
            version=1,
            by=other,
            at=ordinary.WRITTEN,
        )
    if hand == "chose":
        figure = ordinary.chosen(release, by=other)
        services.remove_figure(figure=figure, by=writer, at=ordinary.WRITTEN)
    sender = other if hand == "sent" else writer
    release = services.send_for_approval(release=release, by=sender, at=ordinary.WRITTEN)

    for person in {writer, writer if hand == "wrote" else other}:
        with pytest.raises(rules.NeedsSecondPerson):
            approve(release, person)
    assert approve(release, make.supervisor()).release == release


def test_the_database_refuses_it_too():
    release = ordinary.sent()
    own = {"approved_by": release.written_by, "approved_at": ordinary.APPROVED}
    for changes in (own, {"state": "published"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Release.objects.filter(pk=release.pk).update(**changes)


@pytest.mark.parametrize("person", [make.investigator, make.referral_officer])
def test_other_roles_do_not_approve(person):
    with pytest.raises(rules.NotAllowedToApprove):
        approve(ordinary.sent(), person())


def test_a_figure_that_no_longer_holds_stops_it_until_a_writer_counts_it_again():
    release, second = ordinary.sent(), make.press_officer()
    ordinary.second_arrest(release)

    with pytest.raises(services.NotReady, match="chosen as 1 and counted now as 2"):
        approve(release, second)
    assert not Publication.objects.exists()

    release = services.send_back(
        release=release, reason="Count it again.", by=second, at=ordinary.APPROVED
    )
    figure = queries.figures(release)[0]
    services.count_again(figure=figure, by=release.written_by, at=ordinary.APPROVED)
    release = services.send_for_approval(
        release=release, by=release.written_by, at=ordinary.APPROVED
    )
    assert approve(release, second).title == "2 arrested in week of action"


def test_a_draft_with_something_to_mend_is_not_sent():
    release = ordinary.started()
    ordinary.chosen(release)

    with pytest.raises(services.NotReady, match="Figure 2 is not in the text"):
        services.send_for_approval(release=release, by=release.written_by, at=ordinary.WRITTEN)


def test_sending_back_says_why_and_lets_it_be_changed():
    release, second = ordinary.sent(), make.supervisor()

    with pytest.raises(services.ReasonMissing):
        services.send_back(release=release, reason=" ", by=second, at=ordinary.APPROVED)
    returned = services.send_back(
        release=release, reason="Say which days.", by=second, at=ordinary.APPROVED
    )

    assert (returned.state, returned.returned_reason) == ("returned", "Say which days.")
    ordinary.chosen(returned)
    with pytest.raises(rules.NotNow):
        approve(returned, second)


def test_what_was_sent_again_after_it_was_read_is_not_published():
    release, second = ordinary.sent(), make.press_officer()
    read_at = release.sent_at
    services.send_back(release=release, reason="Again.", by=second, at=ordinary.APPROVED)
    services.send_for_approval(release=release, by=release.written_by, at=ordinary.APPROVED)

    with pytest.raises(services.SentAgain):
        approve(release, second, sent_at=read_at)


def test_it_is_published_once():
    publication = ordinary.published()
    with pytest.raises(rules.NotNow):
        approve(publication.release, make.press_officer())


def test_after_publication_the_count_of_today_stands_beside_what_was_published():
    publication = ordinary.published()
    ordinary.second_arrest(publication.release)

    again = queries.look_over(publication.release, as_at=ordinary.APPROVED).recounted[0]

    assert again.differs
    assert (again.figure.value, again.value) == (1, 2)
    assert published.release(publication.slug).figures[0].words == "1"


def test_only_those_who_read_news_find_a_release():
    release = ordinary.started()
    for person in (make.press_officer(), make.supervisor()):
        assert queries.read(slug=release.slug, viewer=person) == release
    for person in (make.investigator(), make.referral_officer()):
        assert queries.listing(viewer=person) == []
        with pytest.raises(NotFound):
            queries.read(slug=release.slug, viewer=person)
