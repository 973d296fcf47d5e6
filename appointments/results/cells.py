"""What one cell of a sheet of scores may hold. Each reader gives the value or raises `BadCell` with the reason."""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from appointments.results.scheme import Attendance
from workflows.kinds import told
from workflows.words import Words

LONGEST_SHOWN = 20
_MARK = re.compile(r"\d{1,4}([.,]\d{1,2})?", re.ASCII)
_CODE = re.compile(r"[^\W_](?:[\w./-]{0,30}[^\W_])?")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_LOCAL_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_MONTHS = re.compile(r"\d{1,3}", re.ASCII)
_YES = {"1", "x", "co", "yes", "true", "y"}
_NO = {"0", "khong", "no", "false", "n"}
_ATTENDANCE = {
    "": Attendance.sat, "sat": Attendance.sat, "du_thi": Attendance.sat,
    "absent": Attendance.absent, "vang": Attendance.absent, "vang_thi": Attendance.absent,
    "annulled": Attendance.annulled, "huy_ket_qua": Attendance.annulled,
    "withdrawn": Attendance.withdrawn, "rut": Attendance.withdrawn, "rut_ho_so": Attendance.withdrawn,
}  # fmt: skip

NOT_A_MARK = Words(
    "“%(found)s” không phải là điểm: viết chữ số, tối đa 2 chữ số thập phân, ví dụ 87.50 hoặc 87,50.",
    "“%(found)s” is not a mark: write digits with at most 2 decimals, for example 87.50 or 87,50.",
)
OUT_OF_SCALE = Words("Điểm %(found)s vượt thang điểm %(scale)s.", "The mark %(found)s is above the scale of %(scale)s.")
NOT_EXACT = Words(
    "Số %(found)s có nhiều hơn 2 chữ số thập phân; hãy làm tròn trong bảng tính.",
    "The number %(found)s has more than 2 decimals; round it in the spreadsheet.",
)
NOT_A_CODE = Words(
    "“%(found)s” không phải là số báo danh: dùng chữ, số, dấu chấm, gạch nối hoặc gạch chéo, tối đa 32 ký tự.",
    "“%(found)s” is not a candidate number: letters, digits, dot, hyphen or slash, at most 32 characters.",
)
NO_CODE = Words("Thiếu số báo danh.", "The candidate number is missing.")
NOT_YES_NO = Words("“%(found)s” phải là có/không, 1/0 hoặc để trống.", "“%(found)s” must be yes/no, 1/0 or blank.")
NOT_A_DAY = Words(
    "“%(found)s” không phải là ngày: viết 31/12/1980 hoặc 1980-12-31.",
    "“%(found)s” is not a date: write 31/12/1980 or 1980-12-31.",
)
NOT_MONTHS = Words("“%(found)s” không phải là số tháng (số nguyên).", "“%(found)s” is not a whole number of months.")
NOT_ATTENDANCE = Words(
    "“%(found)s” phải là dự thi, vắng, hủy kết quả, rút hoặc để trống.",
    "“%(found)s” must be sat, absent, annulled, withdrawn or blank.",
)


class BadCell(ValueError):
    """The cell cannot be read; `words` says why."""

    def __init__(self, words: Words, found: Any, **params: Any):
        self.words = told(words, found=shown(found), **params)
        super().__init__(self.words.en)


class BadFile(ValueError):
    """The file cannot be used; carries every fault in the order of the file."""

    def __init__(self, faults: list[Words]):
        super().__init__("; ".join(w.en for w in faults))
        self.faults = faults


def shown(found: Any) -> str:
    """A piece of the file as it may be repeated on a terminal: short, and without control characters."""
    text = "".join(c if c.isprintable() else "·" for c in str(found))
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"


def folded(text: str) -> str:
    """A word without case, accents or spaces, so that “Điểm viết” and “diem_viet” are one."""
    bare = "".join(
        c for c in unicodedata.normalize("NFD", text.casefold().replace("đ", "d")) if not unicodedata.combining(c)
    )
    return "_".join(re.findall(r"[a-z0-9]+", bare))


def text_of(cell: Any) -> str:
    """A cell as text: a spreadsheet's whole number without its “.0”."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unicodedata.normalize("NFC", str(cell)).strip()


def code(cell: Any) -> str:
    """A candidate number."""
    text = text_of(cell)
    if not text:
        raise BadCell(NO_CODE, "")
    if (
        not _CODE.fullmatch(text)
        or isinstance(cell, (bool, date))
        or (isinstance(cell, float) and not cell.is_integer())
    ):
        raise BadCell(NOT_A_CODE, text)
    return text


def mark(cell: Any, scale: Decimal) -> Decimal | None:
    """A mark in hundredths from 0 to the scale; None for a blank."""
    text = text_of(cell)
    if not text:
        return None
    if isinstance(cell, float) and not cell.is_integer() and _MARK.match(text) and not _MARK.fullmatch(text):
        raise BadCell(NOT_EXACT, text)
    if isinstance(cell, (bool, date)) or not _MARK.fullmatch(text):
        raise BadCell(NOT_A_MARK, text)
    found = Decimal(text.replace(",", "."))
    if found > scale:
        raise BadCell(OUT_OF_SCALE, text, scale=scale)
    return found


def yes_or_no(cell: Any) -> bool | None:
    """Yes, no, or not on record."""
    word = folded(text_of(cell))
    if not text_of(cell):
        return None
    if word not in _YES | _NO:
        raise BadCell(NOT_YES_NO, cell)
    return word in _YES


def day(cell: Any) -> date | None:
    """A date, or not on record."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = text_of(cell)
    if not text:
        return None
    local, iso = _LOCAL_DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    try:
        if local:
            return date(int(local[3]), int(local[2]), int(local[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError:  # the 30th of February is no date either
        pass
    raise BadCell(NOT_A_DAY, text)


def months(cell: Any) -> int | None:
    """A number of months, or not on record."""
    text = text_of(cell)
    if not text:
        return None
    if isinstance(cell, (bool, date)) or not _MONTHS.fullmatch(text):
        raise BadCell(NOT_MONTHS, text)
    return int(text)


def attendance(cell: Any) -> Attendance:
    """Whether the candidate sat; blank means so."""
    word = folded(text_of(cell))
    if word not in _ATTENDANCE or (not word and text_of(cell)):
        raise BadCell(NOT_ATTENDANCE, cell)
    return _ATTENDANCE[word]
