"""Putting a report into the letterbox."""

import threading

import pytest
from django.db import DataError, ProgrammingError, connection, transaction

from symphony.core import notices, references
from symphony.letterbox import queries, receipts, rules
from symphony.letterbox.models import Submission
from tests import make
from tests.letterbox import ordinary

PERSON = ordinary.answers()["person"]
CHILD = ordinary.answers()["children"][0]


def test_it_stores_what_was_answered_under_the_reference_it_returns(db):
    told = ordinary.answers(narrative="It began last week.")

    reference = ordinary.put(answers=told, danger_now=None)

    stored = Submission.objects.get(reference=reference)
    assert stored.answers == told
    assert (stored.danger_now, stored.received_at) == (None, make.NOON)
    assert stored.collected_at is None


def test_the_reference_can_be_read_out_and_checked(db):
    reference = ordinary.put()

    assert references.parse(reference.lower()) == references.Reference("R", reference)


def test_the_same_form_sent_again_keeps_its_reference_and_is_stored_once(db):
    first = ordinary.put(token="one-form")

    second = ordinary.put(token="one-form", answers=ordinary.answers(narrative="Changed since."))

    assert second == first
    assert [s.answers["narrative"] for s in Submission.objects.all()] == [
        ordinary.answers()["narrative"]
    ]


def test_the_public_role_can_do_it_and_learns_nothing_but_the_reference(public_role):
    reference = ordinary.put(token="one-form")

    assert ordinary.put(token="one-form") == reference
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(Submission.objects.values_list("answers"))


@pytest.mark.parametrize("statement", ["UPDATE {} SET token = 'x'", "DELETE FROM {}"])
def test_the_public_role_can_neither_change_nor_remove_it(public_role, statement):
    ordinary.put()
    table = Submission._meta.db_table

    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement.format(table))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"narrative": "", "happened": []}, "Enter what you know"),
        ({"narrative": " \n\t", "happened": []}, "Enter what you know"),
        ({"narrative": "x" * 10_001}, "10,000 characters or fewer"),
        ({"devices": "x" * 2_001}, "2,000 characters or fewer"),
        ({"person": PERSON | {"name": "x" * 201}}, "200 characters or fewer"),
        ({"person": {"name": "x"}}, "those that the form asks for"),
        ({"children": [CHILD] * 11}, "10 children"),
        ({"about": ["something_new"]}, "something_new"),
        ({"form": 1}, "Open the form anew"),
        ({"favourite_food": "soup"}, "favourite_food"),
        ({"route": "side_door"}, "side_door"),
        ({"lives_with_children": "perhaps"}, "perhaps"),
        ({"when_code": "soon"}, "soon"),
        ({"services": [{"service": "", "user_name": "", "link": "x"}] * 11}, "10 names and links"),
        ({"services": [{"service": "x" * 101, "user_name": "", "link": ""}]}, "100 characters"),
        ({"children": [CHILD | {"name": "A\x00B"}]}, "cannot be stored"),
        ({"services": [{"service": "", "user_name": "\x07", "link": ""}]}, "cannot be stored"),
    ],
)
def test_it_refuses_what_the_form_cannot_have_sent(db, changes, words):
    with pytest.raises(rules.NotAReport, match=words):
        ordinary.put(answers=ordinary.answers(**changes))

    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000,
        "Line\nline\ttab",
        "قال لها إنه في الصف نفسه",
        "👩‍👧‍👦 🇺🇦",
        "<script>alert(1)</script>",
        "\u202eturned\u202c",
        'quote " back\\slash \\u0000',
    ],
)
def test_it_keeps_every_kind_of_writing_as_it_came(public_role, text):
    reference = ordinary.put(answers=ordinary.answers(narrative=text))

    ordinary.read_as_staff()
    assert Submission.objects.get(reference=reference).answers["narrative"] == text


def test_it_wakes_the_worker_when_it_is_stored(fresh_database, owner_connection):
    owner_connection.autocommit = True
    owner_connection.execute(f"LISTEN {notices.CHANNEL}")

    ordinary.put()

    woken = list(owner_connection.notifies(timeout=10, stop_after=1))
    assert [notice.payload for notice in woken] == ["letterbox"]


def test_a_reference_is_only_returned_once_others_can_read_the_row(
    fresh_database, owner_connection
):
    reference = ordinary.put()

    found = owner_connection.execute(f"SELECT reference FROM {Submission._meta.db_table}")
    assert found.fetchall() == [(reference,)]


def test_it_will_not_run_inside_a_transaction_that_might_still_fail(fresh_database):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        ordinary.put()


def test_it_waits_for_the_disk_even_where_the_server_confirms_early(fresh_database):
    seen = []

    def note(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.startswith("INSERT"):
            cursor = context["cursor"].connection
            with cursor.connection.cursor() as other:
                seen.append(other.execute("SHOW synchronous_commit").fetchone()[0])
        return result

    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit TO off")
    with connection.execute_wrapper(note):
        ordinary.put()

    assert seen == ["on"]


def test_a_double_press_stores_one_report_and_both_get_its_reference(fresh_database):
    answers_to_both = []

    def press():
        try:
            answers_to_both.append(ordinary.put(token="pressed-twice"))
        finally:
            connection.close()

    presses = [threading.Thread(target=press) for _ in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()

    assert len(answers_to_both) == 4
    assert len(set(answers_to_both)) == 1
    assert Submission.objects.count() == 1


def test_two_forms_never_share_a_reference(db, monkeypatch):
    drawn = iter(["R-0000-0000", "R-0000-0000", "R-1111-1111"])
    monkeypatch.setattr(references, "new_referral", lambda **_: next(drawn))

    assert [ordinary.put(), ordinary.put()] == ["R-0000-0000", "R-1111-1111"]


def test_the_database_itself_would_not_store_a_null_sign(db):
    """Why `storable` exists: the database refuses the sign, and a refusal here is a lost report."""
    with pytest.raises(DataError), transaction.atomic():
        Submission.objects.create(
            token="t", reference="R-0000-0000", received_at=make.NOON, answers={"narrative": "\x00"}
        )


def test_the_receipt_is_stored_with_the_report_and_the_first_one_stays(public_role):
    first, second = receipts.new_receipt(ordinary.WORDS), receipts.new_receipt(["other"])

    reference = ordinary.put(token="one-form", receipt=first)
    ordinary.put(token="one-form", receipt=second)

    assert queries.receipt_of(reference=reference) == first


def test_a_report_whose_sender_wants_no_words_has_no_receipt(public_role):
    assert not queries.can_be_reached(ordinary.put())


def test_sealed_contact_details_and_doubts_are_stored_with_it(db):
    reference = ordinary.put(sealed_contact=b"a box", doubts=["haste"])

    stored = Submission.objects.get(reference=reference)
    assert (bytes(stored.sealed_contact), stored.doubts) == (b"a box", ["haste"])
