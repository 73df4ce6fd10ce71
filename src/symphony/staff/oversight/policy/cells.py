"""One cell of a policy's file as a field: a list where its words are closed, a text where not."""

from django import forms

from symphony.triage.policy import Policy, editing
from symphony.triage.policy.facts import Fact
from symphony.triage.policy.words import (
    BANDS,
    GIVES,
    HITS,
    LIGHTER,
    NOT_KNOWN,
    PARTS,
    PATHS,
    SOURCES,
    VARIANTS,
    plain,
)

_YES = ("", "yes")
_CLOSED: dict[str, tuple[str, ...]] = {
    "band": BANDS,
    "path": PATHS,
    "variant": ("", *VARIANTS),
    "part": PARTS,
    "gives": GIVES,
    "hit": HITS,
    "complete": ("yes", "no"),
    "reassuring": _YES,
    "full_response": _YES,
}
_SEVERAL = {"answered_before": LIGHTER, "given_by": SOURCES}
_LABELS = {
    "rule": "Name of the rule",
    "band": "How urgent it makes it",
    "path": "Which path it gives",
    "variant": "Kind of the path",
    "quality": "Quality, from 0 to 100",
    "says": "Because",
    "source": "Source that is cited",
    "fact": "Name of the question",
    "question": "Question",
    "part": "What it is about",
    "answered_before": "Must be answered before",
    "given_by": "Who or what can answer it",
    "value": "Answer",
    "words": "The answer as the end of: if …",
    "reassuring": "May it lower the urgency?",
    "full_response": "Does it force the full response?",
    "table": "Name of the table",
    "gives": "What it gives",
    "hit": "Which rows count",
    "complete": "Does it cover everything?",
    "title": "Title",
}
_LONG = ("says", "source", "question", "words", "title")
MOST_TEXT = 1_000


def cell_field(policy: Policy, table: str, column: str, stands: str) -> forms.Field:
    """Return the field of a cell.

    :param stands: what the cell says today: it can be left so, whatever the list has
    """
    is_rule = any(index.head.name == table for index in policy.indexes)
    if is_rule and column in policy.facts:
        return _condition(policy.facts[column], stands)
    label = _LABELS.get(column, plain(column).capitalize())
    if column in _CLOSED:
        words = {word: plain(word) or "–" for word in _CLOSED[column]}
        return _choice(label, words, stands)
    if column == "fact" and table == "values":
        return _choice(label, {name: plain(name) for name in policy.facts}, stands)
    hint = ""
    if column in _SEVERAL:
        hint = f"Any of {', '.join(_SEVERAL[column])}, with | between them; or nothing."
    return forms.CharField(
        label=label,
        required=False,
        max_length=MOST_TEXT,
        help_text=hint,
        widget=forms.TextInput(attrs={"spellcheck": "true" if column in _LONG else "false"}),
    )


def _condition(fact: Fact, stands: str) -> forms.Field:
    listed = editing.conditions(fact)
    if listed is not None:
        return _choice(fact.question, dict(listed), stands)
    values = ", ".join(value for value in fact.domain if value != NOT_KNOWN)
    return forms.CharField(
        label=fact.question,
        required=False,
        max_length=MOST_TEXT,
        help_text=(
            f"Empty: any answer. Else {values} or {NOT_KNOWN}; a|b is either; !a is all but a."
        ),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocapitalize": "none"}),
    )


def _choice(label: str, words: dict[str, str], stands: str) -> forms.Field:
    choices = list(words.items())
    if stands not in words:
        choices.append((stands, f"{stands or 'nothing'} (as it stands)"))
    return AnyChoice(label=label, required=False, choices=choices)


class AnyChoice(forms.ChoiceField):
    """A list whose every answer the policy's own check judges: it says more than a form can."""

    def valid_value(self, value: object) -> bool:
        return True
