"""A definition as a graph in the DOT language; drawn, never written by hand. Rendering is not this package's business.

Each state is a node with the id `<process>-<state>` and a class, so that a page can colour the case's own state. What a
colour says is also said by form: ends have a double border, the system's steps are dashed.
"""

from collections.abc import Mapping
from typing import Any

from workflows.engine import Deadline, Process, State, Transition
from workflows.roles import LABELS, SYSTEM
from workflows.words import Words

DAYS = Words("%(days)s ngày", "%(days)s days")
WORKING_DAYS = Words("%(days)s ngày làm việc", "%(days)s working days")
BY_REGULATION = Words("thời hạn theo quy chế", "deadline set by the regulation")
AT_INSTANT = Words("có thời điểm kết thúc", "ends at a set time")
REPEATED = Words("lặp lại", "repeats")
ABOUT = Words(
    "Sơ đồ quy trình: %(states)d trạng thái, %(steps)d bước.",
    "Drawing of the process: %(states)d states, %(steps)d steps.",
)
RESTS_HERE = Words(" Vụ việc đang ở trạng thái «%(state)s».", " The case rests in the state «%(state)s».")
FROM = Words("từ: %(states)s", "from: %(states)s")
MANY = 4
"""A step that leads from so many states to the same one is drawn as one note instead of as many arrows."""


def dot(process: Process, locale: str = "vi", rules: Mapping[str, Any] | None = None) -> str:
    """The graph of a definition. `rules` gives the days of a deadline that the regulation sets."""
    lines = [
        f"digraph {_quoted(process.key)} {{",
        "  rankdir=TB; bgcolor=transparent; nodesep=0.35; ranksep=0.45;",
        '  node [shape=box, style=rounded, fontname="Arial", fontsize=12, margin="0.2,0.08"];',
        '  edge [fontname="Arial", fontsize=10, arrowsize=0.7];',
    ]
    lines += [_node(process, state, locale, rules or {}) for state in process.states.values()]
    shared = _shared(process)
    lines += [line for n, clauses in enumerate(shared) for line in _note(process, n, clauses, locale)]
    alone = [t for t in process.transitions if not any(t in clauses for clauses in shared)]
    lines += [_edge(clauses, locale) for clauses in _bundles(alone)]
    return "\n".join([*lines, "}"])


def title(process: Process, locale: str = "vi") -> str:
    """The drawing's name."""
    return process.label.say(locale)


def description(process: Process, locale: str = "vi", current: str | None = None) -> str:
    """The drawing in one sentence, for those who cannot see it; the table of steps stands beside it."""
    text = ABOUT.say(locale, {"states": len(process.states), "steps": len(process.transitions)})
    if current:
        text += RESTS_HERE.say(locale, {"state": process.states[str(current)].label.say(locale)})
    return text


def node_id(process: Process, state: str) -> str:
    """The id of a state's node in the drawing."""
    return f"{process.key}-{state}"


def due(deadline: Deadline, locale: str = "vi", rules: Mapping[str, Any] | None = None) -> str:
    """A deadline in words."""
    days = (rules or {}).get(deadline.days) if isinstance(deadline.days, str) else deadline.days
    if deadline.at:
        text = AT_INSTANT.say(locale)
    elif days is None:
        text = BY_REGULATION.say(locale)
    else:
        text = (WORKING_DAYS if deadline.working else DAYS).say(locale, {"days": days})
    return f"{text}, {REPEATED.say(locale)}" if deadline.repeats else text


def _node(process: Process, state: State, locale: str, rules: Mapping[str, Any]) -> str:
    waits = [", ".join(LABELS[r].say(locale) for r in state.owners)] if state.owners else []
    if state.deadline:
        waits.append(due(state.deadline, locale, rules))
    label = _wrapped(state.label.say(locale)) + [line for part in waits for line in _wrapped(f"({part})")]
    kinds = ["state", "initial" * (state.name == process.initial), "final" * state.final]
    named = {"id": node_id(process, state.name), "class": " ".join(filter(None, kinds)), "label": "\n".join(label)}
    shape = "peripheries=2" if state.final else "penwidth=2" if state.name == process.initial else "peripheries=1"
    return f"  {_quoted(state.name)} [{_attributes(named)}, {shape}];"


def _edge(clauses: list[Transition], locale: str) -> str:
    first = clauses[0]
    by_system = first.roles == (SYSTEM,)
    label = [line for t in clauses for line in _wrapped(_step(t, locale))]
    named = {"class": "step system" if by_system else "step", "label": "\n".join(label)}
    line = "dashed" if by_system else "solid"
    return f"  {_quoted(first.source)} -> {_quoted(first.to)} [{_attributes(named)}, style={line}];"


def _step(t: Transition, locale: str) -> str:
    return f"{t.label.say(locale)} ({', '.join(LABELS[r].say(locale) for r in t.roles)})"


def _shared(process: Process) -> list[list[Transition]]:
    """The clauses that lead from many states to the same one: each list shares its states and its end."""
    doors: dict[tuple[str, str, tuple[str, ...]], list[Transition]] = {}
    for t in process.transitions:
        doors.setdefault((str(t.to), str(t.label), tuple(t.roles)), []).append(t)
    alike: dict[tuple[str, frozenset[str]], list[Transition]] = {}
    for (to, _, _), clauses in doors.items():
        sources = frozenset(str(t.source) for t in clauses)
        if len(sources) >= MANY:
            alike.setdefault((to, sources), []).extend(clauses)
    return list(alike.values())


def _note(process: Process, number: int, clauses: list[Transition], locale: str) -> list[str]:
    """One note, with one arrow, in the place of many arrows."""
    steps = dict.fromkeys(_step(t, locale) for t in clauses)
    sources = dict.fromkeys(process.states[str(t.source)].label.say(locale) for t in clauses)
    label = [line for step in steps for line in _wrapped(step)]
    label += _wrapped(FROM.say(locale, {"states": "; ".join(sources)}), 48)
    name = f"from many {number}"
    named = {"class": "step shared", "label": "\n".join(label)}
    line = "dashed" if all(t.roles == (SYSTEM,) for t in clauses) else "solid"
    return [
        f"  {_quoted(name)} [{_attributes(named)}, shape=note, style=solid, fontsize=10];",
        f"  {_quoted(name)} -> {_quoted(clauses[0].to)} [{_attributes({'class': 'step shared'})}, style={line}];",
    ]


def _bundles(transitions: list[Transition]) -> list[list[Transition]]:
    """The clauses that one arrow stands for: same source, same end, and equally the system's or a person's."""
    bundles: dict[tuple[str, str, bool], dict[tuple[str, tuple[str, ...]], Transition]] = {}
    for t in transitions:
        bundle = bundles.setdefault((str(t.source), str(t.to), t.roles == (SYSTEM,)), {})
        bundle.setdefault((t.trigger, tuple(t.roles)), t)
    return [list(bundle.values()) for bundle in bundles.values()]


def _wrapped(text: str, widest: int = 26) -> list[str]:
    """The text in lines of about so many letters."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > widest:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _attributes(named: Mapping[str, str]) -> str:
    return ", ".join(f"{key}={_quoted(value)}" for key, value in named.items())


def _quoted(text: str) -> str:
    """A DOT string; a backslash is doubled, because DOT would read `\\N` as the node's name."""
    escaped = str(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
