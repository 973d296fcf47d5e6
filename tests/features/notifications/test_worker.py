"""`flask worker`: as a process of its own, and one round of it with a task that breaks."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from threading import Event

import pytest
import sqlalchemy as sa

from appointments.accounts import lockout
from appointments.accounts.models import FailedSignIns
from appointments.competitions.models import Round
from appointments.core import clock as house_clock
from appointments.core import heartbeat
from appointments.core.ledger.models import LEAF, POSITION
from appointments.core.outbox import Outgoing
from appointments.notifications import cli
from tests.factories import competitions as make
from tests.house.source import ROOT


@pytest.fixture
def due(session, clock):
    """A round whose reception should have been opened a minute ago, with messages and leaves that wait."""
    return make.announced_round(session, clock.now - timedelta(minutes=1))


def left(session) -> dict[str, int]:
    """What still waits."""
    session.commit()
    count = sa.select(sa.func.count())
    sealed = session.scalar(count.select_from(POSITION))
    return {
        "messages": session.scalar(count.select_from(Outgoing).where(Outgoing.delivered_at.is_(None))),
        "leaves": session.scalar(count.select_from(LEAF)) - sealed,
    }


def test_one_round_does_all_three(app, session, due, settings):
    assert all(left(session).values())

    answer = app.test_cli_runner().invoke(args=["worker", "--once"])

    assert answer.exit_code == 0, answer.output
    assert "deadlines: 1" in answer.output
    session.commit()
    session.refresh(due.round)
    assert due.round.state == "receiving"
    assert left(session)["leaves"] == 0
    assert list(settings.MAIL_FOLDER.glob("*.eml"))


def test_a_task_that_breaks_does_not_stop_the_others(app, session, due, clock, caplog):
    broken = dict(app.config) | {"MAIL": "file", "MAIL_FOLDER": "/dev/null/nowhere", "MAIL_SENDER": None}
    with app.app_context():
        done = cli.round_of_work(cli.db.session, broken, clock.now, Event())
        broken.pop("MAIL_SENDER")
        again = cli.round_of_work(cli.db.session, broken, clock.now, Event())

    assert done["deadlines"] == 1
    assert done["sealed"] > 0
    assert again["messages"] == 0
    assert "background task messages failed" in caplog.text
    assert left(session)["leaves"] == 0
    assert left(session)["messages"] > 0


def test_counts_of_failed_sign_ins_are_forgotten(app, session, clock):
    attempt, old = lockout.Attempt("ai@example.vn", "203.0.113.7"), clock.now - timedelta(hours=25)
    lockout.admit(session, attempt, "key", old)
    session.commit()

    app.test_cli_runner().invoke(args=["worker", "--once"])

    session.commit()
    assert session.scalar(sa.select(sa.func.count()).select_from(FailedSignIns)) == 0


def test_a_worker_that_is_told_to_stop_begins_no_further_task(app, session, due, clock):
    stop = Event()
    stop.set()
    with app.app_context():
        done = cli.round_of_work(cli.db.session, app.config, clock.now, stop)

    assert not any(done.values())


def test_the_sign_of_life_says_how_the_worker_is(app, client, clock):
    path = app.config["HEARTBEAT"]

    assert client.get("/healthz").json == {"status": "ok", "worker": "never seen"}
    heartbeat.beat(path, clock.now)
    assert client.get("/healthz").json["worker"] == "running"
    clock.forward(minutes=3)
    assert client.get("/healthz").json["worker"] == "late"
    path.write_text("no date")
    assert heartbeat.last_beat(path) is None


@pytest.mark.one_database
def test_the_worker_process_works_until_sigterm(session, database_url, tmp_path):
    built = make.announced_round(session, house_clock.now() - timedelta(minutes=1))
    session.commit()
    folder = tmp_path / "worker"
    given = {"MINHTUYEN_ENV": "development", "VAR": str(folder), "DATABASE_URL": database_url, "MAIL": "file"}
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", "worker", "--every", "0.2"],
        cwd=ROOT, env=os.environ | given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        until = time.monotonic() + 90
        while time.monotonic() < until and process.poll() is None and any(left(session).values()):
            time.sleep(0.2)
        session.commit()
        state = session.scalars(sa.select(Round.state).where(Round.id == built.round.id)).one()
        beat = heartbeat.last_beat(folder / "worker.beat")
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=30)
    finally:
        process.kill()

    assert process.returncode == 0, output
    assert output.rstrip().endswith("stopped"), output
    assert state == "receiving", output
    assert not any(left(session).values())
    assert list((folder / "mail").glob("*.eml"))
    assert (folder / "ledger.heads").exists()
    assert beat is not None
