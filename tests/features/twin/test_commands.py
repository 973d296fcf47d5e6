"""What the commands print and write at the end of the round, and what they log, tells no secret that is not meant."""

import json
from base64 import b64decode

import pytest
import sqlalchemy as sa

from tests.features.twin.seeded import NAMES
from tests.features.twin.sightings import places
from tests.features.twin.test_sightings import PLACES, told_in

PRINTED = (
    ("ledger", "verify", "--json"),
    ("ledger", "key"),
    ("ledger", "seal"),
    ("indicator", "--as-of", "2027-01-01"),
    ("indicator", "--as-of", "2027-01-01", "--json"),
    ("indicator", "recount"),
    ("grants", "web", "worker"),
    ("worker", "--once"),
)
REFUSED = (("demo",),)
ELSEWHERE = {
    "ledger export": "its files are looked through below",
    "indicator check": "needs a frozen report: run beside the round",
    "rank": "reads two files, no database",
    "process check": "reads definitions, no database",
    "process draw": "reads definitions, no database",
    "process drawings": "reads definitions, no database",
    "init": "begins an empty house",
}
"""Commands that are not run for what they print, and why."""


@pytest.mark.parametrize("arguments", [*PRINTED, *REFUSED], ids=" ".join)
def test_no_command_prints_or_logs_a_secret(secret_round, logs, arguments):
    printed, logged = run(secret_round, logs, arguments)

    assert (printed.exit_code == 0) == (arguments in PRINTED), printed.output
    assert printed.output
    assert secret_round[1].within(printed.output) == set()
    assert told_in(logged, secret_round) == []


def test_verify_names_what_was_tampered_with_and_not_what_it_says(secret_round, logs):
    by_hand = "UPDATE mark SET comment = comment || '.' WHERE comment = 'Zqnhanxet'"

    printed, logged = run(secret_round, logs, ("ledger", "verify"), by_hand)

    assert printed.exit_code == 1, printed.output
    assert "mark" in printed.output
    assert secret_round[1].within(printed.output) == set()
    assert told_in(logged, secret_round) == []


@pytest.mark.parametrize("payloads", [True, False])
def test_an_export_holds_secrets_in_its_payloads_alone_and_without_them_none(secret_round, logs, tmp_path, payloads):
    options = ("--with-files",) if payloads else ("--without-payloads",)

    printed, _ = run(secret_round, logs, ("ledger", "export", str(tmp_path / "out"), *options))

    assert printed.exit_code == 0, printed.output
    found = {
        (secret, "ledger_payload" if path.name == "payloads.jsonl" else path.name)
        for path in (tmp_path / "out").rglob("*")
        if path.is_file()
        for text in texts_of(path)
        for secret in secret_round[1].within(text)
    }
    meant = {pair for pair in places(PLACES, NAMES[-1], NAMES) if pair[1] == "ledger_payload"}
    assert found == (meant if payloads else set())


def test_every_command_of_the_house_is_run_or_there_is_a_reason(secret_round):
    known, run_here = set(), {arguments[0] for arguments in (*PRINTED, *REFUSED)}
    for name, one in secret_round[0].app.cli.commands.items():
        under = [f"{name} {sub}" for sub in getattr(one, "commands", ())]
        known |= {*under} if under and not one.invoke_without_command else {name, *under}
    run_here |= {" ".join(arguments[:2]) for arguments in PRINTED}

    assert known <= run_here | set(ELSEWHERE), known - run_here - set(ELSEWHERE)
    assert set(ELSEWHERE) <= known - run_here


def texts_of(path):
    """What a file of an export says, entry by entry, its payloads decoded."""
    text = path.read_bytes().decode("utf-8", "replace")
    if path.name != "payloads.jsonl":
        return [text]
    return [b64decode(json.loads(line)["body"] or "").decode() for line in text.splitlines()]


def run(secret_round, logs, arguments, change="", state=NAMES[-1]):
    """What a command answers at the end of the round, after this change by hand; and what it logged."""
    house, _ = secret_round
    house.go("seeded", state)
    if change:
        with house.engine.connect().execution_options(writes=True) as connection, connection.begin():
            for (name,) in connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
                connection.execute(sa.text(f"DROP TRIGGER {name}"))
            connection.execute(sa.text(change))
    house.engine.dispose()
    before = len(logs)
    with house.open():
        return house.app.test_cli_runner().invoke(args=list(arguments)), logs[before:]
