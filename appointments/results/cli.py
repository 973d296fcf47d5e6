"""`flask rank`: the product's own ranking on a file, so that anyone can check a result. It opens no database.

It also runs without the application: `python -m appointments.results.cli SCORES.csv --rules RULES.yaml`.
"""

import json
from pathlib import Path
from typing import Any

import click

from appointments.results.cells import BadFile
from appointments.results.report import as_json, as_text
from appointments.results.rule_file import read_rules
from appointments.results.rules import rank
from appointments.results.scheme import InvalidScores
from appointments.results.sheets import MOST_BYTES, read_scores
from workflows.words import Words

BAD_INPUT = 2
IGNORED = Words("Các cột không dùng: %(names)s.", "Columns that are not used: %(names)s.")


class Unreadable(click.ClickException):
    """Input that no ranking can be made from: every fault is said in both languages, and the exit code is 2."""

    exit_code = BAD_INPUT

    def __init__(self, file: Path, faults: list[Words]):
        super().__init__("\n".join([file.name, *(f"  {w.vi}\n  {w.en}" for w in faults)]))

    def show(self, file: Any = None) -> None:
        """Print the faults as they are: click's own “Error:” is in one language only."""
        click.echo(self.message, err=True)


@click.command("rank")
@click.argument("scores", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--rules", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), help="RULES.yaml")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON instead of the table.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True, help="Language of the table.")
@click.option("--sheet", default=None, help="Sheet of an XLSX file, where several hold data.")
def rank_command(scores: Path, rules: Path, wants_json: bool, lang: str, sheet: str | None) -> None:
    """Rank the candidates in SCORES (.csv or .xlsx) by RULES.yaml; both formats are described in docs/rank.md."""
    try:
        scheme, decisions = read_rules(_content(rules))
    except BadFile as error:
        raise Unreadable(rules, error.faults) from error
    try:
        read = read_scores(_content(scores), scores.name, scheme.scale, sheet)
        ranking = rank(read.candidates, scheme, decisions)
    except BadFile as error:
        raise Unreadable(scores, error.faults) from error
    except InvalidScores as error:
        raise Unreadable(scores, [error.words]) from error
    if read.ignored:
        click.echo(IGNORED.say(lang, {"names": ", ".join(read.ignored)}), err=True)
    click.echo(json.dumps(as_json(ranking), ensure_ascii=False, indent=2) if wants_json else as_text(ranking, lang))


def _content(file: Path) -> bytes:
    """The bytes of a file, one more than is allowed at most, so that a huge one is refused without being read."""
    with file.open("rb") as stream:
        return stream.read(MOST_BYTES + 1)


def register(app: Any) -> None:
    """Add the command to the application's own; it asks for no application context."""
    app.cli.add_command(rank_command)


if __name__ == "__main__":
    rank_command()
