"""Pages of conflicts in a round: members by candidates, one pair with what was found, the decision and its second."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from appointments.applications import conflicts, queries
from appointments.applications.commands import pins
from appointments.applications.conflict_forms import PinForm
from appointments.applications.models import Application
from appointments.applications.numbers import by_number
from appointments.applications.views.parts import bp, viewer_id
from appointments.competitions.case import DECLARING, council_of
from appointments.competitions.models import ConflictPin, Contest, Round
from appointments.competitions.queries import reach_of, round_for
from appointments.competitions.standing import names_of
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.web import policy
from appointments.web.db import db
from appointments.web.paging import Page, asked_page
from appointments.web.steps import ConfirmForm
from workflows import access
from workflows.conflict import CATEGORIES, STATES
from workflows.roles import SYSADMIN, Role

COLUMNS = 12


@dataclass(frozen=True)
class Known:
    """Whom the pages are about: the round, the asker's rights on it, members and candidates by name."""

    round: Round
    may: frozenset[str]
    members: dict[UUID, str]
    candidates: dict[UUID, str]

    def standings(self, members: set[UUID], candidates: set[UUID]) -> dict[conflicts.Pair, conflicts.Standing]:
        """How these stand to each other."""
        group = conflicts.Group(self.round, frozenset(members), frozenset(candidates))
        return conflicts.standings(db.session, [group])[0]


@bp.get("/plans/<uuid:id>/conflicts")
@policy.requires("conflict_flag:read")
def round_conflicts(id: UUID) -> str:
    """Members by candidates, or only the pairs in conflict; boards read yes or no and the category."""
    known = known_to_viewer(id)
    only = bool(request.args.get("only"))
    page = asked_page(len(known.candidates), COLUMNS) if not only else Page(1, 1)
    shown = list(known.candidates)[page.first : page.first + COLUMNS] if not only else list(known.candidates)
    every = known.standings(set(known.members), set(shown if "read" in known.may and not only else known.candidates))
    pairs = [one for one in every.values() if one.is_conflict or one.is_undecided or one.pin]
    kinds: dict[UUID, set[str]] = {}
    for one in pairs:
        if one.category:
            kinds.setdefault(one.member, set()).add(one.category)
    names = names_of(db.session, [who for p in pairs if p.pin for who in (p.pin.pinned_by, p.pin.confirmed_by)])
    return render_template(
        "applications/conflicts.html",
        round=known.round,
        known=known,
        details="read" in known.may,
        only=only,
        page=page,
        shown=shown,
        heads=[known.candidates[one] for one in shown],
        every=every,
        pairs=pairs,
        kinds=kinds,
        open={one.member for one in pairs if one.is_undecided},
        names=names,
        categories=CATEGORIES,
        states=STATES,
    )


@bp.route("/plans/<uuid:id>/conflicts/<uuid:member>/<uuid:candidate>", methods=["GET", "POST"])
@policy.requires("conflict:read")
def conflict_pair(id: UUID, member: UUID, candidate: UUID) -> Any:
    """One member and one candidate: what was found, what was decided, by whom, why; and the decision."""
    known = _pair(id, member, candidate)
    form, back = PinForm(), url_for(".conflict_pair", id=id, member=member, candidate=candidate)
    may_pin = "write" in known.may and viewer_id() not in (member, candidate)
    if may_pin and form.validate_on_submit():
        decision = pins.Decision(member, candidate, form.choice.data, form.reason.data or "")
        pins.pin(db.session, id, decision, by=form.by(back), now=clock.now())
        flash(_("Your decision is on record."), "success")
        return redirect(back, 303)
    query = sa.select(ConflictPin).where(
        ConflictPin.round_id == id, ConflictPin.member_id == member, ConflictPin.candidate_id == candidate
    )
    history = db.session.scalars(query.order_by(ConflictPin.pinned_at.desc())).all()
    standing = known.standings({member}, {candidate})[member, candidate]
    waiting = standing.pin if standing.pin and standing.pin.waits else None
    return render_template(
        "applications/conflict.html",
        round=known.round,
        form=form if may_pin else None,
        member=known.members[member],
        candidate=known.candidates[candidate],
        standing=standing,
        waiting=waiting,
        may_confirm=waiting is not None and "approve" in known.may and waiting.pinned_by != viewer_id(),
        history=history,
        names=names_of(db.session, [who for p in history for who in (p.pinned_by, p.confirmed_by)]),
        categories=CATEGORIES,
        states=STATES,
    )


@bp.route("/plans/<uuid:id>/conflicts/pins/<uuid:pin>", methods=["GET", "POST"])
@policy.requires("conflict:approve")
def confirm_pin(id: UUID, pin: UUID) -> Any:
    """The second person confirms that there is no conflict."""
    row = db.session.get(ConflictPin, pin)
    if row is None or row.round_id != id:
        raise NotFound(ConflictPin, pin)
    known = _pair(id, row.member_id, row.candidate_id)
    if "approve" not in known.may:
        abort(403)
    form = ConfirmForm()
    back = url_for(".conflict_pair", id=id, member=row.member_id, candidate=row.candidate_id)
    if form.validate_on_submit():
        pins.confirm(db.session, pin, by=form.by(back), now=clock.now())
        flash(_("The decision is confirmed by you as the second person."), "success")
        return redirect(back, 303)
    return render_template(
        "applications/conflict_confirm.html",
        round=known.round,
        row=row,
        form=form,
        back=back,
        member=known.members[row.member_id],
        candidate=known.candidates[row.candidate_id],
        name=names_of(db.session, [row.pinned_by])[row.pinned_by],
    )


def _pair(id: UUID, member: UUID, candidate: UUID) -> Known:
    known = known_to_viewer(id)
    if "read" not in known.may or member not in known.members or candidate not in known.candidates:
        raise NotFound(Round, id)
    return known


def known_to_viewer(id: UUID) -> Known:
    """The round for whoever may read of its conflicts in its phase; NotFound for everybody else."""
    now = clock.now()
    round_ = round_for(db.session, id, reach_of(db.session, viewer_id(), now, frozenset(Role) - {SYSADMIN}))
    roles, phase = queries.roles_in_round(db.session, round_, viewer_id(), now), access.phase(round_.state)
    if not any(access.may(role, "conflict_flag", "read", phase) for role in roles):
        raise NotFound(Round, id)
    may = {verb for verb in ("read", "write", "approve") for r in roles if access.may(r, "conflict", verb, phase)}
    serving = {person for person, role in council_of(db.session, [round_], now)[id] if role in DECLARING}
    return Known(round_, frozenset(may), _by_name(names_of(db.session, serving)), _candidates(id))


def _candidates(round_id: UUID) -> dict[UUID, str]:
    """Everybody who stands in the round: the number where there is one, and the name."""
    query = sa.select(Application).join(Application.contest).options(sa.orm.joinedload(Application.person))
    query = query.where(Contest.round_id == round_id, Application.state.not_in(conflicts.NOT_STANDING))
    rows = db.session.scalars(query.order_by(*by_number(Application.number), Application.submitted_at, Application.id))
    return {row.person_id: " ".join(filter(None, (row.number, row.person.full_name))) for row in rows}


def _by_name(names: dict[UUID, str]) -> dict[UUID, str]:
    return dict(sorted(names.items(), key=lambda item: (item[1], item[0])))
