"""Plays the exam of a round: written papers, marks, presentations, result, decision. All marks are made up."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.applications.models import Application
from appointments.competitions.models import Contest, Paper
from appointments.decisions.commands import decisions, verification
from appointments.decisions.rules import CHECKS
from appointments.demo.player import Player
from appointments.exams import mapfile, panel, sealing
from appointments.exams.case import first_scripts
from appointments.exams.commands import marking, presentations, room_signing, rounds, sittings
from appointments.exams.onscreen import is_on_screen
from appointments.exams.room_signing import signed_of, together
from appointments.results.case import ranking_of
from appointments.results.commands import ranking, rechecking, written
from appointments.results.commands import rounds as results

WRITTEN = (("81.5", "84"), ("72", "74.25"), ("63.75", "66"), ("90", "88.5"), ("44", "46"))
ORAL = ("86.5", "79", "70.25", "91", "60")


class ExamPlayer(Player):
    """The second half of a round."""

    def begin_exam(self, now: datetime) -> None:
        """Everybody declares on the published list; the chair begins."""
        self.declare(now)
        rounds.begin_examination(self.session, self.made.id, by=self.cast.by("chu-tich"), now=now)

    def make_ready(self, paper: Paper, now: datetime) -> None:
        """Rooms, summons, lists."""
        by, session = self.cast.by("thu-ky"), self.session
        room = ("Phòng thi số 1", 40, [self.cast["giam-thi"]])
        sittings.arrange_rooms(session, paper.id, [room], by=by, now=now)
        sittings.summon(session, paper.id, by=by, now=now)
        sittings.post_lists(session, paper.id, by=by, now=now)
        sittings.take_step(session, paper.id, "make_ready", by=by, now=now)

    def sit(self, paper: Paper) -> datetime:
        """Everybody comes; counted, attested, closed."""
        assert paper.starts_at is not None
        cast, session = self.cast, self.session
        here, over = paper.starts_at + timedelta(minutes=5), paper.starts_at + timedelta(hours=3)
        for application in self._sitting(paper):
            sittings.record_attendance(
                session,
                paper.id,
                application.id,
                present=True,
                collected=True,
                sheets=None if is_on_screen(paper, here) else 4,
                by=cast.by("giam-thi"),
                now=here,
            )
        sittings.record_counts(session, paper.id, by=cast.by("thu-ky"), now=over)
        sittings.attest_counts(session, paper.id, by=cast.by("giam-sat"), now=over)
        minutes = signed_of(session, [paper])[paper.id]
        for one in minutes:  # a single invigilator watches: the secretary signs second
            for signer in ("giam-thi", "thu-ky"):
                room_signing.sign_minutes(session, one.room.id, one.digest, by=cast.by(signer), now=over)
        room_signing.attest_minutes(session, paper.id, together(minutes), by=cast.by("giam-sat"), now=over)
        sittings.take_step(session, paper.id, "close_session", by=cast.by("chu-tich"), now=over)
        return over

    def code(self, paper: Paper, now: datetime) -> bytes:
        """Codes drawn and sealed, markers named; marking begins. Gives the map that the coding board keeps."""
        cast, session, head = self.cast, self.session, self.cast.by("truong-cham")
        kept = sealing.seal_codes(session, paper.id, by=cast.by("phach"), now=now)
        criteria = {"Kiến thức chung": Decimal(40), "Kiến thức chuyên môn, xử lý tình huống": Decimal(60)}
        sittings.set_criteria(session, paper.id, criteria, by=head, now=now)
        pairs = {s.id: (cast["cham-1"], cast["cham-2"]) for s in first_scripts(session, paper.id)}
        marking.assign_markers(session, paper.id, pairs, by=head, now=now)
        sittings.take_step(session, paper.id, "begin_marking", by=head, now=now)
        return kept

    def mark(self, paper: Paper, kept: bytes, now: datetime, *, only: int | None = None) -> None:
        """Sheets keyed twice by two people; `only` so many scripts are finished."""
        codes = {code: number for number, code in mapfile.read(kept).pairs}
        merit = {a.number: n for line in self.applied.values() for n, a in enumerate(line)}
        cast = self.cast
        for script in list(first_scripts(self.session, paper.id))[:only]:
            first, second = WRITTEN[merit[codes[script.code]] % len(WRITTEN)]
            sheets = {cast["cham-1"]: Decimal(first), cast["cham-2"]: Decimal(second)}
            for keyer in ("thu-ky", "truong-cham"):
                marking.key_sheets(self.session, script.id, sheets, by=cast.by(keyer), now=now)

    def publish_written(self, paper: Paper, kept: bytes, now: datetime) -> None:
        """Locked on the same content, decoded, published."""
        cast, session = self.cast, self.session
        marking.propose_lock(session, paper.id, by=cast.by("truong-cham"), now=now)
        marking.attest_lock(session, paper.id, by=cast.by("giam-sat"), now=now)
        marking.lock(session, paper.id, by=cast.by("chu-tich"), now=now)
        sealing.give_share(session, paper.id, kept, by=cast.by("phach"), now=now)
        sealing.attest_decoding(session, paper.id, by=cast.by("giam-sat"), now=now)
        sealing.decode(session, paper.id, by=cast.by("chu-tich"), now=now)
        written.publish_written(session, paper.id, by=cast.by("chu-tich"), now=now + timedelta(hours=1))

    def present(self, summoned: datetime, starts: datetime, *, finish: bool = True) -> datetime:
        """Presentations summoned, held, keyed twice, recorded."""
        cast, session = self.cast, self.session
        reached = [a for line in self.applied.values() for a in line if a.state == "written_passed"]
        times = {a.id: starts + timedelta(minutes=45 * n) for n, a in enumerate(reached)}
        presentations.set_times(session, self.made.id, times, "Hội trường Mẫu", by=cast.by("thu-ky"), now=summoned)
        results.take_step(session, self.made.id, "schedule_oral", by=cast.by("chu-tich"), now=summoned)
        held = starts + timedelta(minutes=45 * len(reached) + 60)
        if finish:
            for application in reached:
                self._score(application, held)
            results.take_step(session, self.made.id, "close_oral", by=cast.by("chu-tich"), now=held)
        return held

    def rank(self, now: datetime) -> None:
        """Each post's ranking compiled by the secretary, signed by the chair; the round reported."""
        for contest in self.contests:
            if contest.state == "contested":
                ranking.compile_ranking(self.session, contest.id, by=self.cast.by("thu-ky"), now=now)
                self._recheck(contest, now)
                ranking.sign_ranking(self.session, contest.id, by=self.cast.by("chu-tich"), now=now)
        results.take_step(self.session, self.made.id, "compile", by=self.cast.by("chu-tich"), now=now)

    def _recheck(self, contest: Contest, now: datetime) -> None:
        """Where the result is close the supervisor works out the sums again."""
        found = ranking_of(self.session, contest, now)
        if rechecking.open_recheck(self.session, contest.id) is not None and found is not None:
            typed = [one.again for one in rechecking.sums_for(self.session, contest, found, now)]
            rechecking.recheck(self.session, contest.id, typed, by=self.cast.by("giam-sat"), now=now)

    def recognise(self, now: datetime, published: datetime) -> None:
        """Recognised by the authority, published by the chair."""
        results.recognise(self.session, self.made.id, by=self.cast.by("thu-truong"), now=now)
        results.publish(self.session, self.made.id, by=self.cast.by("chu-tich"), now=published)

    def verify(self, contest: Contest, now: datetime) -> None:
        """Every verification of the selected person is clean."""
        for item in CHECKS:
            verification.check(
                self.session, contest.id, item, passed=True, note="", by=self.cast.by("to-chuc"), now=now
            )

    def appoint(self, contest: Contest, now: datetime, number: str, effective_on: date) -> None:
        """Submitted, decided, issued; the person takes office on the day of effect."""
        officer, boss, session = self.cast.by("to-chuc"), self.cast.by("thu-truong"), self.session
        verification.submit(session, contest.id, by=officer, now=now)
        verification.decide(session, contest.id, "Biên bản họp mẫu", by=boss, now=now + timedelta(days=1))
        signed = now + timedelta(days=1, hours=2)
        draft = decisions.Draft("FIRST_APPOINTMENT", number, signed.date(), effective_on)
        made = decisions.draft_for_contest(session, contest.id, draft, by=officer, now=signed)
        decisions.issue(session, made.id, by=boss, now=signed)

    def take_office(self, contest: Contest, now: datetime) -> None:
        """The officer records that the person has taken office."""
        decisions.take_office(self.session, contest.id, by=self.cast.by("to-chuc"), now=now)

    def _score(self, application: Application, held: datetime) -> None:
        merit = next(line.index(application) for line in self.applied.values() if application in line)
        score = Decimal(ORAL[merit % len(ORAL)])
        for member in panel.members(self.session, self.made):
            for keyer in ("thu-ky", "chu-tich"):
                presentations.key_panel_sheet(
                    self.session, application.id, member, score, by=self.cast.by(keyer), now=held
                )
        presentations.record_oral(self.session, application.id, by=self.cast.by("thu-ky"), now=held)

    def _sitting(self, paper: Paper) -> Sequence[Application]:
        return [a for contest in paper.contests for a in self.applied.get(contest.id, ()) if a.state == "listed"]


def papers_of(session: Session, round_id: UUID) -> list[Paper]:
    """The written papers of a round."""
    return session.query(Paper).filter_by(round_id=round_id).order_by(Paper.title).all()
