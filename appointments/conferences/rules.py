"""The list of those summoned as it is typed, one person a line. Pure."""

from dataclasses import dataclass

from appointments.accounts import names
from appointments.core.errors import Invalid

MOST = 500
PRESENCES = ("present", "excused", "absent")


@dataclass(frozen=True, slots=True)
class Summoned:
    """One person to be summoned."""

    full_name: str
    position: str = ""


def roll(text: str) -> list[Summoned]:
    """Those named in a text of lines "name; position"; nobody twice (one head, one ballot)."""
    found: list[Summoned] = []
    seen: set[tuple[str, str]] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        name, _, position = (part.strip() for part in line.partition(";"))
        one = Summoned(names.clean(name, numbered=True), position[:200])
        key = (names.similar(one.full_name), position.casefold())
        if key in seen:
            raise Invalid("Line %(number)s names somebody who is named already.", "voters", number=number)
        seen.add(key)
        found.append(one)
    if not found:
        raise Invalid("Nobody is named.", "voters")
    if len(found) > MOST:
        raise Invalid("At most %(most)s people can be summoned.", "voters", most=MOST)
    return found


def as_typed(people: list[Summoned]) -> str:
    """The same as lines, to be corrected."""
    return "\n".join(f"{one.full_name}; {one.position}" if one.position else one.full_name for one in people)
