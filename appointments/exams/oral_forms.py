"""Forms of the presentations: when each candidate presents, one after another where the order was drawn."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as l_
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from appointments.exams.forms import made
from appointments.web.fields import MomentField
from appointments.web.forms import BaseForm

LONGEST_GAP = 600


def times_form(candidates: Mapping[UUID, str], times: Mapping[UUID, datetime], place: str) -> BaseForm:
    """When each candidate presents, and where."""
    fields: dict[str, Any] = {"place": StringField(l_("Place"), [InputRequired(), Length(max=300)])}
    return _with_times(fields, candidates, times, {"place": place})


def ordered_times_form(
    candidates: Mapping[UUID, str],
    times: Mapping[UUID, datetime],
    place: str,
    apart: int,
    *,
    is_refilled: bool = False,
) -> BaseForm:
    """The same in the order drawn, with the distance by which times are reckoned; refilled: as if nothing was sent."""
    fields: dict[str, Any] = {
        "place": StringField(l_("Place"), [InputRequired(), Length(max=300)]),
        "apart": IntegerField(l_("Minutes from one beginning to the next"), [InputRequired(), NumberRange(
            1, LONGEST_GAP)]),
    }  # fmt: skip
    return _with_times(fields, candidates, times, {"place": place, "apart": apart}, is_refilled=is_refilled)


def filled(form: BaseForm, candidates: Sequence[UUID]) -> dict[UUID, datetime]:
    """Every candidate's time reckoned from the first; only those typed where the first or the distance is missing."""
    first, apart = form[at(candidates[0])].data, form["apart"].data
    if first is None or not apart or not 0 < apart <= LONGEST_GAP:
        return {one: form[at(one)].data for one in candidates if form[at(one)].data}
    return {one: first + timedelta(minutes=apart * n) for n, one in enumerate(candidates)}


def times_of(form: BaseForm, candidates: Iterable[UUID]) -> dict[UUID, datetime]:
    """The instant typed for each candidate."""
    return {one: form[at(one)].data for one in candidates}


def at(candidate: UUID) -> str:
    """The name of a candidate's field."""
    return f"at_{candidate.hex}"


def _with_times(
    fields: dict[str, Any],
    candidates: Mapping[UUID, str],
    times: Mapping[UUID, datetime],
    data: dict[str, Any],
    *,
    is_refilled: bool = False,
) -> BaseForm:
    fields |= {at(one): MomentField(label, [InputRequired()]) for one, label in candidates.items()}
    shown = data | {at(one): moment for one, moment in times.items()}
    form = made("TimesForm", BaseForm, fields)
    return form(formdata=None, data=shown) if is_refilled else form(data=shown)
