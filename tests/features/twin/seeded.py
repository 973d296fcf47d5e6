"""The same round with a word of its own in every secret, played on to the published result.

Most words begin with Zq, which stands nowhere else. The secrets of one person are the first candidate's, so that others
have something that is not theirs.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from tempfile import mkdtemp

from appointments.accounts.models import Person
from appointments.applications.commands import pins, ties
from appointments.applications.models import Application
from appointments.competitions.commands import particulars
from appointments.competitions.commands.particulars import Stated
from appointments.complaints import commands as complaints
from appointments.complaints.commands import Lodged
from appointments.core.work import By
from appointments.exams import queries
from appointments.exams.commands import defending, envelopes, presentations, sanctions, screen_marking
from appointments.exams.commands import proposals as lodging
from appointments.exams.defences import Defence
from appointments.exams.proposals import Proposal, ProposalVersion
from appointments.results.commands import ranking, rounds, written
from tests.factories import accounts, exams, oral, proposals, screen
from tests.features.twin.story import CODES, DAY, POINTS, Story

IDENTITY, PHONE, MAIL = "079185017019", "0917170719", "zqthu@example.vn"
ORAL = ("31.5", "12.5", "22.5", "7.5")
PROPOSAL = proposals.pdf("Zqdean")
LAST = 4
"""The candidate whose script the minutes of a sanction follow."""
SPELT: dict[str, tuple[str, ...]] = {
    "name": ("Zqan",),
    "phone": (PHONE,),
    "e-mail": (MAIL,),
    "unit": ("Zqdonvi",),
    "evidence of a verdict": ("Bản sao quyết định mẫu",),
    "petition": ("Xin xem lại.",),
    "relative of a candidate": ("Zqchikhai",),
    "relative of a member": ("Zqemkhai",),
    "reason of a pin": ("Zqghim",),
    "custody of questions": ("Zqniemphong",),
    "minutes of a sanction": ("Zqbienban",),
    "incident": ("Zqsuco",),
    "first mark": ("58,75", "58.75"),
    "second mark": ("60,25", "60.25"),
    "divergent mark": ("19,25", "19.25"),
    "points": ("17,25", "17.25"),
    "comment on a script": ("Zqnhanxet",),
    "draft of a mark": ("Zqnhap", "13,5<", "13.5<"),
    "written mark": ("59,50", "59.50"),
    "panel member's score": ("74,00", "74.00"),
    "panel member's comment": ("Zqhoidong",),
    "panel member's draft": ("Zqgiamkhao",),
    "complainant's words": ("Zqkhieunai",),
    "denouncer": ("Zqnguoito", "0909090919"),
    "denouncer's words": ("Zqloito",),
    "findings of a denunciation": ("Zqxacminh",),
    "marker's name": ("Người Chấm Mẫu",),
    "unfinished application": ("Zqmuon",),
    "proposal": ("Zqdean",),
    "name of the proposal's file": ("Zqtendean.pdf",),
}
"""As pages, downloads, mails, rows and logs may write them. `Seeded.spelt` adds what is drawn by chance."""


class Seeded(Story):
    """The round so far; presentations are scored on screen too, proposals handed in sealed."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.rules = screen.ON_SCREEN | proposals.ON_SCREEN

    def spelt(self) -> dict[str, tuple[str, ...]]:
        """Every secret as it may be written, with what chance drew in this story."""
        person = self.session.get_one(Person, self.candidates[0].person_id)
        code_map = json.loads(self.made.open("chair", "supervisor"))
        drawn = {
            "identity number": (IDENTITY, person.national_id_hash.hex()),
            "account's secrets": (accounts.PASSWORD, person.user.password, person.user.fs_uniquifier),
            "salt of the map": (code_map["salt"],),
            "digest of the proposal": (hashlib.sha256(PROPOSAL).hexdigest(),),
            "key of the proposal": (self._lodged().opened_key,),
            "shares of the proposals' key": self._shares(),
        }
        return SPELT | drawn

    def _lodged(self) -> ProposalVersion:
        """What the first candidate handed in."""
        last = self.session.get_one(Proposal, self.candidates[0].id).last
        assert last is not None
        return last

    def _shares(self) -> tuple[str, ...]:
        """The line to be copied by hand in each custodian's file."""
        files = self.round_key.share("chair").parent.iterdir()
        return tuple(word for file in files for word in file.read_text().split() if word.startswith("MT"))

    def together(self) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """What is secret where both stand in one answer: whose the script is."""
        one = self.candidates[0]
        return {"code of a number": ((one.number, one.id.hex, str(one.id)), (CODES[self.writers[0]],))}

    def pages(self) -> tuple[str, ...]:
        """Pages of the first candidate that a walk by links may miss: the order of presentations is drawn."""
        one = self.candidates[0].id
        sheets, own = (f"/exams/defences/{one}/sheet", f"/exams/defences/{one}"), f"/exams/proposals/{one}"
        return *sheets, own, f"{own}/file", f"/exams/applications/{one}/proposal"

    def open(self) -> None:
        """Somebody has stated relatives; somebody has denounced a member, which is examined."""
        super().open()
        session, team, one = self.session, self.team, self.candidates[0]
        person = session.get_one(Person, one.person_id)
        person.phone, person.current_unit = PHONE, "Phòng Zqdonvi"
        person.email = person.user.email = MAIL
        person.national_id_hash = hashlib.sha256(IDENTITY.encode()).digest()
        session.commit()
        stated = [Stated("relative", "sibling", "Zqchikhai")]
        ties.state_as_candidate(session, one.id, stated, by=By(person.id), now=self.now)
        stated = [Stated("relative", "sibling", "Zqemkhai")]
        particulars.state_as_member(session, self.built.round.id, stated, by=By(team.panel[0]), now=self.now)
        self._denounced()

    def _denounced(self) -> None:
        session, by = self.session, By(self.team.chair)
        lodged = Lodged("Zqnguoito", "Zqloito", "conduct", "0909090919")
        made = complaints.denounce(session, self.built.round.id, lodged, by=By(None), now=self.now)
        for step in ("accept", "examine"):
            complaints.take_step(session, made.id, step, by=by, now=self.now)
        complaints.record_findings(session, made.id, "Zqxacminh", by=by, now=self.now)

    def shortlisted(self) -> None:
        """A conflict is pinned; the first candidate complains of the list."""
        super().shortlisted()
        session, one, by = self.session, self.candidates[0], By(self.team.chair)
        decision = pins.Decision(self.team.panel[-1], self.candidates[1].person_id, "conflict", "Zqghim")
        pins.pin(session, self.built.round.id, decision, by=by, now=self.now)
        lodged = Lodged("Zqan", "Zqkhieunai", "dossier")
        complaints.complain(session, one.id, lodged, by=By(one.person_id), now=self.now)

    def summoned(self) -> None:
        """The envelope with the questions has come."""
        super().summoned()
        session, by = self.session, By(self.team.secretary)
        made = envelopes.enter_envelope(session, self.paper.id, "TĐ-01", is_reserve=False, by=by, now=self.now)
        line = envelopes.Line("received", self.now, "Ban đề Mẫu", "Thư ký Mẫu", True, "Zqniemphong")
        envelopes.record_custody(session, made.id, line, by=by, now=self.now)

    def held(self) -> None:
        """Something happened in the room; the last candidate is reprimanded."""
        super().held()
        session, by = self.session, By(self.team.secretary)
        room = queries.rooms(session, self.paper.id)[0]
        sanctions.record_incident(
            session, self.paper.id, room.id, self.now, "Zqsuco", "Giám thị Mẫu", by=by, now=self.now
        )
        made = sanctions.draw_up(
            session, self.candidates[LAST].id, "reprimand", self.now, "Zqbienban", was_read=True, by=by, now=self.now
        )
        sanctions.take_step(session, made.id, "countersign", by=By(self.team.chair), now=self.now)

    def _sign(self, script: int, place: int) -> None:
        points = tuple(map(Decimal, POINTS[script][place]))
        given = screen_marking.Given(points, "Zqnhanxet" if (script, place) == (0, 0) else "Nhận xét mẫu")
        by = By(self.marker(script, place))
        screen_marking.sign(self.session, self.scripts[script].id, given, by=by, now=self.now)

    # What follows the lock.

    def marks_final(self) -> None:
        """The window for re-marking has passed; the key that seals proposals is here."""
        self.now = self.paper.remark_closes_at
        written.overdue(self.session, self.paper.id, "close_remark_window", self.now)
        self.round_key = proposals.key_of(self.built.round, Path(mkdtemp()))
        proposals.brought(self.session, self.built, self.round_key, self.now)

    def proposals_lodged(self) -> None:
        """The presentations are scheduled; all have handed their proposals in, and nobody may open one."""
        self.passed = [one for one in self.candidates if one.state == "written_passed"]
        self.now += DAY
        self.first = oral.scheduled(self.session, self.built, self.passed, self.now)
        for one in self.passed:
            data, name = (PROPOSAL, "Zqtendean.pdf") if one == self.passed[0] else (proposals.pdf("Mẫu"), "mau.pdf")
            lodging.lodge(self.session, one.id, data, name, self.store, by=By(one.person_id), now=self.now)

    def oral_half_way(self) -> None:
        """The proposals are open. Of the first candidate one sheet is signed, another a draft."""
        proposals.sealed(self.session, self.built)
        proposals.opened(self.session, self.built, self.round_key, self.store, self.first)
        self.now = self.first + DAY
        one, (first, second, *_) = self.passed[0], self.team.panel
        oral.sign(self.session, one, first, self.now, ORAL, "Zqhoidong")
        defending.save_draft(self.session, one.id, ["33.5"], "Zqgiamkhao", by=By(second))

    def result_recognised(self) -> None:
        """Everything is scored, ranked and recognised; nothing is published."""
        self.all_scored()
        self.compiled()
        rounds.recognise(self.session, self.built.round.id, by=By(self.staff.authority), now=self.now)

    def all_scored(self) -> None:
        """Every presentation has its score."""
        for one in self.passed:
            self._scored(one)

    def compiled(self) -> None:
        """The rankings are signed, the result is compiled."""
        session, team, round_ = self.session, self.team, self.built.round
        rounds.take_step(session, round_.id, "close_oral", by=By(team.chair), now=self.now)
        for contest in self.built.contests:
            built = replace(self.built, contests=[contest])
            ranking.compile_ranking(session, contest.id, by=By(team.secretary), now=self.now)
            exams.rechecked(session, built, self.now)
            ranking.sign_ranking(session, contest.id, by=By(team.chair), now=self.now)
        rounds.take_step(session, round_.id, "compile", by=By(team.chair), now=self.now)

    def _scored(self, one: Application) -> None:
        for member in defending.sitting(self.session.get_one(Defence, one.id)):
            if (one, member) != (self.passed[0], self.team.panel[0]):
                oral.sign(self.session, one, member, self.now)
        defending.close(self.session, one.id, by=By(self.team.chair), now=self.now)
        presentations.record_oral(self.session, one.id, by=By(self.team.secretary), now=self.now)

    def result_published(self) -> None:
        """The result is out."""
        rounds.publish(self.session, self.built.round.id, by=By(self.team.chair), now=self.now)


STAGES: tuple[Callable[[Seeded], None], ...] = (
    Seeded.plan, Seeded.open, Seeded.shortlisted, Seeded.summoned, Seeded.held, Seeded.coded, Seeded.allocated,
    Seeded.one_signed, Seeded.half_way, Seeded.third_drawn, Seeded.all_signed, Seeded.lock_proposed, Seeded.locked,
    Seeded.decoded, Seeded.written_published, Seeded.marks_final, Seeded.proposals_lodged, Seeded.oral_half_way,
    Seeded.result_recognised, Seeded.result_published,
)  # fmt: skip
NAMES = tuple(stage.__name__ for stage in STAGES)
"""The states of the round, in their order."""
