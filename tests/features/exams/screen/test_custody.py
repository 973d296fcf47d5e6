"""Codes drawn again before anybody has a script, and the map opened by two custodians after the lock."""

import io
import json
import re
from uuid import UUID

import pytest

from appointments.audit.stored import coded_files, digest_in_store
from appointments.core.errors import Invalid, Stale
from appointments.core.ledger.sealer import seal
from appointments.core.work import By
from appointments.exams import sealing
from appointments.exams.case import first_scripts
from appointments.exams.coding import formats
from appointments.exams.commands import coding, marking, remarking, sittings
from appointments.exams.identities import Identity
from appointments.exams.models import CodingBatch, Script
from appointments.files.storage import Storage
from appointments.results.commands import written
from tests.factories import screen
from tests.factories.coding import coded_by_tool
from tests.features.exams.marks import guards
from tests.features.exams.screen.test_batch_pages import send
from tests.fixtures.ledger import SIGNER
from tests.fixtures.signed_in import told
from workflows.engine import Refused


@pytest.fixture
def locked(session, begun, being_marked, clock):
    """The paper with its marks locked, and what the tool wrote."""
    paper, made = being_marked
    team = begun.council
    screen.everything_signed(session, paper, clock.now)
    marking.propose_lock(session, paper.id, by=By(team.marking_head), now=clock.now)
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=clock.now)
    marking.lock(session, paper.id, by=By(team.chair), now=clock.now)
    return paper, made


def test_another_batch_takes_the_place_of_the_first_until_a_script_is_assigned(session, begun, held, enter, clock):
    screen.sealed(session, begun, held, clock.now)
    old = {script.code for script in first_scripts(session, held.id)}
    seal(session, SIGNER, clock.now)
    page, coder = f"/exams/papers/{held.id}/coding", enter(begun.council.coding)
    again = coded_by_tool(session, held)

    send(coder, page, again.brought(), 303)

    session.rollback()
    session.expire_all()
    commitment = json.loads((again.server / "commitment.json").read_text("utf-8"))
    assert held.map_seal == commitment["map"]
    assert {s.code for s in first_scripts(session, held.id)} == set(formats.read_map(again.open()).codes.values())
    assert {s.code for s in session.query(Script).filter_by(state="replaced")} == old
    assert sorted(b.is_replaced for b in session.query(CodingBatch)) == [False, True]

    # Marking begins only when this commitment, and not the first one, lies under a signed head.
    team, now = begun.council, clock.now
    sittings.set_criteria(session, held.id, screen.CRITERIA, steps=screen.STEPS, by=By(team.marking_head), now=now)
    screen.allocating.allocate(session, held.id, by=By(team.marking_head), now=now)
    with pytest.raises(Refused) as refused:
        sittings.take_step(session, held.id, "begin_marking", by=By(team.marking_head), now=now)
    assert guards(refused) == {"map_is_in_a_signed_head"}
    seal(session, SIGNER, now)
    sittings.take_step(session, held.id, "begin_marking", by=By(team.marking_head), now=now)


@pytest.mark.one_database
def test_once_a_script_is_assigned_no_other_batch_is_taken(session, begun, drawn, clock):
    paper, _ = drawn
    again, store = coded_by_tool(session, paper), Storage(session.info["files"])
    before = paper.map_seal

    with pytest.raises(Refused) as refused:
        coding.take_codes(session, paper.id, again.parts(), store, by=By(begun.council.coding), now=clock.now)

    assert guards(refused) == {"no_script_is_assigned"}
    session.expire_all()
    assert paper.map_seal == before
    assert session.query(Script).filter_by(state="replaced").count() == 0


@pytest.mark.one_database
def test_the_same_batch_is_not_taken_twice(session, begun, held, clock):
    made, store = screen.sealed(session, begun, held, clock.now), Storage(session.info["files"])

    with pytest.raises(Refused, match="brought before"):
        coding.take_codes(session, held.id, made.parts(), store, by=By(begun.council.coding), now=clock.now)


def test_two_custodians_of_two_roles_open_the_map_and_only_then_are_codes_joined(session, begun, locked, enter, clock):
    paper, made = locked
    team, base = begun.council, f"/exams/papers/{paper.id}"
    data = made.open("coding_head", "supervisor")
    digest = formats.digest(data)
    coder, supervisor, chair = (enter(who) for who in (team.coding, team.supervisor, team.chair))
    send_file(coder, f"{base}/share", data)
    assert digest in supervisor.get(f"{base}/custody")
    shown(supervisor, base)

    supervisor.send(f"{base}/acts/attest_decoding")
    assert "Mới có 1 người giữ" in told(chair.get(f"{base}/steps/decode", status=409))
    session.rollback()
    assert session.query(Identity).count() == 0
    shown(coder, base)
    chair.send(f"{base}/steps/decode")

    session.rollback()
    session.expire_all()
    assert paper.state == "decoded"
    pairs = {i.code for i in session.query(Identity)}
    assert pairs == set(formats.read_map(data).codes.values())
    minutes = chair.get(f"{base}/decoding")
    for said in (digest, paper.map_seal, "Ủy viên ban phách", "Ban giám sát"):
        assert said in minutes, said
    assert f'{base}/decoding"' in coder.get(base)
    enter(team.markers[0]).get(f"{base}/decoding", status=403)
    enter(team.markers[0]).get(f"{base}/custody", status=403)


def shown(visitor, base):
    page = visitor.get(f"{base}/custody")
    hidden = dict(re.findall(r'<input[^>]*name="(idem|seen|author|shown)"[^>]*value="([^"]*)"', page))
    assert visitor.client.post(f"{base}/custody", data=hidden).status_code == 303


def send_file(visitor, page, data, status=303):
    hidden = dict(re.findall(r'<input[^>]*name="(idem|seen|author)"[^>]*value="([^"]*)"', visitor.get(page)))
    answer = visitor.client.post(
        page, data=hidden | {"file": (io.BytesIO(data), "map.json")}, content_type="multipart/form-data"
    )
    assert answer.status_code == status, told(answer.text)
    return told(answer.text)


@pytest.mark.one_database
def test_a_map_that_does_not_open_the_commitment_is_refused(session, begun, locked, enter):
    paper, made = locked
    page, coder = f"/exams/papers/{paper.id}/share", enter(begun.council.coding)
    content = json.loads(made.open())
    one, two = content["entries"][:2]
    one["code"], two["code"] = two["code"], one["code"]

    said = send_file(coder, page, formats.canonical(content) + b"\n", 409)

    assert "Bản đồ phách không khớp cam kết" in said
    assert "không đúng dạng" in send_file(coder, page, b"{}", 409)
    other = coded_by_tool(session, paper).open()
    assert "thuộc bài thi khác hoặc đợt làm phách khác" in send_file(coder, page, other, 409)
    session.rollback()
    assert session.query(Identity).count() == 0
    assert paper.map_digest == ""


@pytest.mark.one_database
def test_a_custodian_states_one_share_once_and_for_the_map_that_is_there(session, begun, locked, clock):
    paper, made = locked
    team, now, data = begun.council, clock.now, made.open()
    with pytest.raises(Invalid, match="not brought yet"):
        sealing.state_share(session, paper.id, "", by=By(team.chair), now=now)
    sealing.give_share(session, paper.id, data, by=By(team.coding), now=now)
    with pytest.raises(Invalid, match="another one"):
        sealing.state_share(session, paper.id, "0" * 64, by=By(team.chair), now=now)
    sealing.state_share(session, paper.id, formats.digest(data), by=By(team.chair), now=now)
    with pytest.raises(Invalid, match="stated already"):
        sealing.state_share(session, paper.id, formats.digest(data), by=By(team.chair), now=now)


@pytest.mark.one_database
def test_before_the_lock_no_map_is_taken_and_no_share_is_stated(session, begun, being_marked, clock):
    paper, made = being_marked
    for act in (
        lambda: sealing.give_share(session, paper.id, made.open(), by=By(begun.council.coding), now=clock.now),
        lambda: sealing.state_share(session, paper.id, "0" * 64, by=By(begun.council.chair), now=clock.now),
    ):
        with pytest.raises(Stale):
            act()
    assert session.query(Identity).count() == 0


def test_a_script_marked_again_comes_from_the_tool_by_its_page(session, begun, locked, candidates, enter, clock):
    paper, made = locked
    team, own = begun.council, candidates[0]
    screen.decoded(session, begun, paper, made, clock.now)
    written.publish_written(session, paper.id, by=By(team.chair), now=clock.now)
    clock.forward(days=1)
    appeal = remarking.file_appeal(session, own.id, "Đề nghị chấm lại.", by=By(own.person_id), now=clock.now)
    remarking.register_step(session, appeal.id, "accept", by=By(team.secretary), now=clock.now)
    clock.set(paper.remark_closes_at)
    written.overdue(session, paper.id, "close_remark_window", clock.now)
    old = formats.read_map(made.open()).codes[own.number]
    page, coder = f"/exams/appeals/{appeal.id}/code", enter(team.coding)
    assert f"--codes {old} --out" in told(coder.get(page))
    assert "Cần đợt làm phách remark" in send(coder, page, made.brought(), 409)
    again = made.recode([old])

    send(coder, page, again.brought(), 303)

    session.rollback()
    session.expire_all()
    script = session.get_one(Script, appeal.script_id)
    first = next(one for one in first_scripts(session, paper.id) if one.code == old)
    assert (appeal.state, script.remark_of, script.state) == ("coded_again", first.id, "allocated")
    assert script.code != old
    assert script.file != first.file
    assert not set(script.markers) & set(first.markers)
    marker = enter(UUID(script.markers[0]))
    desk = marker.get(f"/exams/papers/{paper.id}/marking/{script.code}")
    assert f"{script.code}/pages/1.png" in desk
    assert old not in desk
    assert marker.client.get(f"/exams/papers/{paper.id}/marking/{script.code}/pages/1.png").status_code == 200


@pytest.mark.one_database
def test_the_ledger_s_verification_finds_a_changed_neutral_file_and_a_lost_bundle(session, begun, held, clock):
    made = screen.sealed(session, begun, held, clock.now)
    seal(session, SIGNER, clock.now)
    store = Storage(session.info["files"])
    named = dict(coded_files(session))
    assert len(named) == 1 + len(first_scripts(session, held.id))
    script, bundle = first_scripts(session, held.id)[0], formats.digest((made.server / "bundle.mtc").read_bytes())
    found = digest_in_store(store)
    assert all(found(digest) == digest for digest in named.values())

    place = store.folder / script.file[:2] / script.file
    place.write_bytes(place.read_bytes()[:-1] + b" ")
    (store.folder / bundle[:2] / bundle).unlink()

    assert {digest for digest in named.values() if found(digest) != digest} == {script.file, bundle}
