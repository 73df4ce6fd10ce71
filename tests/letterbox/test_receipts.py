"""Knowing a reporter again by six words that are stored nowhere."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symphony.core import sealing
from symphony.letterbox import receipts, slow_hash, words
from symphony.letterbox.words import WORDS
from tests.letterbox import ordinary

SIX = st.lists(st.sampled_from(WORDS), min_size=6, max_size=6)


@given(SIX)
def test_the_same_words_make_the_same_key_and_the_receipt_is_its_public_half(six):
    receipt = receipts.new_receipt(six)

    key = receipts.private_key(six, receipt.salt)
    assert sealing.public_key_of(key) == receipt.public_key
    assert sealing.open_sealed(key, sealing.seal(receipt.public_key, "a word")) == "a word"


@given(SIX, SIX)
def test_other_words_make_another_key(six, other):
    salt = slow_hash.new_salt()

    same = receipts.private_key(six, salt) == receipts.private_key(other, salt)
    assert same == (six == other)


@settings(max_examples=20)
@given(SIX)
def test_the_same_words_make_another_receipt_each_time(six):
    assert receipts.new_receipt(six) != receipts.new_receipt(six)


def test_reference_and_words_open_it_however_they_are_typed(public_role):
    reference = ordinary.put_with_words()

    key = receipts.opened_with(reference, "copper lantern river market seven ladder")

    assert key is not None
    typed = reference.lower().replace("-", " ")
    assert receipts.opened_with(typed, "COPPER, Lantern - river\nmarket. seven  ladder.") == key


@pytest.mark.parametrize(
    "given",
    [
        "copper lantern river market seven",
        "copper lantern river market seven ladder ladder",
        "lantern copper river market seven ladder",
        "copper lantern river market seven letter",
        "",
        "copper" * 10_000,
        "\x00",
    ],
)
def test_other_words_do_not_open_it(public_role, given):
    assert receipts.opened_with(ordinary.put_with_words(), given) is None


@pytest.mark.parametrize(
    "reference", ["", "R-0000-0000", "nonsense", "R-\x00", "C-26-0001", "é" * 99]
)
def test_words_of_another_report_or_of_none_do_not_open_it(public_role, reference):
    ordinary.put_with_words()

    assert receipts.opened_with(reference, " ".join(ordinary.WORDS)) is None


def test_a_report_without_a_receipt_is_opened_by_nothing(public_role):
    assert receipts.opened_with(ordinary.put(), " ".join(ordinary.WORDS)) is None


def test_the_words_of_one_report_do_not_open_another(public_role):
    other = ordinary.put_with_words(words.choose())

    assert receipts.opened_with(other, " ".join(ordinary.WORDS)) is None


@pytest.mark.parametrize(
    "reference", ["R-0000-0000", "", "nonsense"], ids=["unknown", "empty", "no reference"]
)
def test_the_slow_hash_is_done_once_whatever_is_wrong(public_role, monkeypatch, reference):
    with_words = ordinary.put_with_words()
    hashed = []
    really = slow_hash.hashed
    monkeypatch.setattr(slow_hash, "hashed", lambda *of: hashed.append(of) or really(*of))

    receipts.opened_with(with_words, "quite other words")
    receipts.opened_with(reference, " ".join(ordinary.WORDS))

    assert len(hashed) == 2
    assert [salt[:2] for _, salt in hashed] == [bytes([slow_hash.PASSES, slow_hash.MEMORY])] * 2


def test_no_more_than_two_are_let_in_at_once_and_the_third_is_told_at_once(
    public_role, monkeypatch
):
    reference = ordinary.put_with_words()
    receipt = receipts.queries.receipt_of(reference=reference)
    monkeypatch.setattr(receipts.queries, "receipt_of", lambda **_: receipt)
    go_on, begun = threading.Event(), threading.Semaphore(0)
    really = slow_hash.hashed

    def wait(*of):
        begun.release()
        go_on.wait(20)
        return really(*of)

    monkeypatch.setattr(slow_hash, "hashed", wait)
    typed, found = " ".join(ordinary.WORDS), []
    others = [
        threading.Thread(target=lambda: found.append(receipts.opened_with(reference, typed)))
        for _ in range(receipts.AT_ONCE)
    ]
    for other in others:
        other.start()
    for _ in others:
        assert begun.acquire(timeout=20)

    with pytest.raises(receipts.Busy, match="in a moment"):
        receipts.opened_with(reference, typed)

    go_on.set()
    for other in others:
        other.join()
    assert None not in found
    assert receipts.opened_with(reference, typed) == found[0] == found[1]


def test_a_fault_within_leaves_nobody_shut_out(public_role, monkeypatch):
    reference = ordinary.put_with_words()
    with monkeypatch.context() as patched:
        patched.setattr(slow_hash, "hashed", lambda *_: 1 / 0)
        for _ in range(receipts.AT_ONCE + 1):
            with pytest.raises(ZeroDivisionError):
                receipts.opened_with(reference, "words")

    assert ordinary.key(reference)


def test_a_receipt_of_another_cost_stays_good(public_role, monkeypatch):
    reference = ordinary.put_with_words()

    monkeypatch.setattr(slow_hash, "PASSES", 3)
    monkeypatch.setattr(slow_hash, "MEMORY", 14)

    assert ordinary.key(reference)


def test_no_receipt_can_ask_for_more_than_a_server_has(db):
    with pytest.raises(ValueError, match="costs that much"):
        receipts.private_key(ordinary.WORDS, bytes([1, 40]) + bytes(16))
    with pytest.raises(ValueError, match="costs that much"):
        receipts.private_key(ordinary.WORDS, bytes([200, 13]) + bytes(16))


def test_a_try_is_dear_on_the_running_sites():
    """The tests make it cheap (see conftest.py); this reads what the sites run with."""
    code = (slow_hash.__spec__.loader.get_source(slow_hash.__name__) or "").splitlines()

    assert "PASSES = 8" in code
    assert any(line.startswith("MEMORY = 25") for line in code)
