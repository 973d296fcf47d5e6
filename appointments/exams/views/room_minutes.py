"""Pages of the minutes of each room: to read and print, to sign as they stand, to attest."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.accounts import sessions
from appointments.competitions.models import Paper
from appointments.competitions.views.parts import viewer_id
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.exams import forms, queries, room_minutes
from appointments.exams.commands import room_signing as commands
from appointments.exams.models import Room
from appointments.exams.room_signing import Signed, signed_of, together
from appointments.exams.views.parts import bp, demand, demand_reading, paper_or_404
from appointments.web import policy
from appointments.web.db import db
from workflows.roles import SUPERVISOR, Role
from workflows.room_minutes import SIGNING, role_of_signer
from workflows.sanction import KINDS


@bp.get("/papers/<uuid:id>/minutes")
@policy.requires("incident:read")
def minutes(id: UUID) -> str:
    """The minutes of each room, with who signed them as they stand. Printable."""
    paper = paper_or_404(id)
    roles = demand_reading(paper, "incident")
    return render_template("exams/room_minutes.html", **_told(paper, roles))


@bp.route("/papers/<uuid:id>/minutes/<uuid:room_id>", methods=["GET", "POST"])
@policy.requires("room_minutes:sign")
def sign_minutes(id: UUID, room_id: UUID) -> Any:
    """Sign the minutes of a room as the page shows them."""
    paper = paper_or_404(id)
    told = _told(paper, demand_reading(paper, "room_minutes"))
    if room_id not in told["signable"]:
        raise NotFound(Room, room_id)
    told["one"] = next(one for one in told["rooms"] if one.room.id == room_id)
    sign = partial(commands.sign_minutes, db.session, room_id)
    return _signing(
        "exams/sign_minutes.html", sign, told["signed"][room_id].digest, _("The minutes are signed by you."), told
    )


@bp.route("/papers/<uuid:id>/minutes/attest", methods=["GET", "POST"])
@policy.requires("room_minutes:attest")
def attest_minutes(id: UUID) -> Any:
    """The supervision board attests the minutes of every room, as two people signed them."""
    paper = paper_or_404(id)
    told = _told(paper, demand(paper.round, SUPERVISOR))
    attest = partial(commands.attest_minutes, db.session, id)
    return _signing(
        "exams/attest_minutes.html", attest, together(told["signed"].values()), _("The minutes are attested."), told
    )


def _signing(template: str, do: Callable[..., None], digest: str, done: str, told: dict[str, Any]) -> Any:
    """The page on which somebody puts the own name under the digest that it shows; the password is asked before."""
    if again := sessions.ask_again():
        return again
    form, back = forms.MinutesForm(), url_for(".minutes", id=told["paper"].id)
    if form.validate_on_submit():
        do(form.digest.data, by=form.by(back), now=clock.now())
        flash(done, "success")
        return redirect(back, 303)
    form.digest.data = digest
    return render_template(template, form=form, **told)


def _told(paper: Paper, roles: frozenset[Role]) -> dict[str, Any]:
    """The minutes of every room, who signed them, and what the reader may do with them."""
    signed = {one.room.id: one for one in signed_of(db.session, [paper])[paper.id]}
    people = {one.person_id for found in signed.values() for one in found.signatures}
    return {
        "paper": paper,
        "rooms": room_minutes.minutes_of(db.session, paper),
        "kinds": KINDS,
        "signed": signed,
        "names": queries.named(db.session, people),
        "signable": {id for id, one in signed.items() if _may_sign(paper, one, roles)},
        "may_attest": SUPERVISOR in roles and _is_open(paper) and any(not one.is_attested for one in signed.values()),
    }


def _may_sign(paper: Paper, one: Signed, roles: frozenset[Role]) -> bool:
    me = viewer_id()
    has_signed = any(signature.person_id == me for signature in one.standing)
    may = role_of_signer(roles, me.hex, one.room.invigilators)
    return may is not None and _is_open(paper) and not one.unrecorded and not has_signed


def _is_open(paper: Paper) -> bool:
    """Whether minutes are signed now: once the session has begun, until the scripts are coded."""
    return paper.state in SIGNING and paper.starts_at is not None and paper.starts_at <= clock.now()
