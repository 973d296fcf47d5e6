"""What a message says, in both languages.

A message that is named after a step ("application.accept") says itself from the definition: what was done, where the
case stands now. Others are written out in `OWN`.
"""

from collections.abc import Mapping
from typing import Any

from workflows import registry
from workflows.words import Words

OWN: dict[str, Words] = {
    "worker.lagging": Words("Tác vụ nền đang chậm.", "Background work is late."),
}


class UnknownMessage(LookupError):
    """No step and no text has this name."""


def subject(message: str, title: Words) -> Words:
    """The line in the inbox and the mail's subject: "Chấp nhận hồ sơ: <the case>"."""
    said = _label(message)
    return Words(f"{said.vi}: {title.vi}", f"{said.en}: {title.en}")


def body(message: str, title: Words, state: Words, params: Mapping[str, Any], link: str) -> Words:
    """The mail's text; `link` leads to the case and holds no token."""
    said = _label(message)
    extra = f"\n{params['text']}" if "text" in params else ""
    ends_vi, ends_en = f"\n\nXem chi tiết: {link}\n", f"\n\nSee: {link}\n"
    return Words(
        f"Vụ việc: {title.vi}\nViệc đã làm: {said.vi}\nTrạng thái hiện nay: {state.vi}{extra}{ends_vi}",
        f"Case: {title.en}\nWhat was done: {said.en}\nIt now stands at: {state.en}{extra}{ends_en}",
    )


def _label(message: str) -> Words:
    if message in OWN:
        return OWN[message]
    process, _, trigger = message.partition(".")
    for edition in reversed(registry.all_processes()):
        if edition.key == process:
            for step in edition.transitions:
                if step.trigger == trigger:
                    return step.label
    raise UnknownMessage(message)
