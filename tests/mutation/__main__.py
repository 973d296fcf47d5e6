"""`make mutants`: one guard, role or right turned into its opposite at a time; how many of them the tables notice.

python -m tests.mutation [--floor 95] [--all] [KEY ...]
"""

import sys

import click

from tests.mutation import guards, rights


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.argument("keys", nargs=-1)
@click.option("--floor", default=guards.FLOOR, show_default=True, help="Per cent that must be killed.")
@click.option("--all", "everything", is_flag=True, help="List every survivor, not only inverted guards.")
def main(keys: tuple[str, ...], floor: float, everything: bool) -> None:
    """Print both reports; 1 when the tables let too many faults pass. With KEYs, only these processes."""
    of_guards = guards.hunt_all(list(keys))
    reports = [of_guards] if keys else [of_guards, rights.hunt_all()]
    for report in reports:
        click.echo(report.say() + "\n")
        for survivor in report.survivors:
            if everything or survivor.startswith("guard inverted"):
                click.echo(f"survived  {survivor}")
    sys.exit(of_guards.share("guard inverted") < floor or any(report.share() < floor for report in reports))


if __name__ == "__main__":
    main()
