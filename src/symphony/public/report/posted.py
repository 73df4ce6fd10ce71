"""What a page of the form sent, and whether it can be believed to be a page of ours."""

from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from symphony.public import doubts, typed
from symphony.public.report.progress import PURPOSE
from symphony.web import signed_forms
from symphony.web.signed_forms import FormTooOld, NotOurForm

HIDDEN = ("step", "run", "route", "go", "which", "door", "read", signed_forms.FIELD)
TOO_OLD = "You opened this page more than a day ago. Check what you typed and send it again"
NOT_OURS = (
    "We could not tell that this was sent from our own page. Check what you typed and send it again"
)
ANOTHER_RUN = (
    "Another report was begun in this browser after you opened this page. What you typed is still "
    "here. Press the button again to put it into the report that is open now"
)


@dataclass(frozen=True)
class Posted:
    """One sending of one page."""

    fields: QueryDict
    # Whether control signs were taken out of what was typed.
    left_out: bool
    # The form's one-use token; of a report that was begun, the report's own.
    token: str
    # Why it is shown again in place of being believed, if it is.
    problem: str
    fell_into_the_trap: bool

    def __getitem__(self, name: str) -> str:
        """Return a hidden field or a button; nothing where the page sent none."""
        return self.fields.get(name) or ""

    @property
    def step(self) -> str:
        return self["step"]


def read(request: HttpRequest) -> Posted:
    """Return what was sent, believed or not: nothing typed is lost to a doubt about its page."""
    sent = typed.read(request)
    token, problem = "", ""
    try:
        token = signed_forms.verify(request, PURPOSE)
    except FormTooOld as too_old:
        token, problem = too_old.token, TOO_OLD
    except NotOurForm:
        problem = NOT_OURS
    return Posted(sent.fields, sent.left_out, token, problem, doubts.fell_into_the_trap(request))


def words_in(posted: Posted) -> list[str]:
    """Return the words that were typed into a page which is not asked any more."""
    names = [name for name in posted.fields if name not in (*HIDDEN, doubts.TRAP_FIELD)]
    values = [value.strip() for name in names for value in posted.fields.getlist(name)[:5]]
    # What is shorter is the name of an answer, not words.
    return [value[:20_000] for value in values if " " in value or len(value) > 20][:20]
