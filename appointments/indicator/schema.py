"""The JSON Schema of the public feed. Pure."""

from typing import Any

from appointments.indicator.definition import TOGGLES
from appointments.indicator.report import FORMAT

TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
YES = {"type": "boolean"}
DAY = {"type": "string", "format": "date"}
MAYBE = {"type": ["string", "null"]}
TOLD = {"type": "object", "required": ["vi", "en"], "properties": {"vi": TEXT, "en": TEXT}}
FIGURE: dict[str, Any] = {"n_new": WHOLE, "n_exam": WHOLE, "share": MAYBE, "percent": MAYBE, "is_meaningful": YES}
LINE: dict[str, Any] = {
    "decision": {"type": "string", "format": "uuid"}, "number": TEXT, "effective_on": DAY, "agency": TOLD, "post": TOLD,
    "kind": TEXT, "method": {"enum": ["EXAM", "ORDINARY"]}, "level": TEXT, "rank": TEXT, "staff": TEXT, "counted": YES,
    "left_out_because": {"anyOf": [TOLD, {"type": "null"}]}, "clause": MAYBE,
    "entry": {**TEXT, "description": "SHA-256 of the decision's latest ledger entry; see /ledger/leaf?hash="},
}  # fmt: skip


def _object(properties: dict[str, Any], *optional: str) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


DEFINITION = _object({
    "version": WHOLE, "key": TEXT, "begins": DAY, "ends": DAY, "target": TEXT,
    "standstill": _object({"from": DAY, "to": DAY}),
    **{name: TEXT if name == "ranks" else WHOLE if name == "least" else YES for name in TOGGLES},
})  # fmt: skip
PART = _object({"of": {}, **FIGURE})
SCHEMA: dict[str, Any] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": FORMAT,
    "description": "Shares are exact fractions as text, for example 13/77; percent is rounded half up, for print.",
    **_object(
        {
            "format": {"const": FORMAT}, "licence": TOLD, "as_of": DAY, "definition": DEFINITION, **FIGURE,
            "is_reached": YES, "shortfall": WHOLE, "more_competitions_needed": {"type": ["integer", "null"]},
            "expected": WHOLE, "needed_of_expected": WHOLE, "share_of_expected": MAYBE,
            "civil_servants_only": _object(FIGURE), "commune_divisions_apart": _object(FIGURE),
            "by": _object({name: {"type": "array", "items": PART}
                           for name in ("year", "rank", "staff", "level", "agency")}),
            "counted": {"type": "array", "items": _object(LINE)},
            "left_out": {"type": "array", "items": _object(LINE)},
        },
        "expected", "needed_of_expected", "share_of_expected",
    ),
}  # fmt: skip
