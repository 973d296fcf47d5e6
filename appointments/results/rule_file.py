"""Reads and writes the rules of one ranking as YAML.

Every scalar is text first: YAML's own numbers would turn 50.10 into a binary float and 1:2 into 62. A key that is
unknown or stands twice is refused.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from appointments.results import cells
from appointments.results.cells import BadFile
from appointments.results.scheme import (
    LARGEST_SCALE,
    ROUNDING,
    HumanDecision,
    InvalidScores,
    Scheme,
)
from workflows.kinds import told
from workflows.words import Words

MOST_BYTES = 100_000
KEYS = {"scale", "weights", "pass", "tie_order", "slots", "rounding", "decisions"}
PARTS = ("written", "oral")

NOT_YAML = Words("Tệp quy tắc không phải YAML (dòng %(row)s).", "The rules file is no YAML (row %(row)s).")
TOO_DEEP = Words("Tệp quy tắc quá lớn hoặc lồng quá sâu.", "The rules file is too large or nested too deeply.")
NOT_A_MAPPING = Words(
    "Tệp quy tắc phải gồm các dòng “khóa: giá trị”.", "The rules file must consist of “key: value” lines."
)
UNKNOWN_KEY = Words("Không có quy tắc “%(key)s”.", "There is no rule “%(key)s”.")
TWICE = Words("Dòng %(row)s: “%(key)s” được nêu hai lần.", "Row %(row)s: “%(key)s” stands twice.")
LACKING = Words("Thiếu quy tắc: %(names)s.", "A rule is missing: %(names)s.")
AT_KEY = Words("%(key)s: %(what)s", "%(key)s: %(what)s")
NOT_WHOLE = Words("“%(found)s” không phải là số nguyên dương.", "“%(found)s” is not a positive whole number.")
NOT_PARTS = Words("phải viết {written: …, oral: …}.", "write {written: …, oral: …}.")
NOT_LIST = Words("phải là một danh sách.", "this must be a list.")
OTHER_ROUNDING = Words("chỉ có cách làm tròn half_up_2.", "half_up_2 is the only rounding.")
NOT_DECISION = Words(
    "mỗi quyết định phải có order (danh sách số báo danh), reason, và có thể có by.",
    "each decision needs order (a list of candidate numbers), reason, and may name by.",
)


class _Texts(yaml.BaseLoader):
    """Leaves every scalar as text and refuses a key that stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping, after asking that no key is repeated."""
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise BadFile([NOT_A_MAPPING])
            if key.value in seen:
                raise BadFile([told(TWICE, row=key.start_mark.line + 1, key=cells.shown(key.value))])
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def read_rules(content: bytes) -> tuple[Scheme, tuple[HumanDecision, ...]]:
    """The scheme and the decisions in a rules file; raises `BadFile` with the first thing that is wrong."""
    read = _load(content)
    if unknown := [k for k in read if k not in KEYS]:
        raise BadFile([told(UNKNOWN_KEY, key=cells.shown(k)) for k in unknown])
    if lacking := [k for k in ("scale", "weights", "pass", "tie_order", "slots") if k not in read]:
        raise BadFile([told(LACKING, names=", ".join(lacking))])
    if read.get("rounding", ROUNDING) != ROUNDING:
        raise BadFile([told(AT_KEY, key="rounding", what=OTHER_ROUNDING)])
    weights, least = _parts(read, "weights"), _parts(read, "pass")
    try:
        scheme = Scheme(
            scale=_mark("scale", read["scale"]),
            weight_written=_whole("weights", weights["written"]),
            weight_oral=_whole("weights", weights["oral"]),
            pass_written=_mark("pass", least["written"]),
            pass_oral=_mark("pass", least["oral"]),
            tie_order=tuple(_texts("tie_order", read["tie_order"])),
            slots=_whole("slots", read["slots"]),
        )
    except InvalidScores as error:
        raise BadFile([error.words]) from error
    return scheme, _decisions(read.get("decisions", []))


def write_rules(scheme: Scheme, decisions: tuple[HumanDecision, ...] = ()) -> str:
    """The same as a file, for whoever wants to check a published ranking."""
    rules: dict[str, Any] = {
        "scale": str(scheme.scale),
        "weights": {"written": str(scheme.weight_written), "oral": str(scheme.weight_oral)},
        "pass": {"written": str(scheme.pass_written), "oral": str(scheme.pass_oral)},
        "tie_order": list(scheme.tie_order),
        "slots": str(scheme.slots),
        "rounding": ROUNDING,
    }
    if decisions:
        rules["decisions"] = [{"order": list(d.order), "reason": d.reason, "by": d.decided_by} for d in decisions]
    return yaml.dump(rules, Dumper=yaml.SafeDumper, allow_unicode=True, sort_keys=False)


def _load(content: bytes) -> Mapping[str, Any]:
    if len(content) > MOST_BYTES:
        raise BadFile([TOO_DEEP])
    try:
        read = yaml.load(content.decode("utf-8-sig"), Loader=_Texts)  # noqa: S506 - makes text, lists and mappings only
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        raise BadFile([told(NOT_YAML, row=mark.line + 1 if mark else "?")]) from error
    except RecursionError as error:
        raise BadFile([TOO_DEEP]) from error
    if not isinstance(read, Mapping):
        raise BadFile([NOT_A_MAPPING])
    return read


def _parts(read: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """A mapping of exactly the two parts of the exam."""
    found = read[key]
    if not isinstance(found, Mapping) or set(found) != set(PARTS):
        raise BadFile([told(AT_KEY, key=key, what=NOT_PARTS)])
    return found


def _mark(key: str, text: Any) -> Decimal:
    try:
        found = cells.mark(text, LARGEST_SCALE)
    except cells.BadCell as error:
        raise BadFile([told(AT_KEY, key=key, what=error.words)]) from error
    if found is None:
        raise BadFile([told(LACKING, names=key)])
    return found


def _whole(key: str, text: Any) -> int:
    if not isinstance(text, str) or not text.isascii() or not text.isdigit() or len(text) > 4:
        raise BadFile([told(AT_KEY, key=key, what=told(NOT_WHOLE, found=cells.shown(text)))])
    return int(text)


def _texts(key: str, found: Any) -> list[str]:
    if not isinstance(found, list) or any(not isinstance(item, str) for item in found):
        raise BadFile([told(AT_KEY, key=key, what=NOT_LIST)])
    return found


def _decisions(found: Any) -> tuple[HumanDecision, ...]:
    made = []
    for item in found if isinstance(found, list) else [None]:
        if not isinstance(item, Mapping) or not set(item) <= {"order", "reason", "by"}:
            raise BadFile([told(AT_KEY, key="decisions", what=NOT_DECISION)])
        reason, by = item.get("reason"), item.get("by", "")
        if not isinstance(reason, str) or not isinstance(by, str):
            raise BadFile([told(AT_KEY, key="decisions", what=NOT_DECISION)])
        made.append(HumanDecision(tuple(_texts("decisions", item.get("order"))), reason, by))
    return tuple(made)
