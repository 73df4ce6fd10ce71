"""Numbers in a release are chosen, never typed; and they are said truthfully."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symphony.news import rules, text

WORDS = st.sampled_from(["people", "were", "arrested", "often", "second", "both", "a"])
TEXTS = st.lists(WORDS, min_size=1).map(" ".join)
DIGITS = st.characters().filter(lambda sign: unicodedata.category(sign).startswith("N"))


def check(title, body, figures=(1, 20)):
    rules.check_text(title, body, figures=figures, has_period=True, has_operation=True)


@given(before=TEXTS, digit=DIGITS, after=TEXTS, space=st.sampled_from(["", " ", "-", "\n\n"]))
def test_a_digit_of_any_script_is_refused_wherever_it_stands(before, digit, after, space):
    with pytest.raises(rules.NumberTyped, match="Choose this number as a figure, so that it opens"):
        check("Week of action", f"{before}{space}{digit}{space}{after}")


@given(
    before=TEXTS,
    word=st.sampled_from(
        ["two", "Twelve", "ninety", "HUNDREDS", "thousand", "dozens", "forty", "A couple"]
    ),
    after=TEXTS,
    beside=st.sampled_from([" ", "-", "“", ".", "\n"]),
)
def test_a_number_in_letters_is_refused(before, word, after, beside):
    with pytest.raises(rules.NumberTyped):
        check("Week of action", f"{before}{beside}{word}{beside}{after}")


@given(words=TEXTS, name=st.sampled_from(["{figure:1}", "{figure:20}", "{period}", "{operation}"]))
def test_words_without_a_number_and_placeholders_are_let_through(words, name):
    check(f"{words} {name}", f"{name} {words}\n\n{words}")


@pytest.mark.parametrize("word", ["often", "attend", "weight", "tenfold", "someone", "no one"])
def test_words_that_only_look_like_numbers_are_let_through(word):
    assert not text.typed_number(word)


def test_the_refusal_says_where_and_what():
    with pytest.raises(rules.NumberTyped) as refusal:
        check("Week of action", "First.\n\nIt took 12 officers.")
    assert str(refusal.value) == (
        "“12” in paragraph 2: Choose this number as a figure, so that it opens to its records."
    )
    with pytest.raises(rules.NumberTyped, match="“Dozens” in the title"):
        check("Dozens arrested", "Text.")


@pytest.mark.parametrize(
    "body",
    ["{figure}", "{figure:0}", "{figure:01}", "{figure:x}", "{Figure:1}", "{name}", "{", "}"],
)
def test_what_is_no_placeholder_is_refused(body):
    with pytest.raises(rules.TextUnusable, match="Braces in paragraph 1 can only hold"):
        check("Week of action", body)


@pytest.mark.parametrize(
    "body",
    [
        "{figure:1}{figure:20}",
        "{figure:1} {figure:20}",
        "{figure:1}% of them",
        "£{figure:1}",
        "{figure:1}.{figure:20}",
        "x{figure:1}",
    ],
)
def test_nothing_may_touch_a_figure_that_makes_another_number_of_it(body):
    with pytest.raises(rules.TextUnusable, match="must stand alone, between words"):
        check("Week of action", body)


def test_a_figure_that_is_not_chosen_cannot_be_named():
    with pytest.raises(rules.TextUnusable, match="There is no figure 3"):
        check("Week of action", "{figure:3} people.")


@pytest.mark.parametrize(
    ("value", "rounding", "words"),
    [
        (0, "exact", "0"),
        (1204, "exact", "1,204"),
        (11, "more_than", "more than 10"),
        (30, "more_than", "more than 20"),
        (31, "more_than", "more than 30"),
        (700, "more_than_100", "more than 600"),
        (731, "more_than_100", "more than 700"),
        (12_345, "more_than_100", "more than 12,300"),
        (0, "fewer_than_five", "fewer than 5"),
        (4, "fewer_than_five", "fewer than 5"),
        (5, "fewer_than_five", "5"),
    ],
)
def test_a_number_is_said_as_people_read_it(value, rounding, words):
    assert rules.in_words(value, rounding) == words


@given(value=st.integers(101, 10**6), rounding=st.sampled_from(["more_than", "more_than_100"]))
def test_more_than_names_a_number_that_the_exact_one_is_above(value, rounding):
    said = int(rules.in_words(value, rounding).removeprefix("more than ").replace(",", ""))
    assert 0 < said < value
    assert value - said <= (10 if rounding == "more_than" else 100)


@pytest.mark.parametrize(
    ("value", "rounding"), [(0, "more_than"), (10, "more_than"), (100, "more_than_100")]
)
def test_more_than_is_refused_where_it_would_say_nothing(value, rounding):
    with pytest.raises(rules.RoundingNotPossible):
        rules.in_words(value, rounding)


def test_paragraphs_are_parted_by_blank_lines_and_keep_no_line_ends():
    assert text.paragraphs("A\r\nline.\r\n \r\n\r\n  Next  line. \n") == ["A line.", "Next line."]
