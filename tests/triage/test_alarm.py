"""Words of immediate harm: the list as it is shipped, what is found, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symphony.triage import alarm
from symphony.triage.alarm import loading

TERMS = alarm.load()
HEAD = ",".join(loading.COLUMNS)
GOOD = "want to die,self_harm,Why,I want to die.,He wanted to dine."


def found(text):
    return [(match.kind, match.words) for match in alarm.words_that_alert(text)]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.term)
def test_each_term_is_found_in_its_example_and_nothing_in_its_false_alarm(term):
    assert term.term in {match.term for match in alarm.words_that_alert(term.example)}
    assert alarm.words_that_alert(term.false_alarm) == []


def test_every_kind_has_terms():
    assert {term.kind for term in TERMS} == set(alarm.Kind)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He THREATENS her, he comes today", "THREATENS her, he comes today"),
        ("they\nmeet tonight", "meet tonight"),
        ("she is self-harming", "self-harming"),
        ("I don’t want to live anymore", "don’t want to live anymore"),
        ("I do not want to kill myself", "kill myself"),
    ],
)
def test_capitals_hyphens_apostrophes_and_lines_make_no_difference(text, words):
    assert words in [each for _, each in found(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The threat was last year. The report came today.",  # never over the end of a sentence
        "They are not meeting today.",
        "It isn't true they meet tonight.",
        "Nobody will hurt her.",
        "The threatening letter named no day.",
        "The seventeen-year-old wants to diet.",
        "A very long way from the threat that was made some years ago in a game to what is today.",
    ],
)
def test_what_does_not_alert(text):
    assert found(text) == []


def test_not_so_far_before_it_denies_nothing():
    assert found("I am not sure what to do because he is meeting her today.")


def test_where_it_stands_is_said():
    text = "Hello. I want to die."
    (match,) = alarm.words_that_alert(text)

    assert text[match.begins : match.ends] == match.words == "want to die"
    assert match.why == "Words about wanting to die"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Line 1 must be"),
        ("term,kind\n", "Line 1 must be"),
        (HEAD, "has no terms"),
        (f"{HEAD}\nwant to die,self_harm,Why", "Line 2 has 3 cells, not 5"),
        (f"{HEAD}\n" + GOOD.replace("Why", " "), "Line 2: why is empty"),
        (f"{HEAD}\n" + GOOD.replace("self_harm", "sad"), "Line 2: kind 'sad' must be one of"),
        (f"{HEAD}\n" + GOOD.replace("want to die", "wa*nt"), "'wa*nt' must be a word"),
        (f"{HEAD}\n" + GOOD.replace("want to die", "... die"), "begins and ends with a word"),
        (f"{HEAD}\n{GOOD}\n{GOOD}", "Line 3 is the term of line 2 again"),
        (f"{HEAD}\n" + GOOD.replace("I want", "I hope"), "Line 2: 'want to die' is not found in"),
        (f"{HEAD}\n" + GOOD.replace("wanted to dine", "can want to die"), "its false alarm would"),
        (f'{HEAD}\n"want to die', "is no CSV"),
    ],
)
def test_a_list_that_cannot_be_meant_is_refused_with_its_line(text, words):
    with pytest.raises(alarm.BadWordList) as refused:
        loading.read(text)
    assert words in str(refused.value)


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_every_match_is_in_it(text):
    for match in alarm.words_that_alert(text):
        assert text[match.begins : match.ends] == match.words


@given(st.sampled_from(TERMS), st.text(st.characters(categories=["L"]), max_size=12))
def test_a_sentence_before_it_hides_nothing(term, before):
    assert alarm.words_that_alert(f"{before}. {term.example}")
