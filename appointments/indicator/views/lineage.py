"""The decisions behind a figure: those counted, those left out with the rule and its clause, each with its entry."""

from collections.abc import Callable
from typing import Any

from flask import render_template, request

from appointments.core.errors import Invalid
from appointments.decisions.rules import KINDS, METHODS
from appointments.indicator import queries
from appointments.indicator.rules import SPLITS, Counted, Row
from appointments.indicator.views.parts import HEADINGS, bp, label, part, query_of, question
from appointments.web import policy
from appointments.web.db import db
from appointments.web.paging import asked_page


@bp.get("/indicator/decisions")
@policy.public
def decisions() -> str:
    """The list behind one figure, named in the address by `of` ("year:2024"); without it, behind the headline."""
    asked = question()
    found = queries.measure(db.session, asked.definition, asked.on)
    named, is_wanted = wanted(found)
    only_exam = request.args.get("exam") == "yes"
    counted = [row for row in found.counted if is_wanted(row) and (row.is_by_exam or not only_exam)]
    left_out = [] if only_exam else [(row, why) for row, why in found.left_out if is_wanted(row)]
    page = asked_page(max(len(counted), len(left_out)))
    here = slice(page.first, page.first + page.size)
    return render_template(
        "indicator/decisions.html",
        asked=asked,
        named=named,
        only_exam=only_exam,
        page=page,
        sizes=(len(counted), len(left_out)),
        counted=counted[here],
        left_out=left_out[here],
        kinds=KINDS,
        methods=METHODS,
        query=query_of(asked),
    )


def wanted(found: Counted) -> tuple[str, Callable[[Row], bool]]:
    """What the part of a split is called that the address names, and which decisions belong to it."""
    asked = request.args.get("of")
    if not asked:
        return "", lambda _row: True
    split = asked.partition(":")[0]
    if split not in SPLITS:
        raise Invalid("There is no such part of the figure.")
    key, definition = SPLITS[split], found.definition
    everybody: dict[str, Any] = {part(split, of): of for of in found.by[split]}
    everybody |= {part(split, of): of for row, _why in found.left_out for of in (key(row, definition),)}
    if asked not in everybody:
        raise Invalid("There is no such part of the figure.")
    named = f"{HEADINGS[split]}: {label(split, everybody[asked])}"
    return named, lambda row: part(split, key(row, definition)) == asked
