"""What was typed into a public form, without the signs that cannot be stored."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from symphony.letterbox.rules import storable


@dataclass(frozen=True)
class Typed:
    """The fields of a form, and whether anything had to be left out of them."""

    fields: QueryDict
    left_out: bool


def read(request: HttpRequest) -> Typed:
    """Return what was sent. A report is never refused for a stray control sign in it."""
    fields = request.POST.copy()
    left_out = False
    for name, values in request.POST.lists():
        kept = [storable(value) for value in values]
        fields.setlist(name, kept)
        left_out = left_out or any(
            len(after) != len(before.replace("\r\n", "\n"))
            for before, after in zip(values, kept, strict=True)
        )
    return Typed(fields, left_out)
