"""The columns of the sheet by which decisions of the ordinary procedure are imported, each with its guide. Pure."""

from dataclasses import dataclass

from workflows.words import Words

SHEET, GUIDE = "Quyết định", "Hướng dẫn"
YES = ("x", "X")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title in the file, whether it must be filled in, what goes into it."""

    title: str
    is_required: bool
    guide: Words


COLUMNS = (
    Column("Họ và tên", True, Words("Họ, chữ đệm và tên, bảng mã Unicode", "Full name, in Unicode")),
    Column("Ngày sinh", False, Words(
        "Bắt buộc nếu không ghi số định danh", "Required where there is no identity number")),
    Column("Số định danh", False, Words(
        "12 chữ số, định dạng văn bản. Cùng số là cùng một người; hệ thống không lưu số này ở dạng đọc được",
        "12 digits, formatted as text. One number is one person; it is not kept in a form that can be read")),
    Column("Tên viết tắt đơn vị", True, Words("Như trong cây cơ quan, đơn vị", "As in the tree of agencies")),
    Column("Chức vụ", True, Words("Tên chức danh như đã nhập ở đơn vị", "The post's title as entered for the unit")),
    Column("Hình thức", True, Words("Một trong các hình thức ở bảng dưới", "One of the kinds below")),
    Column("Số quyết định", True, Words("Số, ký hiệu như trên văn bản", "Number and symbol as on the paper")),
    Column("Ngày ký", True, Words("Ngày ký quyết định", "Day of signing")),
    Column("Ngày hiệu lực", True, Words("Từ ngày ký trở đi", "From the day of signing on")),
    Column("Hết thời hạn ngày", False, Words(
        "Để trống: tính theo thời hạn giữ chức vụ chung", "Empty: by the general term of office")),
    Column("Là người khác", False, Words(
        "Ghi x nếu trùng họ tên, ngày sinh với người đã có nhưng là người khác",
        "x where somebody of the same name and birth date is known but is another person")),
)  # fmt: skip
DAYS = Words(
    "Ngày: ô kiểu ngày, hoặc văn bản 01/07/2025, 1-7-2025, 1.7.2025, 2025-07-01, ngày 1 tháng 7 năm 2025.",
    "Days: a date cell, or text 01/07/2025, 1-7-2025, 1.7.2025, 2025-07-01, ngày 1 tháng 7 năm 2025.",
)
REFUSED = Words(
    "Không nhận: công thức, ô gộp, dòng ẩn, macro (xlsm), văn bản TCVN3, VNI, CP1258. Lỗi được báo theo từng ô.",
    "Refused: formulas, merged cells, hidden rows, macros (xlsm), text in TCVN3, VNI or CP1258. Told by cell.",
)
