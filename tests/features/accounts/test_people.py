"""Names, identity numbers, accounts of staff, and roles given by two people."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from appointments.accounts import commands, invitations, queries
from appointments.accounts.models import Assignment, Invitation, User
from appointments.core.errors import Forbidden, Invalid, Stale
from appointments.core.sweep import sweep
from appointments.core.work import By
from tests.factories.accounts import founders, give, person
from workflows.engine import Refused
from workflows.roles import APPROVER, AUDITOR, CHAIR, CODING, MARKER, PERSONNEL, SECRETARY, Role

NUMBER = b"n" * 32
AGENCY, ROUND = "agency:" + "a" * 32, "round:" + "b" * 32


def test_an_installation_begins_with_two_grantors_and_no_password(session: Session, clock):
    one, two = founders(session, clock.now)

    assert queries.grantors(session, clock.now) == 2
    assert one.password is None
    assert two.password is None
    with pytest.raises(invitations.AlreadyFounded):
        invitations.found_installation(
            session,
            [invitations.Newcomer("Kẻ Ba", "ba@example.vn"), invitations.Newcomer("Kẻ Bốn", "bon@example.vn")],
            clock.now,
        )
    session.rollback()
    assert session.query(User).count() == 2


def test_one_proposes_and_another_approves(session: Session, clock):
    one, two = founders(session, clock.now)
    someone = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now)
    proposal = commands.Proposal(someone.person_id, PERSONNEL, AGENCY, ground="QĐ 1")

    made = commands.propose_role(session, proposal, by=By(one.person_id), now=clock.now)
    assert queries.roles_of(session, someone.person_id, AGENCY, clock.now) == frozenset()
    with pytest.raises(Refused) as refused:
        commands.decide_role(session, made.id, "approve", by=By(one.person_id), now=clock.now)
    assert [r.guard for r in refused.value.refusals if r.guard != "role"] == ["approver_is_not_the_proposer"]

    commands.decide_role(session, made.id, "approve", by=By(two.person_id), now=clock.now)
    assert queries.roles_of(session, someone.person_id, AGENCY, clock.now) == {PERSONNEL}
    assert queries.roles_of(session, someone.person_id, [ROUND, AGENCY], clock.now) == {PERSONNEL}
    assert queries.roles_of(session, someone.person_id, ROUND, clock.now) == frozenset()
    assert queries.roles_of(session, one.person_id, ROUND, clock.now) == {APPROVER}
    assert queries.holders_of(session, [PERSONNEL], [ROUND, AGENCY], clock.now) == [someone.person_id]


def test_nobody_approves_their_own_role(session: Session, clock):
    one, two = founders(session, clock.now)
    proposal = commands.Proposal(two.person_id, Role.appointing_authority, AGENCY, ground="QĐ 1")
    made = commands.propose_role(session, proposal, by=By(one.person_id), now=clock.now)

    with pytest.raises(Refused) as refused:
        commands.decide_role(session, made.id, "approve", by=By(two.person_id), now=clock.now)

    assert {r.guard for r in refused.value.refusals if r.guard != "role"} == {"approver_is_not_the_subject"}


def test_two_proposals_that_clash_cannot_both_be_approved(session: Session, clock):
    one, two = founders(session, clock.now)
    someone = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now)
    both = [
        commands.propose_role(
            session,
            commands.Proposal(someone.person_id, role, ROUND, (AGENCY,), ground="QĐ"),
            by=By(one.person_id),
            now=clock.now,
        )
        for role in (MARKER, CODING)
    ]
    commands.decide_role(session, both[0].id, "approve", by=By(two.person_id), now=clock.now)

    with pytest.raises(Refused) as refused:
        commands.decide_role(session, both[1].id, "approve", by=By(two.person_id), now=clock.now)

    told = next(r for r in refused.value.refusals if r.guard == "duties_stay_separate")
    assert "SD4" in told.say("vi")


def test_a_clash_with_an_agency_wide_role_is_seen_through_the_round_s_agency(session: Session, clock):
    one, _two = founders(session, clock.now)
    someone = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now)
    give(session, someone.person_id, APPROVER, clock.now, AGENCY)

    with pytest.raises(Refused, match="SD5"):
        commands.propose_role(
            session, commands.Proposal(someone.person_id, MARKER, ROUND, (AGENCY,)), by=By(one.person_id), now=clock.now
        )
    with pytest.raises(Refused, match="SD9"):
        commands.propose_role(
            session,
            commands.Proposal(someone.person_id, AUDITOR, "round:" + "c" * 32),
            by=By(one.person_id),
            now=clock.now,
        )


def test_only_who_may_propose_proposes(session: Session, clock):
    founders(session, clock.now)
    secretary = person(session, "Thư ký Mẫu", "tk@example.vn", clock.now)
    someone = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now)
    give(session, secretary.person_id, SECRETARY, clock.now, ROUND, (AGENCY,))
    by = By(secretary.person_id)

    made = commands.propose_role(
        session, commands.Proposal(someone.person_id, MARKER, ROUND, (AGENCY,)), by=by, now=clock.now
    )
    assert made.state == "proposed"
    with pytest.raises(Forbidden):
        commands.propose_role(
            session, commands.Proposal(someone.person_id, CHAIR, ROUND, (AGENCY,)), by=by, now=clock.now
        )
    with pytest.raises(Forbidden):
        commands.propose_role(session, commands.Proposal(someone.person_id, MARKER, AGENCY), by=by, now=clock.now)
    with pytest.raises(Invalid):
        commands.propose_role(
            session, commands.Proposal(someone.person_id, MARKER, ROUND, (AGENCY,)), by=by, now=clock.now
        )


def test_a_role_counts_only_within_its_term_and_ends_by_itself(session: Session, clock):
    one, two = founders(session, clock.now)
    someone = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now)
    begins, ends = clock.now + timedelta(days=1), clock.now + timedelta(days=2)
    proposal = commands.Proposal(someone.person_id, PERSONNEL, AGENCY, valid_from=begins, valid_to=ends)
    made = commands.propose_role(session, proposal, by=By(one.person_id), now=clock.now)
    commands.decide_role(session, made.id, "approve", by=By(two.person_id), now=clock.now)

    def held(at):
        return queries.roles_of(session, someone.person_id, AGENCY, at)

    tick = timedelta(microseconds=1)
    assert [bool(held(at)) for at in (clock.now, begins - tick, begins, ends - tick, ends)] == [
        False,
        False,
        True,
        True,
        False,
    ]
    assert sweep(session, ends) == 1
    assert session.get(Assignment, made.id).state == "ended"


def test_the_last_two_grantors_cannot_be_ended_or_shut_out(session: Session, clock):
    one, two = founders(session, clock.now)
    grant = queries.assignments_of(session, one.person_id)[0]

    with pytest.raises(Refused) as refused:
        commands.decide_role(session, grant.id, "end", by=By(two.person_id), now=clock.now, reason="thử")
    assert "enough_grantors_remain" in {r.guard for r in refused.value.refusals}
    with pytest.raises(Invalid):
        invitations.disable_account(session, one.id, active=False, by=two.person_id, now=clock.now)


def test_two_deciders_at_once_are_told_apart(session: Session, clock):
    one, two = founders(session, clock.now)
    someone = person(session, "Cán bộ Mẫu", "cb@example.vn", clock.now)
    made = commands.propose_role(
        session, commands.Proposal(someone.person_id, PERSONNEL, AGENCY), by=By(one.person_id), now=clock.now
    )
    seen = made.version
    commands.decide_role(
        session, made.id, "refuse", by=By(two.person_id), now=clock.now, seen=seen, reason="Chưa đủ điều kiện"
    )

    with pytest.raises(Stale) as stale:
        commands.decide_role(session, made.id, "approve", by=By(two.person_id), now=clock.now, seen=seen)
    assert str(stale.value.changed_by) in (str(two.person_id), two.person_id.hex)


def test_a_link_works_once_and_only_for_seven_days(session: Session, clock):
    newcomer = invitations.Newcomer("Cán bộ Mẫu", "cb@example.vn")
    user, first = invitations.invite(session, newcomer, by=None, now=clock.now)
    _user, second = invitations.invite(session, newcomer, by=None, now=clock.now)

    with pytest.raises(invitations.LinkIsOver):
        invitations.accept_invitation(session, first, "hash", clock.now, number_hash=NUMBER)
    with pytest.raises(invitations.LinkIsOver):
        invitations.accept_invitation(session, second, "hash", clock.now + timedelta(days=7), number_hash=NUMBER)
    invitations.accept_invitation(
        session, second, "hash", clock.now + timedelta(days=7, microseconds=-1), number_hash=NUMBER
    )
    with pytest.raises(invitations.LinkIsOver):
        invitations.accept_invitation(session, second, "other", clock.now, number_hash=NUMBER)
    session.rollback()

    assert session.get(User, user.id).password == "hash"
    assert all(second.encode() not in row.token_hash for row in session.query(Invitation))
    with pytest.raises(Invalid):
        invitations.invite(session, newcomer, by=None, now=clock.now)


def test_one_human_with_two_addresses_is_one_person_and_gets_no_second_account(session: Session, clock):
    first, one = invitations.invite(
        session, invitations.Newcomer("Cán bộ Mẫu", "cb@example.vn"), by=None, now=clock.now
    )
    again, two = invitations.invite(
        session, invitations.Newcomer("Cán bộ Mẫu", "khac@example.vn"), by=None, now=clock.now
    )
    invitations.accept_invitation(session, one, "hash", clock.now, number_hash=NUMBER)

    with pytest.raises(Invalid) as refused:
        invitations.accept_invitation(session, two, "hash", clock.now, number_hash=NUMBER)
    session.rollback()

    assert refused.value.field == "national_id"
    assert session.get_one(User, again.id).password is None
    assert session.get_one(User, first.id).person.national_id_hash == NUMBER
    assert invitations.open_invitation(session, two, clock.now).user.id == again.id  # the link is not used up


def test_an_account_of_a_person_on_record_opens_by_the_number_on_record_only(session: Session, clock):
    user, link = invitations.invite(
        session, invitations.Newcomer("Cán bộ Mẫu", "cb@example.vn"), by=None, now=clock.now
    )
    user.person.national_id_hash = NUMBER
    session.commit()

    for wrong in (b"m" * 32, None):
        with pytest.raises(Invalid):
            invitations.accept_invitation(session, link, "hash", clock.now, number_hash=wrong)
        session.rollback()
    invitations.accept_invitation(session, link, "hash", clock.now, number_hash=NUMBER)

    assert session.get_one(User, user.id).password == "hash"
