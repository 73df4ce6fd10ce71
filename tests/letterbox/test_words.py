"""The list that the six words are drawn from, and how they are read when typed."""

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from symphony.letterbox import words
from symphony.letterbox.words import WORDS

# One or two of each kind that has no place on a sheet somebody may find: of body, family, fear,
# school, violence, police, religion, sex, drink and drugs.
HAS_NO_PLACE = re.findall(
    "[a-z]+",
    """
abuse adult angel ankle arrest aunt baby badge bar bed beer bishop blade blood body bomb bottle
boy breast bride bruise bullet burn chapel chest child church class cousin crime dagger dare dark
dead death desk devil doctor dread drink drug drunk dying elbow exam eye face family father fear
finger fist foster fright ghost girl god grave gun hair hand hate head heart hell hide hospital
hunt hurt infant injury jail judge jury kid kill kiss knee knife lesson lips lover mother mouth
murder naked nephew nurse officer orphan pain panic parent patrol pencil police pray priest prison
punch punish pupil razor rope scar scare school scream secret sergeant sex shame shoot sin siren
sister skin slave smoke soldier son spy stab stepson student suicide sword teacher temple terror
threat throat toe tongue touch uncle underwear victim violence vodka weapon wedding weep whip
whisky wife wine witch witness wound wrist youth
""",
)


def test_there_are_enough_for_six_to_withstand_guessing():
    assert len(WORDS) >= 1_800
    assert words.HOW_MANY * math.log2(len(WORDS)) >= 64


def test_each_stands_once_in_order_in_plain_letters():
    assert list(WORDS) == sorted(set(WORDS))
    assert [word for word in WORDS if not re.fullmatch("[a-z]{3,8}", word)] == []


def test_none_is_of_a_kind_that_has_no_place():
    assert [word for word in HAS_NO_PLACE if word in WORDS] == []


def test_none_is_spelt_otherwise_across_the_ocean():
    spellings = re.compile("our$|tre$|ise$|ize$|ogue$|ellor|yse$")
    the_same_in_both = {
        "arise",
        "concise",
        "contour",
        "dialogue",
        "epilogue",
        "noise",
        "paradise",
        "praise",
        "precise",
        "sunrise",
        "tortoise",
    }

    assert {word for word in WORDS if spellings.search(word)} == the_same_in_both


def test_none_is_the_plural_of_another():
    found = {
        (word, plural)
        for word in WORDS
        for plural in (f"{word}s", f"{word}es", f"{word[:-1]}ies")
        if plural in WORDS
    }
    assert found == set()


def test_no_two_differ_by_one_letter():
    by_pattern = {}
    for word in WORDS:
        for at in range(len(word)):
            by_pattern.setdefault(f"{word[:at]}?{word[at + 1 :]}", set()).add(word)
    known = set(WORDS)
    left_out = {
        (word, shorter)
        for word in WORDS
        for at in range(len(word))
        if (shorter := word[:at] + word[at + 1 :]) in known
    }

    assert [alike for alike in by_pattern.values() if len(alike) > 1] == []
    assert left_out == set()


# How a word sounds to somebody in England who is read it over the telephone: letters that are
# silent fall out, an r is heard before a vowel only, and all vowels are taken for the same.
SOUNDS = [
    (re.compile(pattern), sound)
    for pattern, sound in [
        ("^(?:kn|gn|pn)", "n"),
        ("^wr", "r"),
        ("^ps|^x", "s"),
        ("wh", "w"),
        ("mb$|mn$", "m"),
        ("sch", "sk"),
        ("tch|c[ie](?=[aou])|[st]i(?=[aeo])|[cs]h", "X"),
        ("dg(?=[eiy])", "j"),
        ("ph", "f"),
        ("gh", ""),
        ("th", "0"),
        ("sc(?=[eiy])|c(?=[eiy])", "s"),
        ("ck|[cq]", "k"),
        ("g(?=[eiy])", "j"),
        ("x", "ks"),
        ("z", "s"),
        (r"(.)\1+", r"\1"),
        ("(?<=[^aeiouy])e$", ""),
        ("r(?![aeiouy])", ""),
        ("(?<=.)h", ""),
        ("[aeiouwy]+", "A"),
    ]
]


def sound(word):
    for pattern, heard in SOUNDS:
        word = pattern.sub(heard, word)
    return word


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("knight", "night"),
        ("write", "right"),
        ("flour", "flower"),
        ("panda", "pander"),
        ("court", "caught"),
        ("phone", "fone"),
        ("basket", "biscuit"),
        ("rover", "river"),
    ],
)
def test_the_check_of_sounds_hears_what_is_alike(one, other):
    assert sound(one) == sound(other)


def test_no_two_sound_alike():
    by_sound = {}
    for word in WORDS:
        by_sound.setdefault(sound(word), []).append(word)

    assert [alike for alike in by_sound.values() if len(alike) > 1] == []


def test_six_are_drawn_by_the_secure_dice_of_the_system(monkeypatch):
    drawn = iter(WORDS)
    monkeypatch.setattr(words.secrets, "choice", lambda of: next(drawn) if of is WORDS else None)

    assert words.choose() == list(WORDS[:6])


def test_two_reporters_get_different_words():
    drawn = [tuple(words.choose()) for _ in range(200)]

    assert all(len(six) == 6 and set(six) <= set(WORDS) for six in drawn)
    assert all(one != other for one, other in pairwise(sorted(drawn)))


BETWEEN = st.text(" \t\n,.;:-–—‐/0123456789", min_size=1, max_size=5)  # noqa: RUF001


@given(
    st.lists(st.sampled_from(WORDS), min_size=6, max_size=6),
    st.lists(BETWEEN, min_size=7, max_size=7),
    st.sampled_from([str.lower, str.upper, str.title]),
)
def test_capitals_spaces_and_signs_between_are_forgiven(six, between, written):
    typed = "".join(sign + written(word) for sign, word in zip(between, [*six, ""], strict=True))

    assert words.normalised(typed) == six


@given(st.text())
def test_whatever_is_typed_is_read_the_same_twice(text):
    read = words.normalised(text)

    assert words.normalised(" ".join(read)) == read


def test_letters_of_a_wide_keyboard_are_read():
    assert words.normalised("ｌａｎｔｅｒｎ　Ｒｉｖｅｒ") == ["lantern", "river"]  # noqa: RUF001


def test_order_counts():
    assert words.normalised("river lantern") != words.normalised("lantern river")
