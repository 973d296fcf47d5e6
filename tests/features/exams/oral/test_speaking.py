"""The order of presentations: sealed when the exam begins, drawn once, kept by the times, derived by anybody."""

import hashlib
import hmac
from datetime import timedelta

import pytest

from appointments.core.errors import Forbidden, Invalid
from appointments.core.ledger.sealer import seal
from appointments.core.work import By
from appointments.exams import speaking
from appointments.exams.commands import presentations
from tests.factories import oral
from tests.features.exams.marks import guards
from tests.fixtures.ledger import SIGNER
from tests.fixtures.signed_in import told
from workflows.engine import Refused

SEED = bytes(range(32))
NUMBERS = ["010", "002", "031", "004"]


def by_hand(numbers, seed):
    """The order as docs/allocation.md tells it, without a line of the product."""

    def drawn(number):
        parts = b"".join(len(p.encode()).to_bytes(4) + p.encode() for p in ("order", "presentations", number))
        return hmac.new(seed, b"minhtuyen/allocation/v1\0" + parts, hashlib.sha256).digest()[:8]

    return sorted(numbers, key=drawn)


def test_the_order_follows_from_the_documented_sums_alone():
    assert speaking.order(NUMBERS, SEED) == by_hand(NUMBERS, SEED)
    assert speaking.order(reversed(NUMBERS), SEED) == speaking.order(NUMBERS, SEED)


def test_whoever_joins_takes_a_place_and_the_others_keep_theirs():
    later = speaking.order([*NUMBERS, "007"], SEED)

    assert [number for number in later if number != "007"] == speaking.order(NUMBERS, SEED)


def test_every_order_comes_as_often_as_another():
    first = [speaking.order(["1", "2", "3"], n.to_bytes(32))[0] for n in range(3000)]

    assert all(900 < first.count(one) < 1100 for one in "123")


def test_the_seed_is_sealed_with_the_beginning_of_the_exam_and_closed_until_the_draw(passed):
    round_ = passed.round

    sealed = hashlib.sha256(b"minhtuyen/allocation-seed/v1\0" + bytes.fromhex(round_.oral_seed)).hexdigest()
    assert (round_.oral_seed_seal, round_.oral_seed_opened) == (sealed, "")


def test_nothing_is_drawn_before_the_seal_lies_under_a_head_and_nothing_twice(session, passed, candidates, clock):
    secretary = By(passed.council.secretary)
    with pytest.raises(Refused) as refused:
        presentations.draw_order(session, passed.round.id, by=secretary, now=clock.now)
    assert guards(refused) == {"order_seed_is_sealed"}
    with pytest.raises(Invalid, match="first"):
        oral_times(session, passed, candidates, clock.now)

    seal(session, SIGNER, clock.now)
    with pytest.raises(Forbidden):
        presentations.draw_order(session, passed.round.id, by=By(passed.council.chair), now=clock.now)
    presentations.draw_order(session, passed.round.id, by=secretary, now=clock.now)
    assert passed.round.oral_seed_opened == passed.round.oral_seed
    with pytest.raises(Invalid, match="once"):
        presentations.draw_order(session, passed.round.id, by=secretary, now=clock.now)


def oral_times(session, built, rows, now):
    """These candidates one after another, in two weeks."""
    times = {one.id: now + timedelta(days=14, hours=n) for n, one in enumerate(rows)}
    by = By(built.council.secretary)
    presentations.set_times(session, built.round.id, times, "Hội trường Mẫu", by=by, now=now)


def test_times_may_be_chosen_and_the_order_not(session, passed, candidates, clock):
    oral.drawn(session, passed, clock.now)
    rows = speaking.in_order(passed.round, candidates)
    numbers = by_hand([one.number for one in candidates], bytes.fromhex(passed.round.oral_seed))
    assert [one.number for one in rows] == numbers

    with pytest.raises(Invalid, match="in the order"):
        oral_times(session, passed, [rows[1], rows[0], rows[2]], clock.now)
    session.rollback()
    oral_times(session, passed, [rows[0], rows[2]], clock.now)
    with pytest.raises(Invalid, match="in the order"):
        oral_times(session, passed, [rows[1]], clock.now)
    session.rollback()
    oral_times(session, passed, rows, clock.now)


def moment(application, at):
    name = f"at_{application.id.hex}"
    return {f"{name}-day": at.day, f"{name}-month": at.month, f"{name}-year": at.year, f"{name}-time": "08:00"}


def test_the_page_fills_the_times_in_from_the_first_and_saves_nothing_yet(session, passed, candidates, enter, clock):
    oral.drawn(session, passed, clock.now)
    rows = speaking.in_order(passed.round, candidates)
    secretary, page = enter(passed.council.secretary), f"/exams/rounds/{passed.round.id}/presentations/times"
    assert 'value="60"' in secretary.get(page)  # thirty minutes to present, thirty of questions
    typed = moment(rows[0], clock.now + timedelta(days=14))

    shown = secretary.send(page, status=200, place="Hội trường", apart="45", fill="1", **typed).text

    assert all(f'value="{hour}"' in shown for hour in ("08:00", "08:45", "09:30"))
    session.rollback()
    assert presentations.queries.presentations(session, [one.id for one in rows]) == {}


def test_the_public_reads_seed_seal_and_order_once_it_is_scheduled(app, session, passed, with_key, candidates, clock):
    public, page = app.test_client(), f"/exams/rounds/{passed.round.id}/order"
    oral.drawn(session, passed, clock.now)
    assert public.get(page).status_code == 404
    oral.scheduled(session, passed, candidates, clock.now)

    shown = public.get(page).text

    places = [shown.index(f">{one.number}<") for one in speaking.in_order(passed.round, candidates)]
    assert places == sorted(places)
    assert passed.round.oral_seed in shown
    assert passed.round.oral_seed_seal in shown
    assert "đúng như trong sổ" in told(shown)
    assert candidates[0].person.full_name not in shown
