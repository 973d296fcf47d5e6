"""The bench measures equal work: what a step through `Work` leaves behind, raw SQL leaves behind as well.

Its own definition and table are known to processes of their own only, never to the one that runs the tests.
"""

import subprocess
import sys
from contextlib import closing

import pytest

from bench import rounds, workload
from bench.protocol import Worker

STEPS = workload.ROWS + 3


def apart(program: str) -> str:
    """What a program prints that runs by itself."""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def left_behind(module: str, url: str) -> dict[str, object]:
    apart(f"from bench import ours; ours.setup({url!r}, 1)")
    with closing(Worker([sys.executable, "-m", module, url, "0"])) as worker:
        sample = rounds.workers([worker])(STEPS)
        assert 0 < sample.cpu <= sample.wall * 1.05
        worker.order("totals")
        return worker.answer()


@pytest.mark.one_database
def test_raw_sql_and_work_do_the_same_steps(tmp_path):
    by_work = left_behind("bench.ours", f"sqlite:///{tmp_path}/work.sqlite3")
    by_hand = left_behind("bench.raw", f"sqlite:///{tmp_path}/raw.sqlite3")

    states = ["checked"] * 3 + ["submitted"] * (workload.ROWS - 3)
    assert by_work == {"trail": STEPS, "outbox": STEPS, "states": states}
    assert by_hand == by_work


def test_steps_over_loaded_rows_build_no_machine():
    by = "from bench import memory as m; print(m.machines_built(lambda: m.over_rows(m.by_{})({})))"

    assert apart(by.format("table", 500)) == "0"
    assert apart(by.format("machine_of_its_own", 5)) == "5"


def test_a_ratio_is_the_median_of_the_rounds_own_ratios():
    samples = {
        "slow": [rounds.Sample(30, 3), rounds.Sample(900, 4), rounds.Sample(20, 5)],
        "fast": [rounds.Sample(10, 1), rounds.Sample(300, 1), rounds.Sample(10, 1)],
    }

    assert rounds.ratio(samples, "slow", "fast") == 3
    assert rounds.ratio(samples, "slow", "fast", "cpu") == 4
