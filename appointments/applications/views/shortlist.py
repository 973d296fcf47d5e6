"""The shortlist: numbers given, published by another person, supplements; and the page that everybody may read."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from appointments.accounts import sessions
from appointments.applications import queries
from appointments.applications.commands import shortlist as commands
from appointments.applications.views.checking import round_within_reach
from appointments.applications.views.parts import bp, name_of, post_name, viewer_by
from appointments.competitions.case import contest_case, round_case
from appointments.competitions.models import Contest, Round
from appointments.competitions.queries import public_round
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.web import policy, steps
from appointments.web.db import db
from appointments.web.steps import ConfirmForm

PUBLISHED = ("shortlist_published", "examining")


@bp.get("/rounds/<uuid:id>/shortlist")
@policy.requires("shortlist:prepare")
def shortlist(id: UUID) -> str:
    """The list as it is being made: who is eligible, the numbers, what stands against its publication."""
    round_ = round_within_reach(id, "numbers")
    case = round_case(db.session, round_, viewer_by(), clock.now())
    options = [o for o in round_.process.outlook(round_.state, case) if o.transition.trigger == "publish_shortlist"]
    return render_template(
        "applications/shortlist.html",
        round=round_,
        case=case,
        options=options,
        eligible=queries.eligible(db.session, id),
        listed=[row for row in queries.listed(db.session, id) if row.state != "eligible"],
        posts={c.id: post_name(c) for c in round_.contests},
        extended=[c for c in round_.contests if c.state == "extended"],
        lister=name_of(round_.listed_by),
        step_href=lambda trigger: url_for("applications.publish_list", id=id),
        published=round_.state in PUBLISHED,
    )


@bp.route("/rounds/<uuid:id>/shortlist/numbers", methods=["GET", "POST"])
@policy.requires("applications:number")
def number(id: UUID) -> str | Response:
    """Give numbers: to all before the publication, after it to those whose petition was upheld."""
    round_ = round_within_reach(id, "numbers")
    published = round_.state in PUBLISHED
    title = _("Put the readmitted on the list") if published else _("Give numbers in the order of names")
    text = _("Numbers already given and not published are given anew. Whoever gives them cannot publish the list.")
    if published:
        text = _("Who was readmitted by a petition gets the next number and joins the published list at once.")
    give = commands.list_readmitted if published else commands.give_numbers
    back = url_for(".shortlist", id=id)
    return confirm(round_, title, text, back, lambda **asked: give(db.session, id, **asked), round_.title)


@bp.route("/rounds/<uuid:id>/shortlist/publish", methods=["GET", "POST"])
@policy.requires("applications:publish")
def publish_list(id: UUID) -> str | Response:
    """Publish the list of the round."""
    round_ = round_within_reach(id, "numbers")
    case = round_case(db.session, round_, viewer_by(), clock.now())
    if again := password_first(round_, "publish_shortlist", case):
        return again
    back = url_for(".shortlist", id=id)

    def do(form: Any) -> None:
        commands.publish_shortlist(db.session, id, by=form.by(back), now=clock.now(), seen=form.version)

    facts = [{"key": _("Candidates on the list"), "value": len(queries.eligible(db.session, id))}]
    return steps.step_page(
        round_, round_.process, "publish_shortlist", case, do=do, back=back, title=round_.title, facts=facts
    )


@bp.route("/posts/<uuid:contest_id>/supplement/numbers", methods=["GET", "POST"])
@policy.requires("applications:number")
def number_post(contest_id: UUID) -> str | Response:
    """Give numbers to those who came in by the prolongation of one post."""
    contest = extended_post(contest_id)
    text = _("Whoever came in by the prolongation gets a number after the last one of the round.")
    back = url_for(".shortlist", id=contest.round_id)
    give = commands.number_post
    title, about = _("Give the next numbers"), post_name(contest)
    return confirm(contest, title, text, back, lambda **asked: give(db.session, contest_id, **asked), about)


def confirm(row: Any, title: str, text: str, back: str, do: Any, about: str) -> str | Response:
    """Ask, then do it and say how many got a number."""
    form = ConfirmForm(seen=row.version)
    if form.validate_on_submit():
        given = do(by=form.by(back), now=clock.now(), seen=form.version)
        flash(ngettext("%(num)s candidate has a number.", "%(num)s candidates have a number.", given), "success")
        return redirect(back, 303)
    return render_template("applications/confirm.html", form=form, title=title, text=text, back=back, about=about)


@bp.route("/posts/<uuid:contest_id>/supplement/publish", methods=["GET", "POST"])
@policy.requires("applications:publish")
def publish_supplement(contest_id: UUID) -> str | Response:
    """Publish the supplement of one post."""
    contest = extended_post(contest_id)
    case = contest_case(db.session, contest, viewer_by(), clock.now())
    if again := password_first(contest, "publish_supplement", case):
        return again
    back = url_for(".shortlist", id=contest.round_id)

    def do(form: Any) -> None:
        commands.publish_supplement(db.session, contest_id, by=form.by(back), now=clock.now(), seen=form.version)

    title = post_name(contest)
    return steps.step_page(contest, contest.process, "publish_supplement", case, do=do, back=back, title=title)


@bp.get("/shortlists/<uuid:id>")
@policy.public
def public_shortlist(id: UUID) -> str:
    """The published list: number, name, post; nothing else about anybody."""
    round_ = public_round(db.session, id)
    if round_.shortlist_at is None:
        raise NotFound(Round, id)
    rows = [row for row in queries.listed(db.session, id) if row.state != "eligible"]
    return render_template(
        "applications/public_shortlist.html",
        round=round_,
        rows=rows,
        posts={c.id: post_name(c) for c in round_.contests},
    )


def extended_post(contest_id: UUID) -> Contest:
    """A post whose reception was prolonged, within the asker's reach."""
    contest = queries.announced_post(db.session, contest_id)
    if contest.round_id is None:
        raise NotFound(Contest, contest_id)
    round_within_reach(contest.round_id, "numbers")
    return contest


def password_first(row: Any, trigger: str, case: Any) -> Response | None:
    """The way to the password page where the step is open and weighty."""
    option = steps.find(row.process, row.state, trigger, case)
    return sessions.ask_again() if option.is_open and option.transition.weighty else None
