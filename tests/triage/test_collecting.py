"""The letterbox is brought into the queue: reports, and what their senders write later."""

import os
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from symphony.audit.models import Entry
from symphony.core import sealing
from symphony.letterbox.models import ReporterMessage, Submission
from symphony.referrals import queries as referrals
from symphony.referrals.models import Referral, SealedContact
from symphony.triage import queries, rules, services
from symphony.triage.models import Alert, ReadMark
from tests import make
from tests.letterbox import coming_back, ordinary

PRIVATE_KEY = bytes([1]) * 32
HOUR = timedelta(hours=1)


def collected(**changes):
    """Put in a report and collect it; gives the referral."""
    reference = ordinary.put(**changes)
    services.collect_letterbox(at=make.NOON)
    return Referral.objects.get(reference=reference)


def collect(at=make.NOON):
    return services.collect_letterbox(at=at)


def acknowledged(referral):
    [alert] = queries.alerts_of(referral)
    services.acknowledge_alert(alert=alert, by=make.referral_officer(), at=make.NOON)
    return referral


@pytest.mark.django_db
class TestReports:
    def test_sealed_contact_is_copied_as_it_is(self):
        box = sealing.seal(sealing.public_key_of(PRIVATE_KEY), {"name": "Rosa Sample"})

        referral = collected(sealed_contact=box)

        kept = SealedContact.objects.get(referral=referral)
        assert sealing.open_sealed(PRIVATE_KEY, bytes(kept.box)) == {"name": "Rosa Sample"}
        assert kept.stopped_at is None

    def test_an_anonymous_sender_has_none(self):
        assert not SealedContact.objects.filter(referral=collected()).exists()

    @pytest.mark.parametrize(
        ("said", "read"), [("yes", True), ("no", False), ("rather_not", None), (None, None)]
    )
    def test_self_harm_is_read_in_three_states(self, said, read):
        answers = ordinary.answers(route="child", **({"self_harm": said} if said else {}))

        assert collected(answers=answers).self_harm is read

    def test_a_child_who_speaks_of_hurting_themselves_comes_first_with_an_alert(self):
        referral = collected(answers=ordinary.answers(route="child", self_harm="yes"))

        assert queries.entry(referral).rank == rules.RANK_FIRST
        [alert] = queries.alerts_of(referral)
        assert alert.reason == "A child speaks of hurting themselves"

    def test_what_is_doubtful_is_kept_apart_and_counted_as_stored(self):
        referral = collected(doubts=["haste", "flood"])

        assert referral.doubts == ["haste", "flood"]
        assert queries.entry(referral).is_doubtful
        assert referrals.unaccounted() == 0

    @pytest.mark.parametrize(
        "changes",
        [
            {"danger_now": True},
            {"answers": ordinary.answers(route="child", self_harm="yes")},
        ],
    )
    def test_danger_and_self_harm_are_never_kept_apart(self, changes):
        referral = collected(doubts=["trap"], **changes)

        assert referral.doubts == ["trap"]
        assert not queries.entry(referral).is_doubtful
        assert queries.entry(referral).rank == rules.RANK_FIRST


@pytest.mark.django_db
class TestAnswers:
    def test_an_answer_is_collected_once_and_makes_the_referral_new_to_everybody(self):
        reference = coming_back.report()
        referral = Referral.objects.get(reference=reference)
        for reader in (make.referral_officer(), make.supervisor()):
            services.mark_read(referral=referral, by=reader, at=make.NOON)
        coming_back.answer(reference)

        assert collect() == 1
        assert collect() == 0

        assert not ReadMark.objects.filter(referral=referral).exists()
        assert ReporterMessage.objects.get().collected_at == make.NOON
        assert [entry.about for entry in Entry.objects.filter(what="triage.unread_again")] == [
            [reference]
        ]
        assert Entry.objects.filter(what="letterbox.answer_collected").count() == 1

    def test_an_ordinary_answer_leaves_the_place_in_the_queue(self):
        referral = Referral.objects.get(reference=coming_back.answered(danger_now=False))

        assert referral.danger_now is False
        assert queries.entry(referral).rank != rules.RANK_FIRST
        assert queries.alerts_of(referral) == []

    def test_danger_now_ranks_it_first_and_alerts(self):
        referral = Referral.objects.get(reference=coming_back.answered(danger_now=True))

        assert referral.danger_now is True
        assert queries.entry(referral).rank == rules.RANK_FIRST
        assert len(queries.alerts_of(referral)) == 1
        assert Entry.objects.filter(what="triage.danger_stated").count() == 1

    def test_danger_now_alerts_again_although_an_earlier_alert_was_acknowledged(self):
        reference = coming_back.report(danger_now=True)
        referral = acknowledged(Referral.objects.get(reference=reference))
        coming_back.answer(reference, danger_now=True)

        collect(at=make.NOON + HOUR)

        _, again = queries.alerts_of(referral)
        assert again.reason == "The sender wrote again: a child is in danger now"
        assert again.acknowledge_by == make.NOON + HOUR + rules.time_to_acknowledge()
        assert queries.harm_alert(viewer=make.supervisor()) == (again, 1)

    def test_it_does_not_alert_twice_while_nobody_has_acknowledged(self):
        reference = coming_back.answered(danger_now=True)
        coming_back.answer(reference, danger_now=True)
        collect()

        assert Alert.objects.count() == 1

    def test_danger_now_alerts_also_after_the_decision(self):
        reference = coming_back.report()
        referral = Referral.objects.get(reference=reference)
        case = make.case(referral=referral)
        coming_back.answer(reference, danger_now=True)

        collect()

        assert queries.entry(referral).left_at is not None
        [alert] = queries.open_alerts(viewer=make.referral_officer())
        assert alert.referral == referral
        assert case.case_referrals.get().referral == referral

    def test_danger_now_takes_a_doubtful_report_into_the_queue(self):
        reference = coming_back.report(doubts=["flood"])
        referral = Referral.objects.get(reference=reference)
        assert queries.entry(referral).is_doubtful
        coming_back.answer(reference, danger_now=True)
        collect()

        assert not queries.entry(referral).is_doubtful

    def test_a_sender_stops_the_use_of_their_contact_details_once(self):
        reference = coming_back.report(sealed_contact=b"a box")
        coming_back.answer(reference, text="", stops_contact=True)
        collect()
        coming_back.answer(reference, text="", stops_contact=True)
        collect(at=make.NOON + HOUR)

        assert SealedContact.objects.get().stopped_at == make.NOON
        assert Entry.objects.filter(what="referrals.contact_stopped").count() == 1

    def test_an_answer_whose_report_is_not_collected_yet_waits_for_it(self):
        with ordinary.as_public():
            reference = ordinary.put(receipt=coming_back.RECEIPT)
        coming_back.answer(reference)
        Submission.objects.update(collected_at=make.NOON)  # another process holds it

        assert collect() == 0
        assert ReporterMessage.objects.get().collected_at is None

        Submission.objects.update(collected_at=None)
        assert collect() == 2


COLLECT = """
import os, signal, tests
tests.os.environ["SYMPHONY_DATABASE_URL"] = {url!r}
import django; django.setup()
from symphony.letterbox import services
from symphony.triage.services import collect_letterbox
from tests import make
if {kill}:
    def die(**_): os.kill(os.getpid(), signal.SIGKILL)
    services.mark_collected = services.mark_answers_collected = die
print(collect_letterbox(at=make.NOON))
"""


@pytest.mark.slow
def test_a_collector_killed_on_the_way_leaves_everything_for_the_next(
    fresh_database, database_server
):
    """Each half is killed just before it marks what it brought; the next one brings it once."""
    with ordinary.as_public():
        reference = ordinary.put(
            receipt=coming_back.RECEIPT, sealed_contact=b"a box", doubts=["haste"]
        )
    url = database_server.url("symphony_staff", fresh_database)

    def run(*, kill):
        code = COLLECT.format(url=url, kill=kill)
        return subprocess.run([sys.executable, "-c", code], capture_output=True, env=os.environ)

    assert run(kill=True).returncode == -signal.SIGKILL
    assert not Referral.objects.exists()
    assert not SealedContact.objects.exists()
    assert collect() == 1

    coming_back.answer(reference, danger_now=True)
    assert run(kill=True).returncode == -signal.SIGKILL
    assert not Alert.objects.exists()
    assert ReporterMessage.objects.get().collected_at is None
    assert collect() == 1
    assert collect() == 0
    assert (Referral.objects.count(), SealedContact.objects.count()) == (1, 1)
    assert Alert.objects.count() == 1
