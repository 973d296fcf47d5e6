"""A paper of three posts marked on screen: twelve candidates, four markers, a third marking, a conflict found late."""

import base64
import hashlib
import hmac
import json
from decimal import Decimal
from uuid import UUID

import pytest

from appointments.audit.stored import coded_files, digest_in_store
from appointments.core.errors import Invalid
from appointments.core.ledger.sealer import seal
from appointments.core.ledger.verify import verify
from appointments.core.work import By
from appointments.exams import openings
from appointments.exams.case import first_scripts
from appointments.exams.coding.formats import read_map
from appointments.exams.commands import allocating, marking, remarking
from appointments.exams.models import Mark, Script
from appointments.files.storage import Storage
from appointments.results.commands import written
from tests.factories import applications, competitions, screen
from tests.factories.competitions import close_and_check
from tests.features.exams.conftest import OPENED
from tests.fixtures.ledger import KEY, SIGNER
from workflows.engine import Refused
from workflows.roles import MARKER

FAR = (("30", "10"), ("50", "30"))


@pytest.fixture
def built(session, clock):
    """Three posts that share one paper, marked on screen."""
    clock.set(OPENED)
    return competitions.receiving_round(session, OPENED, posts=3, changes=screen.ON_SCREEN)


@pytest.fixture
def candidates(session, built, tmp_path):
    """Four candidates for each post."""
    store, opened, closed = applications.storage_at(tmp_path), built.round.opens_at, built.round.closes_at
    made = [
        applications.submitted(session, contest.id, f"Thí Sinh Mẫu {n}{letter}", opened, store)
        for n, contest in enumerate(built.contests, 1)
        for letter in "ABCD"
    ]
    close_and_check(session, built, closed)
    for application in made:
        applications.accepted(session, application, built.staff.officer, closed)
    applications.publish(session, built, closed)
    return made


def locked(session, begun, paper, now):
    """Proposed by the head, attested by the supervisor, confirmed by the chair."""
    team = begun.council
    marking.propose_lock(session, paper.id, by=By(team.marking_head), now=now)
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=now)
    marking.lock(session, paper.id, by=By(team.chair), now=now)


def published(session, begun, paper, the_map, now):
    """The map brought back, decoded under supervision, published."""
    team = begun.council
    screen.decoded(session, begun, paper, the_map, now)
    written.publish_written(session, paper.id, by=By(team.chair), now=now)


def opened(given):
    """What a candidate finds who checks the file as the page says."""
    found = []
    for one in given["marks"]:
        leaf, salt, payload = (base64.b64decode(one[name]) for name in ("leaf", "salt", "payload"))
        assert hashlib.sha256(b"\0" + leaf).hexdigest() == one["leaf_hash"]
        commit = hmac.digest(salt, b"minhtuyen/commit/v1\0" + payload, "sha256")
        assert json.loads(leaf)["pc"] == "c1:" + base64.b64encode(commit).decode()
        rows = json.loads(payload)["rows"]
        found += [row["mark"] for name, row in rows.items() if name.startswith("mark:")]
    return found


def test_the_paper_goes_from_its_codes_to_published_marks_and_the_ledger_verifies(
    app, session, begun, held, candidates, enter, clock, tmp_path
):
    paper, team, now = held, begun.council, clock.now
    the_map = screen.begun(session, begun, paper, now)
    scripts = list(first_scripts(session, paper.id))
    assert len(scripts) == 12
    assert sorted(len([s for s in scripts if p.hex in s.markers]) for p in team.markers) == [6, 6, 6, 6]
    apart, related = scripts[0], UUID(scripts[1].markers[0])
    if related.hex in apart.markers:
        apart = next(s for s in scripts if related.hex not in s.markers)

    # One script diverges and gets a third marker; a relation is found, the marker leaves, all scripts find another.
    screen.everything_signed(session, paper, now, {apart.code: FAR})
    allocating.leave_pool(session, paper.id, related, "Là anh họ của một thí sinh.", by=By(team.marking_head), now=now)
    for script in first_scripts(session, paper.id):
        for who in script.markers[:2]:
            if UUID(who) not in {mark.marker_id for mark in script.signed}:
                screen.sign(session, script, UUID(who), ("50", "32"), now)
    allocating.draw_third(session, apart.id, by=By(team.marking_head), now=now)
    third = UUID(session.get_one(Script, apart.id).markers[2])
    assert third != related
    screen.sign(session, apart, third, ("45", "20"), now)
    marking.settle_mark(
        session, apart.id, "settle_by_third", Decimal(65), "Theo đáp án.", by=By(team.marking_head), now=now
    )

    # The lock publishes what was committed, by code; the seed gives the same draw again.
    public = app.test_client()
    assert public.get(f"/exams/papers/{paper.id}/commitments").status_code == 404
    locked(session, begun, paper, now)
    found = openings.commitments(session, paper.id)
    assert len(found) == 25  # a pair for each, and the third; none that was voided
    assert session.query(Mark).filter(Mark.voided != "").count() == 6
    page = public.get(f"/exams/papers/{paper.id}/commitments").text
    assert all(one.leaf_hash.hex() in page for one in found)
    assert paper.opened_seed in page
    assert "đúng như trong sổ" in page
    assert openings.derived(session, paper)

    # Each candidate opens the own script's marks, and nobody else's, once they are public.
    codes = read_map(the_map.open()).codes
    own = candidates[0]
    visitor = enter(own.person_id)
    visitor.get(f"/exams/applications/{own.id}/marks", status=404)
    published(session, begun, paper, the_map, now)
    assert f"/exams/applications/{own.id}/marks" in visitor.get(f"/applications/{own.id}")
    page = visitor.get(f"/exams/applications/{own.id}/marks")
    assert codes[own.number] in page
    given = visitor.client.get(f"/exams/applications/{own.id}/marks.json")
    assert given.headers["Content-Disposition"].startswith("attachment")
    script = next(s for s in first_scripts(session, paper.id) if s.code == codes[own.number])
    expected = sorted(f"{mark.mark:.2f}" for mark in script.signed if not mark.voided)
    assert sorted(opened(given.json)) == expected
    visitor.get(f"/exams/applications/{candidates[1].id}/marks", status=404)

    # A re-mark: drawn again among those who never touched the script.
    clock.forward(days=1)
    appeal = remarking.file_appeal(session, own.id, "Đề nghị chấm lại.", by=By(own.person_id), now=clock.now)
    remarking.register_step(session, appeal.id, "accept", by=By(team.secretary), now=clock.now)
    clock.set(paper.remark_closes_at)
    written.overdue(session, paper.id, "close_remark_window", clock.now)
    extra = [competitions.serve(session, begun.round, "Người Chấm Phúc Khảo", MARKER, clock.now) for _ in "ab"]
    for user in extra:
        screen.declares(session, begun, user.person_id, clock.now)
    store, recoded = Storage(session.info["files"]), the_map.recode([codes[own.number]])
    with pytest.raises(Invalid):  # the system draws no code for the screen
        remarking.code_again(session, appeal.id, [user.person_id for user in extra], by=By(team.coding), now=clock.now)
    with pytest.raises(Refused):  # nor takes the batch of another candidate's script
        other = the_map.recode([codes[candidates[1].number]]).parts()
        remarking.take_code_again(session, appeal.id, other, store, by=By(team.coding), now=clock.now)
    parts = recoded.parts()
    remarking.take_code_again(session, appeal.id, parts, store, by=By(team.coding), now=clock.now)
    again = session.get_one(Script, appeal.script_id)
    assert f"/pages/{again.pages}.png" in enter(UUID(again.markers[0])).get(
        f"/exams/papers/{paper.id}/marking/{again.code}"
    )
    assert not set(again.markers) & {mark.marker_id.hex for mark in script.signed}
    with pytest.raises(Invalid):  # which tells nothing of who has signed
        remarking.finish_marking(session, appeal.id, by=By(team.secretary), now=clock.now)
    screen.both_sign(session, again, (("60", "30"), ("60", "30")), clock.now)
    remarking.finish_marking(session, appeal.id, by=By(team.secretary), now=clock.now)
    assert (appeal.state, appeal.new_mark) == ("remarked", 90)

    seal(session, SIGNER, clock.now)
    found, files = digest_in_store(store), digest_in_store(applications.storage_at(tmp_path))
    verified = verify(
        session, KEY, stored=lambda digest: found(digest) or files(digest), also_stored=coded_files(session)
    )
    assert verified["pending"] == 0
