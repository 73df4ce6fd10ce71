"""Forms as GOV.UK Frontend draws them: `{{ form }}` or `{% field form.band %}` in a template.

Pages take `Form` from here, fields and widgets from Django, and dates, times and the richer
choices from `symphony.web.fields`.
"""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

from symphony.web.fields import Checkboxes, DateInput, Radios

_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.CheckboxInput, "checkbox"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
    (DateInput, "date"),
)
_CLASS = {"select": "govuk-select", "textarea": "govuk-textarea", "file": "govuk-file-upload"}


class GovBoundField(BoundField):
    """A field in its form: how it is drawn, and where its hint and error are."""

    @property
    def kind(self) -> str:
        """Which drawing it takes."""
        widget = self.field.widget
        return next((kind for of, kind in _KINDS if isinstance(widget, of)), "input")

    @property
    def use_fieldset(self) -> bool:
        """A group of inputs needs a legend in place of a label."""
        return self.kind in ("radios", "checkboxes", "date")

    @property
    def data(self) -> Any:
        """What was sent; a line break counts as one character."""
        value = super().data
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    @property
    def hint_id(self) -> str:
        return f"{self.auto_id}-hint"

    @property
    def error_id(self) -> str:
        return f"{self.auto_id}-error"

    @property
    def info_id(self) -> str:
        return f"{self.auto_id}-info"

    @property
    def count_to(self) -> int | None:
        """The number of characters that a long text may have, counted for the writer."""
        return getattr(self.field, "max_length", None) if self.kind == "textarea" else None

    @property
    def aria_describedby(self) -> str | None:
        ids = [self.info_id] if self.count_to else []
        ids += [self.hint_id] if self.help_text else []
        ids += [self.error_id] if self.errors else []
        return " ".join(ids) or None

    @property
    def parts_in_error(self) -> tuple[str, ...]:
        """Which boxes of a date are wrong; all of them when the error does not say."""
        for error in self.form.errors.as_data().get(self.name, []):
            if error.params and (parts := error.params.get("parts")):
                return tuple(parts)
        return ("day", "month", "year", "time") if self.errors else ()

    @property
    def error_target(self) -> str:
        """The id of the input that an error of this field leads to."""
        if self.kind == "date":
            return f"{self.auto_id}_{self.parts_in_error[0] if self.errors else 'day'}"
        return f"{self.auto_id}_0" if self.use_fieldset else self.auto_id

    @property
    def items(self) -> list[dict[str, Any]]:
        """The choices of radios and checkboxes."""
        widget = self.field.widget
        hints = widget.hints if isinstance(widget, Radios | Checkboxes) else {}
        exclusive = widget.exclusive if isinstance(widget, Checkboxes) else None
        return [
            {
                "id": item.id_for_label,
                "name": item.data["name"],
                "value": item.data["value"],
                "label": item.data["label"],
                "checked": item.data["selected"],
                "hint": hints.get(str(item.data["value"]), ""),
                "exclusive": str(item.data["value"]) == exclusive,
            }
            for item in self.subwidgets
        ]

    @property
    def boxes(self) -> list[dict[str, Any]]:
        """The inputs of a date."""
        widget = self.field.widget
        if not isinstance(widget, DateInput):
            return []
        return widget.boxes(self.html_name, self.auto_id, self.value(), self.parts_in_error)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        base = _CLASS.get(self.kind, "govuk-input")
        classes = [base, str(widget.attrs.get("class", ""))]
        classes += [f"{base}--error"] if self.errors else []
        classes += ["govuk-js-character-count"] if self.count_to else []
        if self.kind == "password":
            classes += ["govuk-password-input__input", "govuk-js-password-input-input"]
        built = {**attrs, "class": " ".join(filter(None, classes))}
        if self.kind == "hidden":
            return attrs
        if self.aria_describedby:
            built["aria-describedby"] = self.aria_describedby
        return built


class GovRenderer(TemplatesSetting):
    """Draws every form with our templates (`FORM_RENDERER` in the settings)."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
    bound_field_class = GovBoundField


class Form(forms.Form):
    """A form whose errors say what to do, in the field's own words."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            _settle_widget(field.widget)
            _settle_words(field, str(field.label or name.replace("_", " ").capitalize()))

    def refuse(self, words: object, field: str | None = None) -> None:
        """Add an error found after the fields were read, such as a refusal of the domain."""
        self.add_error(field or NON_FIELD_ERRORS, str(words))


def _settle_widget(widget: forms.Widget) -> None:
    """Leave judging to the server: a browser would cut long text off in silence."""
    for attribute in ("maxlength", "minlength", "min", "max", "step"):
        widget.attrs.pop(attribute, None)
    if isinstance(widget, forms.NumberInput):
        widget.input_type = "text"
        widget.attrs.setdefault("inputmode", "numeric")
    if isinstance(widget, forms.Textarea):
        widget.attrs.pop("cols", None)
        if widget.attrs.get("rows") == "10":
            widget.attrs["rows"] = "5"
    if isinstance(widget, forms.EmailInput):
        widget.attrs.setdefault("spellcheck", "false")
    if isinstance(widget, forms.PasswordInput):
        widget.attrs |= {"spellcheck": "false", "autocapitalize": "none"}
        widget.attrs.setdefault("autocomplete", "current-password")


def _settle_words(field: forms.Field, label: str) -> None:
    """Replace Django's wording of errors, except where the form has its own."""
    chooses = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.BooleanField)
    verb = "Select" if chooses else "Enter"
    named = getattr(field, "name", "")
    noun = named or label.rstrip("?: ").replace(" (optional)", "")
    asks = label.endswith("?") and not named
    what = noun if noun[:2].isupper() else noun[:1].lower() + noun[1:]
    # Django puts values into the words of these, so a percent sign has to be doubled.
    of = noun.replace("%", "%%")
    ours = {
        "required": f"{verb} an answer to “{label}”" if asks else f"{verb} {what}",
        "invalid_choice": "Select one of the answers shown",
        "invalid_list": "Select one of the answers shown",
        "max_length": f"{of} must be {getattr(field, 'max_length', 0) or 0:,} characters or fewer",
        "min_length": f"{of} must be {getattr(field, 'min_length', 0) or 0:,} characters or more",
        "min_value": f"{of} must be {getattr(field, 'min_value', 0)} or more",
        "max_value": f"{of} must be {getattr(field, 'max_value', 0)} or less",
        "null_characters_not_allowed": f"{of} must be made of letters, numbers and signs",
    }
    if isinstance(field, forms.EmailField):
        ours["invalid"] = "Enter an email address in the correct format, like name@example.org"
    elif isinstance(field, forms.IntegerField):
        ours["invalid"] = f"{noun} must be a number"
    for code, words in ours.items():
        if field.error_messages.get(code) == _default_words(field, code):
            field.error_messages[code] = words


def _default_words(field: forms.Field, code: str) -> object:
    for kind in type(field).__mro__:
        words = getattr(kind, "default_error_messages", {})
        if code in words:
            return words[code]
    return None
