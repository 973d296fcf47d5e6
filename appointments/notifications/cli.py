"""`flask worker`: carries out deadlines, delivers messages, seals the ledger."""

import logging
import signal
from collections.abc import Callable
from datetime import datetime
from threading import Event
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from appointments.core import clock, heartbeat
from appointments.core.ledger import sealer
from appointments.core.mail import mailer_of
from appointments.core.sweep import daily_tasks, sweep
from appointments.notifications.delivery import deliver
from appointments.web.db import db

log = logging.getLogger(__name__)


def register(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(worker)


@click.command("worker")
@click.option("--once", is_flag=True, help="One round of each task, then stop.")
@click.option("--every", default=2.0, show_default=True, help="Seconds between two rounds.")
@with_appcontext
def worker(once: bool, every: float) -> None:
    """Carry out deadlines, deliver messages and seal the ledger, until told to stop.

    SIGTERM and SIGINT end it after the task in hand; nothing is left half done.
    """
    stop = Event()
    if once:
        daily(db.session, clock.now())
        done = round_of_work(db.session, current_app.config, clock.now(), stop)
        click.echo(", ".join(f"{name}: {count}" for name, count in done.items()))
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    daily_on = None
    while not stop.is_set():
        now = clock.now()
        heartbeat.beat(current_app.config["HEARTBEAT"], now)
        if daily_on != now.date():
            daily(db.session, now)
            daily_on = now.date()
        done = round_of_work(db.session, current_app.config, now, stop)
        if not any(done.values()):
            stop.wait(every)
    click.echo("stopped")


def round_of_work(session: Session, settings: Any, now: datetime, stop: Event) -> dict[str, int]:
    """Each task once; a task that fails is logged and does not keep the others from running."""
    tasks: dict[str, Callable[[], int]] = {
        "deadlines": lambda: sweep(session, now),
        "messages": lambda: deliver(session, mailer_of(settings), settings["BASE_URL"], now),
        "sealed": lambda: sealer.seal_here(session, settings, now).leaves,
    }
    done = dict.fromkeys(tasks, 0)
    for name, task in tasks.items():
        if stop.is_set():
            break
        try:
            done[name] = task()
        except Exception:  # the next round tries again
            log.exception("background task %s failed", name)
        _clear(session, name)
    return done


def daily(session: Session, now: datetime) -> None:
    """What the features have done once a day; one that fails is logged and does not keep the others from running."""
    for name, task in daily_tasks():
        try:
            task(session, now)
        except Exception:  # tomorrow tries again
            log.exception("background task %s failed", name)
        _clear(session, name)


def _clear(session: Session, name: str) -> None:
    """Leave nothing of one task to the next: no transaction, no row that others may have changed since."""
    try:
        session.rollback()
    except Exception:  # the connection is gone; a new one is taken in the next round
        log.exception("the connection was lost in task %s", name)
        session.invalidate()
    session.expunge_all()
