"""Asks the definitions again: every recorded step must still be the one that the law gives for the facts seen then."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

import orjson

from appointments.core.facts import FactsMismatch, decode_facts
from appointments.core.ledger.verifier.failures import Failure
from workflows import registry
from workflows.engine import Actor, Case, Process, Refused, UnknownTrigger
from workflows.roles import SYSTEM, Role


def replay(said: Mapping[str, Any], body: bytes, index: int | None = None) -> dict[str, Any]:
    """Check one entry against its definition; returns what stood beside the leaf.

    `said` is what the leaf says, `body` the opened payload.
    """
    process, seen = definition(said, index), _opened(said, body, index)
    source, to = said["st"]
    if [seen["from"], seen["to"]] != [source, to] or said["act"] != f"{process.key}.{seen['trigger']}":
        raise Failure("replay", said["case"], index, act=said["act"], why="leaf and contents tell different steps")
    if source is None:
        _check_edge(said, index, fits=to == process.initial)
    elif seen["facts"] is None:
        # A note changes rows, never the state; an act that is a step of the law must show its facts.
        _check_edge(said, index, fits=source == to and seen["trigger"] not in _steps(process))
    else:
        _decide_again(process, said, seen, index)
    return seen


def definition(said: Mapping[str, Any], index: int | None = None) -> Process:
    """The definition that the leaf names, for the process that the case belongs to."""
    key, _, version = said["rule"].partition("@")
    if key != said["case"].partition(":")[0] or not version.isdecimal():
        raise Failure("rule", said["case"], index, rule=said["rule"])
    try:
        return registry.process(key, int(version))
    except registry.UnknownProcess as error:
        raise Failure("rule", said["case"], index, rule=said["rule"]) from error


def _opened(said: Mapping[str, Any], body: bytes, index: int | None) -> dict[str, Any]:
    try:
        seen: dict[str, Any] = orjson.loads(body)
        return {name: seen[name] for name in ("trigger", "from", "to", "facts", "reason", "rows")} | seen
    except (ValueError, KeyError, TypeError) as error:
        raise Failure("replay", said["case"], index, act=said["act"], why=f"contents: {error!r}") from error


def _decide_again(process: Process, said: Mapping[str, Any], seen: Mapping[str, Any], index: int | None) -> None:
    source, to = said["st"]
    role = said["actor"]["role"]
    try:
        facts = decode_facts(process.facts, seen["facts"])
        # As when it was decided, but with only the role in which the step was taken: fewer roles open no other clause.
        actor = Actor(_person(said["actor"]), frozenset({Role(role)}))
        now = datetime.fromisoformat(said["at"])
        case = Case(actor, facts, now, seen.get("rules") or {}, reason=seen["reason"])
        clause = process.decide(source, seen["trigger"], case)
    except (Refused, UnknownTrigger, FactsMismatch, ValueError, KeyError, TypeError) as error:
        why = str(error) or type(error).__name__
        raise Failure("replay", said["case"], index, act=said["act"], why=why) from error
    _check_edge(said, index, fits=str(clause.to) == to)


def _person(actor: Mapping[str, Any]) -> str | None:
    """The person as guards know them. What follows from a person's act is the system's, whoever's act it was."""
    return None if actor["role"] == SYSTEM or actor["p"] is None else str(UUID(actor["p"]))


@cache
def _steps(process: Process) -> frozenset[str]:
    return frozenset(t.trigger for t in process.transitions)


def _check_edge(said: Mapping[str, Any], index: int | None, *, fits: bool) -> None:
    if not fits:
        (source, to), role = said["st"], said["actor"]["role"]
        raise Failure("edge", said["case"], index, act=said["act"], source=source, to=to, role=role)
