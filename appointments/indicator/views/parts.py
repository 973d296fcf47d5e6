"""What the indicator's pages share: what the address asks, how the parts of a split are called."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, request
from flask_babel import lazy_gettext as l_
from wtforms import Form

from appointments.core import clock
from appointments.core.errors import Invalid
from appointments.indicator.definition import LATEST, TOGGLES, Definition, Unknown, by_key
from appointments.indicator.rules import Place
from appointments.organisation.queries import LEVELS, RANKS
from appointments.web.fields import DateField
from appointments.web.filters import say
from workflows.calendar import local_day
from workflows.words import Words

bp = Blueprint("indicator", __name__)
STAFF = {
    "civil_servant": Words("Công chức", "Civil servants"),
    "public_employee": Words("Viên chức quản lý", "Managing public employees"),
}
NAMES: Mapping[str, Mapping[str, Words]] = {"rank": RANKS, "staff": STAFF, "level": LEVELS}
HEADINGS = {
    "year": l_("By year of effect"),
    "rank": l_("Heads and deputies"),
    "staff": l_("Civil servants and public employees"),
    "agency": l_("By agency"),
    "level": l_("By level"),
}
YES_OR_NO = ("yes", "no")
MOST_EXPECTED = 100_000


class AskForm(Form):
    """The day as of which the indicator is asked for; read from the address."""

    as_of = DateField(l_("As of"))


@dataclass(frozen=True, slots=True)
class Question:
    """What the address asks: under which definition, as of which day, with how many appointments still expected."""

    definition: Definition
    on: date
    expected: int = 0


def question() -> Question:
    """What is asked for; an answer that means nothing is refused, never guessed."""
    try:
        definition = by_key(request.args.get("definition", LATEST.key))
        answers = {name: toggle.read(name, request.args[name]) for name, toggle in TOGGLES.items()
                   if name in request.args}  # fmt: skip
    except Unknown as unknown:
        if not unknown.name:
            raise Invalid("There is no definition of this number.") from None
        raise Invalid("The question %(name)s has no such answer.", name=say(TOGGLES[unknown.name].label)) from None
    return Question(definition.switched(**answers), _day(), whole("expected"))


def _day() -> date:
    """The day that the address names as ISO date or in three parts; else today."""
    today = local_day(clock.now())
    if typed := request.args.get("as_of"):
        try:
            return date.fromisoformat(typed)
        except ValueError:
            raise Invalid("Write the date as year-month-day, for example 2026-11-23.") from None
    form = AskForm(request.args)
    if form.as_of.process_errors:
        raise Invalid("The date is not a real date.")
    return form.as_of.data or today


def whole(name: str) -> int:
    """A number of appointments in the address; nought where there is none."""
    typed = request.args.get(name, "").strip()
    short = len(typed) <= len(str(MOST_EXPECTED))
    if typed and not (short and typed.isascii() and typed.isdecimal() and int(typed) <= MOST_EXPECTED):
        raise Invalid("The number of appointments still expected is a whole number.")
    return int(typed) if typed else 0


def query_of(asked: Question) -> dict[str, str]:
    """The address's parameters that ask the same question again."""
    given = {"as_of": asked.on.isoformat(), "definition": asked.definition.key}
    return given | ({"expected": str(asked.expected)} if asked.expected else {})


def label(split: str, of: Any) -> str:
    """How one part of a split is called."""
    if isinstance(of, Place):
        return say(of.name)
    return say(NAMES[split][of]) if split in NAMES else str(of)


def part(split: str, of: Any) -> str:
    """How an address names one part of a split."""
    return f"{split}:{of.id if isinstance(of, Place) else of}"


def month_told(month: int) -> str:
    """A month as it is printed."""
    return f"{month % 12 + 1}/{month // 12}"
