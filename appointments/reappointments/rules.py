"""The two conferences of a reappointment as terms of the vote, and what their figures come to. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from workflows.ballots import Imbalance, imbalances
from workflows.law import Citation
from workflows.reappointment_facts import BELOW, CARRIED, HALF
from workflows.voting import PRESENT, SUMMONED, Attendance, Ballots, Rule, Terms, base_of
from workflows.words import Words

CADRES, LEADERSHIP = "cadres", "leadership"
MEETINGS: dict[str, Words] = {
    CADRES: Words("Hội nghị cán bộ chủ chốt", "Conference of key cadres"),
    LEADERSHIP: Words("Hội nghị tập thể lãnh đạo", "Conference of the collective leadership"),
}
THE_PERSON = "the person"


@dataclass(frozen=True, slots=True)
class Figures:
    """What the minutes of a count tell: heads, ballots, and how many agreed."""

    summoned: int
    excused: int
    present: int
    returned: int
    valid: int
    agreed: int


def terms(meeting: str, rules: Mapping[str, Any], cites: Citation) -> Terms:
    """The rule of a conference: key cadres are counted of those present, the leadership of those summoned."""
    return Terms(
        rule=Rule.majority,
        base=PRESENT if meeting == CADRES else SUMMONED,
        passes_above=Fraction(1, 2),
        floor="",
        quorum=rules["vote.quorum"],
        cites=cites,
        excused_in_base=rules["vote.excused_in_base"],
    )


def result(figures: Figures, under: Terms) -> str:
    """Above one half, exactly one half, or below: `carried`, `half`, `below`."""
    base = base_of(Attendance(figures.summoned, figures.excused, figures.present), under)
    if 2 * figures.agreed > base:
        return CARRIED
    return HALF if 2 * figures.agreed == base and base else BELOW


def wrong(figures: Figures, under: Terms) -> list[Imbalance]:
    """What in the figures cannot be true; one ballot each was prepared and issued."""
    heads = Attendance(figures.summoned, figures.excused, figures.present)
    ballots = Ballots(
        prepared=figures.summoned, issued=figures.present, returned=figures.returned, valid=figures.valid,
        invalid=figures.returned - figures.valid, votes={THE_PERSON: figures.agreed},
    )  # fmt: skip
    return imbalances(heads, ballots, under)
