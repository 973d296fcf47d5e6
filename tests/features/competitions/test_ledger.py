"""Everything that happens to a round leaves a record that the offline verifier accepts."""

from datetime import UTC, datetime, timedelta

from appointments.competitions.commands import endings, holds, posts, reception
from appointments.competitions.commands.posts import FiledPaper
from appointments.core.ledger.sealer import seal
from appointments.core.ledger.verify import verify
from appointments.core.sweep import sweep
from appointments.core.work import By
from tests.factories import competitions as make
from tests.fixtures.ledger import KEY, SIGNER

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


def test_the_verifier_accepts_a_round_that_was_prolonged_suspended_and_stopped(session):
    built = make.receiving_round(session, NOW, posts=2)
    chair, authority, officer = By(built.council.chair), By(built.staff.authority), By(built.staff.officer)
    later = built.round.closes_at + timedelta(days=5)
    reception.propose_prolongation(session, built.round.id, later, by=officer, now=NOW)
    reception.prolong(session, built.round.id, by=chair, now=NOW, reason="Bão")
    posts.cancel_contest(session, built.contests[0].id, by=authority, now=NOW, reason="Không còn nhu cầu")
    held = holds.place_hold(session, built.round.case_key, "Đơn tố cáo", by=chair, now=NOW)
    holds.step_hold(session, held.id, "lift", by=chair, now=NOW, reason="Đã xác minh")
    sweep(session, later)
    ground = FiledPaper("12/KL", NOW.date(), "Kết luận mẫu")
    endings.file_ground(session, built.round.id, ground, by=officer, now=later)
    endings.cancel_round(session, built.round.id, by=authority, now=later, reason="Sáp nhập")

    seal(session, SIGNER, later)
    numbers = verify(session, KEY)

    assert numbers["rows"] > 40
