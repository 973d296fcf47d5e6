"""The written part and the presentations for tests, carried out through the product's own commands."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions.commands import council
from appointments.competitions.models import Paper
from appointments.core.work import By
from appointments.exams import panel, sealing
from appointments.exams.case import appeal_case, first_scripts
from appointments.exams.commands import marking, presentations, room_signing, sittings
from appointments.exams.impact import hash_of, impact_of
from appointments.exams.mapfile import read
from appointments.exams.models import Appeal
from appointments.exams.room_signing import signed_of, together
from appointments.results.case import ranking_of
from appointments.results.commands import deciding, ranking, rechecking, rounds, written
from tests.factories.competitions import Built, Council

LIMIT = Decimal(100)


def everybody_declares(session: Session, built: Built, now: datetime) -> None:
    """Every member of the council declares on the present list."""
    for person in _council(built).users:
        council.declare(session, built.round.id, council.Answer("none"), by=By(person), now=now)


def examination_begun(session: Session, built: Built, now: datetime) -> None:
    """The chair begins the exam."""
    everybody_declares(session, built, now)
    from appointments.exams.commands.rounds import begin_examination

    begin_examination(session, built.round.id, by=By(_council(built).chair), now=now)


def made_ready(session: Session, built: Built, paper: Paper, now: datetime) -> None:
    """Rooms, summons and lists; the paper is ready."""
    team = _council(built)
    by = By(team.secretary)
    sittings.arrange_rooms(session, paper.id, [("Phòng 1", 30, team.invigilators)], by=by, now=now)
    sittings.summon(session, paper.id, by=by, now=now)
    sittings.post_lists(session, paper.id, by=by, now=now)
    sittings.take_step(session, paper.id, "make_ready", by=by, now=now)


def sat(
    session: Session, built: Built, paper: Paper, candidates: Sequence[Application], absent: Sequence[Application] = ()
) -> datetime:
    """Everybody but the absent sits the paper; counted, attested, closed. Gives the instant after."""
    team, starts = _council(built), paper.starts_at
    assert starts is not None
    begun, over = starts + timedelta(minutes=5), starts + timedelta(hours=4)
    for application in candidates:
        here = application not in absent
        sittings.record_attendance(
            session, paper.id, application.id, present=here, collected=here, sheets=4 if here else None,
            by=By(team.invigilators[0]), now=begun,
        )  # fmt: skip
    sittings.record_counts(session, paper.id, by=By(team.secretary), now=over)
    sittings.attest_counts(session, paper.id, by=By(team.supervisor), now=over)
    minutes_signed(session, built, paper, over)
    sittings.take_step(session, paper.id, "close_session", by=By(team.chair), now=over)
    return over


def minutes_signed(session: Session, built: Built, paper: Paper, now: datetime) -> None:
    """The room's invigilators sign its minutes, the secretary beside one alone; the supervisor attests them all."""
    team = _council(built)
    found = signed_of(session, [paper])[paper.id]
    for one in found:
        for person in [*map(UUID, one.room.invigilators), team.secretary][:2]:
            room_signing.sign_minutes(session, one.room.id, one.digest, by=By(person), now=now)
    room_signing.attest_minutes(session, paper.id, together(found), by=By(team.supervisor), now=now)


def coded(session: Session, built: Built, paper: Paper, now: datetime) -> bytes:
    """Codes drawn, criteria entered, markers named, marking begun; gives the map's file."""
    file = ready_to_mark(session, built, paper, now)
    sittings.take_step(session, paper.id, "begin_marking", by=By(_council(built).marking_head), now=now)
    return file


def ready_to_mark(session: Session, built: Built, paper: Paper, now: datetime) -> bytes:
    """Codes drawn, criteria entered, markers named; gives the map's file."""
    team = _council(built)
    file = sealing.seal_codes(session, paper.id, by=By(team.coding), now=now)
    head = By(team.marking_head)
    sittings.set_criteria(session, paper.id, {"Phần một": Decimal(60), "Phần hai": Decimal(40)}, by=head, now=now)
    pairs = {s.id: (team.markers[0], team.markers[1]) for s in first_scripts(session, paper.id)}
    marking.assign_markers(session, paper.id, pairs, by=head, now=now)
    return file


def keyed(
    session: Session, built: Built, script_id: UUID, marks: Sequence[str], now: datetime, **different: Any
) -> None:
    """Both keyings of a script's two sheets."""
    team = _council(built)
    markers = different.get("markers", team.markers[:2])
    sheets = {markers[0]: Decimal(marks[0]), markers[1]: Decimal(marks[1])}
    marking.key_sheets(session, script_id, sheets, by=By(team.secretary), now=now)
    marking.key_sheets(session, script_id, sheets, by=By(team.marking_head), now=now)


def marked(
    session: Session, built: Built, paper: Paper, map_file: bytes, marks: Mapping[str, Sequence[str]], now: datetime
) -> None:
    """Every script keyed with the marks of the candidate number behind it (the test holds the map)."""
    codes = {code: number for number, code in read(map_file).pairs}
    for script in first_scripts(session, paper.id):
        keyed(session, built, script.id, marks[codes[script.code]], now)


def changed_by_remarking(session: Session, built: Built, appeal_id: UUID, answer: str, now: datetime) -> None:
    """The chair proposes the change, the supervisor confirms exactly that."""
    change_proposed(session, built, appeal_id, answer, now)
    change_confirmed(session, built, appeal_id, now)


def change_proposed(session: Session, built: Built, appeal_id: UUID, answer: str, now: datetime) -> None:
    """The chair has read what the change brings about, and proposes it."""
    by, read = By(_council(built).chair), _read(session, built, appeal_id, now)
    deciding.propose_change(session, appeal_id, answer, "Biên bản đối thoại 01", read, by=by, now=now)


def change_confirmed(session: Session, built: Built, appeal_id: UUID, now: datetime) -> None:
    """The supervisor confirms exactly what was proposed."""
    read = _read(session, built, appeal_id, now)
    deciding.confirm_change(session, appeal_id, read, by=By(_council(built).supervisor), now=now)


def _read(session: Session, built: Built, appeal_id: UUID, now: datetime) -> str:
    appeal = session.get_one(Appeal, appeal_id)
    return hash_of(impact_of(session, appeal, appeal_case(session, appeal, By(_council(built).chair), now)))


def published(session: Session, built: Built, paper: Paper, map_file: bytes, now: datetime) -> None:
    """Locked on the same content, decoded with two shares, published."""
    team = _council(built)
    marking.propose_lock(session, paper.id, by=By(team.marking_head), now=now)
    marking.attest_lock(session, paper.id, by=By(team.supervisor), now=now)
    marking.lock(session, paper.id, by=By(team.chair), now=now)
    sealing.give_share(session, paper.id, map_file, by=By(team.coding), now=now)
    sealing.attest_decoding(session, paper.id, by=By(team.supervisor), now=now)
    sealing.decode(session, paper.id, by=By(team.chair), now=now)
    written.publish_written(session, paper.id, by=By(team.chair), now=now)


def presented(
    session: Session, built: Built, scores: Mapping[UUID, str], now: datetime, starts_at: datetime
) -> datetime:
    """Presentations timed and summoned at `now`, held at `starts_at`, keyed twice, recorded, closed."""
    team = _council(built)
    times = {application: starts_at + timedelta(hours=n) for n, application in enumerate(scores)}
    presentations.set_times(session, built.round.id, times, "Hội trường Mẫu", by=By(team.secretary), now=now)
    rounds.take_step(session, built.round.id, "schedule_oral", by=By(team.chair), now=now)
    held = starts_at + timedelta(hours=len(scores) + 1)
    for application, score in scores.items():
        for member in panel.members(session, built.round):
            for keyer in (team.secretary, team.chair):
                presentations.key_panel_sheet(session, application, member, Decimal(score), by=By(keyer), now=held)
        presentations.record_oral(session, application, by=By(team.secretary), now=held)
    rounds.take_step(session, built.round.id, "close_oral", by=By(team.chair), now=held)
    return held


def rechecked(session: Session, built: Built, now: datetime) -> None:
    """Where the first post's result is close: the supervisor works out its sums again."""
    contest = built.contests[0]
    found = ranking_of(session, contest, now)
    if rechecking.open_recheck(session, contest.id) is not None and found is not None:
        typed = [one.again for one in rechecking.sums_for(session, contest, found, now)]
        rechecking.recheck(session, contest.id, typed, by=By(_council(built).supervisor), now=now)


def ranked(session: Session, built: Built, now: datetime) -> None:
    """The first post's ranking compiled by the secretary, checked if close, signed by the chair; the round reported."""
    team, contest = _council(built), built.contests[0]
    ranking.compile_ranking(session, contest.id, by=By(team.secretary), now=now)
    rechecked(session, built, now)
    ranking.sign_ranking(session, contest.id, by=By(team.chair), now=now)
    rounds.take_step(session, built.round.id, "compile", by=By(team.chair), now=now)


def _council(built: Built) -> Council:
    assert built.council is not None
    return built.council
