"""A form about somebody's role that notices when a colleague changed the role meanwhile."""

from typing import Any

from django import forms

from symphony.cases.models import CaseRole
from symphony.web.forms import Form


class RoleVersionForm(Form):
    """Carries the role that it began from; nothing typed is lost when that is not the role now."""

    began_from = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, current: CaseRole) -> None:
        super().__init__(data, initial={"began_from": str(current.pk)})
        self.current = current

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if (found.get("began_from") or str(self.current.pk)) != str(self.current.pk):
            # The next press is about the role as it is now, and knowingly so.
            self.data = {**self.data, "began_from": str(self.current.pk)}
            self.refuse(
                f"{self.current.recorded_by.name} changed this role while you were writing. It is"
                " shown as it is now. Nothing of yours is recorded yet."
            )
        return found
