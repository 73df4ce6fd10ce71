"""What triage shows in a loaded demonstration; `test_stories` asks for it."""

from datetime import timedelta

from symphony.accounts import queries as accounts
from symphony.core.clock import DEMONSTRATION_OPENS as NOW
from symphony.demo import policy_draft
from symphony.referrals.models import Referral
from symphony.triage import policy, queries
from symphony.triage.models import (
    Alert,
    Assessment,
    Assignment,
    Band,
    Breach,
    ClockPause,
    Decision,
    FactAnswer,
    GradeChange,
    OutsideGrade,
    PolicyDraft,
    QueueEntry,
    SavedView,
)
from symphony.triage.queries import policies

ALWAYS_ASKED = ("exploitation", "coercion", "profit_motive", "adult_involved", "malicious")


def check():
    """Every state of triage is there to be seen."""
    check_agreement()
    check_second_person()
    check_education_asked_everything()
    check_what_may_have_changed()
    check_the_draft_waits_for_a_second_person()
    check_clocks()
    check_the_desk_this_morning()
    check_places()


def check_agreement():
    """Officers mostly agree; where they do not, they say why, up and down, in band and in path."""
    made = Decision.objects.all()
    differing = made.exclude(why_different="")
    assert 0.8 <= 1 - differing.count() / made.count() <= 0.95
    assert made.values("decided_by").distinct().count() >= 4
    bands = list(Band)
    moved = [
        bands.index(Band(one.band)) - bands.index(Band(one.suggested_band)) for one in differing
    ]
    assert min(moved) < 0 < max(moved)
    assert differing.exclude(path__in=["no_further_action"]).exists()
    assert {one.path for one in made} == {
        *("investigate", "educate", "safeguard", "prevent", "transfer", "no_further_action")
    }
    changed = made.exclude(instead_of=None)
    assert changed.exists()
    assert all(one.instead_of.replaced_at == one.decided_at for one in changed)


def check_second_person():
    nothing = Decision.objects.filter(path="no_further_action")
    assert nothing.filter(endorsed_at=None, replaced_at=None).count() >= 3
    assert nothing.exclude(endorsed_at=None).count() > 50
    sent_back = nothing.exclude(returned_by=None)
    assert sent_back.filter(referral__queue_entry__left_at=None).count() == 1
    # Another went back, was decided again and agreed to.
    assert sent_back.filter(referral__decisions__endorsed_at__isnull=False).exists()


def check_education_asked_everything():
    """No education visit without an answer of No to each question that would forbid it."""
    for decision in Decision.objects.filter(path="educate"):
        said = {answer.fact: answer for answer in queries.answers_in_order(decision.referral)}
        for fact in ALWAYS_ASKED:
            assert said[fact].value == "no", (decision, fact)
            assert said[fact].said_at < decision.decided_at
    assert Assessment.objects.filter(path="educate", variant="non_aggravated").exists()


def check_what_may_have_changed():
    open_now = GradeChange.objects.filter(looked_at=None)
    assert 3 <= open_now.count() <= 8
    assert open_now.filter(referral__queue_entry__left_at=None).exists()
    assert open_now.filter(referral__decisions__isnull=False).exists()
    looked_at = GradeChange.objects.exclude(looked_at=None)
    assert looked_at.exclude(why_kept="").exists()
    assert looked_at.filter(why_kept="").exists()
    for change in GradeChange.objects.select_related("before", "after"):
        before, after = change.before, change.after
        assert (before.band, before.path, before.variant) != (
            *(after.band, after.path, after.variant),
        )


def check_the_draft_waits_for_a_second_person():
    draft = PolicyDraft.objects.get()
    assert policies.state(draft) == policies.State.TRIED
    trial = draft.trials.get()
    # A report of three words states none of the facts, and is left out.
    assert (trial.considered, trial.against) == (Referral.objects.count() - 1, policy.DEFAULT)
    assert trial.moved == trial.moved_up > 0
    written, begun = draft.files, policies.files_of(policy.DEFAULT)
    assert [name for name in begun if written[name] != begun[name]] == [policy_draft.FILE]
    before, after = (files[policy_draft.FILE].splitlines() for files in (begun, written))
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def check_clocks():
    assert ClockPause.objects.filter(ends_at=None).count() == 1
    assert ClockPause.objects.exclude(ends_at=None).exists()
    assert Breach.objects.filter(acknowledged_at=None).count() == 1
    for hours in range(24 * 8):
        assert accounts.on_call(at=NOW + timedelta(hours=hours)), hours


def check_the_desk_this_morning():
    assert QueueEntry.objects.filter(left_at=None).exclude(holder=None).count() == 3
    assert Assignment.objects.get().why
    assert SavedView.objects.exclude(team=None).exists()
    assert SavedView.objects.exclude(owner=None).exists()
    partly = FactAnswer.objects.filter(source="officer", referral__queue_entry__left_at=None)
    assert partly.values("referral").distinct().count() >= 2
    assert OutsideGrade.objects.filter(instrument="KIRAT").count() == 2
    by_words = Alert.objects.get(reason__startswith="Words in the report")
    assert by_words.acknowledged_at is not None
    assert by_words.acknowledged_at - by_words.raised_at < timedelta(minutes=5)
    assert by_words.referral.queue_entry.rank == 0


def check_places():
    """Nearly every referral says where, so that areas can be compared."""
    placed = QueueEntry.objects.exclude(area="")
    assert placed.count() > 0.9 * QueueEntry.objects.count()
    assert placed.values("area").distinct().count() >= 10
