"""The page of the indicator: the figure, what lacks, its splits, each with the way to the decisions behind it."""

from typing import Any

from flask import render_template

from appointments.indicator import chart, course, report, summary
from appointments.indicator.definition import TOGGLES
from appointments.indicator.rules import Tally
from appointments.indicator.targets import TARGETS, computed
from appointments.indicator.views.parts import HEADINGS, AskForm, bp, label, month_told, part, query_of, question
from appointments.web import policy
from appointments.web.db import db


@bp.get("/indicator")
@policy.public
def show() -> str:
    """The indicator with its splits."""
    asked = question()
    found = summary.tally(db.session, asked.definition, asked.on)
    return render_template(
        "indicator/show.html",
        asked=asked,
        day_field=AskForm(data={"as_of": asked.on}).as_of,
        found=found,
        toggles=TOGGLES,
        splits=splits(found),
        needed=report.needed_of(found, asked.expected),
        share_of_expected=report.share_of_expected(found, asked.expected),
        percent=report.percent,
        bars=chart.bars(found),
        course=(whole := course.course(found)),
        course_lines=chart.lines([whole], asked.definition.target),
        multiples=multiples(found),
        targets=TARGETS,
        computed=computed(db.session),
        month=month_told,
        query=query_of(asked),
    )


MULTIPLES = 24
"""How many organisations have a small chart; all of them stand in the table."""


def multiples(found: Tally) -> list[dict[str, Any]]:
    """The course of each organisation as a small chart of the same scale of time."""
    target, places = found.definition.target, course.greatest(found, MULTIPLES)
    months = summary.months_by_place(db.session, found, places) if len(places) > 1 else {}
    paths = [(place, course.path_of(found, one)) for place, one in months.items()]
    return [{"place": place, "last": path.last, "lines": chart.lines([path], target)} for place, path in paths]


def splits(found: Tally) -> list[dict[str, Any]]:
    """The splits with their headings and labels, in the order of the page."""
    return [
        {
            "heading": heading,
            "rows": [(label(name, of), part(name, of), figure) for of, figure in found.by[name].items()],
        }
        for name, heading in HEADINGS.items()
        if name != "level" or len(found.by["level"]) > 1
    ]
