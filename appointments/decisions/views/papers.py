"""A decision as a file, PDF or DOCX, and the page to which the code on it leads: is this version the current one?"""

import re
from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask import Response, current_app, render_template, url_for

from appointments.competitions.views.parts import viewer_id
from appointments.core.errors import NotFound
from appointments.decisions import queries, wording
from appointments.decisions.models import Decision
from appointments.decisions.views.decisions import OUT, is_staff
from appointments.decisions.views.parts import bp, printed
from appointments.papers.sheet import Sheet, mark_of, same_mark
from appointments.web import policy
from appointments.web.db import db
from appointments.web.papers import Format, paper_answer

TEMPLATE = "decision"


@bp.get("/<uuid:id>/paper.<any(pdf, docx):kind>")
@policy.public
def paper_file(id: UUID, kind: Format) -> Response:
    """The decision as a file, for whoever may see the paper; the public version names no date of birth."""
    row = queries.decision(db.session, id)
    is_known = knows(row)
    if row.state != "issued" and not is_known:
        raise NotFound(Decision, id)
    return paper_answer(sheet_of(row, with_person=is_known), kind, file_name(row))


@bp.get("/<uuid:id>/paper/<mark>")
@policy.public
def paper_version(id: UUID, mark: str) -> str:
    """Whether a printed version is the current one; whoever holds a signed paper learns of its revocation as well."""
    row = queries.decision(db.session, id)
    is_current = any(same_mark(mark, mark_on(row, fields_of(row, with_person=one))) for one in (True, False))
    is_visible = row.state == "issued" or knows(row)
    if not is_visible and not (is_current and row.state in OUT):
        raise NotFound(Decision, id)
    return render_template(
        "decisions/version.html", decision=row, is_current=is_current, is_visible=is_visible,
        is_draft=row.state not in OUT,
    )  # fmt: skip


def knows(row: Decision) -> bool:
    """Whether the asker deals with this decision, or is the person whom it appoints."""
    return is_staff(row) or (policy.user() is not None and viewer_id() == row.person_id and row.state in OUT)


def fields_of(row: Decision, *, with_person: bool) -> dict[str, Any]:
    """What the decision's templates print."""
    return asdict(printed(row, with_person=with_person)) | {"type": wording.TYPE}


def mark_on(row: Decision, fields: dict[str, Any]) -> str:
    """The mark of what a decision prints; another one's equal words do not share it."""
    return mark_of(current_app.config["IDENTITY_KEY"], TEMPLATE, fields | {"decision": row.id.hex})


def sheet_of(row: Decision, *, with_person: bool) -> Sheet:
    """The decision ready to be printed."""
    fields = fields_of(row, with_person=with_person)
    mark = mark_on(row, fields)
    base = str(current_app.config["BASE_URL"]).rstrip("/")
    return Sheet(
        TEMPLATE, fields, f"{fields['type']} {fields['number']}", row.entered_at, mark,
        base + url_for("decisions.paper_version", id=row.id, mark=mark), row.state not in OUT,
    )  # fmt: skip


def file_name(row: Decision) -> str:
    """By number once it is signed; nobody's name stands in it."""
    told = re.sub(r"[^0-9a-z]+", "-", (row.number or "").lower().replace("đ", "d")).strip("-")
    return f"quyet-dinh-{told or row.id.hex[:8]}" if row.state in OUT else f"du-thao-quyet-dinh-{row.id.hex[:8]}"
