"""`flask ledger verify`, `export`, `seal` and `key`: the log checked, handed over, and signed."""

import json
import sys
from itertools import chain
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from appointments.audit.stored import application_files, coded_files, digest_in_store, renamed, sealed_proposals
from appointments.core import clock
from appointments.core.ledger import checkpoint, sealer
from appointments.core.ledger.export import export as write_export
from appointments.core.ledger.verifier.failures import CannotDecide, Failure
from appointments.core.ledger.verifier.heads import BadHead
from appointments.core.ledger.verify import verify as verify_database
from appointments.files.storage import Missing, Storage
from appointments.web.db import session


@click.group("ledger")
def ledger() -> None:
    """Check, export and sign the audit log."""


@ledger.command("verify")
@click.option("--key", help="The log's public key as it was handed out; without it the installation's own.")
@click.option("--head", "heads", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The verdict for programs.")
@with_appcontext
def verify(key: str | None, heads: tuple[Path, ...], as_json: bool) -> None:
    """Recompute the log, replay every case, compare with the present rows and files.

    Exit 0: sound. 1: tampered; names the first bad case and what is wrong. 2: cannot decide.
    """
    try:
        found = verify_database(
            session(),
            key or _own_key(),
            witnessed=[*checkpoint.kept(_kept_heads()), *(path.read_text() for path in heads)],
            stored=digest_in_store(Storage(Path(current_app.config["FILES"]))),
            also_stored=chain(application_files(session()), coded_files(session()), sealed_proposals(session())),
            beside=renamed(session()),
        )
    except Failure as failure:
        _answer(failure.as_json() | {"ok": False}, [failure.say("vi"), failure.say("en")], as_json, 1)
    except (CannotDecide, BadHead, SQLAlchemyError, OSError) as error:
        said = [f"Không thể kết luận: {error}", f"Cannot decide: {error}"]
        _answer({"ok": None, "why": str(error)}, said, as_json, 2)
    else:
        said = [
            f"Nhật ký nguyên vẹn: {found['entries']} bản ghi, {found['cases']} vụ việc, {found['rows']} dòng dữ liệu.",
            f"The log is sound: {found['entries']} entries, {found['cases']} cases, {found['rows']} rows.",
        ]
        _answer(found | {"ok": True}, said, as_json, 0)


@ledger.command("export")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--without-payloads", is_flag=True, help="Leave out what holds personal data.")
@click.option("--with-files", is_flag=True, help="Copy the stored files too.")
@with_appcontext
def export(folder: Path, without_payloads: bool, with_files: bool) -> None:
    """Write the log to FOLDER for the stand-alone verifier."""
    read = Storage(Path(current_app.config["FILES"])).get if with_files else None
    try:
        count = write_export(session(), folder, _own_key(), payloads=not without_payloads, read=read)
    except (CannotDecide, Missing, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{folder}: {count} entries")


@ledger.command("seal")
@with_appcontext
def seal() -> None:
    """Place every new entry and sign a head, as the worker does every minute."""
    done = sealer.seal_here(session(), current_app.config, clock.now())
    click.echo(f"{done.leaves} entries placed, {done.size} in all")


@ledger.command("key")
@with_appcontext
def key() -> None:
    """Print the log's public key, to be handed out and pinned elsewhere."""
    try:
        click.echo(_own_key())
    except CannotDecide as error:
        raise click.ClickException(str(error)) from error


def _own_key() -> str:
    path = Path(current_app.config["LEDGER_KEY"])
    if not path.exists():
        raise CannotDecide(f"there is no signing key at {path.name}; nothing was ever sealed here")
    return str(checkpoint.load_or_create(path, current_app.config["ORIGIN"]).verifier)


def _kept_heads() -> Path:
    return checkpoint.heads_beside(Path(current_app.config["LEDGER_KEY"]))


def _answer(verdict: dict[str, Any], said: list[str], as_json: bool, code: int) -> None:
    click.echo(json.dumps(verdict, ensure_ascii=False) if as_json else "\n".join(said))
    sys.exit(code)
