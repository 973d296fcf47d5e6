"""`flask process check`, `draw` and `drawings`: the definitions proved, and drawn."""

import sys
from pathlib import Path

import click

from appointments.files import svg
from workflows import checking, product, registry
from workflows.engine import Process

LOCALES = click.Choice(["vi", "en"])


@click.group("process")
def process() -> None:
    """Prove and draw the process definitions."""


@process.command("check")
@click.argument("key", required=False)
@click.option("--lang", type=LOCALES, default="vi", show_default=True)
def check(key: str | None, lang: str) -> None:
    """Prove every definition, or those called KEY; what fails is told as the shortest story that shows it."""
    editions = _editions(key)
    found = [finding for p in editions for finding in checking.check(p)]
    together = product.check_together({p.key: p for p in registry.all_processes()})
    found += [f for f in together if key is None or f.of.partition("@")[0] == key]
    for p in editions:
        bad = sum(f.of == p.rule for f in found)
        verdict = f"{bad} FAILED" if bad else "ok"
        click.echo(f"{p.rule:<24} {len(p.states):>3} states {len(p.transitions):>3} steps  {verdict}")
    for rule in product.RULES if key is None else ():
        click.echo(f"{rule.name:<43} {'FAILED' if any(f.of == rule.name for f in found) else 'ok'}")
    for finding in found:
        click.echo(finding.say(lang), err=True)
    sys.exit(1 if found else 0)


@process.command("draw")
@click.argument("key")
@click.option("--lang", type=LOCALES, default="vi", show_default=True)
@click.option("--state", help="Highlight this state.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file instead of the screen.")
def draw(key: str, lang: str, state: str | None, output: Path | None) -> None:
    """Draw the latest edition of the definition KEY as SVG."""
    edition = _editions(key)[-1]
    if state is not None and state not in edition.states:
        raise click.BadParameter(f"{edition.rule} has no state {state!r}; it has: {', '.join(edition.states)}")
    picture = svg.draw(edition, lang, state)
    if output is None:
        click.echo(picture)
    else:
        output.write_text(picture + "\n", encoding="utf-8")


@process.command("drawings")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def drawings(folder: Path) -> None:
    """Draw the latest edition of every definition into FOLDER, in both languages; other drawings there are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    latest = {p.key: p for p in _editions(None)}
    pictures = {f"{key}.{lang}.svg": svg.draw(p, lang) for key, p in latest.items() for lang in LOCALES.choices}
    for name, picture in pictures.items():
        (folder / name).write_text(picture + "\n", encoding="utf-8")
    for old in set(folder.glob("*.svg")) - {folder / name for name in pictures}:
        old.unlink()


def _editions(key: str | None) -> list[Process]:
    """The editions asked for, oldest first."""
    known = registry.all_processes()
    editions = [p for p in known if key in (None, p.key)]
    if not editions:
        raise click.BadParameter(f"unknown process {key!r}; known: {', '.join(dict.fromkeys(p.key for p in known))}")
    return editions
