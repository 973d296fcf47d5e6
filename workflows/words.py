"""Text of the regulation in both languages, side by side, so that neither can be forgotten (ADR 0003)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Vietnamese and in English; `%(name)s` stands for a parameter."""

    vi: str
    en: str

    def say(self, locale: str, params: Mapping[str, Any] | None = None) -> str:
        """The text in `locale` ("vi" or "en") with its parameters filled in."""
        text = self.en if locale == "en" else self.vi
        return text % params if params else text

    def placeholders(self) -> frozenset[str]:
        """The names of the parameters that either language uses."""
        found: set[str] = set()
        for text in (self.vi, self.en):
            for piece in text.split("%(")[1:]:
                found.add(piece.partition(")")[0])
        return frozenset(found)
