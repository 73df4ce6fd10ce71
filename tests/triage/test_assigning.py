"""Assigning: what is given, what is skipped and why, taking it back, and two people at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from symphony.core.errors import NotFound
from symphony.triage import queries, rules, services
from symphony.triage.models import Assignment, ReadMark, SavedView
from tests import make
from tests.staff.visiting import acts


def holder_of(referral):
    return queries.entry(referral).holder


@pytest.mark.django_db
def test_a_supervisor_gives_what_is_free_and_skips_what_a_colleague_works_on():
    tom, ann = make.referral_officer(name="Tom Okafor"), make.referral_officer(name="Ann Bell")
    supervisor = make.supervisor()
    free, held, lapsed, decided = (make.referral() for _ in range(4))
    services.hold(referral=held, by=ann, at=make.NOON)
    services.hold(referral=lapsed, by=ann, at=make.NOON - timedelta(minutes=31))
    services.record_decision(
        referral=decided,
        band="low",
        path="prevent",
        rationale="Worried about their own behaviour.",
        why_different="Worried about their own behaviour.",
        by=ann,
        at=make.NOON,
    )
    services.mark_read(referral=free, by=tom, at=make.NOON)

    wanted = [one.reference for one in (free, held, lapsed, decided)]
    done = services.assign(references=[*wanted, "R-0000-0000"], to=tom, by=supervisor, at=make.NOON)

    assert done.given == [free.reference, lapsed.reference]
    assert done.skipped == [
        (held.reference, "Ann Bell is working on it"),
        (decided.reference, "It was decided meanwhile"),
        ("R-0000-0000", "There is no such referral in the queue"),
    ]
    assert (holder_of(free), holder_of(held), holder_of(lapsed)) == (tom, ann, tom)
    # New to whom it was given, who sees it among their own.
    assert not ReadMark.objects.filter(reader=tom).exists()
    mine = queries.queue(viewer=tom, at=make.NOON, only=queries.QueueFilter(mine=True, unread=True))
    assert {row.reference for row in mine.rows} == set(done.given)
    [entry] = acts("triage.assigned")
    assert (entry.about, entry.details) == (done.given, {"to": tom.staff_number})


@pytest.mark.django_db
def test_an_officer_gives_only_what_they_hold():
    tom, ann = make.referral_officer(name="Tom Okafor"), make.referral_officer()
    held, free = make.referral(), make.referral()
    services.hold(referral=held, by=ann, at=make.NOON)

    wanted = [held.reference, free.reference]
    done = services.assign(references=wanted, to=tom, by=ann, at=make.NOON, why="  Speaks Welsh. ")

    assert done.given == [held.reference]
    assert [one for one, _ in done.skipped] == [free.reference]
    assert queries.handed_over(held, to=tom).why == "Speaks Welsh."
    assert queries.handed_over(held, to=ann) is None
    again = services.assign(references=wanted[:1], to=tom, by=make.supervisor(), at=make.NOON)
    assert again.skipped == [(held.reference, "Tom Okafor holds it already")]


@pytest.mark.django_db
def test_only_to_and_by_people_who_decide():
    referral = make.referral()
    with pytest.raises(services.CannotBeAssigned, match="does not decide"):
        services.assign(
            references=[referral.reference],
            to=make.investigator(),
            by=make.supervisor(),
            at=make.NOON,
        )
    with pytest.raises(rules.NotAllowedToDecide):
        services.assign(
            references=[referral.reference],
            to=make.referral_officer(),
            by=make.investigator(),
            at=make.NOON,
        )


@pytest.mark.django_db
def test_taking_back_restores_who_held_it_and_leaves_what_moved_on():
    tom, ann, supervisor = make.referral_officer(), make.referral_officer(), make.supervisor()
    kept, lapsed, moved = make.referral(), make.referral(), make.referral()
    earlier = make.NOON - timedelta(hours=1)
    services.hold(referral=lapsed, by=ann, at=earlier)
    done = services.assign(
        references=[kept.reference, lapsed.reference, moved.reference],
        to=tom,
        by=supervisor,
        at=make.NOON,
    )
    services.hand_back(referral=moved, by=tom, at=make.NOON)
    services.hold(referral=moved, by=ann, at=make.NOON)

    with pytest.raises(services.NothingToTakeBack):
        services.take_back(batch=done.batch, by=make.supervisor(), at=make.NOON)
    undone = services.take_back(batch=done.batch, by=supervisor, at=make.NOON)

    assert set(undone) == {kept.reference, lapsed.reference}
    assert (holder_of(kept), holder_of(lapsed), holder_of(moved)) == (None, ann, ann)
    assert queries.entry(lapsed).held_at == earlier
    assert Assignment.objects.filter(undone_at=None).get().referral == moved
    with pytest.raises(services.NothingToTakeBack):
        services.take_back(batch=done.batch, by=supervisor, at=make.NOON)


def test_two_supervisors_at_once_give_each_referral_to_one_person(fresh_database):
    tom, ann = make.referral_officer(), make.referral_officer()
    references = [make.referral().reference for _ in range(30)]
    ready, done = threading.Barrier(2), {}

    def work(supervisor, to, order):
        try:
            ready.wait()
            done[to.pk] = services.assign(references=order, to=to, by=supervisor, at=make.NOON)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=work, args=(make.supervisor(), tom, references)),
        threading.Thread(target=work, args=(make.supervisor(), ann, references[::-1])),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    given = {pk: set(one.given) for pk, one in done.items()}
    assert set(given) == {tom.pk, ann.pk}
    # One was first and gave all; the other found them held, and was told so of each.
    assert sorted(len(one) for one in given.values()) == [0, 30]
    loser = next(one for one in done.values() if not one.given)
    assert {one for one, _ in loser.skipped} == set(references)
    winner = next(pk for pk, one in given.items() if one)
    assert set(Assignment.objects.values_list("given_to", flat=True)) == {winner}


def test_nobody_is_given_by_take_next_what_is_assigned_at_the_same_moment(fresh_database):
    tom, ann, supervisor = make.referral_officer(), make.referral_officer(), make.supervisor()
    references = [make.referral().reference for _ in range(20)]
    ready, taken, done = threading.Barrier(2), [], []

    def take():
        try:
            ready.wait()
            while (one := services.take_next(by=ann, at=make.NOON)) is not None:
                taken.append(one.reference)
        finally:
            connection.close()

    def assign():
        try:
            ready.wait()
            done.append(services.assign(references=references, to=tom, by=supervisor, at=make.NOON))
        finally:
            connection.close()

    threads = [threading.Thread(target=take), threading.Thread(target=assign)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    given = set(done[0].given)
    assert given | set(taken) == set(references)
    assert not given & set(taken)


@pytest.mark.django_db
def test_a_view_is_ones_own_or_the_teams_and_has_one_name():
    officer, colleague, supervisor = (
        make.referral_officer(),
        make.referral_officer(),
        make.supervisor(team=make.intake()),
    )
    mine = services.save_view(
        name="Night", query="band=high", for_team=False, by=officer, at=make.NOON
    )
    with pytest.raises(services.CannotSaveView, match="already"):
        services.save_view(name="Night", query="", for_team=False, by=officer, at=make.NOON)
    with pytest.raises(services.CannotSaveView, match="supervisor"):
        services.save_view(name="Ours", query="", for_team=True, by=officer, at=make.NOON)
    ours = services.save_view(
        name="Ours", query="unread=on", for_team=True, by=supervisor, at=make.NOON
    )

    assert queries.saved_views(viewer=officer) == [mine, ours]
    assert queries.saved_views(viewer=colleague) == [ours]
    assert queries.saved_views(viewer=make.supervisor()) == []
    for key, by in ((mine.pk, colleague), (ours.pk, officer), (ours.pk, make.supervisor())):
        with pytest.raises(NotFound):
            services.remove_view(key=key, by=by, at=make.NOON)
    services.remove_view(key=mine.pk, by=officer, at=make.NOON)
    services.remove_view(key=ours.pk, by=supervisor, at=make.NOON)
    assert not SavedView.objects.exists()
    assert len(acts("triage.view_saved")) == len(acts("triage.view_removed")) == 2
