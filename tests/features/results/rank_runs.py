"""Runs `flask rank` on files made of given text."""

import json
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result

from appointments.results.cli import rank_command

RULES = """
scale: 100
weights: {written: 1, oral: 2}
pass: {written: 50, oral: 50}
tie_order: [oral, written, planning, head_decides]
slots: 1
"""
HEADING = "code,written,oral\n"


def runner(folder: Path) -> Callable[..., Result]:
    """A function that writes a score file and a rules file into the folder and runs the command on them."""

    def run(content: str | bytes, *options: str, name: str = "scores.csv", rules: str | bytes = RULES) -> Result:
        scores, rule_file = folder / name, folder / "rules.yaml"
        scores.write_bytes(content if isinstance(content, bytes) else content.encode())
        rule_file.write_bytes(rules if isinstance(rules, bytes) else rules.encode())
        return CliRunner().invoke(rank_command, [str(scores), "--rules", str(rule_file), *options])

    return run


def places(result: Result) -> dict[str, int | None]:
    """The place of each candidate in the JSON answer."""
    assert result.exit_code == 0, result.output
    return {c["code"]: c["rank"] for c in json.loads(result.stdout)["candidates"]}
