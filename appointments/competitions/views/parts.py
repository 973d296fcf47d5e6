"""What the pages of rounds, posts and suspensions share: who asks, what that reaches, and the page of a case."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import lazy_gettext as l_
from werkzeug.wrappers import Response

from appointments.accounts import sessions
from appointments.competitions import queries
from appointments.competitions.models import Contest
from appointments.competitions.standing import standing
from appointments.competitions.views.elsewhere import StepPage, leads, offered
from appointments.competitions.views.elsewhere import page_of as step_page_of
from appointments.core import clock
from appointments.core.cases import Cased
from appointments.core.errors import AlreadyDone
from appointments.files import svg
from appointments.web import policy, steps
from appointments.web.db import db
from appointments.web.errors import already_done
from appointments.web.i18n import language
from workflows.engine import Case, Process
from workflows.roles import CODING, INVIGILATOR, MARKER, MARKING_HEAD, PANEL, SYSADMIN, Role

__all__ = [
    "NOTED",
    "StepPage",
    "ask_password",
    "case_page",
    "leads",
    "plain_step",
    "post_label",
    "reach",
    "reads_names",
    "same_answer",
    "step_page_of",
    "viewer_id",
    "weighty_step",
]

NOTED = {
    "begin": l_("Opened"),
    "edit": l_("Edited"),
    "edit_plan": l_("Texts of the plan edited"),
    "set_parameters": l_("Parameters of the round set"),
    "bundle_posts": l_("Posts taken into the plan"),
    "release_post": l_("A post taken out of the plan"),
    "bundle": l_("Taken into a plan"),
    "release": l_("Taken out of the plan"),
    "add_paper": l_("A written paper planned"),
    "edit_paper": l_("A written paper changed"),
    "set_paper": l_("Written paper assigned"),
    "edit_announcement": l_("Announcement edited"),
    "set_window": l_("Reception dates set"),
    "propose_prolongation": l_("A later closing date proposed"),
    "declare": l_("Interests declared"),
    "state_particulars": l_("Relatives, home or units stated"),
    "pin_conflict": l_("A conflict of interest decided"),
    "confirm_pin": l_("A decision on a conflict confirmed"),
    "settle_declaration": l_("A declaration settled"),
    "file_ground": l_("A paper put on file"),
}
"""How acts that are no steps are called in a timeline."""


SELF_ONLY = frozenset({MARKING_HEAD, MARKER, PANEL, CODING, INVIGILATOR})
"""Boards of the council: of roster and record they read what is their own (`workflows/access.py`: council, record)."""


def reads_names(case: Case) -> bool:
    """Whether the asker may read who serves and who acted, and not only the own part."""
    return bool(case.actor.roles - SELF_ONLY)


def viewer_id() -> UUID:
    """The person who is signed in."""
    found = policy.user()
    assert found is not None  # the gate has checked it
    person: UUID = found.id
    return person


def reach() -> queries.Reach:
    """What the roles of the person asking reach; a system administrator's reach no case."""
    return queries.reach_of(db.session, viewer_id(), clock.now(), frozenset(Role) - {SYSADMIN})


def post_label(contest: Contest) -> str:
    """A post with its agency, in the reader's language."""
    post = contest.post
    return f"{post.title(language())}, {post.agency.name(language())}"


def case_page(
    template: str,
    row: Cased,
    case: Case,
    scopes: Iterable[str],
    href: Callable[[str], str],
    *,
    keys: Iterable[str] = (),
    **context: Any,
) -> str:
    """The page of a case: where it stands on the drawn process, who must act, until when, what stands against it."""
    told = standing(db.session, row, case, scopes, keys, names=reads_names(case))
    for entry in told.entries:
        entry["title"] = NOTED.get(entry["act"].partition(".")[2])
    told.ahead[:] = offered(row, told.ahead)
    return render_template(
        template,
        row=row,
        case=case,
        told=told,
        options=offered(row, row.process.outlook(row.state, case)),
        drawing_svg=svg.draw(row.process, language(), row.state),
        step_href=href,
        **context,
    )


def weighty_step(row: Cased, process: Process, trigger: str, case: Case, **page: Any) -> str | Response:
    """The page of one step; a weighty one asks for the password first, unless it was just given."""
    option = steps.find(process, row.state, trigger, case)
    if option.is_open and option.transition.weighty and (again := sessions.ask_again()):
        return again
    return steps.step_page(row, process, trigger, case, **page)


def plain_step(
    row: Cased, trigger: str, case: Case, command: Callable[..., Any], *, back: str, said: str = "", **page: Any
) -> str | Response:
    """The page of a step that needs nothing but a yes or a reason.

    It is taken by `command(session, id, trigger, reason, by=, now=, seen=)`; then `said` is told.
    """

    def do(form: Any) -> None:
        reason = form.reason.data if "reason" in form else ""
        command(db.session, row.id, trigger, reason, by=form.by(back), now=clock.now(), seen=form.version)
        if said:
            flash(said, "success")

    return weighty_step(row, row.process, trigger, case, do=do, back=back, **page)


def ask_password(process: Process, state: str, trigger: str) -> Response | None:
    """The way to the password page where a step with its own form is weighty."""
    is_weighty = any(t.weighty for t in process.transitions if t.trigger == trigger and t.source == state)
    return sessions.ask_again() if is_weighty else None


def same_answer(error: AlreadyDone) -> Response:
    """A repeated request is led where the first one was: to the page of its case."""
    result = error.result
    if result.get("location"):
        return already_done(error)
    if "hold" in result:
        return redirect(url_for("holds.show", id=UUID(result["hold"])), 303)
    if "contest" in result:
        return redirect(url_for("needs.show", id=UUID(result["contest"])), 303)
    return redirect(url_for("competitions.show", id=UUID(result["round"])), 303)
