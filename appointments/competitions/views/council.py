"""Pages of the council: who serves, who has declared, whom to propose, and each member's own declaration."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.accounts import commands as roles_commands
from appointments.accounts import queries as accounts
from appointments.accounts.models import Assignment
from appointments.competitions import context, forms, queries
from appointments.competitions import roster as serving
from appointments.competitions.case import DECLARING, MEMBERS, REQUIRED_DUTIES, council_size
from appointments.competitions.commands import council as commands
from appointments.competitions.models import Declaration, Round
from appointments.competitions.standing import names_of
from appointments.competitions.views.parts import reads_names, viewer_id
from appointments.competitions.views.plans import bp, case_of, found
from appointments.core import clock
from appointments.core.errors import Invalid, NotFound
from appointments.web import policy
from appointments.web.db import db
from workflows.collusion import Finding
from workflows.collusion_ways import ASSUMPTIONS
from workflows.duties import DUTIES
from workflows.roles import AUDITOR, CHAIR, SUPERVISOR, Role

READS_ALL = frozenset({CHAIR, SUPERVISOR, AUDITOR})
"""Who reads what others declared; everybody else sees only whether they did."""
SHOWN_DUTIES = ("SD4", "SD5", "SD8", "SD10", "SD11", "BO1")


@dataclass(frozen=True)
class Member:
    """One line of the roster: a role held or proposed, and what its holder declared on the present list."""

    assignment: Assignment
    name: str
    declares: bool
    declaration: Declaration | None


@bp.get("/<uuid:id>/council")
@policy.requires("council:read")
def council(id: UUID) -> str:
    """The roster, what is still vacant, and the declarations."""
    round_ = found(id)
    case = case_of(round_)
    told = queries.declarations(db.session, id)
    members = roster(round_, told)
    held = {Role(m.assignment.role) for m in members if m.assignment.state == accounts.IN_FORCE}
    me, reads_roster = viewer_id(), reads_names(case)
    return render_template(
        "competitions/council.html",
        round=round_,
        members=[m for m in members if reads_roster or m.assignment.person_id == me],
        vacant=[role for role in REQUIRED_DUTIES if role not in held],
        size=case.facts.council_size,
        legal_size=council_size(round_, case.rules),
        counted=sorted(MEMBERS),
        duties=[DUTIES[code] for code in SHOWN_DUTIES],
        reads_all=bool(READS_ALL & case.actor.roles),
        settles=bool({CHAIR, SUPERVISOR} & case.actor.roles),
        me=me,
        must_declare=any(m.assignment.person_id == me and m.declares and m.declaration is None for m in members),
        may_propose=bool(_proposable(case)),
        defeats=_defeats(round_, case) if reads_roster else (),
        assumptions=dict.fromkeys(words for rest in ASSUMPTIONS.values() for words in rest),
        earlier=[d for d in told if d.list_version != round_.list_version],
    )


@bp.route("/<uuid:id>/council/new", methods=["GET", "POST"])
@policy.requires("role:propose")
def propose_member(id: UUID) -> Any:
    """Propose somebody with an account for a role in this round's council."""
    round_ = found(id)
    form = forms.MemberForm()
    form.offer(_proposable(case_of(round_)))
    if not form.validate_on_submit():
        return render_template("competitions/member.html", form=form, round=round_)
    user = accounts.user_by_email(db.session, form.email.data)
    if user is None:
        raise Invalid("There is no account with this e-mail address.", "email")
    now = clock.now()
    proposal = commands.membership(round_, user.person_id, Role(form.role.data), ground=form.ground.data, now=now)
    back = url_for(".council", id=id)
    roles_commands.propose_role(db.session, proposal, by=form.by(back), now=now)
    flash(_("The role is proposed. It counts once another person has approved it."), "success")
    return redirect(back, 303)


@bp.route("/<uuid:id>/declaration", methods=["GET", "POST"])
@policy.requires("declaration:create")
def declare(id: UUID) -> Any:
    """Declare one's interests, before any name is seen."""
    round_ = found(id)
    form = forms.DeclarationForm()
    if not form.validate_on_submit():
        own = queries.declared(db.session, round_, viewer_id())
        return render_template("competitions/declaration.html", form=form, round=round_, own=own)
    answer = commands.Answer(form.answer.data, form.note.data or "")
    back = url_for(".council", id=id)
    commands.declare(db.session, id, answer, by=form.by(back), now=clock.now())
    flash(_("Your declaration is on record."), "success")
    return redirect(back, 303)


@bp.route("/declarations/<uuid:id>", methods=["GET", "POST"])
@policy.requires("declaration:settle")
def settle(id: UUID) -> Any:
    """Say how a declared relation or doubt was dealt with."""
    declaration = db.session.get(Declaration, id)
    if declaration is None:
        raise NotFound(Declaration, id)
    round_ = found(declaration.round_id)
    if not READS_ALL & case_of(round_).actor.roles:
        raise NotFound(Declaration, id)
    form = forms.SettlementForm()
    if not form.validate_on_submit():
        name = accounts.name_of(db.session, declaration.person_id)
        return render_template(
            "competitions/settlement.html", form=form, round=round_, declaration=declaration, name=name
        )
    back = url_for(".council", id=round_.id)
    commands.settle_declaration(db.session, id, form.how.data, by=form.by(back), now=clock.now())
    return redirect(back, 303)


def _defeats(round_: Round, case: Any) -> tuple[Finding, ...]:
    """How few of those who serve could defeat the exam together, and how."""
    return serving.defeats(serving.rosters(db.session, [round_], clock.now())[round_.id], case.rules)


def roster(round_: Round, declarations: Sequence[Declaration]) -> list[Member]:
    """The roles held and proposed in this round, by role and name."""
    query = sa.select(Assignment).where(
        Assignment.scope == context.round_scope(round_.id), Assignment.state.in_(("proposed", accounts.IN_FORCE))
    )
    rows = db.session.scalars(query).all()
    names = names_of(db.session, (row.person_id for row in rows))
    told = {d.person_id: d for d in declarations if d.list_version == round_.list_version}
    order = list(Role)
    members = [Member(row, names[row.person_id], Role(row.role) in DECLARING, told.get(row.person_id)) for row in rows]
    return sorted(members, key=lambda m: (order.index(Role(m.assignment.role)), m.name))


def _proposable(case: Any) -> list[Role]:
    allowed = roles_commands.proposable(case.actor.roles)
    return [role for role in Role if role in allowed and role in commands.APPOINTABLE]
