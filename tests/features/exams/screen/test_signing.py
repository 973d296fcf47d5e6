"""Marks on screen: made final alone, agreed by the rule, settled by people where they lie too far apart."""

from decimal import Decimal
from uuid import UUID

import pytest

from appointments.core.errors import Invalid, NotFound
from appointments.core.work import By
from appointments.exams.case import first_scripts
from appointments.exams.commands import allocating, marking, screen_marking
from appointments.exams.models import Mark, MarkDraft, Script
from tests.factories import screen
from tests.features.exams.marks import guards
from workflows.engine import Refused

pytestmark = pytest.mark.one_database  # the story next door is played on both

FAR = (("30", "10"), ("50", "30"))


@pytest.fixture
def on_screen(being_marked):
    """The paper being marked."""
    return being_marked[0]


@pytest.fixture
def markers(script):
    """The two markers of the script."""
    return [UUID(who) for who in script.markers]


def test_two_marks_close_together_give_the_mean(session, script, clock):
    screen.both_sign(session, script, (("50", "30.25"), ("50.5", "34")), clock.now)

    assert (script.state, script.mark, script.settled_how) == ("settled", Decimal("82.38"), "agree")
    assert [(m.sheet, m.points, m.mark) for m in script.signed] == [
        (1, ["50.00", "30.25"], Decimal("80.25")), (2, ["50.50", "34.00"], Decimal("84.50")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("points", "why"),
    [
        (("60.5", "0"), "points_fit_the_criteria"),
        (("50.25", "0"), "points_fit_the_criteria"),
        (("50", "-0.25"), "points_fit_the_criteria"),
        (("50", "30.1"), "points_fit_the_criteria"),
        (("50",), "points_fit_the_criteria"),
    ],
)
def test_points_beyond_the_maximum_or_between_the_steps_are_refused(session, script, markers, clock, points, why):
    with pytest.raises(Refused) as refused:
        screen.sign(session, script, markers[0], points, clock.now)

    assert why in guards(refused)
    assert session.query(Mark).count() == 0


def test_a_mark_made_final_stays(session, script, markers, clock):
    screen.sign(session, script, markers[0], ("50", "30"), clock.now)

    with pytest.raises(Invalid):
        screen.sign(session, script, markers[0], ("60", "40"), clock.now)

    assert [m.mark for m in session.query(Mark)] == [Decimal(80)]


def test_who_was_not_drawn_does_not_learn_that_there_is_such_a_script(session, begun, script, markers, clock):
    others = [person for person in (*begun.council.markers, begun.council.marking_head) if person not in markers]

    for person in others:
        with pytest.raises(NotFound):
            screen.sign(session, script, person, ("50", "30"), clock.now)


def test_a_draft_is_kept_as_typed_and_gone_when_the_mark_is_final(session, script, markers, clock):
    screen_marking.save_draft(session, script.id, ["48,", ""], "Ý một rõ", by=By(markers[0]))
    screen_marking.save_draft(session, script.id, ["48,5", ""], "Ý một rõ.", by=By(markers[0]))
    kept = session.query(MarkDraft).one()
    assert (kept.typed, kept.comment, kept.marker_id) == (["48,5", ""], "Ý một rõ.", markers[0])

    screen.sign(session, script, markers[0], ("48.5", "30"), clock.now)

    assert session.query(MarkDraft).count() == 0
    with pytest.raises(NotFound):
        screen_marking.save_draft(session, script.id, ["1", ""], "", by=By(markers[0]))


def test_marks_too_far_apart_go_to_a_third_marker_whom_the_seed_draws(
    session, begun, on_screen, script, markers, clock
):
    team, now = begun.council, clock.now
    screen.both_sign(session, script, FAR, now)
    assert script.state == "diverged"

    allocating.draw_third(session, script.id, by=By(team.marking_head), now=now)
    third = UUID(script.markers[2])
    assert third in set(team.markers) - set(markers)
    screen.sign(session, script, third, ("45", "20"), now)
    assert script.state == "third_marked"
    with pytest.raises(Refused) as refused:
        marking.settle_mark(
            session, script.id, "settle_by_third", Decimal(90), "Cao.", by=By(team.marking_head), now=now
        )
    assert guards(refused) == {"settled_mark_lies_between"}
    marking.settle_mark(session, script.id, "settle_by_third", Decimal(65), "Theo.", by=By(team.marking_head), now=now)

    assert (script.state, script.mark, script.settled_how) == ("settled", Decimal(65), "settle_by_third")


def test_the_joint_record_or_the_chair_settles_a_divergence(session, begun, on_screen, clock):
    team, now = begun.council, clock.now
    one, two = first_scripts(session, on_screen.id)[:2]
    for script in (one, two):
        screen.both_sign(session, script, FAR, now)

    with pytest.raises(Refused) as refused:
        marking.settle_mark(session, one.id, "agree_jointly", Decimal(60), "Bàn.", by=By(team.marking_head), now=now)
    assert guards(refused) == {"joint_record_is_on_file"}
    marking.settle_mark(
        session, one.id, "agree_jointly", Decimal(60), "Bàn.", has_record=True, by=By(team.marking_head), now=now
    )
    marking.settle_mark(session, two.id, "decide", Decimal(70), "Theo đáp án.", by=By(team.chair), now=now)

    assert [s.mark for s in first_scripts(session, on_screen.id)[:2]] == [Decimal(60), Decimal(70)]


def test_when_one_of_the_pair_leaves_after_a_third_marking_both_other_marks_but_one_are_void(
    session, begun, on_screen, script, markers, clock
):
    head, now = By(begun.council.marking_head), clock.now
    screen.both_sign(session, script, FAR, now)
    allocating.draw_third(session, script.id, by=head, now=now)
    third = UUID(script.markers[2])
    screen.sign(session, script, third, ("45", "20"), now)

    with pytest.raises(Refused) as refused:  # the only other marker left has not enough company: three have touched it
        allocating.leave_pool(session, on_screen.id, third, "Quen biết.", by=head, now=now)
        allocating.leave_pool(session, on_screen.id, markers[0], "Quan hệ họ hàng.", by=head, now=now)
    assert guards(refused) == {"allocation_is_possible"}

    fourth = session.get_one(Script, script.id).markers[2]
    assert fourth not in (third.hex, *(m.hex for m in markers))
    assert session.get_one(Script, script.id).state == "third_allocated"
