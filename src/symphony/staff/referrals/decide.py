"""Deciding on a referral: how urgent, which path, and why."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from symphony.cases import queries as case_queries
from symphony.cases import rules as case_rules
from symphony.cases import services as cases
from symphony.core.clock import now
from symphony.core.errors import DomainError
from symphony.referrals.models import Referral
from symphony.staff.referrals import record, taking
from symphony.staff.referrals.deciding import page
from symphony.staff.referrals.deciding.explanation import headline
from symphony.staff.referrals.deciding.form import SEEN, DecisionForm
from symphony.staff.referrals.deciding.page import Said
from symphony.staff.referrals.deciding.questions import changed
from symphony.triage import queries as triage
from symphony.triage import services
from symphony.triage.models import Assessment, Band, Path
from symphony.triage.services import AlreadyDecided, SuggestionChanged, key_of
from symphony.web.looks import show
from symphony.web.requests import StaffRequest

# The button that answers questions and stays on the page.
WORK_OUT = "work_out_again"


@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, reference: str) -> HttpResponse:
    """Show the suggestion with its reasons, work it out again, and take the decision."""
    referral = case_queries.visible_referral(reference=reference, viewer=request.user)
    if triage.entry(referral).left_at is not None:
        return _decided_already(request, referral)
    if request.method != "POST":
        return _page(request, referral, Said())
    if WORK_OUT in request.POST:
        return _work_out_again(request, referral)
    suggestion = triage.suggestion(referral)
    seen = request.POST.get(SEEN, "")
    if seen != str(key_of(suggestion)):
        return _changed_meanwhile(request, referral, seen)
    form = DecisionForm(request.POST, suggestion=suggestion, received_at=referral.received_at)
    try:
        opened = _decide(request, referral, form) if form.is_valid() else None
    except AlreadyDecided:
        return _decided_already(request, referral)
    except SuggestionChanged:
        return _changed_meanwhile(request, referral, seen)
    if opened is None:
        return _page(request, referral, Said(typed=request.POST), form)
    _say_what_was_done(request, referral, opened)
    if "take_next" in request.POST:
        return _next(request)
    return redirect("referrals:reading", reference)


def _page(
    request: StaffRequest, referral: Referral, said: Said, form: DecisionForm | None = None
) -> HttpResponse:
    # What did not end in a decision was work all the same. The case is locked before this place.
    if request.method == "POST":
        services.renew(referral=referral, by=request.user, at=now())
    show(request, referral.reference)
    frame = record.frame(referral, viewer=request.user, page="referrals:decide")
    context = frame | page.context(referral, viewer=request.user, form=form, said=said)
    return render(request, "staff/referrals/decide.html", context)


def _work_out_again(request: StaffRequest, referral: Referral) -> HttpResponse:
    """Keep the answers and show what follows; what was typed into the decision stays typed.

    Sent twice, the second finds nothing new: the answer is the page itself, not a redirect, so
    the once-only token cannot see to it.
    """
    seen = _assessment(referral, request.POST.get(SEEN, ""))
    before = triage.suggestion(referral)
    today = page.of_today(referral)
    typed = {name: said for name, said in request.POST.items() if not name.startswith("fact-")}
    if today is None or before is None:
        return _page(request, referral, Said(typed=typed))
    found = changed(request.POST, seen, today)
    stale = (
        today.policy.version != before.policy_version
        or today.facts != before.facts
        or triage.latest_assessment(referral).band is None
    )
    if found.answers:
        services.answer_facts(referral=referral, answers=found.answers, by=request.user, at=now())
    elif stale:
        services.reassess(
            referral=referral,
            because="An officer had it worked out again",
            by=request.user.staff_number,
            at=now(),
            looking=True,
        )
    said = Said(
        typed=typed,
        worked_out_from=headline(seen or before),
        conflicts=tuple(found.conflicts),
        nothing_new=not (found.answers or stale or found.conflicts),
    )
    return _page(request, referral, said)


def _assessment(referral: Referral, pk: str) -> Assessment | None:
    """Return the assessment that the officer saw, if the page named one of this referral."""
    try:
        return triage.assessment(referral, UUID(pk))
    except ValueError:
        return None


def _changed_meanwhile(request: StaffRequest, referral: Referral, seen: str) -> HttpResponse:
    """Say what the suggestion was and is; nothing is recorded, and nothing typed is lost."""
    before = _assessment(referral, seen)
    was = headline(before) if before else "nothing"
    return _page(request, referral, Said(typed=request.POST, changed_from=was))


def _decide(request: StaffRequest, referral: Referral, form: DecisionForm) -> cases.Opened | None:
    said = form.cleaned_data
    path = Path(said["path"])
    try:
        return cases.decide_and_open(
            referral=referral,
            band=Band(said["band"]),
            path=path,
            rationale=said["rationale"],
            why_different=said.get("why_different", ""),
            transferred_to=said["transferred_to"],
            seen=key_of(form.suggestion),
            team=form.teams[said["team"]] if path in case_rules.OPENS_A_CASE else None,
            by=request.user,
            at=now(),
        )
    except (AlreadyDecided, SuggestionChanged):
        raise  # the page has its own answers to these
    except DomainError as refusal:
        form.refuse(refusal)
        return None


def _say_what_was_done(request: StaffRequest, referral: Referral, opened: cases.Opened) -> None:
    decision, reference = opened.decision, referral.reference
    band, path = decision.get_band_display().lower(), decision.get_path_display().lower()
    said = f"{reference}: {band}, {path}."
    if opened.case:
        said += f" Case {opened.case.reference} is open, with the {opened.case.team.name}."
    elif decision.path == Path.NO_FURTHER_ACTION:
        said += " It waits for a second person."
    messages.success(request, f"Decision recorded on {said}")


def _next(request: StaffRequest) -> HttpResponse:
    referral = services.take_next(by=request.user, at=now())
    if referral is None:
        messages.info(request, "Nothing more is waiting that nobody else is working on.")
        return redirect("referrals:queue")
    taking.say_taken(request, referral.reference)
    return redirect("referrals:reading", referral.reference)


def _decided_already(request: StaffRequest, referral: Referral) -> HttpResponse:
    """Say who decided, when and what; nothing typed is lost: it stands on the page to copy."""
    frame: dict[str, Any] = record.frame(referral, viewer=request.user, page="referrals:decide")
    show(request, frame["reference"], *filter(None, [frame["case_reference"]]))
    typed = {
        "rationale": request.POST.get("rationale", ""),
        "why_different": request.POST.get("why_different", ""),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "staff/referrals/decided.html", frame | {"typed": typed}, status=status)
