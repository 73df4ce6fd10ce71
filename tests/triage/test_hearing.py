"""Words of immediate harm wherever they are written, and in what comes after the report."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symphony.letterbox.answers import Route
from symphony.referrals.models import Referral
from symphony.triage import alarm, queries, services
from symphony.triage.alarm import matching
from symphony.triage.models import Alert, WordList
from tests import make, samples
from tests.letterbox import coming_back, ordinary
from tests.staff.oversight import alert_words
from tests.staff.referrals import imported

SAYS, WHY = "She says that he is meeting her tonight.", "A meeting is said to be tonight"
OTHER = "He has a knife with him."
HOUR = timedelta(hours=1)


def reported(folder, xml, name="a.xml", **changes):
    return imported.referral(folder, {name: xml}, **changes)


def acknowledged(referral):
    for alert in queries.alerts_of(referral):
        if alert.acknowledged_at is None:
            services.acknowledge_alert(alert=alert, by=make.referral_officer(), at=make.NOON)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("inside", "where"),
    [
        (f"<additionalInfo>{SAYS}</additionalInfo>", "report"),
        (
            "<internetDetails><chatImIncident><chatClient>ExampleApp</chatClient>"
            f"<content>{SAYS}</content></chatImIncident></internetDetails>",
            "incident",
        ),
        (
            "<internetDetails><webPageIncident><url>https://example.org/</url>"
            f"<additionalInfo>{SAYS}</additionalInfo></webPageIncident></internetDetails>",
            "incident",
        ),
        (
            "<personOrUserReported><espIdentifier>esp-1</espIdentifier>"
            f"<additionalInfo>{SAYS}</additionalInfo></personOrUserReported>",
            "person",
        ),
    ],
)
def test_a_company_can_write_it_in_any_of_its_texts(tmp_path, inside, where):
    referral = reported(tmp_path / "in", samples.report(inside))

    assert [(one["where"], one["why"]) for one in referral.alarm_words] == [(where, WHY)]
    assert referral.queue_entry.rank == 0
    assert Alert.objects.get().reason == "Words in the report: a meeting is said to be tonight"


@pytest.mark.django_db
def test_what_is_said_of_a_file_that_comes_with_or_after_the_report_is_read(tmp_path):
    said = samples.file_details("100000002", f"<additionalInfo>{SAYS}</additionalInfo>")
    report = samples.report(number="100000002")

    referral = reported(tmp_path / "in", report)
    assert referral.alarm_words == []
    assert not Alert.objects.exists()
    imported.bring(tmp_path / "later", {"b.xml": said}, at=make.NOON + HOUR)

    referral.refresh_from_db()
    assert [one["where"] for one in referral.alarm_words] == ["file"]
    assert referral.queue_entry.rank == 0
    assert Alert.objects.filter(referral=referral).count() == 1


@pytest.mark.django_db
def test_a_file_that_waited_for_its_report_is_read_when_the_report_comes(tmp_path):
    said = samples.file_details("100000002", f"<additionalInfo>{SAYS}</additionalInfo>")
    imported.bring(tmp_path / "first", {"b.xml": said})

    referral = reported(tmp_path / "in", samples.report(number="100000002"))

    assert referral.queue_entry.rank == 0
    assert Alert.objects.filter(referral=referral).count() == 1


@pytest.mark.django_db
def test_a_later_report_alerts_again_only_for_words_that_are_new(tmp_path):
    told = f"<additionalInfo>{SAYS}</additionalInfo>"
    referral = reported(tmp_path / "in", samples.report(told, number="100000002"))
    acknowledged(referral)

    same = samples.report(told + "<batchReport>true</batchReport>", number="100000002")
    imported.bring(tmp_path / "same", {"b.xml": same}, at=make.NOON + HOUR)
    assert Alert.objects.filter(referral=referral).count() == 1

    more = samples.report(f"<additionalInfo>{SAYS} {OTHER}</additionalInfo>", number="100000002")
    imported.bring(tmp_path / "more", {"c.xml": more}, at=make.NOON + 2 * HOUR)
    newest = Alert.objects.filter(referral=referral).latest("raised_at")
    assert newest.reason == "Words in what came later: a weapon is said to be there"
    assert newest.acknowledged_at is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "answers",
    [
        {"route": Route.CHILD, "not_safe_to_speak_to": SAYS},
        {"children": [{"name": "Ada Example", "age": "", "area": "", "communication": SAYS}]},
        {"person": {"name": "Bo Example", "age": "", "area": "", "knows_child": SAYS}},
    ],
)
def test_every_answer_in_the_senders_own_words_is_read(answers):
    reference = ordinary.put(answers=ordinary.answers(**answers))
    services.collect_letterbox(at=make.NOON)

    referral = Referral.objects.get(reference=reference)
    assert [one["where"] for one in referral.alarm_words] == ["form"]
    assert referral.queue_entry.rank == 0


@pytest.mark.django_db
def test_an_account_that_is_called_so_alerts_nobody(tmp_path):
    account = {"service": "ExampleApp", "user_name": "suicidal_fan", "link": ""}
    reference = ordinary.put(answers=ordinary.answers(services=[account]))
    services.collect_letterbox(at=make.NOON)
    named = (
        "<personOrUserReported><screenName>meeting_her_today</screenName></personOrUserReported>"
    )
    imported.bring(tmp_path / "in", {"a.xml": samples.report(named)})

    assert Referral.objects.get(reference=reference).alarm_words == []
    assert not Alert.objects.exists()


@pytest.mark.django_db
def test_words_are_kept_although_another_mark_speaks_for_the_line():
    referral = make.referral(narrative=SAYS, danger_now=True)

    assert Alert.objects.get().reason == "The sender says that a child is in danger now"
    assert referral.alarm_words[0]["words"] == "meeting her tonight"


@pytest.mark.django_db
def test_a_message_of_the_sender_alerts_by_its_words_also_after_another_was_acknowledged():
    reference = coming_back.report(answers=ordinary.answers(narrative=SAYS))
    referral = Referral.objects.get(reference=reference)
    acknowledged(referral)

    coming_back.answer(reference, text="It is quiet here today.")
    services.collect_letterbox(at=make.NOON + HOUR)
    assert Alert.objects.count() == 1
    coming_back.answer(reference, text=OTHER)
    services.collect_letterbox(at=make.NOON + 2 * HOUR)

    newest = Alert.objects.latest("raised_at")
    assert newest.reason == "Words in what came later: a weapon is said to be there"
    assert services.escalate_alerts(at=make.NOON + 2 * HOUR) == 1
    referral.refresh_from_db()
    assert [one["where"] for one in referral.alarm_words] == ["report", "message"]
    # While it waits for somebody, a further message raises none beside it.
    coming_back.answer(reference, text="I want to die.")
    services.collect_letterbox(at=make.NOON + 3 * HOUR)
    assert Alert.objects.count() == 2
    assert queries.entry(referral).rank == 0


@pytest.mark.django_db
def test_a_mark_that_comes_later_alerts_although_the_words_were_acknowledged(tmp_path):
    told = f"<additionalInfo>{SAYS}</additionalInfo>"
    referral = reported(tmp_path / "in", samples.report(told, number="100000002"))
    acknowledged(referral)

    marked = samples.report(
        told, summary="<escalateToHighPriority>now</escalateToHighPriority>", number="100000002"
    )
    imported.bring(tmp_path / "later", {"b.xml": marked}, at=make.NOON + HOUR)

    reasons = [alert.reason for alert in queries.alerts_of(referral)]
    assert reasons[1:] == ["The company marked it high priority"]


@pytest.mark.django_db
class TestTheListInUse:
    def test_the_latest_saved_one_counts_for_what_comes_in_from_then(self):
        before = make.referral(narrative=alert_words.WINDOW.example)
        alert_words.saved()
        after = make.referral(narrative=alert_words.WINDOW.example)

        assert (before.alarm_words, before.queue_entry.rank == 0) == ([], False)
        assert after.queue_entry.rank == 0
        assert after.alarm_words[0]["list"] == WordList.objects.get().digest[:12]

    def test_it_is_one_small_query_for_a_whole_batch(self, django_assert_num_queries):
        alert_words.saved()
        alarm.in_use()
        arrivals = [make.arrival(narrative=SAYS) for _ in range(5)]

        with django_assert_num_queries(1):
            alarm.mark(arrivals)

    def test_a_saved_one_that_is_broken_gives_way_to_the_shipped_one_and_fails_a_check(self):
        from symphony.staff.oversight import system

        kept = alert_words.saved()
        WordList.objects.create(
            text="term,kind\n",
            digest=alarm.digest_of("term,kind\n"),
            note="Broken.",
            made_by=kept.made_by,
            made_at=kept.made_at + HOUR,
        )

        assert make.referral(narrative=SAYS).queue_entry.rank == 0
        (check,) = [one for one in system.checks() if one.name == "Alert words"]
        assert not check.is_well and "Line 1 must be" in check.words

    def test_one_that_was_changed_in_the_database_is_not_used(self):
        kept = alert_words.saved()
        WordList.objects.create(
            text=alert_words.with_a_term().replace("window", "garden"),
            digest="0" * 64,
            note="Another hand.",
            made_by=kept.made_by,
            made_at=kept.made_at + HOUR,
        )

        assert "changed in the database" in alarm.in_use().fault
        assert alarm.in_use().terms == alarm.load()

    def test_only_a_supervisor_saves_one(self):
        with pytest.raises(services.NotAllowedToEditWords):
            alert_words.saved(by=make.referral_officer())
        with pytest.raises(services.CannotSaveWords, match="Nothing is different"):
            from symphony.triage.alarm import editing

            alert_words.saved(editing.shipped_text())


def slowly(text, terms):
    """Find terms as `matching.find` does, without asking first whether any can be there."""
    may_be_in = matching._Beginnings.may_be_in
    matching._Beginnings.may_be_in = lambda _, text: True
    try:
        return matching.find(text, terms)
    finally:
        matching._Beginnings.may_be_in = may_be_in


TERMS = alarm.load()
WORDS = st.sampled_from(
    [part.replace("*", "ing") for term in TERMS for one in term.parts for part in one]
)
JOINS = st.sampled_from([" ", "_", "-", "'", "''", "’", ", ", ". ", "İ", "\n", " don't "])


@given(st.lists(st.tuples(WORDS, JOINS), max_size=12))
def test_asking_first_whether_any_term_can_be_there_changes_no_answer(pieces):
    text = "".join(word + join for word, join in pieces)
    assert matching.find(text, TERMS) == slowly(text, TERMS)
    assert matching.find(text.upper(), TERMS) == slowly(text.upper(), TERMS)


@given(st.sampled_from(TERMS), st.text(max_size=40))
def test_a_term_is_found_whatever_stands_before_its_sentence(term, before):
    text = f"{before}\n{term.example}"
    assert matching.find(text, TERMS) == slowly(text, TERMS) != []
