"""What changes for a case of ordinary appointment that is moved from one text of the law to another. Pure.

Conferences, the rule of each, states and steps are read from the two definitions; figures from the two sets of rules.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from workflows import rules as regulation
from workflows.engine import Process
from workflows.meetings import Law, Meeting
from workflows.voting import PRESENT, SUMMONED, WHOM, AtHalf, Rule, percent
from workflows.words import Words

OF_THE_PROCEDURE = ("vote.", "policy.", "process.", "appt.")
"""The parameters that an ordinary appointment reads."""
RULES: dict[Rule, Words] = {
    Rule.review: Words("thống nhất danh sách, không lấy phiếu", "a list is agreed on without ballots"),
    Rule.carry: Words(
        "quá bán thì được chọn, không ai quá bán thì giới thiệu tiếp",
        "the majority is chosen; without one, several are carried on",
    ),
    Rule.majority: Words(
        "quá bán thì được chọn, không ai quá bán thì dừng", "the majority is chosen; without one, it stops"
    ),
    Rule.opinion: Words("ghi nhận ý kiến, không loại ai", "opinions are recorded, nobody drops out"),
}
AT_HALF: dict[AtHalf, Words | None] = {
    AtHalf.nobody: None,
    AtHalf.pair: Words("hai người cùng 50%: người đứng đầu chọn", "two people at 50 %: the head chooses"),
    AtHalf.anyone: Words("đúng 50%: người đứng đầu quyết định", "at exactly 50 %: the head decides"),
}
KEPT = Words("không công bố kết quả", "the result is not announced")
STEP_NUMBER = Words("Bước", "Step")
STATE, STEP = Words("Trạng thái", "State"), Words("Thao tác", "Act")


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs; None where a text does not have it."""

    what: Words
    before: Words | None
    after: Words | None


def differences(
    before: tuple[Law, Process, Mapping[str, Any]], after: tuple[Law, Process, Mapping[str, Any]]
) -> list[Difference]:
    """Everything that differs, conferences first; nothing where the texts agree."""
    (old_law, old, old_rules), (new_law, new, new_rules) = before, after
    return [
        *_of_meetings(old_law, old_rules, new_law, new_rules),
        *_of_names(STATE, _states(old), _states(new)),
        *_of_names(STEP, _steps(old), _steps(new)),
        *_of_figures(old_rules, new_rules),
    ]


def _of_meetings(
    old: Law, old_rules: Mapping[str, Any], new: Law, new_rules: Mapping[str, Any]
) -> Iterator[Difference]:
    earlier, later = _told(old, old_rules), _told(new, new_rules)
    labels = {m.key: m.label for law in (old, new) for m in law.on_site}
    labels |= {law.elsewhere.key: law.elsewhere.label for law in (old, new) if law.elsewhere}
    for key, label in labels.items():
        if earlier.get(key) != later.get(key):
            yield Difference(label, earlier.get(key), later.get(key))


def _told(law: Law, rules: Mapping[str, Any]) -> dict[str, Words]:
    """Each conference in a line: which step it is, its rule, of whom the share is taken, what is not announced."""
    meetings = [*law.on_site, *([law.elsewhere] if law.elsewhere else [])]
    return {m.key: _line(law.number(m.key), m, rules) for m in meetings}


def _line(number: int, m: Meeting, rules: Mapping[str, Any]) -> Words:
    parts = [RULES[m.rule]]
    if m.has_ballots:
        parts.append(WHOM[PRESENT if rules[m.base] == PRESENT else SUMMONED])
    if half := AT_HALF[m.at_half]:
        parts.append(half)
    if m.newcomer_share is not None:
        share = percent(m.newcomer_share)
        parts.append(Words(f"nhân sự mới giới thiệu: ít nhất {share.vi}", f"a new name: at least {share.en}"))
    if not m.is_announced:
        parts.append(KEPT)
    if number:
        parts.insert(0, Words(f"{STEP_NUMBER.vi} {number}", f"{STEP_NUMBER.en} {number}"))
    return Words("; ".join(p.vi for p in parts), "; ".join(p.en for p in parts))


def _states(process: Process) -> dict[str, Words]:
    return {state.name: state.label for state in process.states.values()}


def _steps(process: Process) -> dict[str, Words]:
    return {step.trigger: step.label for step in process.transitions}


def _of_names(kind: Words, old: Mapping[str, Words], new: Mapping[str, Words]) -> Iterator[Difference]:
    for name in dict.fromkeys([*old, *new]):
        if (name in old) != (name in new):
            yield Difference(kind, old.get(name), new.get(name))


def _of_figures(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for change in regulation.diff(old, new):
        if change.parameter.key.startswith(OF_THE_PROCEDURE):
            shown = [
                None if value is None else Words(*(change.parameter.show(value, locale) for locale in ("vi", "en")))
                for value in (change.before, change.after)
            ]
            yield Difference(change.parameter.label, *shown)
