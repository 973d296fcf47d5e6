"""What leaves the house of a ranking: lines without losers' names, and the two files that `flask rank` reads. Pure.

How much the public sees is the round's own parameter `exam.written_publication`: PASS_LIST tells who passed, MARKS
tells the marks by candidate number as well. A loser's name is never in what this module makes.
"""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from appointments.applications.numbers import in_order
from appointments.results.report import said_verdict
from appointments.results.rule_file import write_rules
from appointments.results.rules import Outcome, Placed, Ranking, Verdict, value
from appointments.results.scheme import HEAD_DECIDES, Attendance, HumanDecision
from workflows.kinds import told
from workflows.parameters_exam import TIE_RULES
from workflows.words import Words

PASS_LIST, MARKS = "PASS_LIST", "MARKS"
BY_RULE = Words("%(higher)s xếp trên %(lower)s: %(rule)s.", "%(higher)s stands before %(lower)s: %(rule)s.")
SIGNER = "Chủ tịch Hội đồng thi"
ATTRIBUTES = ("planning", "female", "ethnic", "older", "service")


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate number as the public reads it; marks are None where the regulation keeps them back."""

    number: str
    rank: int | None
    outcome: Outcome
    passed_written: bool | None
    passed_oral: bool | None
    written: Decimal | None
    oral: Decimal | None
    total: Decimal | None
    was_there: bool
    name: str | None = None


def public_lines(ranking: Ranking, publication: str, names: Mapping[str, str]) -> list[Line]:
    """The ranking by candidate number; `names` holds those who are selected or appointed, and nobody else."""
    shows = publication == MARKS
    return [
        Line(
            number=p.code,
            rank=p.rank,
            outcome=p.outcome,
            passed_written=p.passed_written,
            passed_oral=p.passed_oral,
            written=p.candidate.written if shows else None,
            oral=p.candidate.oral if shows else None,
            total=p.total if shows else None,
            was_there=p.candidate.attendance is Attendance.sat,
            name=names.get(p.code),
        )
        for p in ranking.placed
    ]


def public_proofs(ranking: Ranking, publication: str) -> list[Words]:
    """Why one of two equal totals stands before the other; what each had by a rule is told only where marks are."""
    return [said_verdict(v) if publication == MARKS and is_mark(v) else _by_rule(v) for v in ranking.verdicts]


def is_mark(verdict: Verdict) -> bool:
    """Whether a rule looked at marks and not at a person."""
    return verdict.rule in ("oral", "written", HEAD_DECIDES)


def placed_of(ranking: Ranking, number: str) -> Placed | None:
    """One candidate's line of the ranking."""
    return next((p for p in ranking.placed if p.code == number), None)


def about(ranking: Ranking, number: str) -> list[Words]:
    """Every tie in which this candidate stands, told with what decided it; the other's personal facts stay out."""
    mine = [v for v in ranking.verdicts if number in (v.higher, v.lower)]
    return [said_verdict(v) if is_mark(v) else _by_rule(v) for v in mine]


def scores_csv(ranking: Ranking) -> str:
    """The scores as `docs/rank.md` describes them, with no more of each person than the ranking needed."""
    columns = ["code", "written", "oral", "attendance", *_attribute_columns(ranking)]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow([{"older": "born_on", "service": "service_months"}.get(c, c) for c in columns])
    looked_at = _looked_at(ranking)
    for p in sorted(ranking.placed, key=lambda one: in_order(one.code)):
        c = p.candidate
        row: list[Any] = [c.code, _cell(c.written), _cell(c.oral), _attendance(c.attendance)]
        row += [_cell(value(c, rule)) if rule in looked_at.get(c.code, ()) else "" for rule in columns[4:]]
        writer.writerow(row)
    return file.getvalue()


def rules_yaml(ranking: Ranking) -> str:
    """The rules as `docs/rank.md` describes them, with every order that a person gave; the office signs, not a name."""
    decisions = tuple(replace(d, decided_by=SIGNER) for d in ranking.decisions)
    return write_rules(ranking.scheme, _in_order(decisions))


def _in_order(decisions: tuple[HumanDecision, ...]) -> tuple[HumanDecision, ...]:
    return tuple(sorted(decisions, key=lambda d: d.order))


def _by_rule(verdict: Verdict) -> Words:
    return told(BY_RULE, higher=verdict.higher, lower=verdict.lower, rule=TIE_RULES[verdict.rule])


def _attribute_columns(ranking: Ranking) -> list[str]:
    return [rule for rule in ranking.scheme.tie_order if rule in ATTRIBUTES]


def _looked_at(ranking: Ranking) -> dict[str, set[str]]:
    """The rules by which each candidate was compared with somebody of the same total."""
    order = ranking.scheme.tie_order
    found: dict[str, set[str]] = {}
    for v in ranking.verdicts:
        for code in (v.higher, v.lower):
            found.setdefault(code, set()).update(order[: order.index(v.rule) + 1])
    for tie in ranking.open_ties:
        for code in tie.codes:
            found.setdefault(code, set()).update(order)
    return found


def _attendance(attendance: Attendance) -> str:
    return "" if attendance is Attendance.sat else attendance.value


def _cell(found: Any) -> str:
    if found is None:
        return ""
    if isinstance(found, bool):
        return "yes" if found else "no"
    if isinstance(found, Decimal):
        return f"{found:.2f}"
    return found.isoformat() if isinstance(found, date) else str(found)
