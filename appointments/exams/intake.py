"""Looks through what the coding board's tool wrote before anything of it is taken: every fault at once.

What is asked beside the tool's own forms stands in docs/coding-tool.md, "For the server".
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from appointments.applications.numbers import in_order
from appointments.exams.coding import formats, neutral
from appointments.exams.coding.faults import Fault
from appointments.exams.coding.faults import Refused as ToolRefused
from appointments.exams.coding.formats import Commitment, Manifest
from appointments.exams.unpacking import BUNDLE, COMMITMENT, MANIFEST, Part, refusal
from workflows.engine import Refusal, Refused
from workflows.words import Words

T = TypeVar("T")
FIRST, REMARK = "first", "remark"

WORDS = {
    "missing": Words("Thiếu tệp %(name)s.", "The file %(name)s is missing."),
    "extra": Words("Thừa tệp %(name)s: bản kê không có.", "The manifest does not list the file %(name)s."),
    "paper": Words(
        "Đợt làm phách này thuộc bài thi khác: %(found)s; bài thi này là %(expected)s.",
        "This batch is of another paper: %(found)s; this one is %(expected)s.",
    ),
    "kind": Words(
        "Cần đợt làm phách %(expected)s, tệp là đợt %(found)s.", "A batch %(expected)s is needed, this is %(found)s."
    ),
    "demonstration": Words(
        "Đây là đợt làm phách trình diễn; kỳ thi thật không nhận.", "This is a demonstration; a real exam takes none."
    ),
    "present": Words(
        "SBD %(number)s: hệ thống ghi đã nộp bài, bản kê ghi vắng.",
        "%(number)s handed a script in according to the system, and is absent in the manifest.",
    ),
    "absent": Words(
        "SBD %(number)s: hệ thống ghi không nộp bài, bản kê ghi có mặt.",
        "%(number)s handed nothing in according to the system, and is present in the manifest.",
    ),
    "unlisted": Words("Bản kê thiếu SBD %(number)s.", "The manifest does not list %(number)s."),
    "unknown": Words("Bản kê thừa SBD %(number)s.", "The manifest lists %(number)s, who is not in this paper."),
    "pages": Words(
        "Tổng số trang không khớp: bản kê %(expected)d, các tệp %(found)d.",
        "The pages do not sum up: %(expected)d in the manifest, %(found)d in the files.",
    ),
    "code": Words("Số phách %(code)s đã dùng cho bài thi này.", "The code %(code)s is in use for this paper."),
    "again": Words("Đợt làm phách này đã nộp rồi.", "This very batch was brought before."),
    "previous": Words(
        "Đợt làm phách lại phải tiếp đợt đã nộp (cam kết khác).", "The batch does not follow the one that was brought."
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """What the house knows itself: its own list of who handed in, the codes in use, which batch is due."""

    paper: str
    kind: str
    attendance: Mapping[str, bool]
    taken: frozenset[str] = frozenset()
    brought: frozenset[str] = frozenset()
    previous: str | None = None
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Brought:
    """A folder in which each file is what the manifest says, and the manifest what the commitment says."""

    parts: Mapping[str, Part]
    commitment: Commitment
    manifest: Manifest
    commitment_text: str
    manifest_text: str
    pages: Mapping[str, int]


def look_through(parts: Mapping[str, Part], expected: Expected) -> Brought:
    """What was brought, sound in itself and due here; or Refused with everything that is wrong."""
    faults = [refusal(WORDS["missing"], name=name) for name in (MANIFEST, COMMITMENT, BUNDLE) if name not in parts]
    commitment = _asked(faults, lambda: formats.read_commitment(parts[COMMITMENT].read()), COMMITMENT in parts)
    manifest = None
    if commitment is not None:
        manifest = _asked(
            faults, lambda: formats.verify_manifest(parts[MANIFEST].read(), commitment), MANIFEST in parts
        )
        faults += _of_the_bundle(parts, commitment)
    if manifest is None or commitment is None:
        raise Refused(faults)
    pages, of_files = _of_the_files(parts, manifest)
    faults += [*differences(commitment, manifest, expected), *of_files]
    if faults:
        raise Refused(faults)
    return Brought(
        parts, commitment, manifest, parts[COMMITMENT].read().decode(), parts[MANIFEST].read().decode(), pages
    )


def differences(commitment: Commitment, manifest: Manifest, expected: Expected) -> list[Refusal]:
    """Where the batch is not the one that is due: paper, kind, people, codes."""
    found = []
    if commitment.paper != expected.paper:
        found.append(refusal(WORDS["paper"], found=commitment.paper, expected=expected.paper))
    if commitment.kind != expected.kind:
        found.append(refusal(WORDS["kind"], found=commitment.kind, expected=expected.kind))
    elif commitment.previous != expected.previous:
        found.append(refusal(WORDS["previous"]))
    if commitment.demonstration and not expected.demonstration:
        found.append(refusal(WORDS["demonstration"]))
    if commitment.batch in expected.brought:
        found.append(refusal(WORDS["again"]))
    found += [refusal(WORDS["code"], code=code) for code in manifest.codes if code in expected.taken]
    return found + _of_the_people(dict(manifest.attendance), expected.attendance)


def _of_the_people(listed: Mapping[str, bool], known: Mapping[str, bool]) -> list[Refusal]:
    def kind(number: str) -> str | None:
        if number not in listed:
            return "unlisted"
        if number not in known:
            return "unknown"
        return None if listed[number] == known[number] else "present" if known[number] else "absent"

    told = [(number, kind(number)) for number in sorted(listed.keys() | known.keys(), key=in_order)]
    return [refusal(WORDS[what], number=number) for number, what in told if what]


def _of_the_bundle(parts: Mapping[str, Part], commitment: Commitment) -> list[Refusal]:
    faults = list[Refusal]()
    digest = _asked(faults, lambda: _digest(parts), BUNDLE in parts)
    if digest is not None and digest != commitment.bundle:
        faults.append(said(Fault("bundle_other")))
    return faults


def _digest(parts: Mapping[str, Part]) -> str:
    return parts[BUNDLE].digest()


def _of_the_files(parts: Mapping[str, Part], manifest: Manifest) -> tuple[dict[str, int], list[Refusal]]:
    """The pages of each neutral file by code, and what is wrong with the files."""
    listed = {f"scripts/{code}.pdf" for code in manifest.codes}
    faults = [refusal(WORDS["extra"], name=name) for name in parts if name.endswith(".pdf") and name not in listed]
    pages = dict[str, int]()
    for file in manifest.files:
        name = f"scripts/{file['code']}.pdf"
        if name not in parts:
            faults.append(refusal(WORDS["missing"], name=name))
        else:
            count = _asked(faults, lambda name=name, file=file: _pages(parts[name], file, manifest.slot))
            pages[file["code"]] = count or 0
    if not faults and sum(pages.values()) != manifest.pages:
        faults.append(refusal(WORDS["pages"], expected=manifest.pages, found=sum(pages.values())))
    return pages, faults


def _pages(part: Part, file: Mapping[str, Any], slot: int) -> int:
    """How many pages a neutral file has that is what the manifest says."""
    if part.size != file["bytes"]:
        raise ToolRefused(Fault("file_changed", {"name": part.name}))
    data = part.read()
    if formats.digest(data) != file["sha256"]:
        raise ToolRefused(Fault("file_changed", {"name": part.name}))
    try:
        return len(neutral.read(data, slot))
    except neutral.NotNeutral as error:
        raise ToolRefused(Fault("file_form", {"name": part.name, "why": str(error)})) from None


def _asked(faults: list[Refusal], ask: Callable[[], T], is_there: bool = True) -> T | None:
    """What the tool's own reader makes of a file; what it objects to joins the other faults."""
    if not is_there:
        return None
    try:
        return ask()
    except ToolRefused as error:
        faults += [said(fault) for fault in error.faults]
    except Refused as error:
        faults += error.refusals
    return None


def said(fault: Fault) -> Refusal:
    """A fault of the tool's own list as the house tells it."""
    vietnamese, english = ((text := fault.say(locale))[0].upper() + text[1:] + "." for locale in ("vi", "en"))
    return refusal(Words(vietnamese, english))
