"""A panel member sees the own sheet and nothing else; before all are signed nobody sees more than "k of n signed"."""

import re

import pytest

from appointments.core.work import By
from appointments.exams.commands import defending, seating
from tests.factories import accounts, competitions, oral
from tests.fixtures.signed_in import told
from workflows.roles import AUDITOR

pytestmark = pytest.mark.one_database  # the story next door is played on both

SHOWN, WORDS, WRITTEN = "81,25", "Nhận xét mẫu", "77,25"
POINTS = ("30.5", "15.25", "25.5", "10")
NONCES = re.compile(r'(<input[^>]*name="(?:csrf_token|idem|author|seen)"[^>]*value="[^"]*"|nonce="[^"]*")')


def addresses(built, candidates):
    """Every page that speaks of the presentations, their entries or messages."""
    round_ = built.round
    found = [
        f"/exams/rounds/{round_.id}", f"/exams/rounds/{round_.id}/panel", f"/exams/rounds/{round_.id}/presentations",
        f"/cases/{round_.case_key}", f"/audit/cases/{round_.case_key}", "/audit?process=defence", "/audit", "/inbox",
        "/inbox/messages", "/inbox/defence/divergent",
    ]  # fmt: skip
    for one in candidates:
        base = f"/exams/defences/{one.id}"
        found += [
            base, f"{base}/sheet", f"{base}/sheet/sign", f"{base}/again", f"{base}/step-down", f"{base}/talk",
            f"/exams/presentations/{one.id}", f"/cases/defence:{one.id.hex}", f"/audit/cases/defence:{one.id.hex}",
            f"/audit/cases/{one.case_key}", f"/cases/{one.case_key}", f"/applications/{one.id}",
        ]  # fmt: skip
    return found


def read(visitor, address):
    """What a person finds at an address, followed where it leads; without what differs at every visit."""
    return NONCES.sub("", visitor.client.get(address, follow_redirects=True).text)


def test_a_member_s_pages_stay_the_same_to_the_byte_whatever_the_others_do(
    session, presenting, panel, candidates, enter, clock
):
    """Nothing signed, then signed; the others sign, diverge, are talked over, one leaves, the chair closes."""
    member, *others = panel
    visitor, pages = enter(member), addresses(presenting, candidates[:2])
    chair = By(presenting.council.chair)

    def seen():
        return {address: read(visitor, address) for address in pages}

    before = seen()
    assert WRITTEN not in "".join(before.values())
    oral.sign(session, candidates[0], others[0], clock.now, POINTS)
    seating.step_down(session, candidates[1].id, "Quen biết.", by=By(others[0]), now=clock.now)
    assert seen() == before

    oral.sign(session, candidates[0], member, clock.now)
    signed = seen()
    assert SHOWN not in "".join(signed.values())
    oral.sign(session, candidates[0], others[1], clock.now)
    oral.sign(session, candidates[0], others[2], clock.now, ("1", "1", "1", "1"))
    assert seen() == signed
    defending.talk_over(session, candidates[0].id, "Biên bản mẫu.", by=chair, now=clock.now)
    assert seen() == signed
    defending.answer(session, candidates[0].id, None, "Giữ nguyên.", by=By(others[2]), now=clock.now)
    assert seen() == signed
    defending.close(session, candidates[0].id, by=chair, now=clock.now)
    round_ = f"/cases/{presenting.round.case_key}"  # tells the whole council how many are closed
    assert {**seen(), round_: ""} == {**signed, round_: ""}


def test_before_all_are_signed_everybody_else_learns_how_many_and_nothing_finer(
    session, presenting, panel, candidates, enter, clock
):
    team, who = presenting.council, presenting.staff
    inspector = competitions.member(session, "Thanh Tra", clock.now)
    accounts.give(session, inspector.person_id, AUDITOR, clock.now)
    people = {
        "secretary": team.secretary, "chair": team.chair, "supervisor": team.supervisor, "head": team.marking_head,
        "marker": team.markers[0], "personnel": who.officer, "approver": who.approver, "authority": who.authority,
        "auditor": inspector.person_id, "candidate": candidates[0].person_id, "other": candidates[1].person_id,
    }  # fmt: skip
    oral.sign(session, candidates[0], panel[0], clock.now, POINTS)
    oral.all_sign(session, candidates[1], panel, clock.now, POINTS)
    visitors = {role: enter(person) for role, person in people.items()}

    pages = {(role, a): read(v, a) for role, v in visitors.items() for a in addresses(presenting, candidates[:1])}
    leaks = [(key, secret) for key, page in pages.items() for secret in (SHOWN, "30.50", WORDS) if secret in page]
    assert leaks == []
    page = f"/exams/defences/{candidates[0].id}"
    for role in ("secretary", "chair", "supervisor", "auditor"):
        assert "1/4" in told(visitors[role].get(page))
        assert SHOWN in visitors[role].get(f"/exams/defences/{candidates[1].id}")
        assert "Ký phiếu chấm</" not in visitors[role].get(page).partition("Người chấm thí sinh này")[2]
    for role in ("head", "marker", "personnel", "approver", "authority", "candidate", "other"):
        assert visitors[role].client.get(page).status_code in (403, 404), role


def test_a_draft_is_its_members_alone_and_the_public_sees_nothing(
    app, session, presenting, panel, candidates, enter, clock
):
    one, two = enter(panel[0]), enter(panel[1])
    sheet = f"/exams/defences/{candidates[0].id}/sheet"
    one.send(sheet, keep="1", points_0="31,5", points_1="", points_2="", points_3="", comment=WORDS)

    assert 'value="31,5"' in one.get(sheet)
    assert "31,5" not in two.get(sheet)
    assert WORDS not in two.get(sheet)
    public = app.test_client()
    for address in addresses(presenting, candidates[:1]):
        answer = public.get(address)
        assert answer.status_code in (303, 404), address
