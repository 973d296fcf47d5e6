"""The outbox: everybody whom a message is for gets it once, however often it is tried and whatever fails."""

from collections import Counter
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import sqlalchemy as sa

from appointments.accounts.models import User
from appointments.applications.commands import checking, submission
from appointments.competitions.commands import endings, reception
from appointments.core.mail import ConsoleMail, FileMail, Mail
from appointments.core.outbox import Outgoing
from appointments.core.work import By
from appointments.notifications.delivery import LEASE, LONGEST_WAIT, claim, deliver
from appointments.notifications.models import Notice
from tests.factories import applications
from tests.factories.competitions import close_and_check
from tests.features.notifications.letters import BASE, Post, email_of, everything, told


def test_everybody_gets_each_message_once(session, receiving, clock):
    post = Post()

    sent = everything(session, post, clock.now)
    again = everything(session, post, clock.now + timedelta(days=1))

    outgoing = session.scalars(sa.select(Outgoing)).all()
    assert (sent, again) == (len(outgoing), 0)
    assert all(one.delivered_at == clock.now and one.last_error is None for one in outgoing)
    pairs = Counter(tuple(row) for row in session.execute(sa.select(Notice.outgoing_id, Notice.person_id)))
    assert set(pairs.values()) == set(post.letters.values()) == {1}
    assert len(pairs) == len(post.sent)


def test_a_message_reaches_those_who_hold_the_role_and_the_candidate(session, receiving, clock):
    built, (one, two), drafting = receiving
    post = Post()
    everything(session, post, clock.now)

    assert told(session, one.person_id) == told(session, two.person_id) == ["application.submit"]
    assert told(session, drafting) == []
    assert told(session, built.staff.officer).count("application.submit") == 2
    assert "application.submit" not in told(session, built.council.chair)
    to_one = [mail for mail in post.sent if mail.to == email_of(session, one.person_id)]
    assert len(to_one) == 1
    assert to_one[0].subject.startswith("Nộp hồ sơ: ")
    assert f"{BASE}/cases/{one.case_key}" in to_one[0].body
    assert "Đã nộp, chờ kiểm tra" in to_one[0].body


def test_a_letter_speaks_its_reader_s_language(session, receiving, clock):
    _, (one, _), _ = receiving
    session.scalars(sa.select(User).where(User.person_id == one.person_id)).one().locale = "en"
    session.commit()
    post = Post()

    everything(session, post, clock.now)

    letter = next(mail for mail in post.sent if mail.to == email_of(session, one.person_id))
    assert letter.subject.startswith("Submit: ")
    assert "It then stood at: Submitted, to be checked" in letter.body


def test_a_letter_tells_the_state_to_which_its_step_led_not_what_came_after(session, receiving, clock):
    built, (one, _), _ = receiving
    close_and_check(session, built, built.round.closes_at)
    applications.judged(session, one, built.staff.officer, built.round.closes_at, unmet=["time_in_post"])
    checking.review(
        session, one.id, "propose_rejection", "Chưa đủ", by=By(built.staff.officer), now=built.round.closes_at
    )
    post = Post()

    everything(session, post, clock.now + timedelta(days=60))

    assert one.state == "rejection_proposed"
    letters = [mail.body for mail in post.sent if mail.to == email_of(session, one.person_id)]
    assert len(letters) == 1
    assert "Đề xuất loại" not in letters[0]


def test_a_refused_letter_keeps_the_message_and_no_other(session, receiving, clock):
    built, (one, two), _ = receiving
    gone = email_of(session, built.staff.officer)
    post = Post(gone)

    deliver(session, post, BASE, clock.now)

    kept = session.scalars(sa.select(Outgoing).where(Outgoing.delivered_at.is_(None))).all()
    assert kept
    assert all(message.attempts == 1 and "does not answer" in message.last_error for message in kept)
    for person in (one, two):
        assert email_of(session, person.person_id) in {mail.to for mail in post.sent}
    assert built.staff.officer in set(session.scalars(sa.select(Notice.person_id)))

    assert deliver(session, post, BASE, clock.now + LEASE - timedelta(seconds=1)) == 0
    post.refused.clear()
    assert deliver(session, post, BASE, clock.now + LEASE) == len(kept)
    assert set(post.letters.values()) == {1}
    assert gone in {mail.to for mail in post.sent}


def test_each_failure_makes_the_wait_longer(session, receiving, clock):
    built, _, _ = receiving
    post, now = Post(email_of(session, built.staff.officer)), clock.now
    waits = []
    for _ in range(9):
        deliver(session, post, BASE, now)
        until = session.scalars(
            sa.select(sa.func.max(Outgoing.lease_until)).where(Outgoing.delivered_at.is_(None))
        ).one()
        waits.append(until - now)
        now = until

    assert waits[:3] == [LEASE, 2 * LEASE, 4 * LEASE]
    assert waits[-1] == LONGEST_WAIT
    assert set(post.letters.values()) == {1}


def test_a_worker_that_died_leaves_its_messages_to_the_next(session, receiving, clock):
    taken = claim(session, clock.now, 1000)
    assert taken
    assert claim(session, clock.now + LEASE - timedelta(seconds=1), 1000) == []

    assert deliver(session, Post(), BASE, clock.now + LEASE, limit=1000) == len(taken)


def test_a_letter_sent_before_the_crash_is_not_sent_again(session, receiving, clock):
    _, (one, _), _ = receiving
    address = email_of(session, one.person_id)

    class Crashing(Post):
        """Dies after the first letter is out and noted."""

        def send(self, mail: Mail) -> None:
            if mail.to == address:
                raise KeyboardInterrupt
            super().send(mail)

    first, second = Crashing(), Post()
    with pytest.raises(KeyboardInterrupt):
        everything(session, first, clock.now)
    session.rollback()
    everything(session, second, clock.now + LEASE)

    assert set((first.letters + second.letters).values()) == {1}
    assert address in {mail.to for mail in second.sent}


def test_a_message_that_cannot_be_understood_stops_no_other(session, receiving, clock):
    session.add(
        Outgoing(
            message="no.such",
            case_key="nowhere:" + "0" * 32,
            roles=["approver"],
            params={},
            created_at=clock.now - timedelta(days=99),
        )
    )
    session.commit()
    post = Post()

    everything(session, post, clock.now)

    left = session.scalars(sa.select(Outgoing).where(Outgoing.delivered_at.is_(None))).all()
    assert [one.message for one in left] == ["no.such"]
    assert left[0].last_error
    assert post.sent


def test_a_message_without_words_enters_no_inbox(session, as_user, receiving, clock):
    built, (one, _), _ = receiving
    unknown = Outgoing(
        message="application.no_such_step",
        case_key=one.case_key,
        roles=[],
        person_id=built.staff.officer,
        params={},
        created_at=clock.now,
    )
    session.add(unknown)
    session.commit()

    everything(session, Post(), clock.now)

    assert "application.no_such_step" not in told(session, built.staff.officer)
    assert as_user(built.staff.users["officer"]).get("/inbox").status_code == 200
    assert "UnknownMessage" in session.get_one(Outgoing, unknown.id, populate_existing=True).last_error


def test_whoever_has_no_account_any_more_finds_it_in_the_inbox_only(session, receiving, clock):
    _, (one, _), _ = receiving
    user = session.scalars(sa.select(User).where(User.person_id == one.person_id)).one()
    user.active = False
    session.commit()
    post = Post()

    everything(session, post, clock.now)

    assert told(session, one.person_id) == ["application.submit"]
    assert user.email not in {mail.to for mail in post.sent}


def test_file_mail_writes_a_letter_that_can_be_read(session, receiving, clock, tmp_path):
    _, (one, _), _ = receiving
    folder = tmp_path / "mail"

    everything(session, FileMail("minh-tuyen@example.vn", folder), clock.now)

    letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.glob("*.eml")]
    mine = [letter for letter in letters if letter["To"] == email_of(session, one.person_id)]
    assert len(mine) == 1
    assert one.reference in mine[0].get_content()
    assert mine[0]["Message-ID"].endswith("@example.vn>")


def test_console_mail_shows_the_letter(capsys):
    ConsoleMail("a@example.vn").send(Mail("b@example.vn", "Chào", "Nội dung"))

    assert "Nội dung" in capsys.readouterr().out


class TestWhatHappensToMany:
    """A round, a post, a paper belong to no one candidate."""

    def test_all_who_compete_are_told(self, session, receiving, clock):
        built, (one, two), drafting = receiving
        end = built.round.closes_at + timedelta(days=3)
        reception.propose_prolongation(session, built.round.id, end, by=By(built.staff.officer), now=clock.now)
        reception.prolong(session, built.round.id, by=By(built.staff.approver), now=clock.now, reason="Ít hồ sơ")

        everything(session, Post(), clock.now)

        assert "round.prolong" in told(session, one.person_id)
        assert "round.prolong" in told(session, two.person_id)
        assert "round.prolong" in told(session, drafting)

    def test_who_withdrew_is_not_bothered_any_more(self, session, receiving, clock):
        built, (one, two), _ = receiving
        submission.withdraw(session, two.id, by=By(two.person_id), now=clock.now)
        endings.cancel_round(
            session, built.round.id, by=By(built.staff.authority), now=clock.now, reason="Bất khả kháng"
        )

        everything(session, Post(), clock.now)

        assert {"round.cancel", "application.discontinue"} <= set(told(session, one.person_id))
        assert told(session, two.person_id) == ["application.submit"]
