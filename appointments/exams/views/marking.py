"""Pages of the marking board: criteria, markers, scripts by code, the keying of sheets, the settling of marks.

Before the lock a mark is shown to nobody outside the board, and to nobody at all before both keyings stand.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _

from appointments.competitions import context
from appointments.competitions.models import Paper
from appointments.competitions.views.parts import ask_password, case_page, reach
from appointments.core import clock
from appointments.core.errors import NotFound
from appointments.exams import forms, pool, queries
from appointments.exams.case import counting_sheets, script_case
from appointments.exams.commands import marking, sittings
from appointments.exams.criteria import criteria_of
from appointments.exams.models import MarkSheet, ScreenScript, Script
from appointments.exams.views.parts import (
    BOARD,
    SCRIPT_READERS,
    bp,
    by_me,
    case_of,
    demand,
    paper_or_404,
    typed_rows,
)
from appointments.exams.views.seen import DECIDED_BY_CHAIR, is_blind, may_read_marks, may_read_script, progress_of
from appointments.web import policy, steps
from appointments.web.db import db
from appointments.web.filters import say
from appointments.web.forms import BaseForm
from workflows.engine import Case, Refused
from workflows.roles import CHAIR, MARKER, MARKING_HEAD, Role

FEWEST_CRITERIA = 4
THIRD = ("diverged", "third_once", "third_mismatched")


@bp.route("/papers/<uuid:id>/criteria", methods=["GET", "POST"])
@policy.requires("criteria:write")
def criteria(id: UUID) -> Any:
    """Labels and maxima of the marking criteria; no text of a question or an answer."""
    paper = paper_or_404(id)
    demand(paper.round, MARKING_HEAD)
    present = criteria_of(paper.criteria)
    count = typed_rows(len(present), FEWEST_CRITERIA)
    form = forms.criteria_form(count, present)
    if not form.validate_on_submit() or form["more"].data:
        facts = case_of(paper).facts
        return render_template("exams/criteria.html", form=form, paper=paper, count=count, facts=facts)
    back = url_for(".paper", id=id)
    given, by_steps = forms.criteria_of(form, count), forms.steps_of(form, count)
    sittings.set_criteria(db.session, id, given, steps=by_steps, by=form.by(back), now=clock.now())
    return redirect(back, 303)


@bp.route("/papers/<uuid:id>/markers", methods=["GET", "POST"])
@policy.requires("scripts:assign")
def markers(id: UUID) -> Any:
    """Name the two markers of each script; where marking is on screen they are drawn, on a page of its own."""
    paper = paper_or_404(id)
    demand(paper.round, MARKING_HEAD)
    if paper.seed_seal:
        return redirect(url_for(".marking_pool", id=id), 303)
    serving = queries.serving(db.session, paper.round_id, MARKER, clock.now())
    keyed = marking.keyed_of(db.session, id)
    barred = pool.kept_out(db.session, paper, {*keyed, *(one.id for one in serving)})
    people = [one for one in serving if one.id not in barred]
    scripts = marking.unkeyed(queries.scripts(db.session, id))
    form = forms.markers_form(scripts, people)
    if not form.validate_on_submit():
        out = {"kept_out": [one.name for one in serving if one.id in barred], "keyed": _named(keyed, barred)}
        return render_template("exams/markers.html", form=form, paper=paper, scripts=scripts, people=people, **out)
    back = url_for(".paper", id=id)
    pairs = forms.pairs_of(form, scripts)
    marking.assign_markers(db.session, id, pairs, by=form.by(back), now=clock.now())
    flash(_("The markers are named."), "success")
    return redirect(back, 303)


@bp.route("/papers/<uuid:id>/markers/<uuid:person>/void", methods=["GET", "POST"])
@policy.requires("script:void_sheets")
def void_sheets(id: UUID, person: UUID) -> Any:
    """The head voids the keyed sheets of a marker in conflict, and says why; then names others."""
    paper = paper_or_404(id)
    demand(paper.round, MARKING_HEAD)
    keyed = marking.keyed_of(db.session, id)
    found = _named(keyed, pool.kept_out(db.session, paper, keyed))
    chosen = next((one for one in found if one.id == person), None)
    if chosen is None or paper.seed_seal or paper.state not in ("marking", "remarking"):
        raise NotFound(Paper, id)
    form, back = steps.ReasonForm(), url_for(".markers", id=id)
    if form.validate_on_submit():
        marking.void_sheets(db.session, id, person, form.reason.data, by=form.by(back), now=clock.now())
        flash(_("The sheets are voided and stay on record. Name other markers now."), "success")
        return redirect(back, 303)
    return render_template("exams/void_sheets.html", form=form, paper=paper, marker=chosen, count=found[chosen])


def _named(keyed: Mapping[UUID, set[UUID]], barred: set[UUID]) -> dict[queries.Named, int]:
    """Of whoever signed a sheet and is kept out, serving still or not, how many scripts of theirs are keyed."""
    names = queries.named(db.session, found) if (found := barred & keyed.keys()) else {}
    return {queries.Named(one, names[one]): len(keyed[one]) for one in sorted(names, key=names.__getitem__)}


@bp.get("/papers/<uuid:id>/scripts")
@policy.requires("script:follow")
def scripts(id: UUID) -> str:
    """Every script by its code with its state; no mark, no candidate. On screen, before the lock, only how many."""
    paper = paper_or_404(id)
    roles = demand(paper.round, *SCRIPT_READERS)
    every = queries.scripts(db.session, id)
    rows = [script for script in every if may_read_script(script, roles)]
    known = queries.named(db.session, [UUID(person) for script in rows for person in script.markers])
    names = {person.hex: name for person, name in known.items()}
    told = progress_of(paper, every)
    return render_template(
        "exams/scripts.html", paper=paper, scripts=rows, names=names, progress=told, hidden=len(every) - len(rows)
    )


@bp.get("/scripts/<uuid:id>")
@policy.requires("script:follow")
def script(id: UUID) -> str:
    """One anonymous script: where it stands, who must act; its marks only for whoever may see them now."""
    found, roles = script_or_404(id)
    case = keying_case(found)
    shown = counting_sheets(found) if may_read_marks(found, roles) else []
    names = {} if is_blind(found) else queries.named(db.session, [s.marker_id for s in shown])
    return case_page(
        "exams/script.html",
        found,
        case,
        context.scopes_of(found.paper.round),
        lambda trigger: _address(found, trigger),
        script=found,
        sheets=shown,
        names=names,
        final=found.mark if shown else None,
        is_blind=is_blind(found),
    )


@bp.route("/scripts/<uuid:id>/key", methods=["GET", "POST"])
@policy.requires("script:key")
def key(id: UUID) -> Any:
    """Key the signed sheets. Whoever keys second does not see what was keyed first."""
    found = sheets_or_404(id, *BOARD)
    form, people = _keying_form(found)
    if not form.validate_on_submit():
        _demand_open(found, ("key", "key_third"))
        return render_template("exams/key.html", form=form, script=found, second=_is_second(found))
    back = url_for(".scripts", id=found.paper_id) + f"#script-{found.code}"
    marks = forms.marks_of(form, people)
    marking.key_sheets(db.session, id, marks, by=form.by(back), now=clock.now(), seen=form.version)
    flash(_("Script %(code)s is keyed: %(state)s.", code=found.code, state=_state(found)), "success")
    return redirect(back, 303)


@bp.route("/scripts/<uuid:id>/settle", methods=["GET", "POST"])
@policy.requires("script:settle_keying")
def settle(id: UUID) -> Any:
    """Somebody who keyed neither reads the sheets where two keyings differ, and says what they say."""
    found = sheets_or_404(id, MARKING_HEAD)
    form, people = _keying_form(found, reason=True)
    if not form.validate_on_submit():
        _demand_open(found, ("settle_keying",))
        keyed = [s for s in found.sheets if (s.sheet == 3) == (found.state in THIRD)]
        names = queries.named(db.session, [p for s in keyed for p in (s.marker_id, s.keyed_by)])
        return render_template("exams/settle.html", form=form, script=found, keyings=_keyings(keyed), names=names)
    back = url_for(".script", id=id)
    marks = forms.marks_of(form, people)
    marking.settle_keying(db.session, id, marks, form["reason"].data, by=form.by(back), now=clock.now())
    return redirect(back, 303)


@bp.route("/scripts/<uuid:id>/mark/<any(agree_jointly, settle_by_third, decide):trigger>", methods=["GET", "POST"])
@policy.requires("mark:settle")
def mark(id: UUID, trigger: str) -> Any:
    """Where two marks lie too far apart: the agreed mark, the one after a third marking, or the chair's."""
    found, _roles = script_or_404(id, CHAIR if trigger == "decide" else MARKING_HEAD)
    if again := ask_password(found.process, found.state, trigger):
        return again
    form = (forms.JointMarkForm if trigger == "agree_jointly" else forms.SettleMarkForm)(seen=found.version)
    if not form.validate_on_submit():
        option = steps.find(found.process, found.state, trigger, keying_case(found))
        shown = counting_sheets(found)
        names = {} if is_blind(found) else queries.named(db.session, [s.marker_id for s in shown])
        return render_template(
            "exams/mark.html", form=form, script=found, option=option, sheets=shown, names=names,
            facts=keying_case(found).facts,
        )  # fmt: skip
    back = url_for(".script", id=id)
    has_record = bool(form["has_record"].data) if "has_record" in form else False
    marking.settle_mark(
        db.session, id, trigger, form["mark"].data, form["reason"].data, has_record=has_record, by=form.by(back),
        now=clock.now(), seen=form.version,
    )  # fmt: skip
    return redirect(back, 303)


def script_or_404(id: UUID, *roles: Role) -> tuple[Script, frozenset[Role]]:
    """The script, for somebody who deals with its round in one of these roles and may know of it now."""
    found = queries.script_for(db.session, id, reach())
    held = demand(found.paper.round, *(roles or SCRIPT_READERS))
    if not may_read_script(found, held):
        raise NotFound(Script, id)
    return found, held


def sheets_or_404(id: UUID, *roles: Role) -> Script:
    """The same, of a script that is marked on paper sheets."""
    found, _held = script_or_404(id, *roles)
    if isinstance(found, ScreenScript):
        raise NotFound(Script, id)
    return found


def keying_case(script: Script) -> Case:
    """The facts before anything is typed: the named markers are going to sign, and what they wrote is not known."""
    case = script_case(db.session, script, by_me(), clock.now())
    told: dict[str, Any] = {}
    if isinstance(script, ScreenScript):
        told = {"markers": (*case.facts.markers, "the third")} if script.state == "diverged" else {}
    elif script.state in ("coded", "keyed_once", "mismatched"):
        told = {"markers": tuple(script.markers), "marks": (), "same": True}
    elif script.state in THIRD:
        told = {"markers": (*script.markers, "the third"), "same": True}
    if script.state in DECIDED_BY_CHAIR:
        told |= {"has_record": True, "proposed": min(case.facts.marks)}
    return replace(case, facts=replace(case.facts, **told))


def _keying_form(script: Script, *, reason: bool = False) -> tuple[BaseForm, list[UUID]]:
    if script.state in THIRD:
        serving = queries.serving(db.session, script.paper.round_id, MARKER, clock.now())
        fresh = [one for one in serving if one.id.hex not in script.markers]
        return forms.third_form(fresh, script.version, reason=reason), []
    people = [UUID(person) for person in script.markers]
    names = queries.named(db.session, people)
    return forms.sheets_form({p: names[p] for p in people}, script.version, reason=reason), people


def _demand_open(script: Script, triggers: tuple[str, ...]) -> None:
    """Show the page only while the step may be taken by whoever asks; else say why not."""
    known = [t for t in triggers if t in script.process.triggers(script.state)]
    option = steps.find(script.process, script.state, known[0] if known else triggers[0], keying_case(script))
    if not option.is_open:
        raise Refused(option.refusals)


def _keyings(sheets: list[MarkSheet]) -> list[dict[str, Any]]:
    """The two keyings of each sheet side by side."""
    return [
        {
            "sheet": number,
            "first": next(s for s in sheets if s.sheet == number and s.keying == 1),
            "second": next(s for s in sheets if s.sheet == number and s.keying == 2),
        }
        for number in sorted({s.sheet for s in sheets})
    ]


def _is_second(script: Script) -> bool:
    return script.state in ("keyed_once", "third_once")


def _state(script: Script) -> str:
    """What may be told of the outcome to whoever keyed: the state, never a mark."""
    return say(script.at.label)


def _address(script: Script, trigger: str) -> str:
    if trigger in ("key", "key_third"):
        return url_for(".key", id=script.id)
    if trigger == "settle_keying":
        return url_for(".settle", id=script.id)
    if trigger == "draw_third":
        return url_for(".draw_third", id=script.id)
    if trigger == "question":
        return url_for(".moderation", id=script.paper_id)
    if trigger == "reallocate":
        return url_for(".marking_pool", id=script.paper_id)
    return url_for(".mark", id=script.id, trigger=trigger)
