"""From the start page of a post to the verdict, through the pages."""

from datetime import date

from appointments.applications.models import Application
from tests.features.applications.conftest import fill_in
from workflows import dossier

PAPER_DAY = date(2026, 11, 10)


def test_a_candidate_applies_and_an_officer_accepts(built, session, sign_in, candidate, clock, check_begun, client):
    contest, person = built.contests[0], candidate()
    assert client.get(f"/posts/{contest.id}/apply").status_code == 200

    one = sign_in(person)
    begun = one.post(f"/posts/{contest.id}/begin")
    base = begun.location.removesuffix("/tasks")
    fill_in(one, base, PAPER_DAY)
    assert "chưa nộp" in one.get(f"{base}/check").text
    handed_in = one.post(f"{base}/check", data={"declared": "y"})
    receipt = one.get(handed_in.location)
    application = session.query(Application).one()
    assert application.reference in receipt.text
    assert application.head.hex() in receipt.text
    assert one.get(base).status_code == 200

    check_begun()
    officer = sign_in(built.staff.officer)
    assert application.reference in officer.get(f"/rounds/{built.round.id}/applications").text
    for key in dossier.CRITERION:
        answer = officer.post(f"{base}/verdicts/{key}", data={"met": "yes"})
        assert answer.status_code == 303, answer.text
    assert officer.get(base).status_code == 200
    assert officer.post(f"{base}/accept").status_code == 303

    session.refresh(application)
    assert application.state == "eligible"
