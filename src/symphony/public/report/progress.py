"""What one browser has answered so far, and which page it is on.

The state is locked between two requests (`public.unfinished`), and made of JSON's kinds:

`run` one report begun; `token` its form token, and `signed` the same as its pages send it;
`route`; `began_at` real time of its first page; `word` hashed, to carry on with; `tries` wrong
ones; `typed` what was typed on each page;
`step` the page shown; `changing` when an answer is changed from the check; `notice` what the next
page has to say; `show` until when a browser that sends no Referer is shown the page it was sent
to; `until` when the answers end; `trapped`, `person`, `doubts` of `public.doubts`; and once it was
sent nothing but `sent`.
"""

import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import scrypt
from typing import Any

from symphony.core.clock import real_now
from symphony.letterbox.answers import Route
from symphony.public.report import steps
from symphony.public.report.questions.asking import Typed
from symphony.public.report.routes import WAYS, Way
from symphony.public.report.steps import Step
from symphony.public.unfinished import REPORT
from symphony.web import signed_forms

State = dict[str, Any]

PURPOSE = "report"
START, CHECK, PERSON = "start", "check", "person"
WRONG_WORDS = 5


def begun(route: str, *, word: str = "") -> State:
    """Return a report that has just begun."""
    signed = signed_forms.new_token(PURPOSE)
    state: State = {
        "run": secrets.token_urlsafe(12),
        "signed": signed,
        "token": signed_forms.token_in(signed),
        "route": route,
        "began_at": real_now().isoformat(),
        "word": "",
        "tries": 0,
        "typed": {},
        "step": "",
        "trapped": False,
    }
    set_word(state, word)
    state["step"] = plan(state)[0].key
    touch(state)
    return state


def touch(state: State) -> None:
    """Note until when the answers are kept from now on."""
    state["until"] = (real_now() + REPORT.idle).isoformat()


def until(state: State) -> datetime:
    """Return when the answers end, in real time."""
    return datetime.fromisoformat(state["until"])


def seconds_left(state: State) -> int:
    """Return how long the answers are kept from now."""
    return max(0, int((until(state) - real_now()).total_seconds()))


def way(state: State) -> Way:
    """Return the route that the reporter took."""
    return WAYS[state["route"]]


def way_of(route: str) -> Way:
    """Return the route of a hidden field; what no page of ours sends is the most general."""
    return WAYS.get(route) or WAYS[Route.WORRIED.value]


def plan(state: State) -> list[Step]:
    """Return the pages of this report."""
    return steps.plan(way(state).questions, state["typed"])


def first_open(state: State) -> str:
    """Return the page that has to be seen or answered before the report can be sent."""
    return steps.first_open(plan(state), state["typed"])


def record(state: State, step: Step, typed: Typed) -> None:
    """Keep what was typed on a page."""
    had = state["typed"].get(step.key, {})
    kept = {steps.ANOTHER: had[steps.ANOTHER]} if steps.ANOTHER in had else {}
    state["typed"][step.key] = typed | kept
    state.pop("notice", None)


def go_on(state: State, step: Step) -> None:
    """Turn to the page after this one, or back to the check when that is where one came from."""
    if state.get("changing"):
        state["step"] = first_open(state) or CHECK
    else:
        state["step"] = steps.after(plan(state), step.key) or first_open(state) or CHECK
    if state["step"] == CHECK:
        state.pop("changing", None)


def go_back(state: State, key: str) -> None:
    """Turn to the question before this page; from a change back to the check."""
    state.pop("notice", None)
    if state.pop("changing", None) and not first_open(state):
        state["step"] = CHECK
        return
    state["step"] = steps.before(plan(state), key) or START


def add_another(state: State, step: Step) -> None:
    """Make room for another name or link, and turn to it."""
    state["typed"][step.key][steps.ANOTHER] = ["yes"]
    state["step"] = steps.after(plan(state), step.key)


def remove(state: State, step: Step) -> None:
    """Take out one of the names and links; those after it move up."""
    base = step.key.rsplit("-", 1)[0]
    group = [one.key for one in plan(state) if one.key.startswith(f"{base}-")]
    kept = [state["typed"].get(key, {}) for key in group if key != step.key] or [{}]
    for key in group:
        state["typed"].pop(key, None)
    for nth, typed in enumerate(kept, start=1):
        others = [steps.ANOTHER] if nth < len(kept) else []
        answer = {name: values for name, values in typed.items() if name != steps.ANOTHER}
        state["typed"][f"{base}-{nth}"] = answer | {name: ["yes"] for name in others}
    state["step"] = f"{base}-{max(1, min(step.nth, len(kept)))}"
    state.pop("notice", None)


def leave_empty(state: State, step: Step) -> None:
    """Take out a name or link that stayed empty, and go on from where it stood."""
    before_it = f"{step.key.rsplit('-', 1)[0]}-{step.nth - 1}"
    remove(state, step)
    listed = plan(state)
    if steps.find(listed, step.key):
        state["step"] = step.key
    else:
        go_on(state, next(one for one in listed if one.key == before_it))


def set_word(state: State, word: str) -> None:
    """Keep what the word to carry on with is checked against; no word leaves none."""
    if word := _plain(word):
        salt = secrets.token_bytes(16)
        state["word"] = salt.hex() + _hash(word, salt)


def is_word(state: State, word: str) -> bool:
    """Say whether this is the word, counting wrong tries."""
    kept = state["word"]
    salt = bytes.fromhex(kept[:32]) if kept else b""
    right = bool(kept) and hmac.compare_digest(kept[32:], _hash(_plain(word), salt))
    state["tries"] = 0 if right else state["tries"] + 1
    return right


def _plain(word: str) -> str:
    return " ".join(word.split()).casefold()[:100]


def _hash(word: str, salt: bytes) -> str:
    return scrypt(word.encode(), salt=salt, n=2**12, r=8, p=1, dklen=32).hex()


def is_sent(state: State) -> bool:
    """Say whether the report was sent, and nothing is left of it but its confirmation."""
    return "sent" in state


def names_before(state: State, step: Step, listed: Sequence[Step]) -> list[Step]:
    """Return the other names and links that were told."""
    base = step.key.rsplit("-", 1)[0]
    return [one for one in listed if one.key.startswith(f"{base}-") and one.key != step.key]
