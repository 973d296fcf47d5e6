"""The commands of this feature."""

from flask import Flask

from appointments.audit import grants_cli, ledger_cli, process_cli


def register(app: Flask) -> None:
    """Enter the commands into `flask`."""
    app.cli.add_command(process_cli.process)
    app.cli.add_command(ledger_cli.ledger)
    app.cli.add_command(grants_cli.grants)
