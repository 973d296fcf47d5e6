"""Forms of a conference: who is summoned, who came, what was counted."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as l_
from wtforms import BooleanField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from appointments.conferences import rules
from appointments.conferences.case import FIGURES
from appointments.conferences.commands import Figures, Presence
from appointments.conferences.models import Conference
from appointments.core.errors import Invalid
from appointments.web.fields import DateField
from appointments.web.filters import say
from appointments.web.forms import BaseForm
from workflows.ballots import Imbalance

NAMES = {
    "prepared": l_("Ballots prepared"),
    "issued": l_("Ballots issued"),
    "returned": l_("Ballots returned"),
    "valid": l_("Valid ballots"),
    "invalid": l_("Invalid ballots"),
}
PRESENCES = {
    "present": l_("Present"),
    "excused": l_("Excused: force majeure"),
    "absent": l_("Absent"),
}
COUNTED = [InputRequired(), NumberRange(0, 9999)]


class SummonForm(BaseForm):
    """The day, the place, and those summoned, one a line."""

    held_on = DateField(l_("Day of the conference"), [InputRequired()])
    place = StringField(l_("Place"), [Optional(), Length(max=200)])
    voters = TextAreaField(
        l_("Those summoned"),
        [InputRequired(), Length(max=100_000)],
        description=l_("One person a line: full name; position. Whoever has two positions is written once."),
        render_kw={"rows": 12},
    )
    no_head = BooleanField(l_("The post of the head is vacant: nobody can choose at 50 %"))

    def people(self) -> list[rules.Summoned]:
        """Those named."""
        return rules.roll(self.voters.data or "")


def presence_form(row: Conference, together: Iterable[Conference] = ()) -> BaseForm:
    """One answer and, where excused, one reason for each person summoned; as recorded where they sat together."""
    seen = {(v.name_folded, v.position): v for other in together if other.held_on == row.held_on for v in other.voters}
    fields: dict[str, Any] = {}
    for mine in row.voters:
        one = mine if mine.presence else seen.get((mine.name_folded, mine.position), mine)
        fields[f"presence-{mine.place}"] = SelectField(
            l_("Presence"), choices=[SelectChoice(key, label) for key, label in PRESENCES.items()],
            default=one.presence or "present",
        )  # fmt: skip
        fields[f"excuse-{mine.place}"] = StringField(
            l_("Why excused"), [Optional(), Length(max=300)], default=one.excuse
        )
    form: BaseForm = type("PresenceForm", (BaseForm,), fields)(seen=row.version)
    return form


def presences(form: BaseForm, row: Conference) -> dict[Any, Presence]:
    """What was answered, by the voter's id."""
    return {
        one.id: Presence(form[f"presence-{one.place}"].data, form[f"excuse-{one.place}"].data or "")
        for one in row.voters
    }


def count_form(row: Conference) -> BaseForm:
    """The figures of the minutes and the votes for each name."""
    fields: dict[str, Any] = {name: IntegerField(label, COUNTED) for name, label in NAMES.items()}
    for one in row.ballot:
        fields[f"votes-{one.place}"] = IntegerField(one.person.full_name, COUNTED)
    form: BaseForm = type("CountForm", (BaseForm,), fields)(seen=row.version)
    return form


def figures(form: BaseForm, row: Conference) -> Figures:
    """The count as typed."""
    votes = {one.person_id: form[f"votes-{one.place}"].data for one in row.ballot}
    return Figures(**{name: form[name].data for name in FIGURES}, votes=votes)


def tell_imbalances(form: BaseForm, row: Conference, found: list[Imbalance]) -> None:
    """Say at each figure why it cannot be true."""
    places: Mapping[str, str] = {f"votes:{one.person_id.hex}": f"votes-{one.place}" for one in row.ballot}
    for one in found:
        name = places.get(one.key, one.key)
        if name in form:
            form[name].errors = [*form[name].errors, say(one.words)]
        else:
            form.form_errors.append(say(one.words))


def tell_invalid(form: BaseForm, error: Invalid) -> None:
    """Say at its field what a list or an answer breaks."""
    if error.field and error.field in form:
        form[error.field].errors = [*form[error.field].errors, gettext(error.message, **error.params)]
    else:
        form.form_errors.append(gettext(error.message, **error.params))
