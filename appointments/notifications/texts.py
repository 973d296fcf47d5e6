"""What a message says, in both languages.

A message that is named after a step ("application.accept") says itself from the definition: what was done, where the
case stands now. Others are written out in `OWN`.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from workflows import registry
from workflows.engine import Process, Transition
from workflows.words import Words

Params = Mapping[str, Any]

OWN: dict[str, Words] = {
    "exams.summons": Words("Triệu tập dự thi viết", "Summons to the written paper"),
    "exams.minutes_changed": Words("Biên bản phòng thi đã thay đổi sau khi ký", "Signed minutes of a room changed"),
    "exams.oral_summons": Words("Triệu tập trình bày đề án", "Summons to the presentation"),
    "exams.proposal_awaited": Words("Mời nộp đề án trước phần trình bày", "Hand in your proposal"),
    "exams.proposal_prolonged": Words("Lùi hạn nộp đề án", "The deadline for proposals was put off"),
}
"""Messages that no step sends; their own words stand in the parameter `text`, in English in `text_en`."""


class UnknownMessage(LookupError):
    """No step and no text has this name."""


def subject(message: str, title: Words, params: Params) -> Words:
    """The line in the inbox and the mail's subject: "Chấp nhận hồ sơ: <the case>"."""
    said = label(message, params)
    return Words(f"{said.vi}: {title.vi}", f"{said.en}: {title.en}")


def body(message: str, title: Words, params: Params, link: str) -> Words:
    """The mail's text; `link` leads to the case and holds no token.

    It tells the state to which this very step led: by the time that it is read the case may have moved on, to where
    its reader is not to know of yet.
    """
    said, stands = label(message, params), _state(message, params)
    vi = [f"Vụ việc: {title.vi}", f"Việc đã làm: {said.vi}"]
    en = [f"Case: {title.en}", f"What was done: {said.en}"]
    if stands:
        vi.append(f"Trạng thái sau đó: {stands.vi}")
        en.append(f"It then stood at: {stands.en}")
    if "text" in params:
        vi.append(f"Nội dung: {params['text']}")
        en.append(f"Details: {params.get('text_en', params['text'])}")
    return Words("\n".join([*vi, "", f"Xem chi tiết: {link}", ""]), "\n".join([*en, "", f"See: {link}", ""]))


def label(message: str, params: Params) -> Words:
    """What was done. One name may stand for several clauses (passed, failed): `params` says from where to where."""
    if message in OWN:
        return OWN[message]
    steps = _steps(message)
    if not steps:
        raise UnknownMessage(message)
    exact = [step for step in steps if (str(step.source), str(step.to)) == (params.get("from"), params.get("to"))]
    found = exact or steps
    return found[0].label if len({step.label for step in found}) == 1 or exact else _process(message).label


def _state(message: str, params: Params) -> Words | None:
    if message in OWN or "to" not in params:
        return None
    found = (edition.states.get(params["to"]) for edition in reversed(_editions(message)))
    return next((state.label for state in found if state), None)


def _process(message: str) -> Process:
    return _editions(message)[-1]


def _editions(message: str) -> list[Process]:
    """Every edition of the process that a message is about, the newest last: older cases rest in older states."""
    return [edition for edition in registry.all_processes() if edition.key == message.partition(".")[0]]


@cache
def _steps(message: str) -> tuple[Transition, ...]:
    """Every clause under which a step of that name is taken, those of the newest edition first."""
    process, _, trigger = message.partition(".")
    editions = [edition for edition in registry.all_processes() if edition.key == process]
    return tuple(step for edition in reversed(editions) for step in edition.transitions if step.trigger == trigger)
