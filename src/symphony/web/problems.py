"""What is wrong with a form, as the summary at the top of the page lists it."""

from dataclasses import dataclass

from django.forms import BaseForm


@dataclass(frozen=True)
class Problem:
    """One error: its words, and the id of the input that it leads to, if it belongs to one."""

    words: str
    target: str = ""


def problems_of(form: BaseForm) -> list[Problem]:
    """Return all errors of a form: those of the whole first, then in the order of its fields."""
    found = [Problem(str(words)) for words in form.non_field_errors()]
    for bound in form:
        target = getattr(bound, "error_target", "") or bound.id_for_label
        found += [Problem(str(words), target) for words in bound.errors]
    return found
