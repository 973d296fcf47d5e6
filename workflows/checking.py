"""Proofs about one definition. What fails is told as the shortest story that shows it.

A check is a generator `(process, stories) -> findings`, where `stories` holds the shortest way to each state that can
be reached. Proofs over several processes at once stand in `workflows.product`.
"""

from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from workflows.engine import Guard, Process, State, Transition
from workflows.law import Citation
from workflows.roles import LABELS, SYSTEM
from workflows.words import Words

Node = TypeVar("Node", bound=Hashable)

UNREACHABLE = Words("Không bước nào dẫn tới trạng thái «%(state)s».", "No step leads to the state «%(state)s».")
DEAD_END = Words(
    "Trạng thái «%(state)s» không phải kết thúc nhưng không có bước nào đi ra.",
    "The state «%(state)s» is no end, yet no step leaves it.",
)
ENDLESS = Words(
    "Từ trạng thái «%(state)s» không thể đi tới kết thúc nào.", "No end can be reached from the state «%(state)s»."
)
NO_OWNER = Words(
    "Ở trạng thái «%(state)s» không ai có trách nhiệm.", "Nobody must act while a case rests in «%(state)s»."
)
IDLE_OWNER = Words(
    "Ở trạng thái «%(state)s» không bước nào do người có trách nhiệm (%(who)s) thực hiện.",
    "In «%(state)s» no step belongs to any of those who must act (%(who)s).",
)
NO_DEADLINE = Words(
    "Trạng thái «%(state)s» không có thời hạn và không nêu lý do.",
    "The state «%(state)s» has no deadline and does not say why.",
)
TIMED_AND_UNTIMED = Words(
    "Trạng thái «%(state)s» vừa có thời hạn vừa ghi là không có thời hạn.",
    "The state «%(state)s» has a deadline and says that it has none.",
)
TIMED_END = Words("Kết thúc «%(state)s» lại có thời hạn.", "The end «%(state)s» has a deadline.")
SILENT_ONCE = Words(
    "Hết thời hạn ở «%(state)s», vụ việc vẫn ở nguyên mà không nêu thời hạn có lặp lại hay không.",
    "When «%(state)s» is overdue the case stays there, and it is not said whether the deadline repeats.",
)
REPEATS_NOWHERE = Words(
    "Thời hạn ở «%(state)s» ghi là lặp lại, nhưng khi hết hạn vụ việc rời trạng thái đó.",
    "The deadline of «%(state)s» says that it repeats, but the case leaves the state when it is over.",
)
NO_ROLE = Words("Bước «%(step)s» không thuộc vai trò nào.", "The step «%(step)s» belongs to no role.")
NO_CITATION = Words("Bước «%(step)s» không dẫn quy định nào.", "The step «%(step)s» cites no rule.")
NO_LABEL = Words("«%(name)s» thiếu tên tiếng Việt hoặc tiếng Anh.", "«%(name)s» lacks its Vietnamese or English name.")
UNEQUAL_WORDS = Words(
    "Lý do của điều kiện «%(name)s» thiếu một ngôn ngữ, hoặc hai ngôn ngữ nêu số liệu khác nhau.",
    "The reason of the guard «%(name)s» lacks a language, or its two languages speak of different facts.",
)
SHADOWED = Words(
    "Bước «%(step)s» sang «%(state)s» không bao giờ tới lượt: một bước cùng tên không điều kiện đứng trước nó.",
    "The step «%(step)s» to «%(state)s» is never asked: an unconditional step of the same name stands before it.",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a story."""

    process: Process
    clause: Transition

    def say(self, locale: str) -> str:
        """The step in the reader's language: which process, what is done, by whom, where it leads."""
        who = ", ".join(LABELS[r].say(locale) for r in self.clause.roles)
        where = self.process.states[str(self.clause.to)].label.say(locale)
        return f"{self.process.label.say(locale)}: {self.clause.label.say(locale)} ({who}) → {where}"


Story = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One proof that failed: of which definition, which check, what is wrong, and the story that shows it."""

    of: str
    check: str
    wrong: Words
    params: Mapping[str, Words | str] = field(default_factory=dict)
    story: Story = ()

    def say(self, locale: str) -> str:
        """The finding in the reader's language, one step of its story to a line."""
        params = {k: v.say(locale) if isinstance(v, Words) else v for k, v in self.params.items()}
        lines = [f"{self.of}: {self.check}: {self.wrong.say(locale, params)}"]
        return "\n".join(lines + [f"  {n}. {step.say(locale)}" for n, step in enumerate(self.story, 1)])


Check = Callable[[Process, Mapping[str, Story]], Iterator[Finding]]


def shortest(start: Node, moves: Callable[[Node], Iterable[tuple[Step, Node]]]) -> dict[Node, Story]:
    """The shortest story from `start` to each node that `moves` can reach."""
    stories: dict[Node, Story] = {start: ()}
    waiting = deque([start])
    while waiting:
        node = waiting.popleft()
        for step, after in moves(node):
            if after not in stories:
                stories[after] = (*stories[node], step)
                waiting.append(after)
    return stories


def check(process: Process) -> list[Finding]:
    """Everything that is wrong with one definition; an empty list is the proof."""
    leaving: dict[str, list[tuple[Step, str]]] = {name: [] for name in process.states}
    for clause in process.transitions:
        leaving[str(clause.source)].append((Step(process, clause), str(clause.to)))
    stories = shortest(process.initial, leaving.__getitem__)
    return [finding for one in CHECKS for finding in one(process, stories)]


def reachable(process: Process, stories: Mapping[str, Story]) -> Iterator[Finding]:
    """Every state can be reached."""
    for name, state in process.states.items():
        if name not in stories:
            yield _of_state(process, "reachable", UNREACHABLE, state, ())


def no_dead_end(process: Process, stories: Mapping[str, Story]) -> Iterator[Finding]:
    """Every state that is no end has a step out of it."""
    for name, state in process.states.items():
        if not state.final and not process.triggers(name):
            yield _of_state(process, "no_dead_end", DEAD_END, state, stories.get(name, ()))


def has_end(process: Process, stories: Mapping[str, Story]) -> Iterator[Finding]:
    """From everywhere an end can be reached; of the states that cannot, the one nearest to the beginning is told."""
    ending = {name for name, state in process.states.items() if state.final}
    grown = True
    while grown:
        before = len(ending)
        ending |= {str(t.source) for t in process.transitions if str(t.to) in ending}
        grown = len(ending) > before
    trapped = [name for name in stories if name not in ending and process.triggers(name)]
    for name in trapped[:1]:  # `stories` is in order of distance
        yield _of_state(process, "has_end", ENDLESS, process.states[name], stories[name])


def has_owner(process: Process, stories: Mapping[str, Story]) -> Iterator[Finding]:
    """Whoever must act while a case waits is named, and has a step there (or the case is moved by another process)."""
    for name, state in process.states.items():
        if state.final:
            continue
        story = stories.get(name, ())
        roles = {role for t in process.transitions if t.source == name for role in t.roles}
        if not state.owners:
            yield _of_state(process, "has_owner", NO_OWNER, state, story)
        elif roles and not roles & {*state.owners, SYSTEM}:
            who = {loc: ", ".join(LABELS[r].say(loc) for r in state.owners) for loc in ("vi", "en")}
            yield _of_state(process, "has_owner", IDLE_OWNER, state, story, who=Words(who["vi"], who["en"]))


def has_deadline(process: Process, stories: Mapping[str, Story]) -> Iterator[Finding]:
    """Each waiting state has a deadline or says why not; an end has none."""
    for name, state in process.states.items():
        story = stories.get(name, ())
        if state.final:
            if state.deadline:
                yield _of_state(process, "has_deadline", TIMED_END, state, story)
        elif state.deadline is None and not _spoken(state.untimed):
            yield _of_state(process, "has_deadline", NO_DEADLINE, state, story)
        elif state.deadline and state.untimed and not _stays_once(process, state):
            yield _of_state(process, "has_deadline", TIMED_AND_UNTIMED, state, story)


def says_if_it_repeats(process: Process, stories: Mapping[str, Story]) -> Iterator[Finding]:
    """A deadline that leaves the case where it is repeats, or the state says (`untimed`) why nothing follows."""
    for name, state in process.states.items():
        story = stories.get(name, ())
        if _stays_once(process, state) and not _spoken(state.untimed):
            yield _of_state(process, "says_if_it_repeats", SILENT_ONCE, state, story)
        if state.deadline and state.deadline.repeats and not any(t.to == name for t in _overdue(process, state)):
            yield _of_state(process, "says_if_it_repeats", REPEATS_NOWHERE, state, story)


def is_told(process: Process, stories: Mapping[str, Story]) -> Iterator[Finding]:
    """States, steps and reasons are worded in both languages; each step has a role and a citation."""
    for name, state in process.states.items():
        if not _spoken(state.label):
            yield Finding(process.rule, "is_told", NO_LABEL, {"name": name}, stories.get(name, ()))
    for t in process.transitions:
        story = (*stories.get(str(t.source), ()), Step(process, t))
        if not t.roles:
            yield Finding(process.rule, "is_told", NO_ROLE, {"step": t.trigger}, story)
        if not _cited(t.cites):
            yield Finding(process.rule, "is_told", NO_CITATION, {"step": t.trigger}, story)
        if not _spoken(t.label):
            yield Finding(process.rule, "is_told", NO_LABEL, {"name": t.trigger}, story)
    for g in {g.name: g for t in process.transitions for g in t.when}.values():
        yield from _reason_is_told(process, g)


def is_asked(process: Process, stories: Mapping[str, Story]) -> Iterator[Finding]:
    """No clause stands behind one of the same name and roles that has no condition."""
    for n, t in enumerate(process.transitions):
        for earlier in process.transitions[:n]:
            same = (earlier.source, earlier.trigger) == (t.source, t.trigger) and set(t.roles) <= set(earlier.roles)
            if same and not earlier.when and (earlier.despite_hold or not t.despite_hold):
                label = process.states[str(t.to)].label
                story = (*stories.get(str(t.source), ()), Step(process, earlier))
                yield Finding(process.rule, "is_asked", SHADOWED, {"step": t.trigger, "state": label}, story)
                break


CHECKS: tuple[Check, ...] = (
    reachable, no_dead_end, has_end, has_owner, has_deadline, says_if_it_repeats, is_told, is_asked,
)  # fmt: skip


def _overdue(process: Process, state: State) -> list[Transition]:
    """The clauses that may be taken when the state's deadline passes."""
    if state.deadline is None:
        return []
    return [
        t
        for t in process.transitions
        if (t.source, t.trigger) == (state.name, state.deadline.then) and SYSTEM in t.roles
    ]


def _stays_once(process: Process, state: State) -> bool:
    """Whether a deadline that is not repeated can leave the case where it is."""
    return bool(state.deadline and not state.deadline.repeats) and any(
        t.to == state.name for t in _overdue(process, state)
    )


def _reason_is_told(process: Process, g: Guard) -> Iterator[Finding]:
    """The reason speaks of the same facts in both languages; `problems_vi` is `problems_en` in the other one."""
    spoken = {"vi": Words(g.reason.vi, ""), "en": Words("", g.reason.en)}
    params = [{name.removesuffix(f"_{loc}") for name in words.placeholders()} for loc, words in spoken.items()]
    if not _spoken(g.reason) or params[0] != params[1]:
        yield Finding(process.rule, "is_told", UNEQUAL_WORDS, {"name": g.name})
    if not _cited(g.cites):
        yield Finding(process.rule, "is_told", NO_CITATION, {"step": g.name})


def _spoken(words: Any) -> bool:
    return isinstance(words, Words) and bool(words.vi.strip() and words.en.strip())


def _cited(cites: Any) -> bool:
    return isinstance(cites, Citation) and cites.tag[:1] in tuple("SKD")


def _of_state(process: Process, check: str, wrong: Words, state: State, story: Story, **params: Words) -> Finding:
    return Finding(process.rule, check, wrong, {"state": state.label, **params}, story)
