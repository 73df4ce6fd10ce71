"""Editing a draft as whole CSV files: pasted, or brought in from a spreadsheet. Text only."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from symphony.core.errors import DomainError
from symphony.referrals import contents
from symphony.staff.oversight import area
from symphony.staff.oversight.policy import faults, saving
from symphony.staff.oversight.policy.draft import readable
from symphony.staff.oversight.policy.starting import MOST_NOTE
from symphony.triage import services
from symphony.triage.models import PolicyDraft
from symphony.triage.policy import Problem
from symphony.triage.policy import files as layout
from symphony.triage.policy.words import MOST_BYTES
from symphony.triage.queries import policies
from symphony.web.forms import Form
from symphony.web.requests import StaffRequest
from symphony.web.uploads import takes_text_file


class FilesForm(Form):
    """A text and an upload for each file of the draft, and for one more."""

    note = forms.CharField(
        label="What does this change, and why?",
        max_length=MOST_NOTE,
        widget=forms.Textarea(attrs={"rows": "3"}),
        error_messages={"required": "Enter what this changes, and why"},
    )
    new_name = forms.CharField(
        label="Name of a further file",
        required=False,
        max_length=64,
        help_text="Small letters, digits and hyphens, and .csv at the end. Name it in tables.csv.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "spellcheck": "false"}),
    )

    def __init__(self, draft: PolicyDraft, data: Any = None, sent: Any = None) -> None:
        self.names = sorted(draft.files)
        # Files that stand open, since something is wrong with them.
        self.faulty: set[str] = set()
        places = [*range(len(self.names)), "new"]
        # Every draft has files of its own, and so has every instance its fields.
        self.base_fields = dict(type(self).declared_fields)  # type: ignore[misc]
        for place in places:
            name = "the further file" if place == "new" else self.names[int(place)]
            self.base_fields[f"text_{place}"] = forms.CharField(
                label=f"Text of {name}",
                required=False,
                strip=False,
                widget=forms.Textarea(
                    attrs={"rows": "8", "spellcheck": "false", "class": "sy-policy-file"}
                ),
            )
            self.base_fields[f"file_{place}"] = forms.FileField(
                label=f"Or a CSV file for {name}",
                required=False,
                allow_empty_file=True,
                help_text="Commas, UTF-8, at most 1 MB. It takes the place of the text.",
            )
        initial = {f"text_{place}": draft.files[name] for place, name in enumerate(self.names)}
        super().__init__(data, sent, initial=initial)

    def clean(self) -> dict[str, Any]:
        """Read what was sent as files; text that cannot be read is refused and named."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for place in [*range(len(self.names)), "new"]:
            text = str(said.get(f"text_{place}") or "").replace("\r\n", "\n").replace("\r", "\n")
            file = said.get(f"file_{place}")
            if isinstance(file, UploadedFile):
                content = file.read()
                text = self._text(content, f"file_{place}") or text
            said[f"text_{place}"] = text
        if said.get("text_new", "").strip() and not said.get("new_name"):
            self.refuse("Enter the name of the further file", "new_name")
        return said

    def _text(self, content: bytes, field: str) -> str:
        kind = contents.media_kind(content) or contents.binary_kind(content)
        if kind:
            self.refuse(f"Select a CSV file: this is {kind}, and nothing but text is taken", field)
        elif len(content) > MOST_BYTES:
            self.refuse("The file must be smaller than 1 MB", field)
        elif content.startswith((b"\xff\xfe", b"\xfe\xff")) or layout.is_utf_16(content):
            self.refuse(
                "Save the file as CSV in UTF-8: it is in UTF-16 (“Unicode text”) now", field
            )
        else:
            try:
                return content.decode()
            except UnicodeDecodeError as error:
                row = content.count(b"\n", 0, error.start) + 1
                words = f"Save the file as CSV in UTF-8: row {row} has a sign of another encoding"
                self.refuse(words, field)
        return ""

    def wanted(self) -> dict[str, str]:
        """Return every file that is wanted; one whose text was emptied is taken away."""
        said = self.cleaned_data
        texts = {name: said[f"text_{place}"] for place, name in enumerate(self.names)}
        if said["text_new"].strip():
            texts[said["new_name"].strip()] = said["text_new"]
        return {name: _ended(text) for name, text in texts.items() if text.strip()}

    def refuse_problems(self, problems: tuple[Problem, ...]) -> None:
        """Put every fault to the text of its file, or above the page where it has none."""
        for problem in problems[: faults.MOST_SHOWN]:
            field = f"text_{self.names.index(problem.file)}" if problem.file in self.names else None
            if field is None and problem.file == self.cleaned_data.get("new_name"):
                field = "text_new"
            words = faults.words(problem)
            self.refuse(f"{problem.file}: {words[0].lower()}{words[1:]}", field)

    def drawn(self) -> list[tuple[str, BoundField, BoundField, bool]]:
        """Return each file with its two fields, and whether it stands open."""
        found = []
        for place, name in enumerate(self.names):
            text, file = self[f"text_{place}"], self[f"file_{place}"]
            is_open = name in self.faulty or bool(text.errors or file.errors)
            found.append((name, text, file, is_open))
        return found


def _ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


@takes_text_file
@require_http_methods(["GET", "POST"])
def view(request: StaffRequest, draft: UUID) -> HttpResponse:
    """Show every file as text, and save what was pasted or sent as a new draft."""
    found = policies.draft(draft)
    form = FilesForm(
        found,
        request.POST if request.method == "POST" else None,
        request.FILES or None,
    )
    _, problems = readable(found) if request.method == "GET" else (None, ())
    form.faulty = {problem.file for problem in problems}
    if form.is_valid():
        try:
            made, beside = saving.save(
                request, found, form.wanted(), note=form.cleaned_data["note"]
            )
        except services.PolicyRefused as refused:
            problems = refused.problems
            form = _kept(found, request, form)
            form.refuse_problems(problems)
        except DomainError as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"Saved as a new draft of {made.name}.{beside}")
            return redirect("oversight:policy_draft", draft=made.pk)
    urls = {name: f"#file-{place}" for place, name in enumerate(form.names)}
    later = saving.latest(found)
    context = {
        "draft": found,
        "form": form,
        "problems": faults.rows(problems, urls),
        "more_problems": faults.more(problems),
        "later": later if later != found else None,
        "download_url": reverse("oversight:policy_draft_files", args=[found.pk]),
        "sections": area.pages(request.user, "oversight:policy"),
    }
    return render(request, "staff/oversight/policy/files.html", context)


def _kept(draft: PolicyDraft, request: StaffRequest, form: FilesForm) -> FilesForm:
    """Return the form with what came as files in its texts: a browser sends no file twice."""
    data = request.POST.copy()
    for name, value in form.cleaned_data.items():
        if name.startswith("text_"):
            data[name] = value
    kept = FilesForm(draft, data)
    kept.is_valid()
    return kept
