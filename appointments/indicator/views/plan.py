"""The planner: from the vacancies known, what each course leads to by the end of the period, and what it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as l_

from appointments.accounts.permissions import grant
from appointments.core.errors import Invalid
from appointments.indicator import chart, planning, queries, report, vacancies
from appointments.indicator.planning import LEAD, Path, Plan, Vacancy
from appointments.indicator.rules import Counted, Figure, Place, month_of
from appointments.indicator.vacancies import Horizon, Known
from appointments.indicator.views.parts import YES_OR_NO, AskForm, Question, bp, month_told, query_of, question
from appointments.web import policy
from appointments.web.db import db
from workflows.retirement import NOT_VERIFIED
from workflows.roles import APPROVER, AUDITOR, AUTHORITY, PERSONNEL

grant("indicator:plan", PERSONNEL, APPROVER, AUTHORITY, AUDITOR)
NAMES = {
    "none": l_("No further competition"),
    "planned": l_("Competitions under way alone"),
    "fewest": l_("The fewest that reach the goal"),
    "all": l_("Every vacancy that still can be"),
}
WHY = {
    "vacant": l_("vacant now"),
    "planned": l_("competition under way"),
    "term": l_("a term ends"),
    "retirement": l_("retirement by age"),
}
LONGEST = 12


@dataclass(frozen=True, slots=True)
class Organisation:
    """One line: where it stands, how many vacancies it has and how many may be put to competition, the fewest."""

    place: Place
    now: Figure
    vacancies: int
    open: int
    fewest: int | None


@bp.get("/indicator/plan")
@policy.requires("indicator:plan")
def plan() -> str:
    """The scenarios side by side; everything in the address, so that a scenario can be sent and printed."""
    asked = question()
    horizon = _horizon(asked)
    found = queries.measure(db.session, asked.definition, asked.on)
    known = vacancies.known(db.session, asked.definition, asked.on, horizon)
    target, now = asked.definition.target, found.by["agency"]
    best = planning.fewest(now, known.vacancies, target, whole=True)
    each = organisations(found, known)
    reachable = {one.place for one in each if one.fewest is not None}
    both = planning.fewest(now, known.vacancies, target, whole=best.count is not None, each=reachable)
    paths = scenarios(found.whole, known.vacancies, best, horizon)
    rate = vacancies.rate(db.session)
    return render_template(
        "indicator/plan.html",
        asked=asked,
        day_field=AskForm(data={"as_of": asked.on}).as_of,
        horizon=horizon,
        found=found,
        known=known,
        best=best,
        both=both,
        organisations=each,
        paths=paths,
        names=NAMES,
        why=WHY,
        retiring=sum(why == "retirement" for _title, why in known.called.values()),
        not_verified=NOT_VERIFIED,
        lines=chart.lines(paths, target),
        rate=rate,
        to_hold=rate.to_hold(best.count) if best.count else (None, None),
        too_late=planning.too_late(found.whole, known.vacancies, target, horizon.first, horizon.last),
        month_heads=[_("Month"), *({"text": NAMES[one.name], "num": True} for one in paths)],
        by_month=[
            (line[0][0], [figure for _month, figure in line]) for line in zip(*(p.steps for p in paths), strict=True)
        ],
        month=month_told,
        percent=report.percent,
        query=query_of(asked),
    )


def _horizon(asked: Question) -> Horizon:
    lead = request.args.get("lead", str(LEAD))
    if not (lead.isascii() and lead.isdecimal() and len(lead) < 3 and 1 <= int(lead) <= LONGEST):
        raise Invalid("A competition takes between 1 and 12 months.")
    terms = request.args.get("terms", "yes")
    if terms not in YES_OR_NO:
        raise Invalid("Whether the ends of terms count is answered with yes or no.")
    last = month_of(asked.definition.last)
    return Horizon(min(month_of(asked.on), last), last, int(lead), terms == "yes")


def organisations(found: Counted, known: Known) -> list[Organisation]:
    """Each organisation by itself, those that need most in front."""
    figures, target = found.by["agency"], found.definition.target
    by_place: dict[Any, list[Vacancy]] = {place: [] for place in figures}
    for one in known.vacancies:
        by_place.setdefault(one.organisation, []).append(one)
    single = planning.by_organisation(figures, known.vacancies, target)
    lines = []
    for place, own in by_place.items():
        now = figures.get(place, Figure(0, 0))
        lines.append(Organisation(place, now, len(own), sum(one.may_compete for one in own), single[place]))
    return sorted(lines, key=lambda one: (-(one.fewest if one.fewest is not None else 10**6), one.place.name.vi))


def scenarios(now: Figure, known: Sequence[Vacancy], best: Plan, horizon: Horizon) -> list[Path]:
    """The courses side by side; the fewest only where the goal can be reached."""
    open_ = [one for one in known if one.may_compete]
    courses: dict[str, Sequence[Vacancy]] = {"none": [], "planned": [one for one in open_ if one.is_planned]}
    if best.chosen is not None:
        courses["fewest"] = best.chosen
    courses["all"] = open_
    return [planning.path(name, now, known, chosen, horizon.first, horizon.last) for name, chosen in courses.items()]
