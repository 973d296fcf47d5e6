"""The presentations on screen by their pages, from the rubric over the opened proposal to the recorded marks."""

import re
from datetime import timedelta
from decimal import Decimal

from appointments.core.ledger.sealer import seal
from appointments.exams.defences import Defence, OralDraft, OralSheet
from tests.factories import oral, proposals
from tests.fixtures.ledger import SIGNER
from tests.fixtures.signed_in import told

EVEN = {"points_0": "30", "points_1": "15", "points_2": "25", "points_3": "10"}
LOW = {"points_0": "10", "points_1": "5", "points_2": "10", "points_3": "5"}


def hidden(page):
    return dict(re.findall(r'<input[^>]*name="(idem|seen|author|shown)"[^>]*value="([^"]*)"', page))


def signs(member, candidate, points):
    """From the sheet to the recap, signed."""
    answer = member.send(f"/exams/defences/{candidate.id}/sheet", **points)
    assert answer.location.endswith("/sheet/sign")
    done = member.client.post(answer.location, data=hidden(member.get(answer.location)))
    assert done.status_code == 303, told(done.text)


def test_three_candidates_are_heard_scored_talked_over_and_recorded(
    session, passed, candidates, key, store, enter, clock
):
    team, rounds = passed.council, f"/exams/rounds/{passed.round.id}"
    one, two, three = candidates
    chair, secretary = enter(team.chair), enter(team.secretary)

    # The chair enters a rubric; it must fill the scale. The secretary sets the times, the chair schedules.
    page = chair.get(f"{rounds}/rubric")
    assert "Hỏi - đáp" in page
    fields = {f"label_{n}": f"Tiêu chí {n}" for n in range(4)} | {f"step_{n}": "0,5" for n in range(4)}
    wrong = {f"points_{n}": most for n, most in enumerate(("40", "20", "30", "11"))}
    assert "phải bằng 100" in chair.send(f"{rounds}/rubric", status=422, **fields, **wrong).text
    chair.send(f"{rounds}/rubric", **fields, **wrong | {"points_3": "10"})
    page = secretary.get(f"{rounds}/presentations")
    assert f"{rounds}/presentations/draw" in page
    assert "chưa nằm trong đầu sổ" in secretary.get(f"{rounds}/presentations/draw")
    seal(session, SIGNER, clock.now)
    secretary.send(f"{rounds}/presentations/draw")
    session.rollback()
    start = clock.now + timedelta(days=14)
    times = oral.timetable(passed, candidates, start)
    session.rollback()
    secretary.send(f"{rounds}/presentations/times", **times)
    proposals.brought(session, passed, key, clock.now)
    session.rollback()
    chair.send(f"{rounds}/steps/schedule_oral")
    chair.get(f"{rounds}/rubric", status=404)

    # One hands a proposal in. Nobody is scored before it is opened; then those without one are scored, too.
    session.rollback()
    proposals.lodged(session, one, proposals.pdf("Đề án của một thí sinh"), store, clock.now)
    proposals.sealed(session, passed)
    clock.set(start + timedelta(hours=12))
    early = enter(team.panel[0])
    early.send(f"/exams/defences/{three.id}/sheet", **EVEN)
    signing = f"/exams/defences/{three.id}/sheet/sign"
    refused = early.client.post(signing, data=hidden(early.get(signing)))
    assert (refused.status_code, "1 đề án của kỳ thi chưa được mở" in refused.text) == (409, True)
    session.rollback()
    proposals.opened(session, passed, key, store, clock.now)
    assert f"/exams/proposals/{one.id}" in early.get(f"{rounds}/proposals")
    session.rollback()

    # Each member finds the desk from the inbox; wrong points are said, a draft is kept, what is signed stays.
    panel = [enter(member) for member in team.panel]
    assert f"{rounds}/panel" in panel[0].get("/inbox")
    assert "Đã ký: 0 trên 3" in told(panel[0].get(f"{rounds}/panel"))
    sheet = f"/exams/defences/{one.id}/sheet"
    wrong = panel[0].send(sheet, status=200, **EVEN | {"points_0": "41", "points_1": "15,2"})
    assert "Cho điểm từ 0 đến 40" in wrong.text
    assert "Điểm phải theo bước 0,5" in wrong.text
    assert panel[0].send(sheet, status=204, keep="quietly", points_0="4", points_1="abc").text == ""
    session.rollback()
    assert session.query(OralDraft).filter_by(defence_id=one.id).one().typed == ["4", "abc", "", ""]
    for member in panel:
        signs(member, one, EVEN)
        signs(member, three, EVEN)
    for member in panel[:3]:
        signs(member, two, EVEN)
    assert "Phiếu đã ký của Ông/Bà" in panel[0].get(sheet)
    secretary, chair = enter(team.secretary), enter(team.chair)
    assert "3/4" in told(secretary.get(f"{rounds}/presentations"))
    signs(panel[3], two, LOW)
    assert f"{rounds}/panel" not in panel[0].get("/inbox")

    # One sheet lies too far from the mean: talked over, answered once with a reason, counted.
    case = f"/exams/defences/{two.id}"
    assert "67,50" not in told(secretary.get(case))
    assert case in secretary.get("/inbox")
    assert "30,00" in secretary.get(f"{case}/talk")
    secretary.send(f"{case}/talk", minutes="Ban chấm trao đổi về phần hỏi - đáp.")
    assert "trao đổi về phần hỏi" in panel[3].get(f"{case}/again")
    panel[0].get(f"{case}/again", status=404)
    panel[3].send(f"{case}/again", **LOW | {"points_0": "30"}, reason="Đánh giá lại nội dung.")
    session.rollback()
    assert (session.get_one(Defence, two.id).state, session.get_one(Defence, two.id).score) == (
        "settled",
        Decimal("72.50"),
    )

    # A member in conflict leaves the third candidate only; the sheet stays, voided. Three must remain.
    panel[1].send(f"/exams/defences/{three.id}/step-down", reason="Quan hệ họ hàng.")
    panel[1].get(f"/exams/defences/{three.id}/sheet", status=404)
    assert "Thí Sinh Ba" not in panel[1].get(f"{rounds}/panel")
    refused = panel[2].send(f"/exams/defences/{three.id}/step-down", status=409, reason="Quen biết.")
    assert "ít hơn mức tối thiểu 3" in refused.text
    page = chair.get(f"/exams/defences/{three.id}")
    assert "Quan hệ họ hàng." in page
    session.rollback()
    assert session.query(OralSheet).filter(OralSheet.voided != "").count() == 1

    # The chair closes each, the secretary records, the chair ends the part.
    for application in candidates:
        chair.send(f"/exams/defences/{application.id}/close")
        secretary.send(f"/exams/presentations/{application.id}/record")
    chair.send(f"{rounds}/steps/close_oral")
    session.rollback()
    session.expire_all()
    assert [a.oral_mark for a in candidates] == [Decimal("80.00"), Decimal("72.50"), Decimal("80.00")]
    assert passed.round.state == "oral_done"
