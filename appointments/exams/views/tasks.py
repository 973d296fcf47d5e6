"""What is to be done on a paper beside its steps: who, in which state, on which page, and whether it is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import lazy_gettext as l_

from appointments.competitions.models import Paper
from appointments.web.filters import roles as say_roles
from workflows.engine import Case, Refusal
from workflows.paper_facts import PaperFacts
from workflows.roles import CHAIR, CODING, INVIGILATOR, MARKER, MARKING_HEAD, SECRETARY, SUPERVISOR, Role


@dataclass(frozen=True)
class Task:
    """One thing to do: on the page `endpoint`, or as the act of that name."""

    label: Any
    place: str
    roles: tuple[Role, ...]
    states: tuple[str, ...]
    is_done: Callable[[PaperFacts], bool]
    is_act: bool = False

    def href(self, paper: Paper) -> str:
        """Where it is done."""
        return address(paper, self.place, is_act=self.is_act)


def address(paper: Paper, place: str, *, is_act: bool) -> str:
    """The page of a task."""
    return url_for("exams.act", id=paper.id, act=place) if is_act else url_for(f"exams.{place}", id=paper.id)


ON_SCREEN = {
    "markers": l_("Draw the markers"),
    "scripts": l_("Marks on screen, settle differences"),
}
"""How tasks are called where marks are signed on screen."""


TASKS = (
    Task(l_("Rooms and seats"), "rooms", (SECRETARY, CHAIR), ("planned",), lambda f: not f.unseated),
    Task(l_("Summon the candidates"), "summon", (SECRETARY,), ("planned",),
         lambda f: f.summoned_at is not None and not f.unsummoned, is_act=True),
    Task(l_("Post the room lists"), "post_lists", (SECRETARY,), ("planned",),
         lambda f: f.lists_posted_at is not None, is_act=True),
    Task(l_("Attendance and scripts, room by room"), "attendance", (INVIGILATOR, SECRETARY), ("ready",),
         lambda f: not f.unmarked_attendance and f.present == f.collected + f.explained),
    Task(l_("Confirm the count of scripts"), "record_counts", (SECRETARY,), ("ready",),
         lambda f: f.counted_by is not None, is_act=True),
    Task(l_("Attest the counting"), "attest_counts", (SUPERVISOR,), ("ready",), lambda f: f.counts_attested,
         is_act=True),
    Task(l_("Sign the minutes of the rooms"), "minutes", (INVIGILATOR, SECRETARY), ("ready",),
         lambda f: not f.unsigned_minutes),
    Task(l_("Attest the minutes of the rooms"), "attest_minutes", (SUPERVISOR,), ("ready",),
         lambda f: not f.unattested_minutes),
    Task(l_("Draw and seal the codes"), "codes", (CODING,), ("held",), lambda f: False),
    Task(l_("Marking criteria"), "criteria", (MARKING_HEAD,), ("held", "coded"), lambda f: f.criteria_total == f.scale),
    Task(l_("Two markers for each script"), "markers", (MARKING_HEAD,), ("coded", "marking", "remarking"),
         lambda f: not f.unassigned_scripts),
    Task(l_("Key the mark sheets, settle differences"), "scripts", (SECRETARY, MARKING_HEAD, CHAIR), ("marking",),
         lambda f: not f.unsettled_scripts),
    Task(l_("Read the sample again"), "moderation", (MARKING_HEAD,), ("marking",),
         lambda f: not (f.unmoderated or f.stale_moderations or f.open_moderations)),
    Task(l_("Mark the scripts that are yours"), "marking_desk", (MARKER,), ("marking", "remarking"),
         lambda f: not f.unsettled_scripts),
    Task(l_("Attest the lock"), "attest_lock", (SUPERVISOR,), ("lock_proposed",), lambda f: f.supervisor_attested,
         is_act=True),
    Task(l_("Bring the map of codes back"), "share", (CODING,), ("locked",), lambda f: f.coding_share),
    Task(l_("State that you gave your share of the key"), "custody", (CHAIR, CODING, SUPERVISOR), ("locked",),
         lambda f: f.shares_stated > 1),
    Task(l_("Attest the decoding"), "attest_decoding", (SUPERVISOR,), ("locked",), lambda f: f.decoding_attested,
         is_act=True),
    Task(l_("Re-marking requests"), "appeals", (SECRETARY, CHAIR, CODING, MARKING_HEAD),
         ("remark_window", "remarking"), lambda f: not f.open_appeals),
)  # fmt: skip

FIXES = {
    "rooms_are_assigned": ("rooms", False),
    "rooms_are_invigilated": ("rooms", False),
    "everybody_is_summoned": ("summon", True),
    "summons_was_in_time": ("summon", True),
    "lists_were_posted_in_time": ("post_lists", True),
    "attendance_is_complete": ("attendance", False),
    "counts_balance": ("attendance", False),
    "room_minutes_are_signed": ("minutes", False),
    "room_minutes_are_attested": ("attest_minutes", False),
    "counts_are_attested": ("attest_counts", True),
    "criteria_fill_the_scale": ("criteria", False),
    "every_script_has_two_markers": ("markers", False),
    "every_script_is_settled": ("scripts", False),
    "sample_is_moderated": ("moderation", False),
    "no_moderation_is_stale": ("moderation", False),
    "no_moderation_is_open": ("moderation", False),
    "no_marker_is_in_conflict": ("markers", False),
    "lock_is_attested": ("attest_lock", True),
    "coding_share_is_given": ("share", False),
    "two_custodians_gave_their_shares": ("custody", False),
    "decoding_is_attested": ("attest_decoding", True),
    "appeals_are_answered": ("appeals", False),
}
"""Where each obstacle is removed: the task's place, and whether that is an act."""

ON_COUNCIL = ("nobody_could_defeat_it_alone",)
"""Obstacles that are removed on the council's page, where those who may know them read the names."""


def task_rows(paper: Paper, case: Case) -> list[dict[str, Any]]:
    """The tasks of the state in which the paper rests; a link for those whose they are."""
    mine, on_screen = case.actor.roles, bool(paper.seed_seal)
    return [
        {
            "text": ON_SCREEN.get(task.place, task.label) if on_screen else task.label,
            "href": task.href(paper) if mine & set(task.roles) else None,
            "hint": say_roles(task.roles),
            "done": task.is_done(case.facts),
        }
        for task in TASKS
        if paper.state in task.states
        and (on_screen or task.place not in ("marking_desk", "custody"))
        and (case.facts.sample_size or task.place != "moderation")
    ]


def fix_of(paper: Paper, case: Case, refusal: Refusal) -> str | None:
    """Where the obstacle is removed, for whoever may remove it."""
    if refusal.guard in ON_COUNCIL:
        return url_for("competitions.council", id=paper.round_id)
    place, is_act = FIXES.get(refusal.guard, ("", False))
    task = next((t for t in TASKS if t.place == place and paper.state in t.states), None)
    if task is None or not case.actor.roles & set(task.roles):
        return None
    return address(paper, place, is_act=is_act)
