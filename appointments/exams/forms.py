"""Forms of the exam: rooms, attendance, the map of codes, criteria, markers, sheets, re-marking, presentations."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as l_
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from appointments.exams.criteria import USUAL_STEP, Criterion
from appointments.exams.mapfile import LARGEST
from appointments.exams.models import Room, Script
from appointments.exams.queries import Named
from appointments.web.fields import DecimalField, DocumentField, MomentField
from appointments.web.forms import BaseForm

TEXT = Length(max=4000)
MORE = 20
"""The most rows that a page of rows offers."""


class RowsForm(BaseForm):
    """A form of numbered rows; `more` shows it again with further empty ones, and keeps what was typed."""

    more = SubmitField(l_("More rows"))


class TimeForm(BaseForm):
    """When the written session begins."""

    starts_at = MomentField(l_("Begins"), [InputRequired()])


class OutcomeForm(BaseForm):
    """Whether a candidate came, and what was handed in."""

    outcome = RadioField(
        l_("Attendance"),
        [InputRequired(l_("Choose one of the answers."))],
        choices=[
            SelectChoice("collected", l_("Came and handed a script in")),
            SelectChoice("none", l_("Came, handed nothing in (so far)")),
            SelectChoice("absent", l_("Absent")),
        ],
    )
    arrived_at = MomentField(
        l_("Time of arrival, for who came late"),
        [Optional()],
        description=l_("Leave it empty for who was there at the start."),
    )
    sheets = IntegerField(
        l_("Sheets handed in"),
        [Optional(), NumberRange(1, 99)],
        render_kw={"inputmode": "numeric"},
    )
    explained = TextAreaField(
        l_("Minutes"),
        [Optional(), TEXT],
        description=l_("Why no script was handed in; for the absent, what is known."),
        render_kw={"rows": 3},
    )


class SealForm(BaseForm):
    """The secret that the coding board has written down, and the word that it has."""

    secret = HiddenField(validators=[InputRequired()])
    written = BooleanField(
        l_("I have written the secret down on paper"),
        [InputRequired(l_("Write the secret down first: without it a lost file cannot be had again."))],
    )


class SecretForm(BaseForm):
    """The secret, typed from paper."""

    secret = StringField(
        l_("The secret of this paper"),
        [InputRequired(), Length(max=60)],
        description=l_("Eight groups of four, as shown when the codes were drawn"),
    )


class ShareForm(BaseForm):
    """The map's file, brought back."""

    file = DocumentField(l_("The file of the map"), [InputRequired()], accept=(".txt",), limit=LARGEST)


class OpenedMapForm(BaseForm):
    """The map that two custodians opened offline."""

    file = DocumentField("map.json", [InputRequired()], accept=(".json",), limit=16 * 1024 * 1024)


class AppealForm(BaseForm):
    """Why a script should be marked again."""

    grounds = TextAreaField(
        l_("Your reasons"),
        [InputRequired(), TEXT],
        description=l_("They go to the council; the markers never see them."),
    )


class DecisionForm(BaseForm):
    """The chair's reasons, and the minutes of the talk between the two pairs of markers."""

    reason = TextAreaField(l_("Reason"), [InputRequired(), TEXT], description=l_("It is the answer to the candidate."))
    dialogue = StringField(
        l_("Minutes of the talk between the two pairs of markers"),
        [Optional(), Length(max=300)],
        description=l_("Number and date; needed where the mark changes."),
    )
    impact = HiddenField()


class ConfirmChangeForm(BaseForm):
    """The second person's yes to exactly what the page showed."""

    impact = HiddenField()


class MinutesForm(BaseForm):
    """The yes to exactly the minutes that the page showed."""

    digest = HiddenField()


class CodeAgainForm(BaseForm):
    """Two markers who never touched the script."""

    markers = SelectMultipleField(l_("Two markers"), [InputRequired(l_("Choose two markers."))])

    def validate_markers(self, field: Any) -> None:
        """Exactly two."""
        if len(field.data or ()) != 2:
            raise ValidationError(_("Choose two markers."))


class PanelSheetForm(BaseForm):
    """What stands on one member's signed sheet."""

    score = DecimalField(l_("Score on the sheet"), [InputRequired()], places=2)
    note = StringField(
        l_("Reason from the minutes"),
        [Optional(), Length(max=300)],
        description=l_("Only where the sheet was scored again after it was talked over"),
    )


class SettleScoreForm(BaseForm):
    """The score that the sheet really has, and why the two keyings differ."""

    score = DecimalField(l_("Score on the sheet"), [InputRequired()], places=2)
    reason = TextAreaField(l_("Reason"), [InputRequired(), TEXT], render_kw={"rows": 3})


class SettleMarkForm(BaseForm):
    """The mark that a person puts forward where two lie too far apart, and why."""

    mark = DecimalField(l_("Mark"), [InputRequired()], places=2)
    reason = TextAreaField(l_("Reason"), [InputRequired(), TEXT], render_kw={"rows": 3})


class JointMarkForm(SettleMarkForm):
    """The same, agreed by both markers in a joint record."""

    has_record = BooleanField(l_("The joint record signed by both markers is on file"))


def made(name: str, base: type[BaseForm], fields: Mapping[str, Any]) -> type[BaseForm]:
    """A form class with these fields."""
    return type(name, (base,), dict(fields))


def choices_of(people: Iterable[Named]) -> list[SelectChoice]:
    """A choice of people, the first line empty."""
    return [SelectChoice("", l_("Choose")), *(SelectChoice(one.id.hex, one.name) for one in people)]


def rooms_form(count: int, invigilators: Sequence[Named], present: Sequence[Room]) -> BaseForm:
    """Rows of rooms: name, seats, invigilators."""
    choices = [SelectChoice(one.id.hex, one.name) for one in invigilators]
    fields: dict[str, Any] = {}
    for n in range(count):
        fields[f"name_{n}"] = StringField(l_("Room"), [Optional(), Length(max=100)])
        fields[f"seats_{n}"] = IntegerField(l_("Seats"), [Optional(), NumberRange(1, 500)])
        fields[f"watch_{n}"] = SelectMultipleField(l_("Invigilators"), [Optional()], choices=choices)
    data: dict[str, Any] = {}
    for n, room in enumerate(present):
        data |= {f"name_{n}": room.name, f"seats_{n}": room.seats, f"watch_{n}": room.invigilators}
    return made("RoomsForm", RowsForm, fields)(data=data)


def rooms_of(form: BaseForm, count: int) -> list[tuple[str, int, list[UUID]]]:
    """The rooms typed: name, seats, invigilators; rows without a name are left out."""
    rows = [(form[f"name_{n}"].data, form[f"seats_{n}"].data or 0, form[f"watch_{n}"].data or []) for n in range(count)]
    return [(name, seats, [UUID(person) for person in people]) for name, seats, people in rows if name]


def criteria_form(count: int, present: Sequence[Criterion]) -> BaseForm:
    """Rows of marking criteria: label, maximum and step."""
    fields: dict[str, Any] = {}
    for n in range(count):
        fields[f"label_{n}"] = StringField(l_("Criterion"), [Optional(), Length(max=200)])
        fields[f"points_{n}"] = DecimalField(l_("Most points"), [Optional()], places=2)
        fields[f"step_{n}"] = DecimalField(l_("Points are given in steps of"), [Optional()], places=2)
    data: dict[str, Any] = {f"step_{n}": USUAL_STEP for n in range(count)}
    for n, one in enumerate(present):
        data |= {f"label_{n}": one.label, f"points_{n}": one.most, f"step_{n}": one.step}
    return made("CriteriaForm", RowsForm, fields)(data=data)


def criteria_of(form: BaseForm, count: int) -> dict[str, Decimal]:
    """The criteria typed; rows without a label are left out."""
    rows = [(form[f"label_{n}"].data, form[f"points_{n}"].data) for n in range(count)]
    return {label: points or Decimal(0) for label, points in rows if label}


def steps_of(form: BaseForm, count: int) -> dict[str, Decimal]:
    """The step typed for each criterion; the usual one where none was."""
    rows = [(form[f"label_{n}"].data, form[f"step_{n}"].data) for n in range(count)]
    return {label: step for label, step in rows if label and step is not None}


def markers_form(scripts: Sequence[Script], people: Sequence[Named]) -> BaseForm:
    """Two choices for each script. Where nothing was chosen yet, pairs are proposed in turn."""
    choices = choices_of(people)
    fields: dict[str, Any] = {}
    data: dict[str, str] = {}
    for n, script in enumerate(scripts):
        turn = [people[(2 * n + k) % len(people)].id.hex for k in (0, 1)] if len(people) > 1 else ["", ""]
        chosen = script.markers if len(script.markers) == 2 else turn
        for k in (0, 1):
            label = l_("%(code)s: marker %(number)s", code=script.code, number=k + 1)
            fields[f"m{k}_{script.id.hex}"] = SelectField(label, [InputRequired()], choices=choices)
            data[f"m{k}_{script.id.hex}"] = chosen[k]
    return made("MarkersForm", BaseForm, fields)(data=data)


def pairs_of(form: BaseForm, scripts: Iterable[Script]) -> dict[UUID, tuple[UUID, UUID]]:
    """The two markers chosen for each script."""
    return {s.id: (UUID(form[f"m0_{s.id.hex}"].data), UUID(form[f"m1_{s.id.hex}"].data)) for s in scripts}


def sheets_form(markers: Mapping[UUID, str], seen: int, *, reason: bool = False) -> BaseForm:
    """One mark for each signed sheet, named by its marker; `reason` where a difference is settled."""
    fields: dict[str, Any] = {
        f"mark_{person.hex}": DecimalField(l_("Sheet of %(name)s", name=name), [InputRequired()], places=2)
        for person, name in markers.items()
    }
    if reason:
        fields["reason"] = TextAreaField(l_("Reason"), [InputRequired(), TEXT], render_kw={"rows": 3})
    return made("SheetsForm", BaseForm, fields)(seen=seen)


def third_form(people: Sequence[Named], seen: int, *, reason: bool = False) -> BaseForm:
    """The sheet of a third marker: whose, and the mark."""
    fields: dict[str, Any] = {
        "marker": SelectField(l_("Third marker"), [InputRequired()], choices=choices_of(people)),
        "mark": DecimalField(l_("Mark on the sheet"), [InputRequired()], places=2),
    }
    if reason:
        fields["reason"] = TextAreaField(l_("Reason"), [InputRequired(), TEXT], render_kw={"rows": 3})
    return made("ThirdForm", BaseForm, fields)(seen=seen)


def marks_of(form: BaseForm, markers: Iterable[UUID]) -> dict[UUID, Decimal]:
    """What was keyed: marker and mark, of two sheets or of the third one."""
    if "marker" in form:
        return {UUID(form["marker"].data): form["mark"].data}
    return {person: form[f"mark_{person.hex}"].data for person in markers}
