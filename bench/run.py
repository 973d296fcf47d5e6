"""`make bench`: ratios in one run, against the limit and against Django. Exits with 1 below a floor.

python -m bench.run [--quick] [--only memory,indicator,sqlite,postgresql,web] [--json FILE]
"""

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import click
import psycopg

from bench import indicator, memory, rounds
from bench.protocol import Worker, order_all
from tests.fixtures import postgres

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "var" / "bench"
PEER = HERE / "venv" / "bin" / "python"
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "shared_buffers": "128MB"}
DJANGO = "Django + django-fsm-2 + django-simple-history"
FASTER = 1.2
STEPS, ROUNDS = 30, 25
PARTS = "memory,indicator,sqlite,postgresql,web"


@dataclass
class Line:
    """One ratio: how many times as long as `base` the `name` takes, with what it must and what it should be."""

    part: str
    name: str
    base: str
    ratio: float
    at_most: float | None = None
    goal: float | None = None
    by: str = "wall"

    @property
    def holds(self) -> bool:
        """Whether the floor is kept."""
        return self.at_most is None or self.ratio <= self.at_most

    def say(self) -> str:
        """The line as it is printed."""
        floor = "" if self.at_most is None else f"floor <= {self.at_most:.2f}"
        goal = "" if self.goal is None else f"goal <= {self.goal:g}"
        verdict = "" if self.at_most is None else "ok" if self.holds else "BELOW THE FLOOR"
        return f"{self.ratio:9.2f} x {self.base:<48} {self.by:<5} {floor or goal:<16} {verdict}".rstrip()


def in_memory(quick: bool) -> list[Line]:
    """(i) The engine alone."""
    found, built = memory.measure(quick)
    _show("a guarded step in memory", found)
    part, ours = "memory", "guarded step"
    return [
        Line(part, ours, "dict look-up", rounds.ratio(found, ours, "dict look-up", "cpu"), goal=4, by="cpu"),
        Line(
            part,
            ours,
            "a Machine for each row",
            rounds.ratio(found, ours, "a Machine for each row", "cpu"),
            1.0,
            by="cpu",
        ),
        Line(part, ours, "(Machines that the steps built)", float(built), 0.0),
    ]


def of_indicator(quick: bool) -> list[Line]:
    """(iv) A million decisions of 2,000 organisations on both databases, the page against a bare GROUP BY."""
    folder = HERE / "indicator"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    share = 20 if quick else 1
    units, rows = indicator.ORGANISATIONS // share, indicator.DECISIONS // share
    planned = indicator.planner(units)
    lines = [Line("indicator", "planner", f"(seconds, {units} organisations)", planned, goal=5)]
    lines += _over(rows, "sqlite", indicator.on_rows(f"sqlite:///{folder}/rows.sqlite3", folder, share))
    postgres.SETTINGS.update(DURABLE)
    with postgres.server() as server:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute("CREATE DATABASE bench_indicator")
        url = server.replace("/postgres?", "/bench_indicator?").replace("postgresql:", "postgresql+psycopg:")
        lines += _over(rows, "postgresql", indicator.on_rows(url, folder, share))
    shutil.rmtree(folder, ignore_errors=True)
    return lines


def _over(rows: int, database: str, found: Mapping[str, float]) -> list[Line]:
    part, tenth, by = f"indicator, {database}", rows // 10, "cpu" if database == "sqlite" else "wall"
    return [
        Line(part, "page", "a bare GROUP BY, covering index", found["page"] / found["bare"], 4.0, by=by),
        Line(part, "page", f"(milliseconds, {rows} decisions)", found["page"] * 1000, goal=60, by=by),
        Line(part, "bare GROUP BY", f"(milliseconds, {rows} decisions)", found["bare"] * 1000, by=by),
        Line(part, "upkeep", "(microseconds, signed one by one)", found["one by one"] * 1e6, goal=5, by=by),
        Line(part, "upkeep", "(microseconds, signed in bulk)", found["in bulk"] * 1e6, goal=5, by=by),
        Line(part, "recount", f"(seconds, {rows} decisions)", found["recount"]),
        Line(part, "radar", f"(seconds, {tenth} terms)", found["radar"], goal=1),
        Line(part, "import", f"(seconds, dry run of {tenth} rows)", found["import"], goal=60),
        Line(part, "import", "(megabytes at most)", found["megabytes"], goal=500),
    ]


def through_work(part: str, url: Mapping[str, str], clients: int, quick: bool) -> list[Line]:
    """(ii) A step through `Work`, against raw SQL that writes the same rows, and against Django."""
    _setup(url, clients)
    with ExitStack() as stack:
        groups = {
            name: [stack.enter_context(_worker([*_command(name), url[name], str(n)])) for n in range(clients)]
            for name in ("Work", "raw SQL", DJANGO)
        }
        steps, times = _size(quick, clients)
        found = rounds.in_turn({name: rounds.workers(group) for name, group in groups.items()}, steps, times)
        left = {name: order_all(group, "totals") for name, group in groups.items()}
    if not left["Work"] == left["raw SQL"] == left[DJANGO]:
        raise SystemExit(f"the variants did not do the same work on {part}: {left}")
    _show(f"a step with its trail, message and deadline, {part}", found)
    lite = part.startswith("sqlite")
    by, goal = ("cpu", 2.2) if lite else ("wall", 3)  # the disk is not ours, and waits for everybody alike
    lines = [
        Line(part, "Work", "raw SQL", rounds.ratio(found, "Work", "raw SQL"), goal=goal),
        Line(part, "Work", "raw SQL", rounds.ratio(found, "Work", "raw SQL", "cpu"), by="cpu"),
        Line(part, "Work", DJANGO, rounds.ratio(found, "Work", DJANGO, by), 1 / FASTER, by=by),
    ]
    if lite:
        lines.append(Line(part, "Work", DJANGO, rounds.ratio(found, "Work", DJANGO)))
    return lines


def signed_in_post(url: Mapping[str, str], quick: bool) -> list[Line]:
    """(iii) A signed-in POST that fires a step, against a bare Flask POST with one INSERT, and against Django's."""
    commands = {
        "signed-in POST": [sys.executable, "-m", "bench.web", "ours", url["Work"]],
        "bare Flask, one INSERT": [sys.executable, "-m", "bench.web", "bare", url["raw SQL"]],
        DJANGO: [str(PEER), "-m", "bench.peer.worker", url[DJANGO], "web"],
    }
    with ExitStack() as stack:
        groups = {name: [stack.enter_context(_worker(command))] for name, command in commands.items()}
        steps, times = _size(quick)
        found = rounds.in_turn({name: rounds.workers(group) for name, group in groups.items()}, steps, times)
    _show("a POST that fires a step", found)
    part, ours, bare = "web", "signed-in POST", "bare Flask, one INSERT"
    return [
        Line(part, ours, bare, rounds.ratio(found, ours, bare, "cpu"), goal=4, by="cpu"),
        Line(part, ours, DJANGO, rounds.ratio(found, ours, DJANGO, "cpu"), 1.0, by="cpu"),
    ]


def prepare_peer() -> None:
    """The peer's own environment, made once from the pinned list."""
    listed = ROOT / "bench" / "requirements.txt"
    mark = HERE / "venv" / "installed.txt"
    if mark.exists() and mark.read_bytes() == listed.read_bytes():
        return
    click.echo("Installing the peer into var/bench/venv (once) ...")
    venv.create(HERE / "venv", with_pip=True, clear=True)
    pip = [PEER, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", listed]
    subprocess.run(pip, check=True)
    shutil.copyfile(listed, mark)


def _size(quick: bool, clients: int = 1) -> tuple[int, int]:
    """How many steps a round has for each client, and how many rounds there are."""
    return (max(STEPS // clients, 8) // (3 if quick else 1), 3 if quick else ROUNDS)


def _command(name: str) -> list[str]:
    return {
        "Work": [sys.executable, "-m", "bench.ours"],
        "raw SQL": [sys.executable, "-m", "bench.raw"],
        DJANGO: [str(PEER), "-m", "bench.peer.worker"],
    }[name]


@contextmanager
def _worker(command: list[str]) -> Iterator[Worker]:
    worker = Worker(command)
    try:
        yield worker
    finally:
        worker.close()


def _setup(url: Mapping[str, str], clients: int) -> None:
    for name, module in (("Work", "Work"), ("raw SQL", "Work"), (DJANGO, DJANGO)):
        command = [*_command(module), url[name], "setup", str(clients)]
        subprocess.run(command, check=True, cwd=ROOT)


def _show(title: str, found: rounds.Found) -> None:
    click.echo(f"\n{title}: microseconds, median (least .. most)")
    for name, samples in found.items():
        wall, cpu = zip(*samples, strict=True)
        spread = f"({min(wall):.2f} .. {max(wall):.2f})"
        click.echo(f"  {name:<48} wall {median(wall):10.2f} {spread:<26} cpu {median(cpu):10.2f}")


def on_sqlite(quick: bool, parts: set[str]) -> list[Line]:
    """Parts (ii) and (iii) on SQLite with synchronous=FULL."""
    lines = []
    for part in ("sqlite", "web"):
        if part in parts:
            folder = HERE / part
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            url = {name: f"sqlite:///{folder}/{n}.sqlite3" for n, name in enumerate(("Work", "raw SQL", DJANGO))}
            if part == "sqlite":
                lines += through_work("sqlite, FULL", url, 1, quick)
            else:
                _setup(url, 1)
                lines += signed_in_post(url, quick)
    return lines


def on_postgresql(quick: bool) -> list[Line]:
    """Part (ii) on a PostgreSQL that keeps what it acknowledges, with one client and with eight."""
    lines = []
    postgres.SETTINGS.update(DURABLE)
    with postgres.server() as server:
        for clients in (1, 8):
            url = {}
            for n, name in enumerate(("Work", "raw SQL", DJANGO)):
                base = f"bench_{clients}_{n}"
                with psycopg.connect(server, autocommit=True) as connection:
                    connection.execute(f"CREATE DATABASE {base}")
                address = server.replace("/postgres?", f"/{base}?")
                url[name] = address if name == DJANGO else address.replace("postgresql:", "postgresql+psycopg:")
            lines += through_work(f"postgresql, {clients} client{'s' * (clients > 1)}", url, clients, quick)
    return lines


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.option("--quick", is_flag=True, help="Few steps: whether it runs, not how fast.")
@click.option("--only", default=PARTS, show_default=True, help="Parts, separated by commas.")
@click.option("--json", "target", type=click.Path(path_type=Path), help="Write the ratios here as well.")
def main(quick: bool, only: str, target: Path | None) -> None:
    """Run the parts, print the ratios."""
    parts = set(only.split(","))
    HERE.mkdir(parents=True, exist_ok=True)
    lines = in_memory(quick) if "memory" in parts else []
    lines += of_indicator(quick) if "indicator" in parts else []
    if parts - {"memory", "indicator"}:
        prepare_peer()
    lines += on_sqlite(quick, parts)
    if "postgresql" in parts:
        lines += on_postgresql(quick)
    click.echo("\nratios: how many times as long as ...")
    for line in lines:
        click.echo(f"  {line.part:<22} {line.name:<15} {line.say()}")
    if target:
        target.write_text(json.dumps([asdict(line) | {"holds": line.holds} for line in lines], indent=1) + "\n")
    sys.exit(0 if quick or all(line.holds for line in lines) else 1)


if __name__ == "__main__":
    main()
