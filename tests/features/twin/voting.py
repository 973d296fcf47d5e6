"""Ordinary appointments led by acts to any of their steps, their conferences summoned, held, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.conferences import commands as conferences
from appointments.conferences.models import Conference
from appointments.conferences.rules import Summoned
from appointments.core.work import By
from appointments.decisions.commands.decisions import Draft
from appointments.decisions.models import Decision
from appointments.decisions.rules import CHECKS
from appointments.procedures import commands as procedures
from appointments.procedures.models import Procedure
from tests.factories import competitions
from workflows.calendar import local_day

GROUND = "Chức danh đang khuyết"
VOTERS = tuple(Summoned(f"Cử tri Mẫu {n:02}", "Trưởng phòng") for n in range(1, 11))


@dataclass(frozen=True)
class Desk:
    """Who leads ordinary appointments of one agency, and when."""

    session: Session
    who: competitions.Staff
    now: datetime

    def opened(self, names: Sequence[UUID], ground: str = GROUND, staff: str = "civil_servant") -> Procedure:
        """The need is written down for a post of its own; these may be appointed."""
        post = competitions.post(self.session, self.who.agency, staff=staff)
        row = procedures.open_case(self.session, post.id, "PROMOTION", ground, **self.officer)
        for person in names:
            procedures.nominate(self.session, row.id, person, **self.officer)
        return row

    def on_site(self, names: Sequence[UUID], ground: str = GROUND, staff: str = "civil_servant") -> Procedure:
        """The same with the policy approved, waiting for its first conference."""
        row = self.opened(names, ground, staff)
        procedures.take_step(self.session, row.id, "request_policy", **self.officer)
        procedures.take_step(self.session, row.id, "approve_policy", **self.authority)
        return procedures.take_step(self.session, row.id, "take_on_site", **self.officer)

    def summoned(self, row: Procedure, voters: Sequence[Summoned] = VOTERS) -> Conference:
        """The conference of the present step with its voters."""
        made = procedures.convene(self.session, row.id, **self.officer)
        return conferences.summon(self.session, made.id, voters, local_day(self.now), **self.officer)

    def quorate(self, row: Procedure, voters: Sequence[Summoned] = VOTERS, excuse: str = "") -> Conference:
        """Everybody is there; the last one is excused if there is an excuse."""
        made = self.summoned(row, voters)
        here = {voter.id: conferences.Presence("present") for voter in made.voters}
        if excuse:
            here[made.voters[-1].id] = conferences.Presence("excused", excuse)
        return conferences.attend(self.session, made.id, here, **self.officer)

    def balloted(self, row: Procedure, voters: Sequence[Summoned] = VOTERS, excuse: str = "") -> Conference:
        """The ballots are issued."""
        made = self.quorate(row, voters, excuse)
        return conferences.take_step(self.session, made.id, "issue_ballots", **self.officer)

    def counted(
        self, row: Procedure, votes: Sequence[int], voters: Sequence[Summoned] = VOTERS, excuse: str = ""
    ) -> Conference:
        """All ballots came back valid, one officer has entered the count."""
        made = self.balloted(row, voters, excuse)
        cast = len(voters) - bool(excuse)
        by_name = {one.person_id: number for one, number in zip(made.ballot, votes, strict=True)}
        figures = conferences.Figures(len(voters), cast, cast, cast, 0, by_name)
        return conferences.count(self.session, made.id, figures, **self.officer)

    def voted(
        self, row: Procedure, votes: Sequence[int], voters: Sequence[Summoned] = VOTERS, excuse: str = ""
    ) -> Conference:
        """The authority has confirmed the count."""
        made = self.counted(row, votes, voters, excuse)
        conferences.confirm(self.session, made.id, **self.authority)
        self.session.refresh(row)
        return made

    def held(self, made: Conference, agreed: int) -> Conference:
        """Two hundred and ten vote on the one name of a conference that was convened; the authority confirms it."""
        crowd = tuple(Summoned(f"Cử tri Mẫu {n:03}") for n in range(1, 211))
        heads = len(crowd)
        conferences.summon(self.session, made.id, crowd, local_day(self.now), **self.officer)
        here = {voter.id: conferences.Presence("present") for voter in made.voters}
        conferences.attend(self.session, made.id, here, **self.officer)
        conferences.take_step(self.session, made.id, "issue_ballots", **self.officer)
        figures = conferences.Figures(heads, heads, heads, heads, 0, {made.ballot[0].person_id: agreed})
        conferences.count(self.session, made.id, figures, **self.officer)
        return conferences.confirm(self.session, made.id, **self.authority)

    def before_cadres(self, name: UUID, ground: str = GROUND) -> Procedure:
        """One name has passed the conferences before that of the key cadres."""
        row = self.on_site([name], ground)
        for _ in range(2):
            self.voted(row, (9,))
        return row

    def chosen(self, name: UUID) -> Procedure:
        """One name has passed every conference."""
        row = self.before_cadres(name)
        for _ in range(2):
            self.voted(row, (9,))
        return row

    def halved(self, name: UUID) -> Procedure:
        """Somebody from elsewhere has half of the votes: under the text of 2025 the head chooses."""
        row = self.opened([name])
        procedures.take_step(self.session, row.id, "request_policy", **self.officer)
        procedures.take_step(self.session, row.id, "approve_policy", **self.authority)
        for step in ("take_from_elsewhere", "consult_receiver", "consult_sender", "meet_person", "appraise"):
            procedures.take_step(self.session, row.id, step, "Công văn mẫu", **self.officer)
        procedures.take_step(self.session, row.id, "put_to_vote", **self.officer)
        self.voted(row, (5,))
        return row

    def open_to_names(self, name: UUID) -> Conference:
        """The conference that may name further people, of a public employee under the text of 2023."""
        row = self.on_site([name], staff="public_employee")
        made = self.quorate(row)
        conferences.take_step(self.session, made.id, "agree", **self.officer)
        conferences.confirm(self.session, made.id, **self.authority)
        self.session.refresh(row)
        self.voted(row, (9,))
        return self.summoned(row)

    def verified(self, row: Procedure, note: str) -> Procedure:
        """Every verification of the person chosen is on record."""
        for item in CHECKS:
            procedures.check(self.session, row.id, item, True, note, **self.officer)
        return row

    def submitted(self, row: Procedure) -> Procedure:
        """It lies with the authority."""
        return procedures.take_step(self.session, row.id, "submit", **self.officer)

    def decided(self, row: Procedure, minutes: str) -> Procedure:
        """The collective has met."""
        return procedures.decide(self.session, row.id, minutes, **self.authority)

    def drafted(self, row: Procedure) -> Decision:
        """The decision waits for its signature."""
        draft = Draft("PROMOTION", "", None, local_day(self.now))
        return procedures.draft(self.session, row.id, draft, **self.officer)

    @property
    def officer(self) -> dict:
        """As the officer acts."""
        return {"by": By(self.who.officer), "now": self.now}

    @property
    def authority(self) -> dict:
        """As the authority acts."""
        return {"by": By(self.who.authority), "now": self.now}
