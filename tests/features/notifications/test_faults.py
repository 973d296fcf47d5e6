"""What fails in the middle of an act or of the worker's round is logged, and kept, without words or addresses."""

import sqlalchemy as sa

from appointments.core.mail import SmtpMail
from appointments.core.outbox import Outgoing
from appointments.core.sweep import sweep
from appointments.core.timers import Timer
from appointments.notifications.delivery import deliver
from tests.features.notifications.letters import BASE
from tests.fixtures.faults import answering, post_office, refuse
from tests.fixtures.signed_in import Visitor

DENOUNCED = {"name": "Zqnguoito", "contact": "0909090919", "text": "Zqloito"}
ROW = ("DETAIL", "Failing row", "parameters:")


def test_a_row_that_the_database_refuses_is_told_neither_to_the_log_nor_to_its_author(
    app, client, session, receiving, caplog
):
    built, *_ = receiving
    refuse(session.get_bind(), "statement")
    page = f"/complaints/rounds/{built.round.id}/denounce"
    with answering(app):
        answer = Visitor(client).send(page, status=500, about="conduct", **DENOUNCED)

    assert "refused" in caplog.text
    assert not [word for word in (*DENOUNCED.values(), *ROW) if word in caplog.text + answer.text]


def test_why_a_deadline_was_refused_is_kept_without_the_row(session, receiving, caplog):
    built, *_ = receiving
    refuse(session.get_bind(), "ledger_payload")

    assert sweep(session, built.round.closes_at) == 0

    kept = "\n".join(session.scalars(sa.select(Timer.last_error).where(Timer.attempts > 0)))
    assert "refused" in kept
    assert "refused" in caplog.text
    assert not [word for word in ROW if word in kept + caplog.text]


def test_why_a_letter_was_refused_is_kept_without_the_address(session, receiving, clock, caplog):
    with post_office() as port:
        mailer = SmtpMail("minh-tuyen@example.vn", "127.0.0.1", port)
        assert deliver(session, mailer, BASE, clock.now) == 0

    kept = "\n".join(session.scalars(sa.select(Outgoing.last_error)))
    assert "SMTPRecipientsRefused 550" in kept
    assert "SMTPRecipientsRefused 550" in caplog.text
    assert "@" not in kept + caplog.text
