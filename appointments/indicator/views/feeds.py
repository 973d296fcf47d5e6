"""The indicator for programs: JSON with its schema, CSV, a workbook, each with an ETag; by the same two functions."""

import json
from hashlib import sha256

from flask import Response, request, url_for

from appointments.indicator import queries, report, sheets
from appointments.indicator.schema import SCHEMA
from appointments.indicator.views.parts import bp, question
from appointments.web import policy
from appointments.web.db import db
from appointments.web.i18n import language

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/indicator.json")
@policy.public
def as_json() -> Response:
    """The figures and the decisions behind them; the schema is linked in the header."""
    asked = question()
    found = report.as_json(queries.measure(db.session, asked.definition, asked.on), asked.expected)
    answer = tagged(json.dumps(found, ensure_ascii=False, indent=1).encode() + b"\n", "application/json")
    answer.headers["Link"] = f'<{url_for(".schema")}>; rel="describedby"; type="application/schema+json"'
    return answer


@bp.get("/indicator/schema.json")
@policy.public
def schema() -> Response:
    """What the JSON holds, as JSON Schema."""
    return tagged(json.dumps(SCHEMA, indent=1).encode() + b"\n", "application/schema+json")


@bp.get("/indicator.csv")
@policy.public
def as_csv() -> Response:
    """Every decision looked at, one line each."""
    asked = question()
    found = queries.measure(db.session, asked.definition, asked.on)
    return named(tagged(report.as_csv(found).encode(), "text/csv; charset=utf-8"), f"indicator-{asked.on}.csv")


@bp.get("/indicator.xlsx")
@policy.public
def as_xlsx() -> Response:
    """The figures, the decisions and the definition as a workbook, in the reader's language."""
    asked = question()
    found = queries.measure(db.session, asked.definition, asked.on)
    return named(tagged(sheets.workbook(found, language()), XLSX), f"indicator-{asked.on}.xlsx")


def tagged(body: bytes, kind: str) -> Response:
    """An answer under its own digest, so that whoever has it already is told so."""
    answer = Response(body, content_type=kind)
    answer.set_etag(sha256(body).hexdigest()[:32])
    answer.make_conditional(request)
    return answer


def named(answer: Response, name: str) -> Response:
    """The same as a download."""
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
