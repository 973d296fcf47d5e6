"""Pages of the coding board where marking is on screen: what the offline tool needs, and what it wrote taken in."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from appointments.accounts import sessions
from appointments.applications.views.parts import storage
from appointments.competitions.models import Paper
from appointments.competitions.views.parts import viewer_id
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.exams import queries, screen_forms, sealing
from appointments.exams.commands import coding
from appointments.exams.unpacking import MOST_FILES, parts_of
from appointments.exams.views.parts import bp, case_of, demand, is_on_screen, paper_or_404
from appointments.web import policy
from appointments.web.db import db
from workflows.roles import AUDITOR, CHAIR, CODING, SECRETARY, SUPERVISOR, Role

DECODING_READERS = (SECRETARY, CHAIR, CODING, SUPERVISOR, AUDITOR)
PERMISSION = "paper:seal_codes"
LARGE = {"exams.coding_tool": PERMISSION, "exams.code_again": "appeal:code_again"}
ANSWERS = {True: "có", False: "vắng"}


@bp.url_value_preprocessor
def take_more(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """A batch of scripts is larger than any form of the house; from others than a coding board it is not."""
    if endpoint in LARGE and request.method == "POST" and policy.may(LARGE[endpoint]):
        request.max_content_length = current_app.config["BATCH_LIMIT"]
        request.max_form_parts = MOST_FILES + 50


@bp.route("/papers/<uuid:id>/coding", methods=["GET", "POST"])
@policy.requires(PERMISSION)
def coding_tool(id: UUID) -> Any:
    """What the tool needs; then what it wrote is brought."""
    paper = _paper(id)
    case = case_of(paper)
    if paper.state not in ("held", "coded") or case.facts.assigned_scripts:
        return render_template("exams/tool_done.html", paper=paper)
    if again := sessions.ask_again():
        return again
    form = screen_forms.BatchForm(seen=paper.version)
    if not form.validate_on_submit():
        return render_template("exams/tool.html", form=form, paper=paper, facts=case.facts)
    back = url_for(".coding_tool", id=id)
    coding.take_codes(
        db.session, id, parts_of(form.brought()), storage(), demonstration=bool(current_app.config["DEMO"]),
        by=form.by(back), now=clock.now(),
    )  # fmt: skip
    flash(_("The batch is sound: every file agrees with the manifest, the manifest with the commitment."), "success")
    return redirect(back, 303)


@bp.get("/papers/<uuid:id>/coding/list.csv")
@policy.requires(PERMISSION)
def coding_list(id: UUID) -> Response:
    """The tool's list of candidate numbers: who handed a script in, and nothing else."""
    paper = _paper(id)
    rows = "".join(f"{number};{ANSWERS[here]}\n" for number, here in coding.handed_in(db.session, id).items())
    answer = Response("SBD;Có mặt\n" + rows, mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="danh-sach-{paper.id.hex[:8]}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/papers/<uuid:id>/custody", methods=["GET", "POST"])
@policy.requires("code_map:share")
def custody(id: UUID) -> Any:
    """A custodian states, under the own password, that the own share helped to open the map that is shown."""
    paper = _paper(id, *sealing.CUSTODIANS)
    if again := sessions.ask_again():
        return again
    form = screen_forms.FinalForm(seen=paper.version)
    back = url_for(".custody", id=id)
    if form.validate_on_submit():
        sealing.state_share(db.session, id, form.shown.data or "", by=form.by(back), now=clock.now())
        flash(_("It is on record that you gave your share for this map."), "success")
        return redirect(back, 303)
    form.shown.data = paper.map_digest
    said = queries.share_statements(db.session, id)
    mine = any(person == viewer_id() for _role, person, _name, _at in said)
    return render_template(
        "exams/custody.html", form=form, paper=paper, said=said,
        may_state=bool(paper.state == "locked" and paper.map_digest and not mine),
    )  # fmt: skip


@bp.get("/papers/<uuid:id>/decoding")
@policy.requires("decoding:follow")
def decoding(id: UUID) -> str:
    """The minutes of the decoding, to be printed and signed."""
    paper = _paper(id, *DECODING_READERS)
    if paper.decoded_at is None:
        raise NotFound(Paper, id)
    people = [one for one in (paper.decoding_attested_by, paper.decoded_by, paper.coding_share_by) if one]
    return render_template(
        "exams/decoding.html", paper=paper, said=queries.share_statements(db.session, id),
        names=queries.named(db.session, people), facts=case_of(paper).facts, count=len(queries.scripts(db.session, id)),
    )  # fmt: skip


def _paper(id: UUID, *roles: Role) -> Paper:
    paper = paper_or_404(id)
    demand(paper.round, *(roles or (CODING,)))
    if not is_on_screen(paper):
        raise NotFound(Paper, id)
    return paper
