"""The page "Are you a person?", for a report that is doubtful. Whatever is answered, it is sent.

With a script the browser does a small sum in place of an answer (a proof of work, after ALTCHA's
protocol), asking nobody but this site. Without one there is a pair of radios, which prove nothing:
the report is sent and kept apart.
"""

import json
from datetime import timedelta
from hashlib import blake2b
from typing import Any

from altcha import Payload, create_challenge, verify_solution
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from symphony.core.clock import real_now
from symphony.public import doubts, frame
from symphony.web.fields import Radios
from symphony.web.forms import Form

STEP = "person"
PROOF_FIELD = "proof"
# As long as the form waits for its sender.
GOOD_FOR = timedelta(minutes=30)
_ALGORITHM, _COST = "PBKDF2/SHA-256", 2000
# What a browser sends is under a kilobyte; more is not read.
_LONGEST_PROOF = 4_000
_NOT_PROVED = (
    "We could not check what your browser sent. Select yes if you are a person, and send again"
)


class PersonForm(Form):
    """What is asked where the browser cannot prove it."""

    person = forms.ChoiceField(
        label="Are you a person?",
        help_text="Either answer sends your report",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(inline=True),
        error_messages={
            "required": "Select yes if you are a person",
            "invalid_choice": "Select yes if you are a person",
        },
    )


def show(request: HttpRequest, state: dict[str, Any], **page: Any) -> HttpResponse:
    """Show the question, and what went wrong if this is the answer to an answer.

    :param page: what stands around every page of the form
    """
    answered = request.method == "POST" and request.POST.get("step") == STEP
    form = PersonForm(request.POST if answered else None)
    if answered and request.POST.get(PROOF_FIELD):
        form.refuse(_NOT_PROVED, "person")
    return frame.show(
        request,
        "public/person.html",
        status=422 if form.errors else 200,
        form=form,
        challenge=new(state),
        hidden={"step": STEP, "run": state["run"]},
        **page,
    )


def is_passed(request: HttpRequest, state: dict[str, Any]) -> bool | None:
    """Return whether the answer proves a person; None if nothing was answered, to ask again.

    :param state: of the form, with `token`; gets `person`, and has to be kept
    """
    if proves(request.POST.get(PROOF_FIELD, ""), state):
        state["person"] = doubts.PROVED
        return True
    if not request.POST.get(PROOF_FIELD) and PersonForm(request.POST).is_valid():
        state["person"] = doubts.SAID
        return False
    return None


def new(state: dict[str, Any]) -> str:
    """Return a challenge for the browser, good for this one report and as long as it waits."""
    challenge = create_challenge(
        algorithm=_ALGORITHM,
        cost=_COST,
        hmac_secret=_secret(),
        expires_at=real_now() + GOOD_FOR,
        data={"report": _report(state)},
    )
    return json.dumps(challenge.to_dict())


def proves(proof: str, state: dict[str, Any]) -> bool:
    """Say whether this is the solution of a challenge that was made for this very report.

    A solution can be checked any number of times, but it serves the one report it was made for,
    and that is stored once.
    """
    if not proof or len(proof) > _LONGEST_PROOF or not verify_solution(proof, _secret()).verified:
        return False
    data = Payload.from_base64(proof).challenge.parameters.data
    return data == {"report": _report(state)}


def _report(state: dict[str, Any]) -> str:
    """Return what a challenge is bound to: a hash, so that the token is not in the page."""
    return blake2b(str(state["token"]).encode(), digest_size=16, key=_secret()).hexdigest()


def _secret() -> bytes:
    key = settings.SECRET_KEY.encode()
    return blake2b(key, digest_size=32, person=b"symphony-person").digest()
