"""Cases of every other kind beside a round whose result is out, with a word of its own in every secret.

Terms that end, ordinary appointments with their conferences, decisions entered, imported and revoked, a suspension, a
reorganisation, an edition of the regulation, a report on the indicator. Most words begin with Zr.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from appointments.accounts.invitations import make_link
from appointments.accounts.models import Person, User
from appointments.competitions.commands import holds, needs
from appointments.conferences.models import Conference
from appointments.conferences.rules import Summoned
from appointments.core.ledger import sealer
from appointments.core.work import By
from appointments.decisions.commands import decisions, importing, verification
from appointments.decisions.imports import Entry
from appointments.decisions.models import Decision
from appointments.decisions.rules import CHECKS
from appointments.indicator.commands import reports
from appointments.indicator.definition import LATEST
from appointments.indicator.models import Report
from appointments.organisation import regulations, reorganising
from appointments.procedures import commands as procedures
from appointments.reappointments.commands import opening, steps
from appointments.reappointments.commands import voting as reappointing
from appointments.reappointments.models import Reappointment
from appointments.reappointments.rules import CADRES, LEADERSHIP
from tests.factories import competitions, results
from tests.factories.proposals import pdf
from tests.features.twin.beside_pages import pages_of
from tests.features.twin.story import DAY, Story
from tests.features.twin.voting import Desk
from tests.fixtures.ledger import SIGNER
from workflows.calendar import local_day
from workflows.parameters import Staff
from workflows.roles import AUDITOR, PERSONNEL, SYSADMIN

BEGINS = datetime(2026, 9, 7, 2, 0, tzinfo=UTC)
"""After the last text on ordinary appointments has come into force."""
UNDER_OLDER_TEXTS = datetime(2026, 6, 15, 2, 0, tzinfo=UTC)
"""When further names could still be put forward, and the head chose among those with half of the votes."""
IDENTITY = "079183018273"
BORN = date(1983, 4, 23)
CADRES_AGREED, CADRES_AGAINST, LEADERSHIP_AGREED, KEPT_VOTES = 163, 83, 157, 197
"""So many votes as nothing else counts in this house."""
SPELT: dict[str, tuple[str, ...]] = {
    "key cadres' vote on a reappointment": (f"{CADRES_AGREED}/210", f'"votes":{CADRES_AGREED}'),
    "key cadres' vote against a reappointment": (f"{CADRES_AGAINST}/210", f'"votes":{CADRES_AGAINST}'),
    "leadership's vote on a reappointment": (f"{LEADERSHIP_AGREED}/210", f'"votes":{LEADERSHIP_AGREED}'),
    "self-assessment report": ("Zrtunhanxet",),
    "name of the report's file": ("Zrtepbaocao.pdf",),
    "assessment": ("Zrdanhgia",),
    "Party committee's opinion": ("Zrcapuy",),
    "ground for putting off a reappointment": ("Zrtamhoan",),
    "why somebody is not reappointed": ("Zrthoigiu",),
    "birth date": (BORN.isoformat(), f"{BORN:%d/%m/%Y}", "23 tháng 4 năm 1983"),
    "votes kept from their voters": (f"{KEPT_VOTES}/210", f">{KEPT_VOTES}<", f'"votes":{KEPT_VOTES}'),
    "voter": ("Zrcutri",),
    "why a voter is excused": ("Zrvangmat",),
    "nominee": ("Zrnhansu",),
    "ground of an ordinary need": ("Zrcancu",),
    "verification of a nominee": ("Zrxacminh",),
    "collective's minutes on a nominee": ("Zrquyetnghi",),
    "ground of a need": ("Zrnhucau",),
    "reason of a suspension": ("Zrdinhchi",),
    "imported person": ("Zrnhaptep",),
    "drafted decision": ("Zrduthao",),
    "revoked decision": ("Zrbithuhoi",),
    "reason of a revocation": ("Zrlydothuhoi",),
    "reorganisation being drafted": ("Zrsapxep",),
    "regulation being drafted": ("Zrquyche",),
    "verification of a winner": ("Zrnhanthan",),
    "collective's minutes on a winner": ("Zrbienbanhop",),
}
"""As pages, downloads, mails, rows and logs may write them. `Beside.spelt` adds what is drawn by chance."""


NOMINEES = ("Nhân sự Zrnhansu", "Nhân sự Hai")
HOLDERS = {"Zrdaihan": "put off", "Zrbaocao": "told", "Zrcho": "voted on", "Zrthap": "voted against",
           "Zrquyet": "resolved"}  # fmt: skip
"""Whose terms end and who walk through the product, with what came to pass."""
UNTOLD, UNVOTED = "Zrmoi", "Zrhop"
"""Two more: who has no notice yet, who has reported and was not voted on."""


@dataclass
class Beside(Story):
    """The house so far: `terms` are the cases of terms that end, by the name of their holder."""

    terms: dict[str, Reappointment] = field(default_factory=dict)
    holders: dict[str, UUID] = field(default_factory=dict)
    votes: list[Conference] = field(default_factory=list)
    link: str = ""
    digest: str = ""
    addresses: Sequence[str] = ()

    # What happens, in this order.

    def founded(self) -> None:
        """A round's result is out; terms that will end soon are on record; there is a second agency with its staff."""
        session = self.session
        self.built, people, _held = results.published_round(session, self.store)
        self.staff, self.team, self.paper = self.built.staff, self.built.council, self.built.papers[0]
        self.winner, self.candidates = people[1], [people[0]]
        self.now = UNDER_OLDER_TEXTS
        self.people = [competitions.member(session, name, self.now).person_id for name in NOMINEES]
        self.tied = self._desk().halved(self.people[1])
        self.asked_again = self._desk().open_to_names(self.people[1])
        self.now = BEGINS
        self.auditor, self.sysadmin = self._city("Thanh Tra", AUDITOR), self._city("Quản Trị", SYSADMIN)
        self.city = self._city("Cán Bộ Thành Phố", PERSONNEL)
        self.elsewhere = competitions.staff(session, competitions.agency(session, "Sở Mẫu khác"), self.now)
        for name in (*HOLDERS, UNTOLD, UNVOTED):
            self._in_office(name, 90)
        self.far = self._in_office("Zrxa", 900)
        opening.open_due(session, self.now)
        for row in session.query(Reappointment):
            self.terms[row.person.full_name.partition(" ")[0]] = row
        self.draft = self._entered("Zrduthao Mẫu", "91")
        self.revoked = self._issued("Zrbithuhoi Mẫu", "92")
        self.signed = self._issued("Mẫu Ký", "93")

    def led(self) -> None:
        """Everything is under way, and what is decided in it is kept from whom it does not concern."""
        self.now += DAY
        self._terms_led()
        self._appointments_led()
        self._decided_elsewhere()
        self._papers()
        user = self.session.query(User).filter_by(person_id=self.people[1]).one()
        self.link = make_link(self.session, user, None, self.now)
        self.addresses, self.digest = pages_of(self), self.report.file

    def ended(self) -> None:
        """What was under way is decided: votes are told, a term is not followed, a file and a report are confirmed."""
        session, who = self.session, self.staff
        self.now += DAY
        desk, officer, authority = self._desk(), self._by(who.officer), self._by(who.authority)
        procedures.take_step(session, self.kept.id, "close", "Không tiếp tục", **authority)
        steps.take_step(session, self.terms["Zrthap"].id, "not_reappoint", "Zrthoigiu", **authority)
        steps.take_step(session, self.terms["Zrquyet"].id, "resolve", **authority)
        desk.decided(desk.submitted(self.chosen), "Zrquyetnghi")
        importing.confirm(session, self.batch, **authority)
        reports.take_step(session, self.store, self.report.id, "freeze", **self._by(who.approver))
        for item in CHECKS:
            verification.check(session, self.built.contests[0].id, item, passed=True, note="Zrnhanthan", **officer)
        verification.submit(session, self.built.contests[0].id, **officer)

    def resolved(self) -> None:
        """The collective has decided on the winner; a reappointment and an ordinary appointment are signed."""
        session, who = self.session, self.staff
        self.now += DAY
        desk, officer, authority = self._desk(), self._by(who.officer), self._by(who.authority)
        verification.decide(session, self.built.contests[0].id, "Zrbienbanhop", **authority)
        made = steps.draft(session, self.terms["Zrquyet"].id, **officer)
        for number, row in (("94", made), ("95", desk.drafted(self.chosen))):
            decisions.issue(session, row.id, decisions.Signing(number, local_day(self.now)), **authority)
        procedures.take_step(session, self.chosen.id, "take_office", **officer)

    def cast(self) -> dict[str, UUID]:
        """Who walks through the product here."""
        staff, holders = self.staff, {f"holder {word}": self.holders[name] for name, word in HOLDERS.items()}
        return {
            "auditor": self.auditor, "system_administrator": self.sysadmin, "personnel_officer": staff.officer,
            "another officer": staff.second_officer, "appointing_authority": staff.authority,
            "approver": staff.approver, "officer of the City": self.city, "officer elsewhere": self.elsewhere.officer,
            "authority elsewhere": self.elsewhere.authority, "council_chair": self.team.chair,
            "supervisor": self.team.supervisor, "winner": self.winner.person_id,
            "candidate": self.candidates[0].person_id, "nominee": self.people[0], **holders,
        }  # fmt: skip

    # The parts of it.

    def _in_office(self, name: str, days: int) -> Decision:
        """Somebody whose term ends in so many days, with an account."""
        ends = local_day(self.now) + timedelta(days=days)
        on, post = ends.replace(year=ends.year - 5), competitions.post(self.session, self.staff.agency, "Trưởng phòng")
        appointee = decisions.Appointee(f"{name} Mẫu", birth_date=BORN, is_synthetic=True)
        draft = decisions.Draft("PROMOTION", f"{name}/QĐ", on, on)
        row = decisions.record_ordinary(self.session, post.id, appointee, draft, **self._by(self.staff.officer))
        row.person.gender = "male"
        account = User(
            email=f"{name.lower()}@example.vn", fs_uniquifier=uuid4().hex, person=row.person, created_at=self.now
        )
        self.session.add(account)
        self.session.commit()
        self.holders[name] = row.person_id
        return decisions.issue(self.session, row.id, **self._by(self.staff.authority))

    def _entered(self, name: str, number: str) -> Decision:
        day = local_day(self.now)
        post = competitions.post(self.session, self.staff.agency)
        draft = decisions.Draft("FIRST_APPOINTMENT", f"{number}/QĐ-MAU", day, day)
        who = decisions.Appointee(name, birth_date=BORN, is_synthetic=True)
        return decisions.record_ordinary(self.session, post.id, who, draft, **self._by(self.staff.officer))

    def _issued(self, name: str, number: str) -> Decision:
        row = self._entered(name, number)
        return decisions.issue(self.session, row.id, **self._by(self.staff.authority))

    def _terms_led(self) -> None:
        """One waits for its notice (and is put off), one for the report; three were voted on."""
        session, officer = self.session, self._by(self.staff.officer)
        day, terms = local_day(self.now), self.terms
        for name in ("Zrbaocao", "Zrcho", "Zrthap", "Zrquyet", UNVOTED):
            steps.notify(session, terms[name].id, "12/TB", day, **officer)
        report = steps.Report(pdf("Zrtunhanxet"), "Zrtepbaocao.pdf", "application/pdf")
        for name in ("Zrcho", "Zrthap", "Zrquyet", UNVOTED):
            steps.hand_in(session, terms[name].id, report, self.store, **self._by(self.holders[name]))
        self._voted("Zrcho", CADRES, CADRES_AGREED)
        self._voted("Zrthap", CADRES, CADRES_AGAINST)
        self._voted("Zrquyet", CADRES, 151)
        for name in ("Zrcho", "Zrquyet"):
            steps.assess(session, terms[name].id, "Zrdanhgia", "Zrcapuy", **officer)
        self._voted("Zrquyet", LEADERSHIP, LEADERSHIP_AGREED)
        steps.hold(session, terms["Zrdaihan"].id, "health", "Zrtamhoan", **self._by(self.staff.authority))

    def _voted(self, name: str, meeting: str, agreed: int) -> None:
        made = reappointing.convene(self.session, self.terms[name].id, meeting, **self._by(self.staff.officer))
        self.votes.append(self._desk().held(made, agreed))

    def _appointments_led(self) -> None:
        """Ordinary appointments at each of their steps; of one the key cadres' votes are kept from the voters."""
        desk, one = self._desk(), self.people[0]
        second = self.session.get_one(Person, self.staff.second_officer).full_name
        crowd = [*(Summoned(f"Cử tri Zrcutri {n:03}", "Trưởng phòng") for n in range(1, 210)), Summoned(second, "Phó")]
        self.need = desk.opened([one], "Zrcancu")
        self.waiting = desk.on_site([one])
        self.summons = desk.summoned(desk.on_site([one]))
        self.quorum = desk.quorate(desk.on_site([one]))
        self.ballots = desk.balloted(desk.on_site([one]))
        self.count = desk.counted(desk.on_site([one]), (9,))
        self.kept = desk.before_cadres(one)
        excused = [*crowd, Summoned("Cử tri Mẫu 211", "Phó")]
        self.kept_vote = desk.voted(self.kept, (KEPT_VOTES,), excused, "Zrvangmat")
        self.chosen = desk.verified(desk.chosen(one), "Zrxacminh")
        self.submitted = desk.submitted(desk.verified(desk.chosen(one), "Đã đối chiếu"))
        self.decided = desk.decided(desk.submitted(desk.verified(desk.chosen(one), "Đã đối chiếu")), "Biên bản mẫu")

    def _decided_elsewhere(self) -> None:
        """A decision is revoked; a file of decisions waits to be confirmed."""
        day = local_day(self.now)
        decisions.revoke(self.session, self.revoked.id, "Zrlydothuhoi", on=day, **self._by(self.staff.authority))
        post = competitions.post(self.session, self.staff.agency, "Chánh Văn phòng")
        entry = Entry(2, "Zrnhaptep Mẫu", BORN, hashlib.sha256(IDENTITY.encode()).digest(), post.id,
                      "FIRST_APPOINTMENT", "96/QĐ-MAU", day, day, None)  # fmt: skip
        self.batch = uuid4()
        importing.enter(self.session, self.batch, [entry], **self._by(self.staff.officer))

    def _papers(self) -> None:
        """A need and a plan, the plan suspended; a reorganisation, an edition and a report wait for a second person."""
        session, who = self.session, self.staff
        officer, city = self._by(who.officer), self._by(self.city)
        post = competitions.post(session, who.agency)
        self.wish = needs.draft_need(session, post.id, needs.Need(1, "Zrnhucau", "Nguồn tại chỗ"), **officer)
        wanted = competitions.approved_need(session, who, competitions.post(session, who.agency), self.now)
        self.plan = competitions.drafted_plan(session, who, [wanted], self.now, exam_at=self.now + 90 * DAY)
        self.asked = holds.ask_hold(session, self.plan.case_key, "Zrdinhchi", **officer)
        self.hold = holds.place_hold(session, self.plan.case_key, "Zrdinhchi", **self._by(who.authority))
        unit = competitions.agency(session, "Đơn vị Mẫu cũ"), competitions.agency(session, "Đơn vị Mẫu mới")
        pairs = ((unit[0].id, unit[1].id),)
        plan = reorganising.Plan("RENAME", "Zrsapxep", local_day(self.now), local_day(self.now) + DAY, pairs)
        self.change = reorganising.draft(session, plan, **city)
        draft = regulations.Draft(who.agency.id, Staff.civil_servant, {"exam.written_minutes": 120}, "Zrquyche")
        self.edition = regulations.draft_regulation(session, draft, **officer)
        sealer.seal(session, SIGNER, self.now)
        self.report: Report = reports.draw_up(session, self.store, LATEST, local_day(BEGINS), **city)

    def _desk(self) -> Desk:
        return Desk(self.session, self.staff, self.now)

    def _by(self, person: UUID) -> dict:
        return {"by": By(person), "now": self.now}

    # What is looked for, by whom, where.

    def spelt(self) -> Mapping[str, tuple[str, ...]]:
        """Every secret as it may be written, with what chance drew in this story."""
        return SPELT | {
            "identity number of an imported person": (IDENTITY, hashlib.sha256(IDENTITY.encode()).hexdigest()),
            "report being drawn up": (self.digest,),
            "link of an invitation": (self.link,),
        }

    def pages(self) -> Sequence[str]:
        """Pages that a walk by links may miss, because it reads few of a kind."""
        return self.addresses


STAGES: tuple[Callable[[Beside], None], ...] = (Beside.founded, Beside.led, Beside.ended, Beside.resolved)
NAMES = tuple(stage.__name__ for stage in STAGES)
"""The states of the house, in their order."""
