"""What the team and a reporter who may be anonymous write to each other."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import ProgrammingError, connection, transaction

from symphony.audit.models import Entry
from symphony.core import notices, sealing
from symphony.letterbox import queries, rules, services
from symphony.letterbox.models import ReporterMessage, TeamMessage
from tests import make
from tests.letterbox import ordinary


def conversation(reference, given=ordinary.WORDS):
    return queries.conversation(reference=reference, private_key=ordinary.key(reference, given))


def test_what_the_team_wrote_is_read_with_the_words_and_answered(db):
    reference = ordinary.put_with_words()
    ordinary.write_to_reporter(reference, text="Which game is it?")
    an_hour_later = make.NOON + timedelta(hours=1)

    with ordinary.as_public():
        ordinary.answer(reference, text="Example Game", at=an_hour_later)
        found = conversation(reference)

    assert [(line.from_team, line.text, line.written_at) for line in found] == [
        (True, "Which game is it?", make.NOON),
        (False, "Example Game", an_hour_later),
    ]


def test_the_team_reads_the_same_in_the_clear_and_who_wrote_it(db):
    reference = ordinary.put_with_words()
    ordinary.write_to_reporter(reference, text="Which game?", why_safe="Nothing", by="77")
    ordinary.answer(reference, text="", stops_contact=True, at=make.NOON + timedelta(hours=1))

    asked, answered = queries.conversation_of(reference=reference)

    assert (asked.text, asked.written_by, asked.why_safe) == (
        "Which game?",
        "77",
        "Nothing",
    )
    assert (answered.from_team, answered.stops_contact, answered.read_at) == (False, True, None)


@pytest.mark.parametrize("column", ["text", "why_safe", "written_by"])
def test_the_public_role_cannot_select_what_the_team_wrote(public_role, column):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(TeamMessage.objects.values_list(column))


@pytest.mark.parametrize("column", ["text", "danger_now", "read_by"])
def test_the_public_role_cannot_select_what_a_reporter_wrote(public_role, column):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(ReporterMessage.objects.values_list(column))


@pytest.mark.parametrize("statement", ["UPDATE {} SET reference = 'x'", "DELETE FROM {}"])
@pytest.mark.parametrize("model", [TeamMessage, ReporterMessage])
def test_the_public_role_can_neither_change_nor_remove_a_message(public_role, model, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement.format(model._meta.db_table))


def test_the_public_role_cannot_write_for_the_team(public_role):
    reference = ordinary.put_with_words()

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        ordinary.write_to_reporter(reference)


def test_without_the_words_a_message_cannot_be_opened(db):
    reference = ordinary.put_with_words()
    ordinary.write_to_reporter(reference, text="Which game is it?")
    sealed = bytes(TeamMessage.objects.get().sealed)

    assert b"game" not in sealed
    with pytest.raises(sealing.CannotOpen):
        sealing.open_sealed(sealing.new_key(), sealed)
    other = ordinary.put_with_words()
    with pytest.raises(sealing.CannotOpen):
        sealing.open_sealed(ordinary.key(other), sealed)


def test_what_cannot_be_opened_is_not_passed_over_in_silence(db):
    reference = ordinary.put_with_words()
    TeamMessage.objects.create(
        reference=reference, text="x", sealed=b"torn", written_by="1", written_at=make.NOON
    )

    assert [line.text for line in conversation(reference)] == ["This message cannot be opened."]


def test_neither_the_words_nor_what_they_make_are_anywhere_in_the_database(
    fresh_database, owner_connection
):
    reference = ordinary.put_with_words(answers=ordinary.answers(narrative="Something else."))
    key = ordinary.key(reference)
    ordinary.write_to_reporter(reference, text="A question")
    ordinary.answer(reference, text="More")

    tables = owner_connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    text = "".join(
        str(owner_connection.execute(f'SELECT t::text FROM "{table}" t').fetchall())
        for (table,) in tables.fetchall()
    )

    assert reference in text
    assert "A question" in text
    assert [word for word in ordinary.WORDS if re.search(rf"\b{word}\b", text)] == []
    assert key.hex() not in text


def test_the_same_form_sent_again_adds_nothing(public_role):
    reference = ordinary.put_with_words()

    ordinary.answer(reference, token="one-form", text="First")
    ordinary.answer(reference, token="one-form", text="Changed since")

    assert [line.text for line in conversation(reference)] == ["First"]


def test_a_double_press_adds_one_message(fresh_database):
    reference = ordinary.put_with_words()
    key, faults = ordinary.key(reference), []

    def press():
        try:
            ordinary.answer(reference, token="pressed-twice", private_key=key)
        except Exception as fault:  # noqa: BLE001
            faults.append(fault)
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _ in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()

    assert faults == []
    assert ReporterMessage.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"text": ""}, "Enter what you want to add"),
        ({"text": " \n"}, "Enter what you want to add"),
        ({"text": " ", "danger_now": False}, "Enter what you want to add"),
        ({"text": "x" * 5_001}, "5,000 characters or fewer"),
        ({"text": "x" * 5_001, "stops_contact": True}, "5,000 characters or fewer"),
        ({"text": "A\x00B"}, "cannot be stored"),
    ],
)
def test_it_refuses_what_the_form_cannot_have_sent(public_role, changes, refusal):
    reference = ordinary.put_with_words()

    with pytest.raises(rules.NotAMessage, match=refusal):
        ordinary.answer(reference, **changes)

    assert conversation(reference) == []


def test_that_a_child_is_in_danger_needs_no_words(public_role):
    reference = ordinary.put_with_words()

    ordinary.answer(reference, text="", danger_now=True)

    assert [(line.text, line.danger_now) for line in conversation(reference)] == [("", True)]


@pytest.mark.parametrize("text", ["x" * 5_000, "قال لها", "👩‍👧‍👦", "<b>bold</b>", "line\nline"])
def test_every_kind_of_writing_comes_back_as_it_was(public_role, text):
    reference = ordinary.put_with_words()

    ordinary.answer(reference, text=text)

    assert [line.text for line in conversation(reference)] == [text]


def test_who_does_not_hold_the_words_writes_for_nobody(public_role):
    reference, other = ordinary.put_with_words(), ordinary.put_with_words()

    for key in (sealing.new_key(), ordinary.key(other)):
        with pytest.raises(rules.NotTheReporter):
            ordinary.answer(reference, private_key=key)
    with pytest.raises(rules.NotTheReporter):
        ordinary.answer(ordinary.put(), private_key=sealing.new_key())


def test_a_report_gets_two_hundred_messages_an_hour_and_then_some_later(public_role, monkeypatch):
    assert rules.MESSAGES_AN_HOUR == 200
    monkeypatch.setattr(rules, "MESSAGES_AN_HOUR", 3)
    reference, other = ordinary.put_with_words(), ordinary.put_with_words()
    for _ in range(3):
        ordinary.answer(reference)

    with pytest.raises(rules.TooManyMessages, match="in an hour"):
        ordinary.answer(reference)

    ordinary.answer(other)
    ordinary.answer(reference, at=make.NOON + timedelta(minutes=61))
    assert len(conversation(reference)) == 4


def test_a_conversation_shows_the_latest(public_role, monkeypatch):
    monkeypatch.setattr(queries.messages, "LATEST", 2)
    reference = ordinary.put_with_words()
    for minute in range(3):
        ordinary.answer(reference, text=str(minute), at=make.NOON + timedelta(minutes=minute))

    assert [line.text for line in conversation(reference)] == ["1", "2"]


def test_messages_of_one_moment_stand_as_they_were_written_a_question_before_its_answer(db):
    reference = ordinary.put_with_words()
    ordinary.answer(reference, text="An answer")
    ordinary.write_to_reporter(reference, text="First")
    ordinary.write_to_reporter(reference, text="Second")

    expected = ["First", "Second", "An answer"]
    assert [line.text for line in conversation(reference)] == expected
    assert [line.text for line in queries.conversation_of(reference=reference)] == expected


def test_an_answer_wakes_the_worker_once_it_is_stored(fresh_database, owner_connection):
    reference = ordinary.put_with_words()
    owner_connection.autocommit = True
    owner_connection.execute(f"LISTEN {notices.CHANNEL}")

    ordinary.answer(reference)

    woken = list(owner_connection.notifies(timeout=10, stop_after=1))
    assert [notice.payload for notice in woken] == ["letterbox"]
    found = owner_connection.execute("SELECT count(*) FROM letterbox_reportermessage")
    assert found.fetchone() == (1,)


def test_an_answer_will_not_run_inside_a_transaction_that_might_still_fail(fresh_database):
    reference = ordinary.put_with_words()

    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        ordinary.answer(reference)


def test_a_sender_without_the_words_cannot_be_reached(db):
    reference = ordinary.put()

    assert not queries.can_be_reached(reference)
    with pytest.raises(rules.CannotBeReached):
        ordinary.write_to_reporter(reference)
    assert not TeamMessage.objects.exists()


def test_a_message_of_the_team_is_audited_as_told_without_its_words(db):
    reference = ordinary.put_with_words()

    message = ordinary.write_to_reporter(reference, text="Which game is it?")

    entry = Entry.objects.get(what="letterbox.team_message_written")
    assert queries.can_be_reached(reference)
    assert (entry.about, entry.by, entry.kind) == ([reference], "1234", Entry.Kind.DISCLOSURE)
    assert "game" not in str(entry.details)
    assert message.text == "Which game is it?"


def test_an_empty_message_of_the_team_is_refused(db):
    with pytest.raises(rules.NotAMessage):
        ordinary.write_to_reporter(ordinary.put_with_words(), text=" ")


def test_danger_now_is_collected_first_and_nothing_twice(db):
    reference = ordinary.put_with_words()
    ordinary.answer(reference, text="first", at=make.NOON)
    ordinary.answer(reference, text="second", at=make.NOON + timedelta(minutes=1))
    ordinary.answer(reference, text="danger", danger_now=True, at=make.NOON + timedelta(minutes=2))

    taken = queries.answers_to_collect(limit=2)
    services.mark_answers_collected(answers=taken, by="system:letterbox", at=make.NOON)

    assert [answer.text for answer in taken] == ["danger", "first"]
    assert [answer.text for answer in queries.answers_to_collect()] == ["second"]
    collected = Entry.objects.filter(what="letterbox.answer_collected")
    assert [entry.about for entry in collected] == [[reference]] * 2


def test_answers_are_unread_until_the_team_opens_them(db):
    reference, other = ordinary.put_with_words(), ordinary.put_with_words()
    ordinary.answer(reference, at=make.NOON + timedelta(minutes=1))
    ordinary.answer(reference, at=make.NOON + timedelta(minutes=2))
    ordinary.answer(other, at=make.NOON)
    assert queries.unread_answers() == {other: 1, reference: 2}
    assert queries.unread_answers(references=[reference]) == {reference: 2}

    later = make.NOON + timedelta(hours=1)
    assert services.mark_answers_read(reference=reference, by="1234", at=later) == 2
    assert services.mark_answers_read(reference=reference, by="99", at=later) == 0

    assert queries.unread_answers() == {other: 1}
    read = ReporterMessage.objects.filter(reference=reference)
    assert {(one.read_by, one.read_at) for one in read} == {("1234", later)}
    entry = Entry.objects.get(what="letterbox.answers_read")
    assert (entry.about, entry.by, entry.details) == ([reference], "1234", {"messages": 2})


def test_two_collectors_never_take_the_same_answer(fresh_database, owner_connection):
    reference = ordinary.put_with_words()
    ordinary.answer(reference, text="one")
    ordinary.answer(reference, text="two", at=make.NOON + timedelta(minutes=1))
    owner_connection.execute(
        "SELECT 1 FROM letterbox_reportermessage WHERE text = 'one' FOR UPDATE"
    )

    with transaction.atomic():
        assert [answer.text for answer in queries.answers_to_collect()] == ["two"]
