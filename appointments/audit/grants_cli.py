"""`flask grants`: prints the rights of the two processes in PostgreSQL, for the owner of the tables to run."""

import click

from appointments.audit import grants as rights
from appointments.models import import_models


@click.command("grants")
@click.argument("web")
@click.argument("worker")
def grants(web: str, worker: str) -> None:
    """Print the statements that give the database roles WEB and WORKER what their processes need, and nothing more.

    Run them as the owner of the tables, after each migration: flask grants web worker | psql DATABASE
    """
    for statement in rights.statements(import_models(), web, worker):
        click.echo(f"{statement};")
