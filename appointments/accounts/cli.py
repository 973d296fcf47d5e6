"""`flask init`: the beginning of a real installation. There is no default account; two people get a link each, once."""

import re

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from appointments.accounts import invitations, queries
from appointments.core import clock
from appointments.core.errors import Invalid
from appointments.migrations import schema
from appointments.web.db import db

WRITTEN = re.compile(r"\s*(?P<name>[^<>]+?)\s*<(?P<email>[^<>\s]+@[^<>\s]+)>\s*")


class Grantor(click.ParamType):
    """A person, written "Nguyễn Văn A <a@example.vn>"."""

    name = "name <e-mail>"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> invitations.Newcomer:
        """Read name and address."""
        found = WRITTEN.fullmatch(value)
        if not found:
            self.fail('write it as "Nguyễn Văn A <a@example.vn>"', param, ctx)
        return invitations.Newcomer(found["name"], found["email"])


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(init)


@click.command("init")
@click.argument("grantors", type=Grantor(), nargs=2)
@with_appcontext
def init(grantors: tuple[invitations.Newcomer, invitations.Newcomer]) -> None:
    """Prepare the database and open the accounts of the first two GRANTORS, each "Name <e-mail>".

    Both can approve roles for the whole city. Neither can do so alone: one proposes, the other approves.
    """
    with db.engine.connect().execution_options(writes=True) as connection:
        schema.upgrade(connection)
    try:
        links = invitations.found_installation(db.session, grantors, clock.now())
    except invitations.AlreadyFounded:
        number = queries.grantors(db.session, clock.now())
        raise click.ClickException(
            f"this installation has its grantors already ({number}); others are invited"
        ) from None
    except Invalid as error:
        raise click.ClickException(error.message % error.params) from None
    base = str(current_app.config["BASE_URL"]).rstrip("/")
    click.echo("Two accounts are prepared. Give each person the own link; it works once, within seven days:")
    for user, token in links:
        click.echo(f"  {user.person.full_name} <{user.email}>\n    {base}/invitation/{token}")
