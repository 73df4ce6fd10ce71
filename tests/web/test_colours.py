"""The colour table, measured again from the style sheet that both themes are made of."""

import itertools
import re
from pathlib import Path

import pytest

SASS = Path(__file__).parents[2] / "frontend/sass/_colours.scss"
BANDS = ("very-high", "high", "medium", "low", "not-graded")
THEMES = ("light", "dark")

# Full colour blindness after Machado, Oliveira and Fernandes (2009), on linear RGB.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}


def table(theme):
    """Return the custom properties of a theme."""
    block = re.search(rf"@mixin {theme} \{{(.*?)\n\}}", SASS.read_text(), re.DOTALL)[1]
    return dict(re.findall(r"--((?:sy|govuk)-[a-z-]+): (#[0-9a-f]{6});", block))


def linear(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def luminance(colour):
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour, sight):
    """Return the colour as an eye sees it, in CIE L*a*b* (D65)."""
    rgb = linear(colour)
    seen = [
        min(1, max(0, sum(weight * part for weight, part in zip(row, rgb, strict=True))))
        for row in SIGHTS[sight]
    ]
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.95047, 1.0, 1.08883)
    x, y, z = (
        _cube(sum(weight * part for weight, part in zip(row, seen, strict=True)) / whole)
        for row, whole in zip(to_xyz, white, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _cube(t):
    return t ** (1 / 3) if t > (6 / 29) ** 3 else t / (3 * (6 / 29) ** 2) + 4 / 29


def distance(one, other, sight):
    pairs = zip(lab(one, sight), lab(other, sight), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


@pytest.mark.parametrize("theme", THEMES)
def test_both_themes_name_the_same_colours(theme):
    assert table(theme).keys() == table("light").keys()
    assert len(table(theme)) > 50


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("band", BANDS)
def test_a_band_can_be_read_and_its_edge_seen(theme, band):
    colours = table(theme)

    assert contrast(colours[f"sy-{band}-fill"], colours[f"sy-{band}-text"]) >= 4.5
    assert contrast(colours[f"sy-{band}-edge"], colours["sy-body"]) >= 3


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES)
def test_any_two_graded_bands_can_be_told_apart(theme, sight):
    colours = table(theme)

    for one, other in itertools.combinations(BANDS[:4], 2):
        fills = colours[f"sy-{one}-fill"], colours[f"sy-{other}-fill"]
        assert distance(*fills, sight) >= 15, (one, other)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_the_page_and_on_its_surfaces(theme):
    colours = table(theme)

    for text in ("text", "secondary-text", "link", "link-visited", "link-hover", "error"):
        for ground in ("sy-body", "sy-surface"):
            assert contrast(colours[f"govuk-{text}-colour"], colours[ground]) >= 4.5, text
    for text, ground in (
        ("sy-overdue", "sy-body"),
        ("sy-overdue", "sy-surface"),
        ("sy-header-text", "sy-header"),
        ("sy-brand-text", "sy-brand"),
        ("sy-button-text", "sy-button"),
        ("sy-button-text", "sy-button-hover"),
        ("sy-warning-button-text", "sy-warning-button"),
        ("sy-warning-button-text", "sy-warning-button-hover"),
        ("sy-secondary-button-text", "sy-secondary-button"),
        ("sy-secondary-button-text", "sy-secondary-button-hover"),
        ("govuk-focus-text-colour", "govuk-focus-colour"),
    ):
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_marks_and_edges_can_be_seen(theme):
    colours = table(theme)

    for mark in (
        "sy-due-soon",
        "sy-paused",
        "sy-met",
        "sy-chart-this",
        "sy-chart-last",
        "govuk-input-border-colour",
        "govuk-success-colour",
        "govuk-error-colour",
    ):
        assert contrast(colours[mark], colours["sy-body"]) >= 3, mark
