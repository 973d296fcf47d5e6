"""`flask worker`: carries out deadlines, delivers messages, seals the ledger."""

import logging
import signal
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import click
from flask import Flask, current_app
from sqlalchemy.orm import Session

from appointments.core import clock
from appointments.core.ledger import checkpoint, sealer
from appointments.core.mail import mailer_of
from appointments.core.sweep import sweep
from appointments.notifications.delivery import deliver
from appointments.web.db import db

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(worker)


@click.command("worker")
@click.option("--once", is_flag=True, help="One round of each task, then stop.")
@click.option("--every", default=2.0, show_default=True, help="Seconds between two rounds.")
def worker(once: bool, every: float) -> None:
    """Carry out deadlines, deliver messages and seal the ledger, until told to stop."""
    stopping = []
    signal.signal(signal.SIGTERM, lambda *_: stopping.append(True))
    signal.signal(signal.SIGINT, lambda *_: stopping.append(True))
    while not stopping:
        done = round_of_work(db.session, current_app.config, clock.now())
        if once:
            click.echo(", ".join(f"{name}: {count}" for name, count in done.items()))
            return
        if not any(done.values()):
            time.sleep(every)


def round_of_work(session: Session, settings: Any, now: datetime) -> dict[str, int]:
    """Each task once; a task that fails is logged and does not keep the others from running."""
    tasks: dict[str, Callable[[], int]] = {
        "deadlines": lambda: sweep(session, now),
        "messages": lambda: deliver(session, mailer_of(settings), settings["BASE_URL"], now),
        "sealed": lambda: _seal(session, settings, now),
    }
    done = {}
    for name, task in tasks.items():
        try:
            done[name] = task()
        except Exception:  # the next round tries again
            session.rollback()
            log.exception("background task %s failed", name)
            done[name] = 0
        session.rollback()
    return done


def _seal(session: Session, settings: Any, now: datetime) -> int:
    signer = checkpoint.load_or_create(settings["LEDGER_KEY"], settings["ORIGIN"])
    keep = checkpoint.keeper(checkpoint.heads_beside(settings["LEDGER_KEY"]))
    return sealer.seal(session, signer, now, keep=keep).leaves
