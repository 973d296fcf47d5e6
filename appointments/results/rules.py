"""The ranking of one post: pure, exact, and every place explained.

Who fails a part is left out with the reason. The others are ordered by total, equal totals by the rules of the tie
order one after the other; where no rule parts them, or what a rule needs is not on record, a person decides and says
why. Places are competition ranks: 1, 2, 2, 4. A slot is never given by lot or by the order of the input.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import combinations
from typing import Any

from appointments.applications.numbers import in_order
from appointments.results.scheme import HEAD_DECIDES, Attendance, Candidate, HumanDecision, InvalidScores, Scheme
from workflows.kinds import told
from workflows.quantities import plain
from workflows.words import Words

ABSENT = Words("Vắng thi.", "Absent.")
ANNULLED = Words("Bị hủy kết quả thi.", "The result was annulled.")
WITHDRAWN = Words("Đã rút hồ sơ dự tuyển.", "Withdrew the application.")
LEFT_OUT = {Attendance.absent: ABSENT, Attendance.annulled: ANNULLED, Attendance.withdrawn: WITHDRAWN}
FAILED_WRITTEN = Words(
    "Điểm viết %(mark)s thấp hơn điểm đạt %(pass_mark)s.",
    "The written mark %(mark)s is below the pass mark %(pass_mark)s.",
)
FAILED_ORAL = Words(
    "Điểm trình bày %(mark)s thấp hơn điểm đạt %(pass_mark)s.",
    "The oral mark %(mark)s is below the pass mark %(pass_mark)s.",
)
DECISION_UNSOUND = Words(
    "Quyết định về trường hợp bằng điểm phải nêu lý do, và mỗi thí sinh một lần.",
    "A decision on a tie must give its reason and name each candidate once.",
)
DECISION_UNUSED = Words(
    "Quyết định nêu %(codes)s không khớp với trường hợp bằng điểm nào cần người có thẩm quyền quyết định.",
    "The decision that names %(codes)s matches no tie that a person has to decide.",
)


class Outcome(StrEnum):
    """What the ranking means for one candidate."""

    winner = "winner"
    reserve = "reserve"
    undecided = "undecided"
    unranked = "unranked"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why one of two candidates with equal totals stands before the other: the rule, and what each had by it."""

    higher: str
    lower: str
    rule: str
    higher_value: Any = None
    lower_value: Any = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OpenTie:
    """Candidates whom no rule could part: they share a rank until a person decides.

    `missing` names (candidate, rule) whose value is not on record; `crosses_the_line` says that a slot hangs on it.
    """

    codes: tuple[str, ...]
    rank: int
    missing: tuple[tuple[str, str], ...]
    crosses_the_line: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """One candidate in the result. `total`, `rank` are None for who is left out; `reasons` then say why."""

    candidate: Candidate
    total: Decimal | None
    rank: int | None
    outcome: Outcome
    passed_written: bool | None
    passed_oral: bool | None
    reasons: tuple[Words, ...] = ()

    @property
    def code(self) -> str:
        """The candidate number."""
        return self.candidate.code


@dataclass(frozen=True, slots=True)
class Ranking:
    """The result of one post: those ranked in order, then those left out, with every verdict and every open tie."""

    scheme: Scheme
    placed: tuple[Placed, ...]
    verdicts: tuple[Verdict, ...]
    open_ties: tuple[OpenTie, ...]
    decisions: tuple[HumanDecision, ...]

    def codes(self, outcome: Outcome) -> tuple[str, ...]:
        """The candidate numbers with that outcome, in order of rank."""
        return tuple(p.code for p in self.placed if p.outcome is outcome)

    @property
    def winners(self) -> tuple[str, ...]:
        """Who has a slot for certain."""
        return self.codes(Outcome.winner)

    @property
    def reserve(self) -> tuple[str, ...]:
        """Who passed and may be taken next, in order."""
        return self.codes(Outcome.reserve)

    @property
    def undecided(self) -> tuple[str, ...]:
        """Who shares a place on the line between slot and reserve until a person decides."""
        return self.codes(Outcome.undecided)

    @property
    def is_settled(self) -> bool:
        """Whether nobody's slot hangs on a decision still to be made."""
        return not self.undecided

    @property
    def vacant(self) -> int:
        """How many slots nobody can fill."""
        return max(0, self.scheme.slots - sum(p.rank is not None for p in self.placed))


def rank(candidates: Iterable[Candidate], scheme: Scheme, decisions: Iterable[HumanDecision] = ()) -> Ranking:
    """Rank the candidates of one post; raises `InvalidScores` for input that no honest ranking can be made from."""
    everyone = sorted(candidates, key=lambda c: in_order(c.code))
    scheme.check(everyone)
    settling = _Settling(scheme, tuple(decisions))
    failures = {c.code: _why_left_out(c, scheme) for c in everyone}
    groups = settling.order([c for c in everyone if not failures[c.code]])
    left_out = [_placed(c, scheme, None, Outcome.unranked, failures[c.code]) for c in everyone if failures[c.code]]
    ranked: list[Placed] = []
    for group in groups:
        place, outcome = len(ranked) + 1, _outcome(len(ranked), len(group), scheme.slots)
        ranked += [_placed(c, scheme, place, outcome) for c in group]
    return Ranking(
        scheme,
        (*ranked, *left_out),
        tuple(settling.verdicts),
        tuple(_open_tie(group, ranked, settling) for group in groups if len(group) > 1),
        settling.decisions,
    )


class _Settling:
    """One run of the tie order: collects the verdicts, and which decisions were needed."""

    def __init__(self, scheme: Scheme, decisions: tuple[HumanDecision, ...]):
        self.scheme, self.decisions = scheme, decisions
        self.verdicts: list[Verdict] = []
        self.missing: dict[str, list[str]] = {}
        self._decided = {frozenset(d.order): d for d in decisions}
        for d in decisions:
            if not d.reason.strip() or len(set(d.order)) != len(d.order):
                raise InvalidScores(DECISION_UNSOUND)
        if len(self._decided) != len(decisions):
            raise InvalidScores(DECISION_UNSOUND)

    def order(self, passers: list[Candidate]) -> list[list[Candidate]]:
        """The passers in groups, best first; whoever shares a group shares a place."""
        groups: list[list[Candidate]] = []
        for alike in _best_first(passers, lambda c: self.scheme.total(*marks(c))):
            groups += self._part(alike, self.scheme.tie_order)
        if self._decided:
            codes = ", ".join(sorted(next(iter(self._decided))))
            raise InvalidScores(told(DECISION_UNUSED, codes=codes))
        return groups

    def _part(self, alike: list[Candidate], rules: Sequence[str]) -> list[list[Candidate]]:
        """Part those alike so far by the first rule, then each group by the rest."""
        if len(alike) == 1:
            return [alike]
        rule = rules[0]
        unknown = [c.code for c in alike if rule != HEAD_DECIDES and merit(c, rule) is None]
        for code in unknown:
            self.missing.setdefault(code, []).append(rule)
        if unknown or rule == HEAD_DECIDES:
            return self._ask_the_head(alike)
        groups = _best_first(alike, lambda c: merit(c, rule))
        for better, worse in combinations(groups, 2):
            self.verdicts += [
                Verdict(a.code, b.code, rule, value(a, rule), value(b, rule)) for a in better for b in worse
            ]
        return [part for group in groups for part in self._part(group, rules[1:])]

    def _ask_the_head(self, alike: list[Candidate]) -> list[list[Candidate]]:
        """The order that a person decided for exactly these candidates; all together if nobody has."""
        by_code = {c.code: c for c in alike}
        decision = self._decided.pop(frozenset(by_code), None)
        if decision is None:
            return [alike]
        for a, b in combinations(decision.order, 2):
            self.verdicts.append(Verdict(a, b, HEAD_DECIDES, reason=decision.reason))
        return [[by_code[code]] for code in decision.order]


def value(candidate: Candidate, rule: str) -> Any:
    """What a rule of the tie order looks at, as it is printed; None where it is not on record."""
    columns = {"service": "service_months", "older": "born_on"}
    return getattr(candidate, columns.get(rule, rule))


def merit(candidate: Candidate, rule: str) -> Any:
    """The same as a number of which more is better: whoever was born earlier is older."""
    found = value(candidate, rule)
    return -found.toordinal() if rule == "older" and found is not None else found


def marks(candidate: Candidate) -> tuple[Decimal, Decimal]:
    """Both marks of a candidate who passed both parts."""
    if candidate.written is None or candidate.oral is None:
        raise ValueError(f"{candidate.code} has no two marks")
    return candidate.written, candidate.oral


def _best_first(candidates: list[Candidate], key: Any) -> list[list[Candidate]]:
    """The candidates in groups of equal key, the greatest key first."""
    groups: dict[Any, list[Candidate]] = {}
    for c in candidates:
        groups.setdefault(key(c), []).append(c)
    return [groups[k] for k in sorted(groups, reverse=True)]


def _why_left_out(c: Candidate, scheme: Scheme) -> tuple[Words, ...]:
    """Every reason for which a candidate cannot be ranked; none for who passed both parts."""
    if c.attendance is not Attendance.sat:
        return (LEFT_OUT[c.attendance],)
    parts = ((c.written, scheme.pass_written, FAILED_WRITTEN), (c.oral, scheme.pass_oral, FAILED_ORAL))
    return tuple(_below(words, mark, least) for mark, least, words in parts if mark is not None and mark < least)


def _below(words: Words, mark: Decimal, least: Decimal) -> Words:
    vi, en = ({"mark": plain(mark, loc), "pass_mark": plain(least, loc)} for loc in ("vi", "en"))
    return Words(words.vi % vi, words.en % en)


def _outcome(before: int, sharing: int, slots: int) -> Outcome:
    if before + sharing <= slots:
        return Outcome.winner
    return Outcome.reserve if before >= slots else Outcome.undecided


def _placed(
    c: Candidate, scheme: Scheme, place: int | None, outcome: Outcome, reasons: tuple[Words, ...] = ()
) -> Placed:
    passed_written = None if c.written is None else c.written >= scheme.pass_written
    passed_oral = None if c.oral is None else c.oral >= scheme.pass_oral
    total = scheme.total(*marks(c)) if place is not None else None
    return Placed(c, total, place, outcome, passed_written, passed_oral, reasons)


def _open_tie(group: list[Candidate], ranked: list[Placed], settling: _Settling) -> OpenTie:
    codes = tuple(c.code for c in group)
    here = [p for p in ranked if p.code in codes]
    missing = tuple((code, rule) for code in codes for rule in settling.missing.get(code, ()))
    return OpenTie(codes, here[0].rank or 0, missing, here[0].outcome is Outcome.undecided)
