"""Pages on which an act waits that no walked state waits for: the story is led aside to there, and goes on as before.

Each way aside begins from a kept stage, does what brings the act about, and names the addresses at which it waits.
Everybody who walks asks for them.
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from appointments.accounts.models import Person
from appointments.applications.commands import pins, shortlist
from appointments.applications.models import Application
from appointments.applications.views.parts import SECTIONS
from appointments.competitions import rules
from appointments.competitions.commands import plans
from appointments.competitions.models import Round
from appointments.core.work import By
from appointments.exams.commands import defending, proposal_opening, remarking
from appointments.exams.defences import Defence
from appointments.exams.envelopes import Envelope
from appointments.exams.proposals import content
from appointments.results.commands import ranking, rounds
from tests.factories import applications, competitions, oral, proposals
from tests.features.twin.house import House
from tests.features.twin.seeded import Seeded
from tests.features.twin.story import CODES, DAY
from workflows import dossier

Addresses = list[str]


def led(house: House, story: Seeded, after: str, act: Callable[[Seeded], Addresses]) -> Addresses:
    """The house at the end of this way, and where the acts wait."""
    house.go("seeded", after)
    with house.open(), sessionmaker(house.engine, expire_on_commit=False)() as session:
        house.chance.restart("aside", act.__name__)
        told = taken_up(story, session, house)
        found = act(told)
        house._settle(session, told)
        beginner = session.get(Person, told.late)
        people = {"beginner": beginner.user.email} if beginner and beginner.user else {}
    house.engine.dispose()
    house.people["seeded", act.__name__] = house.people["seeded", after] | people
    return found


def taken_up(story: Seeded, session: Session, house: House) -> Seeded:
    """The story at the stage at which the house stands, in a session of its own."""
    told, built = copy.copy(story), story.built
    told.session, told.now = session, house.now
    papers, contests = _all_again(session, built.papers), _all_again(session, built.contests)
    staff = replace(built.staff, agency=_again(session, built.staff.agency))
    told.built = replace(built, round=_again(session, built.round), papers=papers, contests=contests, staff=staff)
    told.paper = told.built.papers[0]
    told.candidates = _all_again(session, story.candidates)
    told.rejected = _again(session, story.rejected)
    told.passed = [one for one in told.candidates if one.state == "written_passed"]
    return told


def _again(session: Session, row: Any) -> Any:
    """The row as it is at this stage; None where it is not there yet."""
    return session.get(type(row), sa.inspect(row).identity)


def _all_again(session: Session, rows: Sequence[Any]) -> list[Any]:
    return [found for row in rows if (found := _again(session, row))]


def a_plan_is_drafted(story: Seeded) -> Addresses:
    """Another plan of the agency, not submitted."""
    made = _second_plan(story)
    at, contest = f"/plans/{made.id}", made.contests[0].id
    return [
        f"{at}/texts",
        f"{at}/posts",
        f"{at}/papers/new",
        f"{at}/posts/{contest}/release",
        f"{at}/steps/submit_plan",
    ]


def a_plan_is_submitted(story: Seeded) -> Addresses:
    """Another plan waits for the authority."""
    made = _second_plan(story)
    plans.step_plan(story.session, made.id, "submit_plan", by=By(story.built.staff.officer), now=story.now)
    return [f"/plans/{made.id}/steps/approve_plan", f"/plans/{made.id}/steps/return_plan"]


def _second_plan(story: Seeded) -> Round:
    who, session = story.built.staff, story.session
    need = competitions.approved_need(session, who, competitions.post(session, who.agency), story.now)
    return competitions.drafted_plan(session, who, [need], story.now, exam_at=story.now + 90 * DAY)


def an_announcement_is_prepared(story: Seeded) -> Addresses:
    """The plan is approved, nothing announced."""
    at = f"/plans/{story.built.round.id}"
    return [f"{at}/window", f"{at}/announcement/{next(iter(rules.SECTIONS))}"]


def a_dossier_is_begun(story: Seeded) -> Addresses:
    """Somebody has answered everything and attached every paper, and has not handed in."""
    session, contest = story.session, story.built.contests[1].id
    made = applications.drafted(session, contest, story.late, story.now, story.store)
    kind, at = dossier.required_papers("planned_here")[0].key, f"/applications/{made}"
    pages = ("tasks", f"answers/{SECTIONS[0].key}", f"papers/{kind}", f"papers/{kind}/remove", "check")
    return [f"{at}/{page}" for page in pages]


def dossiers_are_checked(story: Seeded) -> Addresses:
    """Reception has closed; no condition is judged."""
    competitions.close_and_check(story.session, story.built, story.built.round.closes_at)
    story.now = story.built.round.closes_at + DAY
    return [f"/applications/{story.candidates[0].id}/verdicts/time_in_post"]


def numbers_are_due(story: Seeded) -> Addresses:
    """Everybody is judged."""
    dossiers_are_checked(story)
    session, who = story.session, story.staff
    for one in story.candidates:
        applications.accepted(session, one, who.officer, story.now)
    applications.rejected(session, story.rejected, who.officer, who.approver, story.now)
    return [f"/rounds/{story.built.round.id}/shortlist/numbers"]


def a_list_is_due(story: Seeded) -> Addresses:
    """Everybody has a number."""
    numbers_are_due(story)
    shortlist.give_numbers(story.session, story.built.round.id, by=By(story.staff.officer), now=story.now)
    return [f"/rounds/{story.built.round.id}/shortlist/publish"]


def somebody_is_said_to_be_in_no_conflict(story: Seeded) -> Addresses:
    """A second person has to confirm."""
    round_, member = story.built.round, story.team.panel[-1]
    decision = pins.Decision(member, story.candidates[2].person_id, "none", "Zqghim")
    made = pins.pin(story.session, round_.id, decision, by=By(story.team.chair), now=story.now)
    assert made is not None
    at = f"/plans/{round_.id}/conflicts"
    return [f"{at}/pins/{made.id}", f"{at}/replacing/{member}"]


def everybody_is_summoned(story: Seeded) -> Addresses:
    """The paper is ready."""
    at = f"/exams/papers/{story.paper.id}"
    return [f"{at}/attendance", f"{at}/attendance/{story.candidates[0].id}"]


def scripts_lie_without_codes(story: Seeded) -> Addresses:
    """The session is closed."""
    own = f"/exams/applications/{story.candidates[0].id}/sanctions"
    return [f"/exams/papers/{story.paper.id}/coding/list.csv", own]


def a_mark_is_typed(story: Seeded) -> Addresses:
    """The draft of a marker is complete."""
    return [f"/exams/papers/{story.paper.id}/marking/{code}/final" for code in CODES]


def the_marks_are_locked(story: Seeded) -> Addresses:
    """The envelope's digest and the custody of the map."""
    envelope = story.session.query(Envelope).one()
    at = f"/exams/papers/{story.paper.id}"
    return [f"/exams/envelopes/{envelope.id}/digest", f"{at}/custody"]


def somebody_asks_for_another_marking(story: Seeded) -> Addresses:
    """A request waits for its answer."""
    one = story.candidates[0]
    made = remarking.file_appeal(story.session, one.id, "Xin chấm lại.", by=By(one.person_id), now=story.now)
    at = f"/exams/appeals/{made.id}"
    return [at, *(f"{at}/steps/{step}" for step in ("accept", "refuse"))]


def presentations_are_not_scheduled(story: Seeded) -> Addresses:
    """The written results are final."""
    oral.drawn(story.session, story.built, story.now)
    at = f"/exams/rounds/{story.built.round.id}"
    return [f"{at}/presentations/times"]


def nothing_was_handed_in(story: Seeded) -> Addresses:
    """The deadline for proposals is over."""
    oral.scheduled(story.session, story.built, story.passed, story.now)
    story.now = proposals.sealed(story.session, story.built)
    return [f"/exams/proposals/{story.passed[0].id}/without"]


def proposals_are_handed_in(story: Seeded) -> Addresses:
    """The deadline is not over."""
    return [f"/exams/rounds/{story.built.round.id}/proposals/prolong"]


def proposals_lie_sealed(story: Seeded) -> Addresses:
    """The deadline is over; nothing is opened."""
    story.now = proposals.sealed(story.session, story.built)
    return [f"/exams/rounds/{story.built.round.id}/proposals/propose"]


def an_opening_is_proposed(story: Seeded) -> Addresses:
    """The chair has proposed to open the proposals."""
    story.now = proposals.sealed(story.session, story.built)
    session, round_ = story.session, story.built.round.id
    proposal_opening.propose(session, round_, content(session, round_), by=By(story.team.chair), now=story.now)
    at = f"/exams/rounds/{round_}/proposals"
    return [f"{at}/{page}" for page in ("sealed.json", "open", "refuse")]


def a_sheet_is_typed(story: Seeded) -> Addresses:
    """The draft of a panel member is complete."""
    one, two, member = story.passed[0].id, story.passed[1].id, story.team.panel[0]
    defending.save_draft(story.session, two, oral.EVEN, "Nhận xét mẫu", by=By(member))
    return [f"/exams/defences/{two}/sheet/sign", f"/exams/defences/{one}/members/{member}/remove"]


def a_sheet_diverges(story: Seeded) -> Addresses:
    """One member is far from the others."""
    one, (first, *others) = story.passed[1], defending.sitting(story.session.get_one(Defence, story.passed[1].id))
    oral.sign(story.session, one, first, story.now, ("10", "5", "5", "5"))
    oral.all_sign(story.session, one, others, story.now)
    return [f"/exams/defences/{one.id}/talk"]


def all_have_signed(story: Seeded) -> Addresses:
    """One presentation has all its sheets."""
    one = story.passed[0]
    _all_sign(story, one)
    return [f"/exams/defences/{one.id}/close"]


def a_presentation_is_closed(story: Seeded) -> Addresses:
    """Its mean is to be recorded."""
    one = story.passed[0]
    _all_sign(story, one)
    defending.close(story.session, one.id, by=By(story.team.chair), now=story.now)
    return [f"/exams/presentations/{one.id}/record"]


def _all_sign(story: Seeded, one: Application) -> None:
    for member in defending.sitting(story.session.get_one(Defence, one.id)):
        if (one, member) != (story.passed[0], story.team.panel[0]):
            oral.sign(story.session, one, member, story.now)


def everything_is_scored(story: Seeded) -> Addresses:
    """The oral part is to be closed."""
    story.all_scored()
    return [f"/exams/rounds/{story.built.round.id}/steps/close_oral"]


def posts_are_ranked(story: Seeded) -> Addresses:
    """One ranking is compiled, another is not."""
    story.all_scored()
    session, team, round_ = story.session, story.team, story.built.round
    rounds.take_step(session, round_.id, "close_oral", by=By(team.chair), now=story.now)
    first, second = story.built.contests
    ranking.compile_ranking(session, first.id, by=By(team.secretary), now=story.now)
    return [f"/results/desk/posts/{first.id}/steps/rank", f"/results/desk/posts/{second.id}/compile"]


def a_result_is_reported(story: Seeded) -> Addresses:
    """The authority is to recognise the result."""
    story.all_scored()
    story.compiled()
    return [f"/results/desk/rounds/{story.built.round.id}/steps/recognise"]
