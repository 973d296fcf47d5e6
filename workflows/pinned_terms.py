"""The terms of a conference as they are pinned with it: written to JSON and read back, exactly. Pure."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from workflows.law import cite
from workflows.voting import AtHalf, Rule, Terms


def snapshot(terms: Terms) -> dict[str, Any]:
    """The terms as JSON keeps them."""
    newcomer = terms.newcomer_share
    return {
        "rule": str(terms.rule),
        "base": terms.base,
        "passes_above": str(terms.passes_above),
        "floor": terms.floor,
        "quorum": str(terms.quorum),
        "at_half": str(terms.at_half),
        "excused_in_base": terms.excused_in_base,
        "newcomer_share": None if newcomer is None else str(newcomer),
        "ballots_follow_heads": terms.ballots_follow_heads,
        "cites": [terms.cites.document.key, terms.cites.article, terms.cites.tag],
    }


def from_snapshot(stored: Mapping[str, Any]) -> Terms:
    """The terms that `snapshot` wrote."""
    newcomer = stored["newcomer_share"]
    return Terms(
        rule=Rule(stored["rule"]),
        base=stored["base"],
        passes_above=Fraction(stored["passes_above"]),
        floor=stored["floor"],
        quorum=Fraction(stored["quorum"]),
        at_half=AtHalf(stored["at_half"]),
        excused_in_base=stored["excused_in_base"],
        newcomer_share=None if newcomer is None else Fraction(newcomer),
        ballots_follow_heads=stored["ballots_follow_heads"],
        cites=cite(*stored["cites"]),
    )
