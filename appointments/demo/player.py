"""Plays a round up to the published shortlist. Every act is a command with its simulated instant."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.applications.commands import checking, drafts, shortlist, submission
from appointments.applications.models import Application
from appointments.competitions import context, rules
from appointments.competitions.commands import announcements, council, needs, plans, reception
from appointments.competitions.models import Contest, Round
from appointments.core.sweep import sweep
from appointments.core.timers import Timer
from appointments.core.work import By
from appointments.demo.cast import COUNCIL, Cast
from appointments.files.storage import Storage
from appointments.organisation.models import Agency, Post
from workflows import dossier
from workflows.calendar import local_day

PLAN_TEXTS = dict.fromkeys(rules.PLAN_FIELDS, "Nội dung mẫu cho buổi trình diễn.")
ANNOUNCEMENT = dict.fromkeys(rules.FIELDS, "Nội dung mẫu cho buổi trình diễn.") | {"dossier": rules.USUAL_DOSSIER}
ANSWERS: Mapping[str, Any] = {
    "source": "planned_here", "meets_standards": "yes", "months_in_post": 40, "good_years": 3, "healthy": "yes",
    "barred": "no", "declared": True,
}  # fmt: skip
MADE_UP = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n"
)
_number = count(1)


@dataclass
class Player:
    """One round on its way: who plays, which posts, who applied. `at` is the last simulated instant."""

    session: Session
    cast: Cast
    storage: Storage
    agency: Agency
    round: Round | None = None
    contests: list[Contest] = field(default_factory=list)
    applied: dict[UUID, list[Application]] = field(default_factory=dict)

    @property
    def made(self) -> Round:
        """The round, once there is one."""
        assert self.round is not None
        return self.round

    def until(self, instant: datetime) -> None:
        """Let every deadline that falls due up to this instant be carried out at its own time."""
        while True:
            due = self.session.scalar(sa.select(sa.func.min(Timer.next_try_at)).where(Timer.next_try_at <= instant))
            self.session.rollback()
            if due is None or not sweep(self.session, due):
                return

    def need(self, post: Post, now: datetime, *, stop: str = "") -> Contest:
        """A need, asked for and approved; `stop` leaves it "draft" or "requested"."""
        who, boss = self.cast.by("to-chuc"), self.cast.by("thu-truong")
        need = needs.Need(slots=1, ground="Chức danh đang khuyết (mẫu)", source="Nguồn tại chỗ và từ nơi khác (mẫu)")
        made = needs.draft_need(self.session, post.id, need, by=who, now=now)
        if stop != "draft":
            needs.step_need(self.session, made.id, "request_policy", by=who, now=now + timedelta(hours=2))
        if not stop:
            needs.step_need(self.session, made.id, "approve_policy", by=boss, now=now + timedelta(days=3))
            self.contests.append(made)
        return made

    def plan(
        self,
        title: str,
        now: datetime,
        papers: Sequence[tuple[str, datetime, Sequence[Contest]]],
        changes: Mapping[str, Any],
    ) -> None:
        """A complete draft of the plan with its written papers and its own parameters."""
        by, session = self.cast.by("to-chuc"), self.session
        made = plans.make_plan(session, self.agency.id, title, [c.id for c in self.contests], by=by, now=now)
        self.round = made
        plans.edit_plan(session, made.id, PLAN_TEXTS, by=by, now=now)
        if changes:
            plans.set_parameters(session, made.id, changes, by=by, now=now)
        for name, starts_at, sharing in papers:
            paper = plans.PaperPlan(name, starts_at, 120, "Trường Mẫu, Thành phố Hồ Chí Minh", [c.id for c in sharing])
            plans.add_paper(session, made.id, paper, by=by, now=now)

    def approve(self, number: str, issued_on: date, submitted: datetime, now: datetime) -> None:
        """Submitted by the officer, approved by the authority."""
        plans.step_plan(self.session, self.made.id, "submit_plan", by=self.cast.by("to-chuc"), now=submitted)
        plans.approve_plan(self.session, self.made.id, number, issued_on, by=self.cast.by("thu-truong"), now=now)

    def form_council(self, now: datetime) -> None:
        """Everybody serves in this round too, each role proposed and approved; all declare."""
        scope, within = context.round_scope(self.made.id), context.agency_scopes(self.agency)
        for key, role in COUNCIL:
            self.cast.give(key, role, now, scope, within)
        self.declare(now)

    def declare(self, now: datetime) -> None:
        """Every member declares to be related to none of the candidates on the present list."""
        for key, _ in COUNCIL:
            council.declare(self.session, self.made.id, council.Answer("none"), by=self.cast.by(key), now=now)

    def announce(self, now: datetime, opens: datetime, closes: datetime) -> None:
        """The announcement with its window; the approver puts it out."""
        by, session = self.cast.by("to-chuc"), self.session
        announcements.edit_announcement(session, self.made.id, ANNOUNCEMENT, by=by, now=now)
        announcements.set_window(session, self.made.id, opens, closes, by=by, now=now)
        announcements.announce(session, self.made.id, by=self.cast.by("duyet-1"), now=now + timedelta(hours=1))

    def apply(
        self, contest: Contest, key: str, now: datetime, *, submit: bool = True, answers: Mapping[str, Any] = ANSWERS
    ) -> None:
        """A new candidate writes the dossier, and hands it in unless it is left a draft."""
        person = self.cast.join(key, now)
        by, session = By(person), self.session
        made = drafts.start_draft(session, contest.id, by=by, now=now)
        drafts.save_answers(session, made, answers, by=by, now=now)
        papers = dossier.required_papers(answers.get("source"))
        for kind in papers if submit else papers[:4]:
            data = MADE_UP + f"% {kind.key} {next(_number)}\n%%EOF\n".encode()
            drafts.attach(
                session, made, kind.key, data=data, filename=f"{kind.key}.pdf", media_type="application/pdf",
                issued_on=local_day(now) - timedelta(days=12), storage=self.storage, by=by, now=now,
            )  # fmt: skip
        if submit:
            handed_in = submission.submit(session, made, declared=True, by=by, now=now + timedelta(hours=3))
            self.applied.setdefault(contest.id, []).append(handed_in)

    def begin_checking(self, now: datetime) -> None:
        """Reception has closed by itself; the officer begins to check."""
        self.until(now)
        reception.step_round(self.session, self.made.id, "begin_checking", by=self.cast.by("to-chuc"), now=now)

    def judge(self, application: Application, now: datetime, *, unmet: str = "") -> None:
        """A verdict on every condition."""
        for key, criterion in dossier.CRITERION.items():
            met = key != unmet
            checking.judge(
                self.session, application.id, key, met=met, evidence="" if met else "Quyết định bổ nhiệm mẫu số 7",
                clause="" if met else str(criterion.cites), by=self.cast.by("to-chuc"), now=now,
            )  # fmt: skip

    def accept_all(self, now: datetime) -> None:
        """Every application that was handed in is found eligible."""
        for handed_in in self.applied.values():
            for application in handed_in:
                if application.state == "submitted":
                    self.judge(application, now)
                    checking.review(self.session, application.id, "accept", by=self.cast.by("to-chuc"), now=now)

    def publish_shortlist(self, now: datetime) -> None:
        """Numbers by the officer, the list by the approver."""
        shortlist.give_numbers(self.session, self.made.id, by=self.cast.by("to-chuc"), now=now)
        shortlist.publish_shortlist(
            self.session, self.made.id, by=self.cast.by("duyet-1"), now=now + timedelta(hours=1)
        )
