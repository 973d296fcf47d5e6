"""The ranking once more, naively, from the regulation's sentences: nothing is shared with the product but the input.

It compares every two candidates by fractions and counts how many stand before each.
"""

from fractions import Fraction

from appointments.results.scheme import Candidate, Scheme


def naive_total(c: Candidate, s: Scheme) -> int:
    """Hundredths, half up: the whole part of twice the value plus one, halved."""
    exact = (Fraction(c.written) * s.weight_written + Fraction(c.oral) * s.weight_oral) / (
        s.weight_written + s.weight_oral
    )
    return (exact * 200 + 1).__floor__() // 2


def naive_passes(c: Candidate, s: Scheme) -> bool:
    return (
        c.attendance == "sat"
        and c.written is not None
        and c.oral is not None
        and c.written >= s.pass_written
        and c.oral >= s.pass_oral
    )


def naive_before(a: Candidate, b: Candidate, alike: list[Candidate], s: Scheme) -> str | None:
    """The rule by which `a` stands before `b` among those with the same total, or None."""
    for rule in s.tie_order[:-1]:
        field = {"service": "service_months", "older": "born_on"}.get(rule, rule)
        if any(getattr(c, field) is None for c in alike):
            return None
        mine, theirs = getattr(a, field), getattr(b, field)
        if mine != theirs:
            return rule if (mine > theirs) != (rule == "older") else None
        alike = [c for c in alike if getattr(c, field) == mine]
    return None


def naive_places(field: list[Candidate], s: Scheme) -> dict[str, int]:
    """One more than the number of those who stand before."""
    passers = [c for c in field if naive_passes(c, s)]
    found = {}
    for me in passers:
        alike = [c for c in passers if naive_total(c, s) == naive_total(me, s)]
        before = [c for c in passers if naive_total(c, s) > naive_total(me, s)]
        before += [c for c in alike if c is not me and naive_before(c, me, alike, s)]
        found[me.code] = 1 + len(before)
    return found
