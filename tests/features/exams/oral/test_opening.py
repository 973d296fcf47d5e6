"""Who opens, what and when; who reads afterwards, and who never does; what stays shut."""

import json
from datetime import timedelta

import pytest

from appointments.audit.stored import digest_in_store, sealed_proposals
from appointments.competitions.commands.particulars import Stated, state_as_member
from appointments.core.errors import Invalid, NotFound
from appointments.core.ledger.sealer import seal
from appointments.core.ledger.verifier.failures import Failure
from appointments.core.ledger.verify import verify
from appointments.core.sweep import sweep
from appointments.core.work import By
from appointments.exams.commands import presentations, proposal_opening, seating
from appointments.exams.commands import proposals as commands
from appointments.exams.commands.proposal_reading import reader
from appointments.exams.proposals import Proposal, content
from tests.factories import accounts, applications, competitions, oral, proposals
from tests.factories.pages import shows_number
from tests.features.exams.marks import guards
from tests.fixtures.ledger import KEY, SIGNER
from workflows.engine import Refused
from workflows.roles import AUDITOR, SYSADMIN

pytestmark = pytest.mark.one_database  # the story next door is played on both


def state(session, application):
    session.expire_all()
    return session.get_one(Proposal, application.id).state


def test_a_second_before_the_deadline_nothing_is_sealed_and_at_it_everything_is(session, lodged, candidates, clock):
    due = proposals.due_of(session, lodged)
    team = lodged.council

    assert sweep(session, due - timedelta(seconds=1)) == 0
    with pytest.raises(Invalid):
        proposal_opening.propose(session, lodged.round.id, "", by=By(team.chair), now=due - timedelta(seconds=1))
    assert [state(session, one) for one in candidates] == ["lodged", "lodged", "awaited"]
    sweep(session, due)
    assert [state(session, one) for one in candidates] == ["sealed", "sealed", "missing"]


def test_the_chair_opens_nothing_else_than_what_was_shown_and_only_when_all_are_sealed(session, lodged, clock):
    team, round_id = lodged.council, lodged.round.id
    now = proposals.sealed(session, lodged)

    with pytest.raises(Refused) as refused:
        proposal_opening.propose(session, round_id, "0" * 64, by=By(team.chair), now=now)
    assert guards(refused) == {"same_content_is_shown"}
    shown = content(session, round_id)
    for other in (team.secretary, team.supervisor, team.panel[0]):
        with pytest.raises(Refused) as refused:
            proposal_opening.propose(session, round_id, shown, by=By(other), now=now)
        assert guards(refused) == {"role"}


def proposed(session, built, now):
    """The chair has proposed; gives the digest and what the council's machine is given."""
    shown = content(session, built.round.id)
    box = proposal_opening.propose(session, built.round.id, shown, by=By(built.council.chair), now=now)
    return shown, proposal_opening.sealed_list(session, box)


def test_keys_that_open_something_else_open_nothing(session, sealed, candidates, key, store, clock):
    team, round_id = sealed.council, sealed.round.id
    shown, listed = proposed(session, sealed, clock.now)
    brought = json.loads(key.opened(listed))
    one, two = brought["entries"]
    one["key"], two["key"] = two["key"], one["key"]
    swapped = json.dumps(brought, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"

    with pytest.raises(Refused) as refused:
        proposal_opening.open_all(session, round_id, swapped, shown, store, by=By(team.supervisor), now=clock.now)
    assert guards(refused) == {"keys_open_what_was_lodged"}
    with pytest.raises(Refused) as refused:
        proposal_opening.open_all(
            session, round_id, key.opened(listed), "f" * 64, store, by=By(team.supervisor), now=clock.now
        )
    assert guards(refused) == {"same_content_is_shown"}
    assert [state(session, application) for application in candidates[:2]] == ["opening", "opening"]
    with pytest.raises(NotFound):
        proposal_opening.file_of(session.get_one(Proposal, candidates[0].id).last, store)


def test_a_file_changed_in_the_store_opens_nothing(session, sealed, candidates, key, store, clock):
    team = sealed.council
    shown, listed = proposed(session, sealed, clock.now)
    digest = session.get_one(Proposal, candidates[1].id).last.sealed
    place = store.folder / digest[:2] / digest
    place.write_bytes(place.read_bytes()[:-1] + b"\0")

    with pytest.raises(Refused) as refused:
        proposal_opening.open_all(
            session, sealed.round.id, key.opened(listed), shown, store, by=By(team.supervisor), now=clock.now
        )
    assert guards(refused) == {"keys_open_what_was_lodged"}


def test_the_supervision_board_may_refuse_and_the_chair_propose_again(session, sealed, candidates, key, store, clock):
    team = sealed.council
    proposed(session, sealed, clock.now)

    proposal_opening.refuse(session, sealed.round.id, "Chưa đủ người giữ khóa.", by=By(team.supervisor), now=clock.now)
    assert state(session, candidates[0]) == "sealed"
    proposals.opened(session, sealed, key, store, clock.now)
    assert state(session, candidates[0]) == "opened"


def test_nobody_is_scored_before_the_proposals_are_opened_then_everybody_with_or_without_one(
    session, sealed, candidates, key, store, clock
):
    clock.set(oral.last_begins(session, candidates))
    member, (one, _, without) = sealed.council.panel[0], candidates

    for application in (one, without):
        with pytest.raises(Refused) as refused:
            oral.sign(session, application, member, clock.now)
        assert guards(refused) == {"proposals_are_opened"}
    proposals.opened(session, sealed, key, store, clock.now)

    assert [oral.sign(session, each, member, clock.now).state for each in (one, without)] == ["scoring", "scoring"]


def test_where_the_shares_are_lost_two_people_say_so_and_the_panel_scores(session, sealed, candidates, clock):
    team, round_id = sealed.council, sealed.round.id
    with pytest.raises(Invalid):
        proposal_opening.give_up(session, round_id, "Mất mảnh khóa.", by=By(team.supervisor), now=clock.now)
    proposed(session, sealed, clock.now)
    with pytest.raises(Refused) as refused:
        proposal_opening.give_up(session, round_id, "Mất mảnh khóa.", by=By(team.chair), now=clock.now)
    assert guards(refused) == {"role"}

    proposal_opening.give_up(session, round_id, "Mất hai mảnh khóa.", by=By(team.supervisor), now=clock.now)

    assert [state(session, each) for each in candidates] == ["waived", "waived", "missing"]
    assert oral.sign(session, candidates[0], team.panel[0], oral.last_begins(session, candidates)).state == "scoring"


def test_a_deadline_put_off_moves_for_everybody_and_nothing_is_sealed_at_the_old_one(
    session, lodged, candidates, store, clock
):
    team, old = lodged.council, proposals.due_of(session, lodged)
    new = old + timedelta(hours=20)
    for other in (team.secretary, team.supervisor, team.panel[0]):
        with pytest.raises(Refused) as refused:
            commands.prolong(session, lodged.round.id, new, "Mất điện.", by=By(other), now=clock.now)
        assert guards(refused) == {"role"}
    with pytest.raises(Refused) as refused:
        commands.prolong(session, lodged.round.id, new, "Mất điện.", by=By(team.chair), now=old)
    assert guards(refused) == {"deadline_has_not_passed"}

    commands.prolong(session, lodged.round.id, new, "Mất điện.", by=By(team.chair), now=clock.now)

    assert sweep(session, new - timedelta(seconds=1)) == 0
    proposals.lodged(session, candidates[2], proposals.pdf("Sau hạn cũ"), store, old)
    sweep(session, new)
    assert [state(session, each) for each in candidates] == ["sealed", "sealed", "sealed"]


def test_whoever_is_absent_before_the_opening_is_never_read(session, sealed, candidates, key, store, clock):
    team = sealed.council
    presentations.mark_absent(session, candidates[1].id, "Không đến.", by=By(team.secretary), now=clock.now)

    proposals.opened(session, sealed, key, store, clock.now)

    assert [state(session, one) for one in candidates] == ["opened", "discontinued", "missing"]
    assert session.get_one(Proposal, candidates[1].id).last.opened_key == ""


def test_the_chair_alone_lets_present_without_and_says_why(session, sealed, candidates, clock):
    team = sealed.council
    with pytest.raises(Refused) as refused:
        commands.go_on_without(session, candidates[2].id, " ", by=By(team.chair), now=clock.now)
    assert guards(refused) == {"reason"}

    commands.go_on_without(session, candidates[2].id, "Ốm, có xác nhận.", by=By(team.chair), now=clock.now)

    assert state(session, candidates[2]) == "waived"


def test_only_those_who_score_the_candidate_read_without_a_reason(session, opened, candidates, clock):
    team, staff = opened.council, opened.staff
    one = session.get_one(Proposal, candidates[0].id)
    kin = candidates[0].person.full_name
    state_as_member(session, opened.round.id, [Stated("relative", "sibling", kin)], by=By(team.panel[1]), now=clock.now)
    seating.step_down(session, candidates[0].id, "Quen biết.", by=By(team.panel[2]), now=clock.now)
    inspector = competitions.member(session, "Thanh Tra", clock.now)
    accounts.give(session, inspector.person_id, AUDITOR, clock.now)
    admin = competitions.member(session, "Quản Trị", clock.now)
    accounts.give(session, admin.person_id, SYSADMIN, clock.now)

    def may(person):
        found = reader(session, one, person, clock.now)
        return found and (str(found.role), found.needs_reason)

    assert may(team.panel[0]) == ("panel_member", False)
    assert may(candidates[0].person_id) == ("candidate", False)
    assert may(team.chair) == ("council_chair", True)
    assert may(team.supervisor) == ("supervisor", True)
    assert may(inspector.person_id) == ("auditor", True)
    nobody = [
        team.panel[1], team.panel[2], team.secretary, team.coding, team.marking_head, *team.markers, staff.officer,
        staff.approver, staff.authority, admin.person_id, *(c.person_id for c in candidates[1:]),
    ]  # fmt: skip
    assert [may(person) for person in nobody] == [None] * len(nobody)


@pytest.mark.parametrize(("stage", "status"), [("awaiting", 404), ("lodged", 404), ("sealed", 200)])
def test_inspectors_learn_of_no_single_proposal_before_the_deadline(
    request, session, candidates, enter, stage, status, clock
):
    request.getfixturevalue(stage)
    inspector = competitions.member(session, "Thanh Tra", clock.now)
    accounts.give(session, inspector.person_id, AUDITOR, clock.now)
    one = candidates[0]
    number, record = one.number, f"/audit/cases/proposal:{one.id.hex}"
    visitor = enter(inspector.person_id)

    assert visitor.client.get(record).status_code == status
    listed = visitor.get("/audit?process=proposal")
    assert (record in listed, shows_number(listed, number)) == ((True, True) if status == 200 else (False, False))


@pytest.mark.parametrize("stage", ["awaiting", "lodged", "sealed"])
def test_before_the_opening_no_page_gives_a_proposal_to_anybody(request, session, candidates, enter, stage, clock):
    built = request.getfixturevalue(stage)
    team, one = built.council, candidates[0]
    admin = competitions.member(session, "Quản Trị", clock.now)
    accounts.give(session, admin.person_id, SYSADMIN, clock.now)
    people = {
        "chair": team.chair, "supervisor": team.supervisor, "panel": team.panel[0], "secretary": team.secretary,
        "admin": admin.person_id, "other": candidates[1].person_id, "own": one.person_id,
    }  # fmt: skip
    visitors = {who: enter(person) for who, person in people.items()}

    for who, visitor in visitors.items():
        assert visitor.client.get(f"/exams/proposals/{one.id}/file").status_code == 404, who
        page = visitor.client.get(f"/exams/proposals/{one.id}", follow_redirects=True)
        assert page.status_code in ((404,) if who in ("admin", "other") else (200,)), who
        own = visitor.client.get(f"/exams/applications/{one.id}/proposal")
        assert own.status_code == (200 if who == "own" else 404), who
        round_page = visitor.client.get(f"/exams/rounds/{built.round.id}/proposals")
        assert round_page.status_code in ((403, 404) if who in ("admin", "other", "own") else (200,)), who
        if stage != "sealed":
            assert not shows_number(round_page.text, one.number), who


def test_the_ledger_verifies_and_tells_of_a_lost_file(session, opened, candidates, store, tmp_path, clock):
    seal(session, SIGNER, clock.now)
    found, dossiers = digest_in_store(store), digest_in_store(applications.storage_at(tmp_path))

    def verified():
        session.rollback()
        named = list(sealed_proposals(session))
        return verify(session, KEY, stored=lambda digest: found(digest) or dossiers(digest), also_stored=named)

    assert verified()["pending"] == 0
    digest = session.get_one(Proposal, candidates[0].id).last.sealed
    (store.folder / digest[:2] / digest).unlink()
    with pytest.raises(Failure) as told:
        verified()
    assert f"proposal:{candidates[0].id.hex}" in str(told.value)
