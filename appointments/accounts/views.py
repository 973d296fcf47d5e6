"""Pages of people, accounts and roles. Signing in and passwords are Flask-Security's pages (see `signing_in`)."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as l_
from flask_security import hash_password
from werkzeug.wrappers import Response

from appointments.accounts import (
    commands,
    forms,
    invitations,
    mailing,
    permissions,
    queries,
    scopes,
    sessions,
    signing_in,
)
from appointments.accounts.case import assignment_case
from appointments.accounts.models import Assignment, Person, User
from appointments.accounts.web_user import Viewer, all_roles, holdings
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.core.mail import Mail
from appointments.core.work import By
from appointments.web import policy
from appointments.web.db import db
from appointments.web.navigation import OVERSIGHT, Entry
from appointments.web.paging import asked_page
from workflows.calendar import midnight_after, midnight_before
from workflows.roles import SYSTEM, Role

bp = Blueprint("accounts", __name__)
own = Blueprint("account", __name__)
blueprints = (bp, own)
NAVIGATION = (Entry(l_("People and roles"), "accounts.people", 80, "member", OVERSIGHT),)


def register(app: Flask) -> None:
    """What a blueprint cannot say: Flask-Security and the gate."""
    signing_in.init_app(app)


@own.get("/register/check-your-mail")
@policy.public
def check_mail() -> str:
    """What to do after registering, whether or not there was an account already."""
    return render_template("accounts/check_mail.html")


@own.get("/me")
@policy.signed_in
def me() -> str:
    """My account and my roles."""
    me_id = viewer_id()
    return render_template(
        "accounts/me.html",
        assignments=queries.assignments_of(db.session, me_id),
        person=person_or_404(me_id),
        places=scopes.names(db.session),
    )


@own.route("/invitation/<token>", methods=["GET", "POST"])
@policy.public
def invitation(token: str) -> Any:
    """Set the first password of an invited account."""
    try:
        found = invitations.open_invitation(db.session, token, clock.now())
    except invitations.LinkIsOver:
        return render_template("accounts/link_is_over.html"), 410
    form = forms.FirstPasswordForm(user=found.user)
    if not form.validate_on_submit():
        return render_template("accounts/invitation.html", form=form, user=found.user)
    invitations.accept_invitation(
        db.session, token, hash_password(form.password.data), clock.now(), number_hash=form.number_hash()
    )
    flash(_("Your password is set. Sign in with it."), "success")
    return redirect(url_for("security.login"), 303)


@bp.get("/people")
@policy.requires("people:read")
def people() -> str:
    """The staff of where the reader serves; the proposals that wait for the reader above them."""
    form = forms.SearchForm(request.args, meta={"csrf": False})
    now, text, who = clock.now(), form.q.data or "", reader()
    page = asked_page(queries.count_staff(db.session, who, text), queries.MOST_FOUND)
    return render_template(
        "accounts/people.html",
        form=form,
        people=queries.staff(db.session, who, text, now, page.first, page.size),
        page=page,
        is_everywhere=who.scopes is None,
        waiting=queries.proposals_for(db.session, viewer_id(), now),
        places=scopes.names(db.session),
    )


@bp.route("/people/new", methods=["GET", "POST"])
@policy.requires("people:invite")
def invite() -> Any:
    """Invite somebody to an account."""
    form = forms.InvitationForm()
    if not form.validate_on_submit():
        return render_template("accounts/invite.html", form=form)
    newcomer = invitations.Newcomer(
        form.full_name.data, form.email.data, form.current_post.data or None, form.current_unit.data or None
    )
    user, token = invitations.invite(db.session, newcomer, by=viewer_id(), now=clock.now())
    send_link(user, token)
    return redirect(url_for(".person", person_id=user.person_id), 303)


@bp.get("/people/<uuid:person_id>")
@policy.requires("people:read")
def person(person_id: UUID) -> str:
    """One person: the account, the roles held, proposed and ended."""
    return render_template(
        "accounts/person.html",
        person=seen_or_404(person_id),
        assignments=queries.assignments_of(db.session, person_id),
        places=scopes.names(db.session),
    )


@bp.post("/people/<uuid:person_id>/link")
@policy.requires("people:invite")
def send_again(person_id: UUID) -> Response:
    """Send a new link to somebody who has not set a password yet."""
    user = account_or_404(person_id)
    newcomer = invitations.Newcomer(user.person.full_name, user.email)
    send_link(*invitations.invite(db.session, newcomer, by=viewer_id(), now=clock.now()))
    return redirect(url_for(".person", person_id=person_id), 303)


@bp.post("/people/<uuid:person_id>/account")
@policy.requires("account:disable")
@sessions.fresh
def switch_account(person_id: UUID) -> Response:
    """Shut an account or open it again."""
    user = account_or_404(person_id)
    active = request.form.get("active") == "yes"
    invitations.disable_account(db.session, user.id, active=active, by=viewer_id(), now=clock.now())
    flash(_("The account is open again.") if active else _("The account is shut; its sessions have ended."), "success")
    return redirect(url_for(".person", person_id=person_id), 303)


@bp.route("/people/<uuid:person_id>/roles/new", methods=["GET", "POST"])
@policy.requires("role:propose")
def propose(person_id: UUID) -> Any:
    """Propose a role for somebody."""
    subject = seen_or_404(person_id)
    here = {place.scope: place for place in scopes.places(db.session)}
    form = forms.ProposalForm()
    form.offer(commands.proposable(all_roles(viewer())), here.values())
    if not form.validate_on_submit():
        return render_template("accounts/propose.html", form=form, person=subject)
    proposal = commands.Proposal(
        person_id,
        Role(form.role.data),
        form.scope.data,
        here[form.scope.data].within,
        midnight_before(form.valid_from.data) if form.valid_from.data else None,
        midnight_after(form.valid_to.data) if form.valid_to.data else None,
        form.ground.data,
    )
    back = url_for(".person", person_id=person_id)
    commands.propose_role(db.session, proposal, by=form.by(back), now=clock.now())
    flash(_("The role is proposed. It counts once another person has approved it."), "success")
    return redirect(back, 303)


@bp.route("/roles/<uuid:id>", methods=["GET", "POST"])
@policy.requires("people:read")
def assignment(id: UUID) -> Any:
    """One role: where it stands, who may do what about it and why not; on POST the step of the button."""
    found = commands.assignment_or_404(db.session, id)
    seen_or_404(found.person_id)
    form = forms.DecisionForm(seen=found.version)
    trigger = request.form.get("trigger", "")
    if again := sessions.ask_before(found.process, trigger):
        return again
    if not form.validate_on_submit() or not trigger:
        return show_assignment(found, form)
    here = url_for(".assignment", id=id)
    reason = form.reason.data or ""
    commands.decide_role(db.session, id, trigger, by=form.by(here), now=clock.now(), seen=form.version, reason=reason)
    flash(_("Done. It counts from the person's next request."), "success")
    return redirect(here, 303)


def show_assignment(found: Assignment, form: forms.DecisionForm) -> str:
    """The page of one role."""
    case = assignment_case(db.session, found, By(viewer_id()), clock.now())
    options = [o for o in found.process.outlook(found.state, case) if o.transition.acting_role(case.actor)]
    steps = [t for t in found.process.transitions if t.source == found.state]
    return render_template(
        "accounts/assignment.html",
        assignment=found,
        form=form,
        options=options,
        deciders=sorted({role for step in steps for role in step.roles} - {SYSTEM}),
        proposer=queries.name_of(db.session, found.proposed_by) if found.proposed_by else None,
        places=scopes.names(db.session),
    )


def send_link(user: User, token: str) -> None:
    """Mail the one-time link; where that fails the inviter is told and can send it again."""
    link = url_for("account.invitation", token=token, _external=True)
    body = render_template("accounts/mail/invitation.txt", user=user, link=link)
    try:
        mailing.mailer().send(Mail(user.email, _("Your account at Minh Tuyển"), body))
    except OSError as error:
        current_app.logger.warning("an invitation could not be mailed: %r", error)
        flash(_("The account is prepared, but the e-mail could not be sent. Send the link again later."), "error")
    else:
        flash(_("A link that sets the password was sent to %(email)s.", email=user.email), "success")


def viewer() -> Viewer:
    """Who is signed in."""
    found = policy.user()
    assert found is not None  # the gate has checked it
    return found


def viewer_id() -> UUID:
    """The person who is signed in."""
    return viewer().id


def person_or_404(person_id: UUID) -> Person:
    """The person with that id."""
    found = db.session.get(Person, person_id)
    if found is None:
        raise NotFound(Person, person_id)
    return found


def reader() -> queries.Reader:
    """Who is signed in, as somebody who looks for people."""
    return queries.Reader.of(viewer_id(), holdings(viewer()), permissions.roles_for("people:read"))


def seen_or_404(person_id: UUID) -> Person:
    """The person with that id, if the reader sees them."""
    found = person_or_404(person_id)
    if not queries.is_seen(db.session, reader(), person_id):
        raise NotFound(Person, person_id)
    return found


def account_or_404(person_id: UUID) -> User:
    """The account of that person."""
    found = seen_or_404(person_id).user
    if found is None:
        raise NotFound(User, person_id)
    return found
