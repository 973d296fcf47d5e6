"""Proofs over several processes at once: each moves alone, but a guard with `sibling` waits for another process.

Other guards are taken to be true, so that the product knows every walk that can happen and perhaps some that cannot:
what is proved of all its walks is proved of the real ones.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflows.checking import Finding, Step, Story, shortest
from workflows.engine import Process, Transition
from workflows.words import Words

SKIPPED = Words(
    "Có thể đi từ «%(after)s» tới «%(before)s» mà không qua «%(must)s».",
    "One can go from «%(after)s» to «%(before)s» without passing «%(must)s».",
)
EMPTY_RULE = Words(
    "Điều phải chứng minh không nói về điều gì: không có hoặc không tới được «%(place)s».",
    "The rule speaks of nothing: «%(place)s» does not exist or cannot be reached.",
)
UNKNOWN_SIBLING = Words(
    "Điều kiện «%(guard)s» nhìn vào «%(place)s», mà quy trình đó không có.",
    "The guard «%(guard)s» looks at «%(place)s», which does not exist.",
)
NEVER_MET = Words(
    "Bước «%(step)s» không bao giờ thực hiện được: không khi nào quy trình kia ở đúng trạng thái.",
    "The step «%(step)s» can never be taken: the other process is never in the right state at that time.",
)

BEGINNING = Words("lúc bắt đầu", "the beginning")

Place = tuple[str, str]
"""A process's key and one of its states."""


@dataclass(frozen=True, slots=True)
class Rule:
    """On every walk from `after` (None: from the beginning) to `before` lies `must_pass`.

    `through` names further processes that tie those of the rule together.
    """

    name: str
    must_pass: Place
    before: Place
    after: Place | None = None
    through: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The processes whose product is walked."""
        places = [p[0] for p in (self.must_pass, self.before, self.after) if p]
        return tuple(dict.fromkeys([*places, *self.through]))


RULES: tuple[Rule, ...] = (
    Rule(
        "remark_window_before_decision",
        must_pass=("paper", "remark_window"),
        after=("paper", "written_published"),
        before=("contest", "decision_issued"),
    ),
    Rule("remark_window_at_all", must_pass=("paper", "remark_window"), before=("contest", "decision_issued")),
    Rule("ranking_on_final_marks", must_pass=("paper", "final"), before=("contest", "ranked")),
    Rule("names_after_the_lock", must_pass=("paper", "locked"), before=("paper", "decoded")),
    Rule("recognition_before_decision", must_pass=("contest", "recognised"), before=("contest", "decision_issued")),
    Rule("verification_before_decision", must_pass=("contest", "verifying"), before=("contest", "decision_issued")),
    Rule("eligible_before_the_exam", must_pass=("application", "eligible"), before=("application", "sat")),
    Rule("decision_before_office", must_pass=("contest", "decision_issued"), before=("application", "appointed")),
)


@dataclass(frozen=True, slots=True)
class _Here:
    """Where each process stands, and whether the rule's passage is still owed."""

    at: tuple[str, ...]
    owes: bool


def check_together(processes: Mapping[str, Process], rules: tuple[Rule, ...] = RULES) -> list[Finding]:
    """Everything that is wrong between the processes (by key); an empty list is the proof."""
    found = [finding for p in processes.values() for finding in _siblings(p, processes)]
    return found + [finding for rule in rules for finding in prove(rule, processes)]


def prove(rule: Rule, processes: Mapping[str, Process]) -> Iterator[Finding]:
    """Nothing where every walk passes as the rule demands, else the shortest walk that does not."""
    places = [p for p in (rule.must_pass, rule.before, rule.after) if p]
    for key in rule.keys:
        if key not in processes:
            yield Finding(rule.name, "rule_speaks", EMPTY_RULE, {"place": key})
            return
    stories = _walk(rule, [processes[key] for key in rule.keys])
    for place in places:
        if not any(_stands(rule, here, place) for here in stories):
            yield Finding(rule.name, "rule_speaks", EMPTY_RULE, {"place": "/".join(place)})
            return
    for here, story in stories.items():
        if here.owes and _stands(rule, here, rule.before):
            labels = {"before": rule.before, "must": rule.must_pass, "after": rule.after}
            params = {name: _label(processes, place) for name, place in labels.items()}
            yield Finding(rule.name, "passes", SKIPPED, params, story)
            return


def _walk(rule: Rule, tied: list[Process]) -> dict[_Here, Story]:
    leaving = [_by_source(p) for p in tied]
    position = {key: n for n, key in enumerate(rule.keys)}

    def owes(at: tuple[str, ...], moved: int | None, owed: bool) -> bool:
        """Entering `must_pass` pays; entering `after` makes the debt (again)."""
        if moved is None:
            begun = rule.after is None or at[position[rule.after[0]]] == rule.after[1]
            return begun and at[position[rule.must_pass[0]]] != rule.must_pass[1]
        arrived = (rule.keys[moved], at[moved])
        return False if arrived == rule.must_pass else True if arrived == rule.after else owed

    def moves(here: _Here) -> Iterator[tuple[Step, _Here]]:
        if _stands(rule, here, rule.before) and here.owes:
            return  # the story is told
        for n, process in enumerate(tied):
            for clause in leaving[n].get(here.at[n], ()):
                if _siblings_allow(clause, here.at, position):
                    at = (*here.at[:n], str(clause.to), *here.at[n + 1 :])
                    yield Step(process, clause), _Here(at, owes(at, n, here.owes))

    start = tuple(p.initial for p in tied)
    return shortest(_Here(start, owes(start, None, False)), moves)


def _siblings(process: Process, processes: Mapping[str, Process]) -> Iterator[Finding]:
    """Each sibling that a guard looks at exists, and can be where the guard wants it while the step is possible."""
    for clause in process.transitions:
        for g in clause.when:
            if g.sibling is None:
                continue
            other, wanted = g.sibling
            known = processes[other].states if other in processes else {}
            unknown = sorted(wanted - set(known))
            if other not in processes or unknown:
                place = f"{other}/{', '.join(unknown)}"
                yield Finding(process.rule, "sibling_exists", UNKNOWN_SIBLING, {"guard": g.name, "place": place})
            elif other != process.key and not _can_meet(process, clause, processes[other]):
                yield Finding(process.rule, "can_be_taken", NEVER_MET, {"step": clause.label})


def _can_meet(process: Process, clause: Transition, other: Process) -> bool:
    pair = Rule("pair", must_pass=(process.key, ""), before=(other.key, ""))
    position = {process.key: 0, other.key: 1}
    return any(
        here.at[0] == str(clause.source) and _siblings_allow(clause, here.at, position)
        for here in _walk(pair, [process, other])
    )


def _siblings_allow(clause: Transition, at: tuple[str, ...], position: Mapping[str, int]) -> bool:
    """Whether every guard that looks at a process of the product is content with where it stands."""
    return all(
        at[position[g.sibling[0]]] in g.sibling[1] for g in clause.when if g.sibling and g.sibling[0] in position
    )


def _stands(rule: Rule, here: _Here, place: Place) -> bool:
    return here.at[rule.keys.index(place[0])] == place[1]


def _by_source(process: Process) -> dict[str, list[Transition]]:
    leaving: dict[str, list[Transition]] = {}
    for clause in process.transitions:
        leaving.setdefault(str(clause.source), []).append(clause)
    return leaving


def _label(processes: Mapping[str, Process], place: Place | None) -> Words:
    return processes[place[0]].states[place[1]].label if place else BEGINNING
