"""What each command does, and the lines it says. No line names a number and a code together."""

import sys
from argparse import Namespace
from getpass import getpass
from pathlib import Path

from . import (
    arguments,
    batch,
    checking,
    folders,
    formats,
    minutes,
    opening,
    proposals,
    recutting,
    roll,
    samples,
    scans,
    shares,
)
from .batch import Asked, Script
from .faults import Fault, Refused, refused
from .formats import Commitment
from .pages import Header

FEW = 5
"""Under this many scripts of one paper a marker may guess whose a script is; the exam council may pool posts."""


def code(asked: Namespace) -> list[str]:
    """Cut headers, draw codes, seal the map."""
    if asked.out.absolute().is_relative_to(asked.scans.absolute()):
        raise refused("out_inside")
    people = roll.read(asked.list)
    found = scans.find(asked.scans, people)
    wanted = Asked(
        asked.paper, arguments.header(asked), people.absent,
        demonstration=asked.demonstration, share_places=dict(asked.share_to),
    )  # fmt: skip
    made = batch.make(wanted, [Script(scan.number, scan.sources) for scan in found], asked.out)
    return [
        *_done(made, asked.out),
        f"Bản quét gốc vẫn còn ở dạng rõ trong «{asked.scans.name}»: cất giữ hoặc hủy theo quy chế.",
        f"The scans still lie in clear in `{asked.scans.name}`: keep or destroy them as the regulation says.",
    ]


def recode(asked: Namespace) -> list[str]:
    """New codes, commitment and bundle for the scripts that are marked again."""
    opened = _opened(asked)
    by_code = {entry["code"]: entry for entry in opened.map.entries}
    by_number = {entry["number"]: entry for entry in opened.map.entries}
    old, numbers = [c for word in asked.codes for c in word.upper().split(",") if c], asked.numbers
    faults = [Fault("code_unknown", {"code": c}) for c in old if c not in by_code]
    faults += [Fault("number_unknown", {"number": n}) for n in numbers if n not in by_number]
    if faults:
        raise Refused(*faults)
    chosen = {entry["number"]: entry for entry in [*(by_code[c] for c in old), *(by_number[n] for n in numbers)]}
    if not chosen:
        raise refused("nobody_present")
    found = opening.scans_of(asked.bundle, opened.key, chosen)
    wanted = Asked(
        opened.map.paper, Header(**opened.map.header), kind="remark", demonstration=asked.demonstration,
        taken=frozenset(by_code) | frozenset(asked.taken), previous=opened.commitment.map,
        share_places=dict(asked.share_to),
    )  # fmt: skip
    scripts = [Script(n, lambda n=n: found[n], chosen[n]["code"]) for n in sorted(chosen)]
    return _done(batch.make(wanted, scripts, asked.out), asked.out)


def open(asked: Namespace) -> list[str]:  # noqa: A001 - the command's name
    """Write the map and the minutes of its opening."""
    for path in (asked.out, _minutes_beside(asked.out)):
        if path.exists():
            raise refused("out_exists", name=path.name)
    parts = _parts(asked)
    opened = opening.open_bundle(asked.bundle, parts, demonstration=asked.demonstration, expected=asked.commitment)
    folders.put(asked.out, opened.data)
    text = minutes.of_opening(opened.commitment, parts, formats.digest(opened.data))
    folders.put(_minutes_beside(asked.out), text.encode())
    return [
        f"Cam kết khớp: {opened.commitment.map}",
        f"Đã mở bản đồ phách của {opened.commitment.scripts} bài: «{asked.out.name}».",
        f"Ký biên bản «{_minutes_beside(asked.out).name}».",
        f"The map opens its commitment; {opened.commitment.scripts} scripts. Sign the minutes beside it.",
    ]


def check(asked: Namespace) -> list[str]:
    """Compare a folder with its commitment."""
    folder = folders.server_part(asked.folder)
    found = checking.check(folder)
    asked.bundle, said = folder / folders.BUNDLE, "không mở bản đồ - the map was not opened"
    if asked.share:
        recutting.recut(asked.bundle, _opened(asked))
        said = "đã mở thử, khớp cam kết; mọi tệp cắt lại từ bản quét đều giống - opened, recut, all alike"
    lines = [
        f"Nguyên vẹn: {found.scripts} bài, {found.pages} trang; bản đồ phách: {said}.",
        f"Sound: {found.scripts} scripts, {found.pages} pages.",
        f"Cam kết - commitment: {found.map}",
    ]
    if found.demonstration:
        lines.append("Đây là bản trình diễn. This is a demonstration.")
    return lines + _shares_beside(asked.folder)


def key(asked: Namespace) -> list[str]:
    """Make the key under which proposals are sealed."""
    made = proposals.make(asked.round, asked.out, dict(asked.share_to), demonstration=asked.demonstration)
    return [
        f"Đã tạo khóa niêm phong đề án, đợt {made['batch']}. Đưa «{proposals.PUBLIC}» vào hệ thống.",
        f"The key is made; bring `{proposals.PUBLIC}` to the system.",
        *_shares_beside(asked.out),
    ]


def unseal(asked: Namespace) -> list[str]:
    """Open the keys of all proposals of a round."""
    if asked.out.exists():
        raise refused("out_exists", name=asked.out.name)
    parts = _parts(asked)
    data = proposals.unseal(asked.sealed, parts, demonstration=asked.demonstration, expected=asked.content)
    folders.put(asked.out, data)
    return [
        f"Đã mở khóa đề án: «{asked.out.name}». Đưa tệp này vào hệ thống rồi xóa.",
        "The keys are open. Bring the file to the system, then delete it here.",
    ]


def demonstrate(asked: Namespace) -> list[str]:
    """Invented scans, coded, checked, opened; everything stays to be looked at."""
    if asked.out.exists():
        raise refused("out_exists", name=asked.out.name)
    listed = samples.round_of(asked.out, {"001": 3, "002": 5, "003": 2, "005": 4, "006": 3}, ["004"])
    result, parser = asked.out / "coded", arguments.parser()
    two = [f"--share={result / folders.SHARES / role}.txt" for role in ("chair", "supervisor")]
    steps = (
        ["code", str(asked.out / "scans"), "--list", str(listed), "--paper", "bai-thi-mau", "--out", str(result),
         "--header-mm", str(samples.HEADER_MM), "--header-on", "first"],
        ["check", str(result), *two],
        ["open", str(result / folders.SERVER / folders.BUNDLE), *two, "--out", str(asked.out / "map.json")],
    )  # fmt: skip
    lines = []
    for words in steps:
        step = parser.parse_args([*words, "--demonstration"])
        lines += ["", f"$ coding {words[0]}", *{"code": code, "check": check, "open": open}[words[0]](step)]
    return lines


def _opened(asked: Namespace) -> opening.Opened:
    return opening.open_bundle(asked.bundle, _parts(asked), demonstration=asked.demonstration)


def _parts(asked: Namespace) -> list[shares.Share]:
    if len(asked.share) != 2:
        raise refused("share_count")
    return [_part(name) for name in asked.share]


def _part(name: str) -> shares.Share:
    """A share from its file; typed where the name is `-`, so that it never stands on a command line."""
    if name == "-":
        return shares.read(getpass("Mảnh khóa - share: ", sys.stderr), "-")
    return shares.read(Path(name).read_text(encoding="utf-8", errors="replace"), Path(name).name)


def _done(made: Commitment, out: Path) -> list[str]:
    lines = [
        f"Đã làm phách {made.scripts} bài, {made.pages} trang; số lượng khớp. Kết quả: «{out.name}».",
        f"{made.scripts} scripts coded, {made.pages} pages; the counts balance.",
        f"Cam kết, ghi vào sổ trước khi chấm - commitment, to be recorded before marking: {made.map}",
    ]
    if made.scripts < FEW:
        lines.append(f"Lưu ý: chỉ có {made.scripts} bài, dễ đoán ra người viết. Few scripts: easy to guess whose.")
    return lines + _shares_beside(out)


def _shares_beside(folder: Path) -> list[str]:
    left = checking.shares_left(folder)
    if left < 2:
        return []
    return [
        f"Chú ý: {left} mảnh khóa đang nằm cạnh gói niêm phong; giao ngay cho từng người giữ rồi xóa ở đây.",
        f"Mind: {left} shares lie beside the bundle; hand each to its custodian and delete them here.",
    ]


def _minutes_beside(path: Path) -> Path:
    return path.with_suffix(".minutes.txt")
