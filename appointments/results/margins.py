"""How close the result of a post is: the product's ranking asked again with one mark changed (`workflows.margin`)."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from appointments.results.rules import Placed, Ranking, rank
from appointments.results.scheme import Attendance
from workflows.margin import Entry, Margin, Marks, Part, Standing, Sums, margin

Figures = Mapping[str, tuple[Mapping[str, Decimal], Mapping[str, Decimal]]]
"""By candidate: the figures by name of which the written and the oral mark are the means."""


def margin_of(ranking: Ranking, figures: Figures) -> Margin:
    """The smallest change of one mark that alters who wins or who passes; decisions on ties stand while they fit."""
    scheme, candidates = ranking.scheme, {p.code: p.candidate for p in ranking.placed}

    def decides(marks: Marks) -> Standing:
        field = [replace(candidates[code], written=w, oral=o) for code, (w, o) in marks.items()]
        ties = {frozenset(tie.codes) for tie in rank(field, scheme).open_ties}
        again = rank(field, scheme, [d for d in ranking.decisions if frozenset(d.order) in ties])
        return Standing(frozenset(again.winners), frozenset(again.undecided))

    sums = Sums(scheme.scale, (scheme.weight_written, scheme.weight_oral), (scheme.pass_written, scheme.pass_oral))
    sat = [p for p in ranking.placed if p.candidate.attendance is Attendance.sat]
    return margin([_entry(p, figures) for p in sat], sums, decides)


@lru_cache(maxsize=128)
def closeness(ranking: Ranking) -> Margin:
    """The same of the marks of whole parts alone, worked out once: no figure behind a mark alters it by less."""
    return margin_of(ranking, {})


def _entry(placed: Placed, figures: Figures) -> Entry:
    """A candidate who sat; the ranking has refused one without a written mark."""
    written, oral = figures.get(placed.code, ({}, {}))
    c = placed.candidate
    if c.written is None:
        raise ValueError(f"{c.code} has no written mark")
    return Entry(c.code, Part(c.written, written), None if c.oral is None else Part(c.oral, oral))
