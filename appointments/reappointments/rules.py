"""The two conferences of a reappointment as terms of the vote, and what their outcome means for the case. Pure."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from workflows.meetings import KEY_CADRES
from workflows.meetings import LEADERSHIP as HEAD_AND_DEPUTIES
from workflows.reappointment import Text
from workflows.reappointment_facts import BELOW, CARRIED, EXTENSION, HALF, key_cadres_are_below_half
from workflows.voting import PRESENT, SUMMONED, AtHalf, Result, Rule, Terms
from workflows.words import Words

CADRES, LEADERSHIP = "cadres", "leadership"
MEETINGS: dict[str, Words] = {
    CADRES: Words("Hội nghị cán bộ chủ chốt", "Conference of key cadres"),
    LEADERSHIP: Words("Hội nghị tập thể lãnh đạo", "Conference of the collective leadership"),
}
ELECTORATES: dict[str, Words] = {CADRES: KEY_CADRES, LEADERSHIP: HEAD_AND_DEPUTIES}
OUTCOMES = {Result.one_chosen: CARRIED, Result.head_decides: HALF, Result.stopped: BELOW}
"""One name stands on the ballot: above one half, exactly one half and left to the head, or neither."""
BALLOTS_FOLLOW_HEADS = 4
"""From this edition on (the texts of 2026) the ballots are printed and issued by heads."""


def terms(meeting: str, rules: Mapping[str, Any], text: Text) -> Terms:
    """The rule of a conference: key cadres are counted of those present, the leadership of those summoned.

    Where exactly one half of the key cadres is referred up, nobody is left to the head.
    """
    to_the_head = meeting == LEADERSHIP or text.refers is key_cadres_are_below_half
    return Terms(
        rule=Rule.majority,
        base=PRESENT if meeting == CADRES else SUMMONED,
        passes_above=Fraction(1, 2),
        floor="",
        quorum=rules["vote.quorum"],
        cites=text.cites,
        at_half=AtHalf.anyone if to_the_head else AtHalf.nobody,
        excused_in_base=rules["vote.excused_in_base"],
        ballots_follow_heads=text.version >= BALLOTS_FOLLOW_HEADS,
    )


def awaited(state: str, road: str) -> str:
    """The conference that a case in this state waits for; "" where it waits for none."""
    if state == "reported":
        return LEADERSHIP if road == EXTENSION else CADRES
    return LEADERSHIP if state == "cadres_held" else ""
