"""Which component draws which field: the bridge between WTForms' classes and the templates."""

from typing import Any

from flask_babel import lazy_gettext
from wtforms import Field, fields
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from appointments.web.fields import DateField, DecimalField, DocumentField

PART_LABELS = {
    "day": lazy_gettext("Day"),
    "month": lazy_gettext("Month"),
    "year": lazy_gettext("Year"),
    "time": lazy_gettext("Time"),
}
_KINDS: tuple[tuple[type[Field], str], ...] = (
    (DateField, "date"),
    (DocumentField, "file"),
    (fields.FileField, "file"),
    (fields.PasswordField, "password"),
    (fields.TextAreaField, "textarea"),
    (fields.RadioField, "radios"),
    (fields.SelectMultipleField, "checkboxes"),
    (fields.SelectField, "select"),
    (fields.BooleanField, "checkbox"),
    (fields.SubmitField, "submit"),
)


def kind(field: Field) -> str:
    """The name of the component for this field."""
    if isinstance(field.widget, HiddenInput):
        return "hidden"
    return next((name for cls, name in _KINDS if isinstance(field, cls)), "input")


def is_optional(field: Field) -> bool:
    """Whether the field may stay empty by its own word (said in its label)."""
    return any(isinstance(v, Optional) for v in field.validators) and not any(
        isinstance(v, InputRequired) for v in field.validators
    )


def input_mode(field: Field) -> str | None:
    """The keyboard to offer on a telephone."""
    if isinstance(field, DecimalField):
        return "decimal"
    return "numeric" if isinstance(field, fields.IntegerField) else None


def has_file(form: Any) -> bool:
    """Whether the form sends a file."""
    return any(isinstance(field, fields.FileField) for field in form)


def option_items(field: Any) -> list[dict[str, Any]]:
    """The options of a choice field; `SelectChoice(..., render_kw={"hint": text})` explains one."""
    return [
        {
            "value": str(choice.value),
            "text": str(choice.label),
            "checked": choice.selected,
            "selected": choice.selected,
            "hint": {"text": str(choice.render_kw["hint"])} if (choice.render_kw or {}).get("hint") else None,
        }
        for choice in field.iter_choices()
    ]


def date_items(field: DateField) -> list[dict[str, Any]]:
    """The inputs of a date: day, month, year, and the time of a moment."""
    widths = {"day": 2, "month": 2, "year": 4, "time": 5}
    return [
        {
            "id": f"{field.id}-{part}",
            "name": f"{field.name}-{part}",
            "label": str(PART_LABELS[part]),
            "value": field.typed.get(part, ""),
            "inputmode": "text" if part == "time" else "numeric",
            "classes": f"govuk-input--width-{widths[part]}" + (" govuk-input--error" if part in field.wrong else ""),
        }
        for part in field.parts
    ]
