"""The indicator for everybody: the figure, its splits, every decision behind it; the same as JSON and CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, Response, jsonify, make_response, render_template, request
from flask_babel import lazy_gettext as l_
from wtforms import Form

from appointments.core import clock
from appointments.core.errors import Invalid
from appointments.decisions.rules import KINDS, METHODS
from appointments.indicator import chart, queries, report
from appointments.indicator.rules import DEFINITIONS, LATEST, SWITCHES, Counted, Definition
from appointments.organisation.queries import LEVELS, RANKS
from appointments.web import policy
from appointments.web.db import db
from appointments.web.fields import DateField
from appointments.web.filters import say
from appointments.web.navigation import FOR_ALL, Entry
from appointments.web.pages import Door, Panel
from appointments.web.paging import asked_page
from workflows.calendar import local_day
from workflows.words import Words

bp = Blueprint("indicator", __name__)
STAFF = {
    "civil_servant": Words("Công chức", "Civil servants"),
    "public_employee": Words("Viên chức quản lý", "Managing public employees"),
}
NAMES: Mapping[str, Mapping[str, Words]] = {"rank": RANKS, "staff": STAFF, "level": LEVELS}
MOST_EXPECTED = 100_000
YES_NO = {"yes": True, "no": False}


class AskForm(Form):
    """The day as of which the indicator is asked for; read from the address."""

    as_of = DateField(l_("As of"))


@dataclass(frozen=True, slots=True)
class Question:
    """What the address asks: under which definition, as of which day, with how many appointments still expected."""

    definition: Definition
    on: date
    expected: int = 0


@bp.get("/indicator")
@policy.public
def show() -> str:
    """The indicator with its splits and every decision that counts or is left out."""
    asked = question()
    found = queries.measure(db.session, asked.definition, asked.on)
    page = asked_page(max(len(found.counted), len(found.left_out)))
    here = slice(page.first, page.first + page.size)
    return render_template(
        "indicator/show.html",
        asked=asked,
        day_field=AskForm(data={"as_of": asked.on}).as_of,
        found=found,
        page=page,
        counted=found.counted[here],
        left_out=found.left_out[here],
        switches=SWITCHES,
        kinds=KINDS,
        methods=METHODS,
        splits=splits(found),
        needed=report.needed_of(found, asked.expected) if asked.expected else None,
        percent=report.percent,
        bars=chart.bars(found),
        query=query_of(asked),
    )


@bp.get("/indicator.json")
@policy.public
def as_json() -> Response:
    """The same for a program."""
    asked = question()
    return jsonify(report.as_json(queries.measure(db.session, asked.definition, asked.on), asked.expected))


@bp.get("/indicator.csv")
@policy.public
def as_csv() -> Response:
    """Every decision looked at, one line each."""
    asked = question()
    answer = make_response(report.as_csv(queries.measure(db.session, asked.definition, asked.on)))
    answer.headers["Content-Type"] = "text/csv; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="indicator-{asked.on.isoformat()}.csv"'
    return answer


def question() -> Question:
    """What is asked for; an answer that means nothing is refused, never guessed."""
    version = request.args.get("definition", str(LATEST.version))
    definition = DEFINITIONS.get(int(version)) if version.isascii() and version.isdecimal() else None
    if definition is None:
        raise Invalid("There is no definition of this number.")
    switches: dict[str, bool] = {}
    for name in SWITCHES:
        if (typed := request.args.get(name)) is not None:
            if typed not in YES_NO:
                raise Invalid("Answer %(name)s with yes or no.", name=name)
            switches[name] = YES_NO[typed]
    return Question(definition.switched(**switches), _day(), _expected())


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


def _expected() -> int:
    typed = request.args.get("expected", "").strip()
    short = len(typed) <= len(str(MOST_EXPECTED))
    if typed and not (short and typed.isascii() and typed.isdecimal() and int(typed) <= MOST_EXPECTED):
        raise Invalid("The number of appointments still expected is a whole number.")
    return int(typed) if typed else 0


def query_of(asked: Question) -> dict[str, str]:
    """The address's parameters that ask the same question again."""
    given = {"as_of": asked.on.isoformat(), "definition": str(asked.definition.version)}
    given |= {name: "yes" if getattr(asked.definition, name) else "no" for name in SWITCHES}
    return given | ({"expected": str(asked.expected)} if asked.expected else {})


def splits(found: Counted) -> list[dict[str, Any]]:
    """The splits with their headings and labels, in the order of the page."""
    headings = {
        "year": l_("By year of effect"),
        "rank": l_("Heads and deputies"),
        "staff": l_("Civil servants and public employees"),
        "agency": l_("By agency"),
        "level": l_("By level"),
    }
    return [
        {
            "heading": heading,
            "rows": [(label(name, of), figure) for of, figure in found.by[name].items()],
        }
        for name, heading in headings.items()
        if name != "level" or len(found.by["level"]) > 1
    ]


def label(split: str, of: Any) -> str:
    """How one part of a split is called."""
    if isinstance(of, Words):
        return say(of)
    return say(NAMES[split][of]) if split in NAMES else str(of)


def front() -> dict[str, Any]:
    """What the front page shows of it: the figure as of today."""
    return {
        "indicator": queries.measure(db.session, LATEST, local_day(clock.now())),
        "indicator_percent": report.percent,
    }


NAVIGATION = (Entry(l_("Indicator"), "indicator.show", 16, section=FOR_ALL),)
FRONT = (Panel("indicator/_front.html", front, 20),)
DOORS = (Door(l_("See the indicator"), "indicator.show", 20),)
