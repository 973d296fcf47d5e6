"""A guarded step in memory: against a look-up in a dict, and against one Machine for each row."""

from collections.abc import Callable
from types import SimpleNamespace

import transitions

from bench import rounds, workload
from bench.definition import PROCESS, look

STEPS, ROUNDS = 3000, 9


def _rows() -> list[SimpleNamespace]:
    return [SimpleNamespace(state=workload.INITIAL, points=workload.POINTS) for _ in range(workload.ROWS)]


def over_rows(step: Callable[[SimpleNamespace, str], object]) -> Callable[[int], None]:
    """Take so many steps, round robin over the rows."""
    rows, next_of = _rows(), workload.NEXT

    def run(steps: int) -> None:
        for number in range(steps):
            row = rows[number % workload.ROWS]
            step(row, next_of[row.state])

    return run


def looked_up(row: SimpleNamespace, trigger: str) -> None:
    """The least there is: no role, no guard, no reason."""
    row.state = workload.TO[row.state, trigger]


CASES = {trigger: look(trigger, workload.POINTS) for trigger in workload.ROLE}


def by_table(row: SimpleNamespace, trigger: str) -> None:
    """Our engine: role, hold, duties and guards asked, reasons collected."""
    PROCESS.fire(row, trigger, CASES[trigger])


def by_shared_machine(row: SimpleNamespace, trigger: str) -> None:
    """The same clauses through the definition's one Machine."""
    PROCESS.fire_by_machine(row, trigger, CASES[trigger])


def by_machine_of_its_own(row: SimpleNamespace, trigger: str) -> None:
    """What the library's own introduction does to a row that was loaded: a Machine for it, then the step."""
    model = SimpleNamespace(points=row.points)
    machine = transitions.Machine(model, states=list(workload.STATES), initial=row.state, auto_transitions=False)
    for name, source, to, _ in workload.RING:
        machine.add_transition(name, source, to, conditions=lambda: model.points >= workload.ENOUGH)
    model.trigger(trigger)
    row.state = model.state


VARIANTS = {
    "dict look-up": looked_up,
    "guarded step": by_table,
    "through the shared Machine": by_shared_machine,
    "a Machine for each row": by_machine_of_its_own,
}


def machines_built(run: Callable[[], object]) -> int:
    """How many Machines a piece of work builds."""
    built, init = 0, transitions.Machine.__init__

    def counting(self: transitions.Machine, *args: object, **named: object) -> None:
        nonlocal built
        built += 1
        init(self, *args, **named)

    transitions.Machine.__init__ = counting
    try:
        run()
    finally:
        transitions.Machine.__init__ = init
    return built


def measure(quick: bool) -> tuple[rounds.Found, int]:
    """Times of every variant, and how many Machines our own steps built."""
    steps, times = (STEPS // 10, 3) if quick else (STEPS, ROUNDS)
    found = rounds.in_turn({name: rounds.called(over_rows(step)) for name, step in VARIANTS.items()}, steps, times)
    return found, machines_built(lambda: over_rows(by_table)(workload.ROWS * len(workload.RING)))
