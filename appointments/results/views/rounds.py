"""The result of a round, for staff: reported by the chair, recognised or returned by the authority, published."""

from collections import Counter
from typing import Any
from uuid import UUID

from flask import flash, render_template, url_for
from flask_babel import gettext as _

from appointments.competitions import context
from appointments.competitions.case import round_case
from appointments.competitions.models import Round
from appointments.competitions.queries import round_for
from appointments.competitions.views.elsewhere import page_of
from appointments.competitions.views.parts import case_page, reach, weighty_step
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.results import queries
from appointments.results.commands import rounds as commands
from appointments.results.views.parts import bp, viewer_by
from appointments.web import policy
from appointments.web.db import db
from workflows.engine import Case

STEPS = ("compile", "return", "recognise", "publish_result")


@bp.get("/desk")
@policy.requires("result:follow")
def desk() -> str:
    """The rounds within reach that are or were examined, each with its posts."""
    return render_template("results/desk.html", rounds=queries.rounds_with_results(db.session, reach()))


@bp.get("/desk/rounds/<uuid:id>")
@policy.requires("result:follow")
def round_result(id: UUID) -> str:
    """Where the result of a round stands: each post, what is still missing, the steps to take."""
    round_ = examined_round(id)
    lines = queries.lines(db.session, [c.id for c in round_.contests])
    return case_page(
        "results/round.html",
        round_,
        case_of(round_),
        context.scopes_of(round_),
        lambda trigger: page_of(round_, trigger) or url_for("competitions.step", id=id, trigger=trigger),
        round=round_,
        candidates=Counter(line.contest_id for line in lines),
        passers=Counter(line.contest_id for line in lines if line.passes),
        is_published=round_.state in queries.PUBLISHED,
    )


@bp.route("/desk/rounds/<uuid:id>/steps/<any(compile, return, recognise, publish_result):trigger>",
          methods=["GET", "POST"])  # fmt: skip
@policy.requires("result:step")
def round_step(id: UUID, trigger: str) -> Any:
    """Report the result, return or recognise it, publish it."""
    round_ = examined_round(id)
    back = url_for(".round_result", id=id)

    def do(form: Any) -> None:
        given = {"by": form.by(back), "now": clock.now(), "seen": form.version}
        if trigger == "recognise":
            commands.recognise(db.session, id, **given)
        elif trigger == "publish_result":
            commands.publish(db.session, id, **given)
        else:
            commands.take_step(db.session, id, trigger, form.reason.data if "reason" in form else "", **given)
        flash(_("Done. It is on record."), "success")

    case, title = case_of(round_), round_.title
    return weighty_step(round_, round_.process, trigger, case, do=do, back=back, title=title)


def examined_round(id: UUID) -> Round:
    """A round within reach whose exam has begun; before that it has no result to speak of."""
    round_ = round_for(db.session, id, reach())
    if round_.state in queries.BEFORE_RESULTS:
        raise NotFound(Round, id)
    return round_


def case_of(round_: Round) -> Case:
    """How the round stands for the person asking."""
    return round_case(db.session, round_, viewer_by(), clock.now())
