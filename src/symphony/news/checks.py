"""What is looked at before a release goes out: what passes, what to mend, what to look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from symphony.core.clock import LONDON
from symphony.news import rules, text
from symphony.news.counted import Recounted
from symphony.news.models import Release, ReleaseFigure


class State(Enum):
    PASSED = "Passed"
    TO_MEND = "To mend"
    TO_LOOK_AT = "To look at"


@dataclass(frozen=True)
class Check:
    """One question about the release, and how it was answered."""

    state: State
    words: str

    @property
    def stops(self) -> bool:
        """Whether the release cannot be sent or published before this is mended."""
        return self.state is State.TO_MEND


def of(release: Release, recounted: Sequence[Recounted], *, title: str) -> list[Check]:
    """Return all checks of a release, those to mend first, then those to look at.

    :param title: the title with its figures put in
    """
    parts = [release.title, *text.paragraphs(release.body)]
    found = [
        *_text(release, recounted),
        *_title(title),
        *_figures(parts, recounted),
        *(check for again in recounted for check in _one(again)),
        *_wording(parts),
    ]
    order = [State.TO_MEND, State.TO_LOOK_AT, State.PASSED]
    return sorted(found, key=lambda check: order.index(check.state))


def _text(release: Release, recounted: Sequence[Recounted]) -> list[Check]:
    if not text.paragraphs(release.body):
        return [Check(State.TO_MEND, "The release has no text yet.")]
    try:
        for place, part in text.places(release.title, release.body):
            rules.check_part(part, place)
            if text.names("period", part) and not (release.operation or recounted):
                words = "There are days in the text, and no figure any more whose days they are."
                return [Check(State.TO_MEND, words)]
    except (rules.NumberTyped, rules.TextUnusable) as refusal:
        return [Check(State.TO_MEND, str(refusal))]
    return [Check(State.PASSED, "No number is typed: each is a chosen figure.")]


def _title(title: str) -> list[Check]:
    if len(title) <= rules.TITLE_LIMIT:
        return []
    words = f"The title must be {rules.TITLE_LIMIT} characters or fewer with its figures put in."
    return [Check(State.TO_MEND, words)]


def _figures(parts: list[str], recounted: Sequence[Recounted]) -> list[Check]:
    chosen = {again.figure.position for again in recounted}
    used = text.positions(parts)
    missing = [
        Check(State.TO_MEND, f"Figure {position} is in the text and no longer chosen.")
        for position in sorted(used - chosen)
    ]
    idle = [
        Check(State.TO_MEND, f"Figure {position} is not in the text. Put it in or remove it.")
        for position in sorted(chosen - used)
    ]
    return missing + idle or [Check(State.PASSED, "Each chosen figure stands in the text.")]


def _one(again: Recounted) -> list[Check]:
    figure, found = again.figure, []
    name = f"Figure {figure.position}, {again.measure.title.lower()}"
    if again.still_holds:
        found.append(Check(State.PASSED, f"{name}: counted again, “{figure.words}” still holds."))
    else:
        found.append(
            Check(
                State.TO_MEND,
                f"{name}: chosen as {figure.value:,} and counted now as {again.value:,}, so that "
                f"“{figure.words}” no longer holds. Count it again.",
            )
        )
    if figure.rounding == ReleaseFigure.Rounding.EXACT and again.value < rules.SMALL:
        found.append(
            Check(
                State.TO_LOOK_AT,
                f"{name}: a number below {rules.SMALL} can point at people. Consider “fewer than "
                f"{rules.SMALL}”.",
            )
        )
    if again.period.ends_on >= again.as_at.astimezone(LONDON).date():
        found.append(Check(State.TO_LOOK_AT, f"{name}: its period is not over yet."))
    return found


def _wording(parts: list[str]) -> list[Check]:
    found = [
        Check(State.TO_LOOK_AT, f"A word to avoid, {said}.") for said in rules.avoided_words(parts)
    ]
    for number, part in enumerate(parts):
        if street := rules.named_street(part):
            place = f"paragraph {number}" if number else "the title"
            found.append(
                Check(State.TO_LOOK_AT, f"“{street}” in {place} reads like the name of a street.")
            )
    return found or [Check(State.PASSED, "No street is named and no word to avoid is used.")]
