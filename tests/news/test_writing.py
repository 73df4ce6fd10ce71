"""Writing a release: its text, its versions, and figures that are counted when they are chosen."""

from datetime import timedelta

import pytest

from symphony.audit.models import Entry
from symphony.news import queries, rules, services
from symphony.news.models import ReleaseFigure
from symphony.news.offered import BODY, TITLE, result_of
from tests import make
from tests.news import ordinary

pytestmark = pytest.mark.django_db


def log(release):
    entries = Entry.objects.filter(about__contains=[f"release:{release.slug}"])
    return [entry.what for entry in entries.order_by("recorded_at")]


def test_a_draft_starts_with_figures_counted_now():
    release = ordinary.started()

    figure = queries.figures(release)[0]
    assert (figure.position, figure.value, figure.words) == (1, 1, "1")
    assert (figure.rule, figure.as_at) == ("A-1, version 1", ordinary.WRITTEN)
    assert queries.title_of(release) == "1 arrested in week of action"
    assert log(release) == ["news.started"]


def test_the_text_offered_for_an_operation_fits_its_figures():
    of = ordinary.operation()
    figures = result_of(of, as_at=ordinary.WRITTEN)

    release = ordinary.started(operation=of, title=TITLE, body=BODY, figures=figures)

    looked = queries.look_over(release, as_at=ordinary.WRITTEN)
    assert looked.is_ready
    assert [again.figure.measure for again in looked.recounted] == [
        "people_arrested",
        "children_safeguarded",
        "education_visits",
    ]


def test_each_release_has_an_address_of_its_own():
    of = ordinary.operation()
    slugs = [ordinary.started(operation=of).slug for _ in range(3)]
    assert len(set(slugs)) == 3
    assert ordinary.started(operation=of, title="Start").slug not in rules.RESERVED


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": "12 arrested"}, rules.NumberTyped),
        ({"body": "A dozen people."}, rules.NumberTyped),
        ({"body": "{figure:2} people."}, rules.TextUnusable),
        ({"title": ""}, rules.TextUnusable),
    ],
)
def test_a_text_that_will_not_do_is_refused(changes, refusal):
    with pytest.raises(refusal):
        ordinary.started(**changes)


def test_a_change_makes_a_version_and_keeps_the_one_before():
    release = ordinary.started()
    other = make.press_officer()

    changed = services.change_release(
        release=release,
        title=ordinary.TITLE,
        body="{figure:1} people.",
        version=1,
        by=other,
        at=ordinary.WRITTEN + timedelta(minutes=5),
    )

    assert (changed.version, changed.changed_by) == (2, other)
    assert [kept.body for kept in queries.versions(changed)] == [
        "{figure:1} people.",
        ordinary.BODY,
    ]


def test_what_somebody_saved_meanwhile_is_not_overwritten():
    release = ordinary.started()
    save = {"release": release, "title": ordinary.TITLE, "by": release.written_by}
    save |= {"version": 1, "at": ordinary.WRITTEN}
    services.change_release(body="{figure:1} people.", **save)

    with pytest.raises(services.ChangedMeanwhile, match=release.written_by.name):
        services.change_release(body="Mine, {figure:1}.", **save)


def test_a_removed_figure_stays_recorded_and_its_number_is_not_used_again():
    release = ordinary.started()
    second = ordinary.chosen(release)

    services.remove_figure(figure=second, by=release.written_by, at=ordinary.WRITTEN)
    third = ordinary.chosen(release)

    assert (second.position, third.position) == (2, 3)
    assert [figure.position for figure in queries.figures(release)] == [1, 3]
    assert ReleaseFigure.objects.get(pk=second.pk).removed_by == release.written_by
    with pytest.raises(services.NotChosen):
        services.remove_figure(figure=second, by=release.written_by, at=ordinary.WRITTEN)


def test_a_rounding_that_would_not_be_true_is_refused():
    with pytest.raises(rules.RoundingNotPossible):
        ordinary.chosen(ordinary.started(), rounding="more_than")


def test_counting_again_freezes_what_is_counted_now():
    release = ordinary.started()
    ordinary.second_arrest(release)
    later = ordinary.WRITTEN + timedelta(hours=1)

    again = services.count_again(
        figure=queries.figures(release)[0], by=release.written_by, at=later
    )

    assert (again.value, again.words, again.as_at) == (2, "2", later)
    assert log(release)[-1] == "news.figure_counted_again"


@pytest.mark.parametrize("person", [make.supervisor, make.investigator, make.referral_officer])
def test_only_a_press_officer_writes(person):
    with pytest.raises(rules.NotAllowedToWrite):
        ordinary.started(by=person())
    with pytest.raises(rules.NotAllowedToWrite):
        ordinary.chosen(ordinary.started(operation=ordinary_operation()), by=person())


def ordinary_operation():
    return ordinary.operation(codename="Another", slug="another")


def test_once_it_is_sent_nobody_changes_it():
    release = ordinary.sent()

    with pytest.raises(rules.NotNow, match="awaits approval"):
        ordinary.chosen(release)
    with pytest.raises(rules.NotNow):
        services.change_release(
            release=release,
            title="Other",
            body="Other.",
            version=1,
            by=release.written_by,
            at=ordinary.WRITTEN,
        )
