"""The commands as they are typed. Vietnamese first; each command also has its Vietnamese name."""

import argparse
import re
import sys
from pathlib import Path
from typing import NoReturn

from .pages import Header
from .shares import ROLES

MOST_MM = 200


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(3, f"Sai cú pháp. Usage: {message}\n")


def parser() -> argparse.ArgumentParser:
    """Everything that can be asked."""
    made = _Parser(prog="coding", description="Công cụ làm phách, chạy rời. The coding board's offline tool.")
    made.set_defaults(demonstration=False)
    commands = made.add_subparsers(dest="command", required=True, parser_class=_Parser)
    for add in (_code, _open, _recode, _check, _key, _unseal, _demonstrate):
        add(commands)
    return made


def _command(commands: argparse._SubParsersAction, name: str, vietnamese: str, said: str) -> argparse.ArgumentParser:
    made = commands.add_parser(name, aliases=[vietnamese], help=said, description=said, allow_abbrev=False)
    made.set_defaults(command=name)
    made.add_argument("--demonstration", action="store_true", help="bản trình diễn: in chữ này lên mọi trang")
    return made


def _code(commands: argparse._SubParsersAction) -> None:
    made = _command(commands, "code", "lam-phach", "Rọc phách, rút số phách, niêm phong bản đồ. Cut, code, seal.")
    made.add_argument("scans", type=Path, help="thư mục bản quét: mỗi SBD một tệp hoặc một thư mục")
    made.add_argument("--list", type=Path, required=True, help="danh sách CSV: SBD;Có mặt")
    made.add_argument("--paper", required=True, help="mã bài thi")
    made.add_argument("--header-mm", type=_millimetres, required=True, help="chiều cao dải phách trên trang A4, mm")
    made.add_argument("--header-on", type=_where, required=True, help="first, all, hoặc every:N (tờ gấp N trang)")
    _outputs(made)


def _open(commands: argparse._SubParsersAction) -> None:
    made = _command(commands, "open", "mo-phach", "Mở bản đồ phách bằng hai mảnh khóa. Open the map with two shares.")
    made.add_argument("bundle", type=Path, help="gói niêm phong, cạnh manifest.json và commitment.json")
    _shares(made)
    made.add_argument("--commitment", help="cam kết đã ghi sổ, để so")
    made.add_argument("--out", type=Path, required=True, help="tệp bản đồ, tệp mới")


def _recode(commands: argparse._SubParsersAction) -> None:
    made = _command(commands, "recode", "lam-phach-lai", "Làm phách lại để phúc khảo. New codes for re-marking.")
    made.add_argument("bundle", type=Path, help="gói niêm phong của đợt trước")
    _shares(made)
    made.add_argument("--codes", nargs="+", default=[], help="số phách cũ của các bài phúc khảo")
    made.add_argument("--numbers", nargs="+", default=[], help="hoặc SBD của các bài phúc khảo")
    made.add_argument("--taken", nargs="+", default=[], help="số phách của các đợt khác, không rút lại")
    _outputs(made)


def _check(commands: argparse._SubParsersAction) -> None:
    made = _command(commands, "check", "kiem-tra", "Kiểm tra thư mục kết quả. Check a folder of results.")
    made.add_argument("folder", type=Path)
    _shares(made)


def _key(commands: argparse._SubParsersAction) -> None:
    made = _command(commands, "key", "tao-khoa-de-an", "Tạo khóa niêm phong đề án. Make the key of the proposals.")
    made.add_argument("--round", required=True, help="mã kỳ thi")
    _outputs(made)


def _unseal(commands: argparse._SubParsersAction) -> None:
    made = _command(commands, "unseal", "mo-de-an", "Mở khóa đề án bằng hai mảnh khóa. Open the proposals' keys.")
    made.add_argument("sealed", type=Path, help="tệp khóa niêm phong tải từ hệ thống")
    _shares(made)
    made.add_argument("--content", help="mã băm nội dung mà Chủ tịch và Ban giám sát đã xem, để so")
    made.add_argument("--out", type=Path, required=True, help="tệp khóa đã mở, tệp mới")


def _demonstrate(commands: argparse._SubParsersAction) -> None:
    made = _command(commands, "demonstrate", "trinh-dien", "Trình diễn cả quy trình với bài giả. Show it all.")
    made.set_defaults(demonstration=True)
    made.add_argument("--out", type=Path, required=True, help="thư mục mới")


def _outputs(made: argparse.ArgumentParser) -> None:
    made.add_argument("--out", type=Path, required=True, help="thư mục kết quả, thư mục mới")
    made.add_argument(
        "--share-to", type=_place, action="append", default=[], metavar="ROLE=FILE",
        help=f"ghi mảnh khóa thẳng ra vật mang tin của người giữ; ROLE: {', '.join(ROLES)}",
    )  # fmt: skip


def _shares(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--share", action="append", default=[], metavar="FILE", help="tệp mảnh khóa, hoặc - để gõ; dùng hai lần"
    )


def _millimetres(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= MOST_MM:
        raise argparse.ArgumentTypeError(f"1 .. {MOST_MM}")
    return int(text)


def _where(text: str) -> str:
    if not re.fullmatch(r"first|all|every:[1-9][0-9]?", text):
        raise argparse.ArgumentTypeError("first, all, every:N")
    return text


def _place(text: str) -> tuple[str, Path]:
    role, _, path = text.partition("=")
    if role not in ROLES or not path:
        raise argparse.ArgumentTypeError(f"ROLE=FILE, ROLE: {', '.join(ROLES)}")
    return role, Path(path)


def header(asked: argparse.Namespace) -> Header:
    """The strip that is cut."""
    return Header(asked.header_mm, asked.header_on)
