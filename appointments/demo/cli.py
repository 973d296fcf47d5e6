"""`flask demo`: founds the demonstration in an empty database. Refuses any database that it did not create."""

import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from uuid import UUID

import click
import sqlalchemy as sa
from flask import Flask, abort, current_app, request
from flask.cli import with_appcontext
from flask_security import hash_password
from sqlalchemy.orm import Session

from appointments.accounts.models import User
from appointments.core import clock
from appointments.core.ledger import sealer
from appointments.core.mail import Mail
from appointments.core.once import Once
from appointments.core.work import By, Work
from appointments.demo import first_round, merger, on_screen, ordinary, today, votes
from appointments.demo.cast import PASSWORD, Account, Cast, accounts, email
from appointments.demo.city import found_city
from appointments.demo.when import at
from appointments.files import svg
from appointments.files.storage import Storage
from appointments.notifications.commands import mark_all_read
from appointments.notifications.delivery import deliver
from appointments.web.db import db

COMPLETE = By(None, idem="demonstration-is-complete")
"""The request that the last act of the demonstration makes; kept like any other request that must not be repeated."""


MACHINE = "coding-board"
"""The folder beside the stored files that stands for the coding board's own machine."""
STILL_NEW = timedelta(days=7)
"""Messages as young as this have not been read by anybody yet."""


class NotOurs(click.ClickException):
    """The database belongs to a real installation: the demonstration does not touch it. A terminal gets one line."""


def register(app: Flask) -> None:
    """Add the command; in demonstration mode, show the accounts on the sign-in page."""
    app.cli.add_command(demo)
    if app.config["DEMO"]:
        _refuse_what_is_not_ours(app)
        app.before_request_funcs.setdefault(None, []).insert(0, _serve_this_machine_only)
        app.before_request(_show_accounts)
    else:
        app.before_request(_refuse_public_passwords)


def _refuse_what_is_not_ours(app: Flask) -> None:
    """Demonstration mode shows passwords: it does not start on the database of a real installation."""
    with app.app_context():
        try:
            founded = sa.inspect(db.engine).has_table(User.__tablename__) and not is_empty(db.session)
            if founded and not is_ours(db.session):
                raise NotOurs("This database was not created by the demonstration, which does not start on it.")
        finally:
            db.session.close()
            db.engine.dispose()


def _serve_this_machine_only() -> None:
    """The passwords are public: whatever address a server was told to bind, other machines get no page."""
    visitor = ip_address(request.remote_addr or "127.0.0.1")
    if not (getattr(visitor, "ipv4_mapped", None) or visitor).is_loopback:
        abort(403)


def _refuse_public_passwords() -> None:
    """Outside demonstration mode nobody signs in to a demonstration's database: everybody knows its passwords."""
    if request.method == "POST" and request.endpoint == "security.login" and is_ours(db.session):
        abort(403)


def _show_accounts() -> None:
    if "DEMO_ACCOUNTS" not in current_app.config and is_ours(db.session):
        current_app.config["DEMO_ACCOUNTS"] = accounts(db.session)


def is_empty(session: Session) -> bool:
    """Whether nobody has an account here."""
    return session.scalar(sa.select(User.id).limit(1)) is None


def is_complete(session: Session) -> bool:
    """Whether the demonstration was played to its end."""
    return session.get(Once, COMPLETE.idem) is not None


def is_ours(session: Session) -> bool:
    """Whether this database was founded by the demonstration."""
    return session.scalar(sa.select(User.id).where(User.email == email("duyet-1"))) is not None


@click.command("demo")
@click.option("--if-new", is_flag=True, help="Do nothing where the demonstration is already there.")
@with_appcontext
def demo(if_new: bool) -> None:
    """Play Plan 3461 of 2022 and found the city of today, with synthetic people, through the product's own commands."""
    if not current_app.config["DEMO"]:
        raise click.ClickException("Set MINHTUYEN_DEMO=1: the demonstration's passwords are public.")
    if not is_empty(db.session):
        if not is_ours(db.session):
            raise click.ClickException("This database was not created by the demonstration; nothing was changed.")
        if not is_complete(db.session):
            raise click.ClickException("The demonstration was broken off half-way. Remove VAR and begin again.")
        if not if_new:
            raise click.ClickException("The demonstration is already here. Choose another VAR, or remove that folder.")
    else:
        play(db.session, Storage(Path(current_app.config["FILES"])), Path(current_app.config["FILES"]).parent / MACHINE)
    _show(accounts(db.session))


def play(session: Session, storage: Storage, machine: Path) -> None:
    """Everything, told step by step on the error stream; `machine` is the folder of the coding board's own machine."""
    founded = at(2022, 8, 15)
    cast = Cast(session, hash_password(PASSWORD))
    _say("Lập thành phố mẫu / founding the city ...")
    cast.found(founded)
    city, posts = found_city(session, cast, founded)
    _say("Kế hoạch 3461/KH-UBND, 13 vị trí / Plan 3461, 13 posts ...")
    first_round.play(session, cast, storage, city, posts)
    _say("Bổ nhiệm theo quy trình / ordinary appointments ...")
    ordinary.record(session, cast, posts, clock.now())
    _say("Sắp xếp ngày 1/7/2025 / the reorganisation of 1 July 2025 ...")
    merger.play(session, cast["duyet-1"], cast.by("to-chuc-2"), cast.by("thu-truong"))
    _say("Thành phố hôm nay / the city of today ...")
    here = today.City(session, cast, storage, city, posts, clock.now())
    today.play(here)
    votes.play(here)
    on_screen.play(here, machine, lambda now: sealer.seal_here(session, current_app.config, now))
    _say("Thông báo, hình vẽ quy trình / messages, drawings of the processes ...")
    give_out(session, cast.ids.values(), clock.now())
    svg.draw_all()
    with Work(session, COMPLETE, clock.now()):
        pass
    _say("Xong / done.")


class Nowhere:
    """The mailboxes of people who were invented."""

    def send(self, mail: Mail) -> None:
        """Let the letter go."""


def give_out(session: Session, people: Iterable[UUID], now: datetime) -> None:
    """Every message enters the inboxes here, so that the worker has none of years ago to deliver; old ones are read."""
    while deliver(session, Nowhere(), "", now, limit=500):
        pass
    for person in people:
        mark_all_read(session, person, now - STILL_NEW)


def _show(shown: list[Account]) -> None:
    """The accounts, as the sign-in page shows them."""
    click.echo(f"Tài khoản trình diễn, mật khẩu / demonstration accounts, password: {PASSWORD}")
    for account in shown:
        click.echo(f"  {account.email:<32} {account.role.vi} / {account.role.en}")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
