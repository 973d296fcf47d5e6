"""Envelopes of question papers: serials and custody only; the digest of a paper after its use, for everybody."""

from datetime import timedelta

import pytest

from appointments.core.errors import Forbidden, Invalid
from appointments.core.ledger.history import case_history
from appointments.core.work import By
from appointments.exams.commands import envelopes as commands
from appointments.exams.envelopes import CustodyLine, Envelope, envelopes_of

DIGEST = "a1" * 32


def entered(session, begun, paper, now, serial="TĐ-01"):
    return commands.enter_envelope(session, paper.id, serial, is_reserve=False, by=By(begun.council.secretary), now=now)


def line(act, at, **different):
    return commands.Line(**{"act": act, "happened_at": at, "giver": "Ban đề Mẫu", "taker": "Thư ký Mẫu",
                            "seal_was_whole": True} | different)  # fmt: skip


def test_the_secretary_enters_serials_and_who_had_each_envelope_when(session, begun, paper, clock, enter):
    now, secretary = clock.now, begun.council.secretary
    visitor = enter(secretary)
    page = f"/exams/papers/{paper.id}/envelopes"
    assert "Chưa ghi túi đề nào." in visitor.get(page)
    assert page in visitor.get(f"/exams/papers/{paper.id}")

    visitor.send(page, serial=" TĐ-01 ")
    refused = visitor.send(page, status=422, serial="TĐ-01")
    assert "đã được ghi" in refused.text
    session.rollback()
    made = session.query(Envelope).one()
    log = f"/exams/envelopes/{made.id}/log"
    when = {"happened_at-day": 1, "happened_at-month": 2, "happened_at-year": 2026, "happened_at-time": "07:30"}
    assert "TĐ-01" in visitor.get(log)
    assert visitor.send(log, status=200, **when, giver="", taker="").status_code == 200
    visitor.send(log, **when, act="received", giver="Ban đề Mẫu", taker="Thư ký Mẫu", seal="broken", note="Rách góc.")

    told = visitor.get(page)
    assert all(text in told for text in ("Ban đề Mẫu", "không còn nguyên", "Rách góc."))
    session.rollback()
    assert session.query(CustodyLine).one().seal_was_whole is False
    acts = [entry.act for entry in case_history(session, paper.case_key)]
    assert acts[-2:] == ["paper.enter_envelope", "paper.record_custody"]
    with pytest.raises(Invalid):
        commands.record_custody(session, made.id, line("stored", now + timedelta(minutes=1)), by=By(secretary), now=now)


def test_others_of_the_council_read_it_and_nobody_else_does(session, begun, paper, clock, enter):
    made = entered(session, begun, paper, clock.now)
    page = f"/exams/papers/{paper.id}/envelopes"
    for reader in (begun.council.chair, begun.council.supervisor):
        told = enter(reader).get(page)
        assert "TĐ-01" in told
        assert "Ghi thêm túi đề" not in told
    for outsider in (begun.council.markers[0], begun.council.coding):
        enter(outsider).get(page, status=403)
    enter(begun.council.chair).get(f"/exams/envelopes/{made.id}/log", status=403)
    with pytest.raises(Forbidden):
        commands.record_custody(session, made.id, line("opened", clock.now), by=By(begun.council.chair), now=clock.now)


def test_an_envelope_opened_before_the_exam_is_recorded_and_shown(session, begun, paper, clock, enter):
    made, by = entered(session, begun, paper, clock.now), By(begun.council.secretary)
    commands.record_custody(session, made.id, line("opened", clock.now), by=by, now=clock.now)

    assert "mở trước giờ thi" in enter(begun.council.supervisor).get(f"/exams/papers/{paper.id}/envelopes")


def test_nothing_of_a_paper_enters_before_its_use(session, begun, paper, clock):
    made, by = entered(session, begun, paper, clock.now), By(begun.council.secretary)
    commands.record_custody(session, made.id, line("opened", clock.now), by=by, now=clock.now)

    with pytest.raises(Invalid) as refused:
        commands.publish_digest(session, made.id, DIGEST, by=by, now=clock.now)

    assert "before it was used" in str(refused.value)
    assert session.get_one(Envelope, made.id).digest == ""


def test_after_its_use_the_digest_of_a_paper_is_public_once_and_for_all(app, session, begun, published, clock, enter):
    by = By(begun.council.secretary)
    made, other = (entered(session, begun, published, clock.now, serial) for serial in ("TĐ-01", "TĐ-02"))
    commands.record_custody(session, made.id, line("opened", published.starts_at), by=by, now=clock.now)
    public, page = app.test_client(), f"/exams/papers/{published.id}/results"
    assert "Đề thi đã dùng" not in public.get(page).text

    visitor = enter(begun.council.secretary)
    digest = f"/exams/envelopes/{made.id}/digest"
    assert digest in visitor.get(f"/exams/papers/{published.id}/envelopes")
    assert "64 ký tự" in visitor.send(digest, status=422, digest="a1" * 31).text
    visitor.send(digest, digest=DIGEST.upper()[:32] + " " + DIGEST.upper()[32:])

    assert DIGEST in public.get(page).text
    for again in (made, other):
        with pytest.raises(Invalid):
            commands.publish_digest(session, again.id, "b2" * 32, by=by, now=clock.now)
    assert [one.digest for one in envelopes_of(session, published.id)] == [DIGEST, ""]
