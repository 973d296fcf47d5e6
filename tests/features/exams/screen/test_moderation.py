"""The board's head reads a sample again that the sealed seed gives; the lock waits for every reading to hold."""

from decimal import Decimal

import pytest

from appointments.core.errors import Invalid
from appointments.core.work import By
from appointments.exams import allocation, moderation
from appointments.exams.case import first_scripts
from appointments.exams.commands import allocating, marking, moderating
from tests.factories import applications, screen
from tests.features.exams.conftest import OPENED
from tests.features.exams.marks import guards
from tests.features.exams.screen.conftest import NAMES
from workflows.engine import Refused

pytestmark = pytest.mark.one_database
HALF = screen.ON_SCREEN | {"exam.moderation_sample": 50}


@pytest.fixture
def shortlisted(session, clock, tmp_path):
    """A round whose regulation has half of the scripts read again, and four candidates."""
    clock.set(OPENED)
    return applications.shortlisted_round(session, OPENED, NAMES, applications.storage_at(tmp_path), changes=HALF)


@pytest.fixture
def signed(session, begun, being_marked, clock):
    """The paper with every script signed by both and settled."""
    screen.everything_signed(session, being_marked[0], clock.now)
    return being_marked[0]


@pytest.fixture
def head(begun):
    return By(begun.council.marking_head)


def standings(session, paper):
    session.commit()  # what was done on the pages is seen
    return [one.standing.value for one in moderation.sample(session, [paper.id])[paper.id]]


def refused_lock(session, paper, head, now):
    with pytest.raises(Refused) as refused:
        marking.propose_lock(session, paper.id, by=head, now=now)
    return guards(refused)


def test_the_sample_is_drawn_once_every_script_has_its_mark_and_nobody_picks_it(
    session, being_marked, head, begun, clock, enter
):
    paper, now = being_marked[0], clock.now
    page = f"/exams/papers/{paper.id}/moderation"
    with pytest.raises(Invalid):
        moderating.draw_sample(session, paper.id, by=head, now=now)
    screen.everything_signed(session, paper, now)

    visitor = enter(begun.council.marking_head)
    visitor.send(page)
    shown = visitor.get(page)

    order = allocation.order_for(
        "moderation", [s.code for s in first_scripts(session, paper.id)], bytes.fromhex(paper.allocation_seed)
    )
    assert [code in shown for code in order] == [True, True, False, False]
    with pytest.raises(Invalid):
        moderating.draw_sample(session, paper.id, by=head, now=now)
    for person in (begun.council.chair, begun.council.supervisor, begun.council.markers[0], begun.council.secretary):
        enter(person).get(page, status=403)


def test_the_lock_waits_until_the_sample_is_read_again(session, signed, begun, head, clock, enter):
    now, visitor = clock.now, enter(begun.council.marking_head)
    before = refused_lock(session, signed, head, now)
    moderating.draw_sample(session, signed.id, by=head, now=now)
    drawn = refused_lock(session, signed, head, now)
    paper = visitor.get(f"/exams/papers/{signed.id}")

    for one in moderation.sample(session, [signed.id])[signed.id]:
        page = f"/exams/papers/{signed.id}/moderation/{one.script.code}"
        assert "82,00" in visitor.get(page)
        picture = visitor.client.get(f"{page}/pages/1.png")
        assert (picture.status_code, picture.mimetype) == (200, "image/png")
        visitor.send(page, verdict="agree")
        visitor.get(page, status=404)

    assert before == drawn == {"sample_is_moderated"}
    assert f'href="/exams/papers/{signed.id}/moderation"' in paper
    assert standings(session, signed) == ["agreed", "agreed"]
    marking.propose_lock(session, signed.id, by=head, now=now)
    assert signed.state == "lock_proposed"


def test_a_pair_that_was_asked_to_talk_gives_the_mark_anew_and_it_is_read_once_more(
    session, signed, begun, head, clock, enter
):
    now, visitor = clock.now, enter(begun.council.marking_head)
    moderating.draw_sample(session, signed.id, by=head, now=now)
    one, other = (one.script for one in moderation.sample(session, [signed.id])[signed.id])
    moderating.moderate(session, other.id, "agree", "", by=head, now=now)
    page = f"/exams/papers/{signed.id}/moderation/{one.code}"

    silent = visitor.send(page, status=200, verdict="ask").text
    visitor.send(page, verdict="ask", note="Bỏ sót ý thứ ba.")
    asked = refused_lock(session, signed, head, now)
    hidden = enter(begun.council.supervisor).get(f"/exams/papers/{signed.id}")
    state = one.state
    marking.settle_mark(
        session, one.id, "agree_jointly", Decimal(84), "Đã trao đổi.", has_record=True, by=head, now=now
    )
    talked = refused_lock(session, signed, head, now)
    moderating.moderate(session, one.id, "agree", "", by=head, now=now)

    assert "Phải nêu lý do" in silent
    assert state == "questioned"
    assert asked == {"every_script_is_settled", "content_is_hashed", "no_moderation_is_open"}
    assert "yêu cầu hai người chấm trao đổi" not in hidden
    assert talked == {"no_moderation_is_open"}
    marking.propose_lock(session, signed.id, by=head, now=now)
    assert (signed.state, one.mark) == ("lock_proposed", Decimal("84.00"))


def test_a_reading_goes_stale_when_the_mark_changes_after_it(session, signed, begun, head, clock):
    now = clock.now
    moderating.draw_sample(session, signed.id, by=head, now=now)
    scripts = [one.script for one in moderation.sample(session, [signed.id])[signed.id]]
    for script in scripts:
        moderating.moderate(session, script.id, "agree", "", by=head, now=now)
    gone = next(person for person in begun.council.markers if person.hex in scripts[0].markers)
    allocating.leave_pool(session, signed.id, gone, "Ốm.", by=head, now=now)
    for script in first_scripts(session, signed.id):
        for who in [marker for marker in script.markers if marker not in {m.marker_id.hex for m in script.signed}]:
            screen.sign(session, script, next(p for p in begun.council.markers if p.hex == who), ("50", "36"), now)

    assert "stale" in standings(session, signed)
    assert refused_lock(session, signed, head, now) == {"no_moderation_is_stale"}


def test_where_no_regulation_asks_for_a_sample_nothing_waits(session, begun, clock):
    assert moderation.facts(session, []) == {}
