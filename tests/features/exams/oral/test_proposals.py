"""Proposals by their pages: the key brought, handed in, replaced, sealed, opened by two, read by whoever may."""

import hashlib
import io
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from appointments.core.ledger.sealer import seal
from appointments.core.outbox import OUTBOX
from appointments.core.sweep import sweep
from appointments.exams.proposals import Proposal
from appointments.files.kinds import LARGEST
from tests.factories import oral, proposals
from tests.factories.pages import shows_number
from tests.factories.proposals import pdf
from tests.fixtures.ledger import SIGNER
from tests.fixtures.signed_in import told


def hidden(page):
    return dict(re.findall(r'<input[^>]*name="(idem|seen|author|shown)"[^>]*value="([^"]*)"', page))


def moment(name, instant):
    """The fields of a form for one instant."""
    local = instant + timedelta(hours=7)
    return {f"{name}-{part}": getattr(local, part) for part in ("day", "month", "year")} | {
        f"{name}-time": f"{local:%H:%M}"
    }


def upload(visitor, path, data, name="de-an.pdf", status=303):
    """Choose a file on the page of a form, and send it."""
    fields = hidden(visitor.get(path)) | {"file": (io.BytesIO(data), name)}
    answer = visitor.client.post(path, data=fields, content_type="multipart/form-data")
    assert answer.status_code == status, told(answer.text)
    return answer


def test_from_the_key_to_the_opened_files(session, passed, candidates, key, enter, clock):
    team, rounds = passed.council, f"/exams/rounds/{passed.round.id}"
    one, two, three = candidates
    people, last = [application.person_id for application in candidates], three.number
    chair, secretary, coding, supervisor = map(enter, (team.chair, team.secretary, team.coding, team.supervisor))

    def back(person):
        """Signed in again, with a password just given: the clock has moved."""
        session.rollback()
        return enter(person)

    # Nothing is scheduled before the key is here; the coding board brings it.
    seal(session, SIGNER, clock.now)
    secretary.send(f"{rounds}/presentations/draw")
    session.rollback()
    start = clock.now + timedelta(days=14)
    times = oral.timetable(passed, candidates, start)
    session.rollback()
    secretary.send(f"{rounds}/presentations/times", **times)
    assert "Ban phách" in chair.send(f"{rounds}/steps/schedule_oral", status=422).text
    assert f"{rounds}/proposals" in coding.get(rounds)
    assert f"{rounds}/proposals/key" in coding.get(f"{rounds}/proposals")
    upload(coding, f"{rounds}/proposals/key", b"{}", "proposal-key.json", status=422)
    upload(coding, f"{rounds}/proposals/key", key.public, "proposal-key.json")
    chair.send(f"{rounds}/steps/schedule_oral")
    due = proposals.due_of(session, passed)
    session.rollback()

    # The candidate is told, finds the page from the application and the inbox, hands in and keeps the receipt.
    author, own = back(people[0]), f"/exams/applications/{one.id}/proposal"
    assert own in author.get(f"/applications/{one.id}")
    assert f"/exams/proposals/{one.id}" in author.get("/inbox")
    told_to = select(OUTBOX.c.person_id).where(OUTBOX.c.message == "exams.proposal_awaited")
    assert set(session.scalars(told_to)) == set(people)
    summons = session.scalars(select(OUTBOX.c.params).where(OUTBOX.c.message == "exams.oral_summons")).all()
    last_day = f"{due - timedelta(seconds=1) + timedelta(hours=7):%d/%m/%Y}"
    assert all("Nộp đề án trên hệ thống" in said["text"] and last_day in said["text"] for said in summons)
    assert all("page of your application" in said["text_en"] for said in summons)
    session.rollback()
    assert "Cách tính ngày này" in author.get(own)
    first, second = pdf("Bản một"), pdf("Bản hai")
    upload(author, own, first)
    page = author.get(own)
    assert hashlib.sha256(first).hexdigest() in page
    assert "de-an.pdf" in page
    clock.set(due - timedelta(seconds=1))
    author = back(people[0])
    upload(author, own, second, "ban-hai.pdf")
    page = author.get(own)
    assert f"{due - timedelta(seconds=1) + timedelta(hours=7):%H:%M:%S}" in page
    assert page.index(hashlib.sha256(second).hexdigest()) < page.index(hashlib.sha256(first).hexdigest())
    upload(back(people[1]), f"/exams/applications/{two.id}/proposal", pdf("Của người khác"))

    # The chair puts the deadline off by a day, never forward; the candidate reads it and is told, like the council.
    chair, longer, reason = back(team.chair), f"{rounds}/proposals/prolong", "Mạng của cơ quan gián đoạn."
    assert longer in chair.get(f"{rounds}/proposals")
    sooner = chair.send(longer, reason=reason, status=409, **moment("due_at", due - timedelta(hours=1)))
    assert "rút ngắn" in sooner.text
    chair.send(longer, reason=reason, **moment("due_at", due + timedelta(days=1)))
    due += timedelta(days=1)
    assert f"{due - timedelta(days=1) + timedelta(hours=7):%d/%m/%Y}" in author.get(own)
    told_to = select(OUTBOX.c.person_id).where(OUTBOX.c.message == "exams.proposal_prolonged")
    assert set(session.scalars(told_to)) == {*people, None}
    session.rollback()

    # Until the deadline the council learns how many, and not who.
    secretary = back(team.secretary)
    page = secretary.get(f"{rounds}/proposals")
    assert "2" in told(page)
    assert not shows_number(told(page), last)
    assert back(team.chair).client.get(f"{rounds}/proposals/sealed.json").status_code == 404

    # One second late: refused, and what is there stays.
    clock.set(due - timedelta(seconds=1))
    author = back(people[0])
    page = author.get(own)
    clock.set(due)
    late = author.client.post(own, data=hidden(page) | {"file": (io.BytesIO(pdf("Muộn")), "muon.pdf")})
    assert late.status_code == 409
    assert "Đã hết hạn nộp đề án" in late.text
    session.rollback()
    assert len(session.get_one(Proposal, one.id).versions) == 2

    # Sealed at the deadline; the chair proposes, the supervisor brings the keys that two custodians opened.
    sweep(session, due)
    chair, supervisor = back(team.chair), back(team.supervisor)
    page = chair.get(f"{rounds}/proposals")
    assert last in told(page)
    chair.send(f"/exams/proposals/{three.id}/without", reason="Thí sinh ốm, có xác nhận.")
    form = chair.get(f"{rounds}/proposals/propose")
    answer = chair.client.post(f"{rounds}/proposals/propose", data=hidden(form))
    assert answer.status_code == 303
    assert f"{rounds}/proposals/open" in supervisor.get(f"{rounds}/proposals")
    sealed = supervisor.client.get(f"{rounds}/proposals/sealed.json").data
    assert hidden(form)["shown"] in supervisor.get(f"{rounds}/proposals/open")
    supervisor.get(f"{rounds}/proposals/refuse")
    upload(supervisor, f"{rounds}/proposals/open", b"{}", "khoa.json", status=422)
    upload(supervisor, f"{rounds}/proposals/open", key.opened(sealed), "khoa.json")

    # Read as it was handed in by a member of the panel; by the chair on a reason; by its candidate.
    member = back(team.panel[0])
    assert f"/exams/proposals/{one.id}" in member.get(f"{rounds}/proposals")
    assert hashlib.sha256(second).hexdigest() in member.get(f"/exams/proposals/{one.id}")
    answer = member.client.get(f"/exams/proposals/{one.id}/file")
    assert answer.status_code == 200, told(answer.text)
    assert answer.data == second
    assert author.client.get(f"/exams/proposals/{one.id}/file").data == second
    assert chair.client.get(f"/exams/proposals/{one.id}/file").status_code == 404
    chair.send(f"/exams/proposals/{one.id}", reason="Chuẩn bị điều hành phiên trình bày.")
    assert chair.client.get(f"/exams/proposals/{one.id}/file").data == second
    assert "Chuẩn bị điều hành" not in author.get(own)


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "de-an.pdf", "không có nội dung"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, "de-an.pdf", "không phải PDF"),
        (pdf("x"), "de-an.docx", ".pdf"),
        (pdf("x").replace(b"%%EOF", b""), "de-an.pdf", "bị cụt"),
        (pdf("x").replace(b"%%EOF", b"/Encrypt %%EOF"), "de-an.pdf", "mật khẩu"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_so(session, awaiting, candidates, enter, data, name, said):
    author, own = enter(candidates[0].person_id), f"/exams/applications/{candidates[0].id}/proposal"

    answer = upload(author, own, data, name, status=200)

    assert said in answer.text, told(answer.text)
    session.rollback()
    assert session.get_one(Proposal, candidates[0].id).versions == []


@pytest.mark.one_database
def test_a_file_over_the_limit_is_told_so(awaiting, candidates, enter):
    author, own = enter(candidates[0].person_id), f"/exams/applications/{candidates[0].id}/proposal"
    head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="to.pdf"\r\n\r\n'
    body = head + b"%PDF-1.7" + b"0" * LARGEST + b"%%EOF\n\r\n--edge--\r\n"

    answer = author.client.post(own, data=body, content_type="multipart/form-data; boundary=edge")

    assert "không được lớn hơn 20 MB" in answer.text
