"""The minutes (biên bản) of coding and of opening, to be dated by hand and signed. They name no code."""

from collections.abc import Sequence
from typing import Any

from .formats import Commitment
from .shares import ROLES, Share

HEAD = """CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
"""
PLACE = (
    "Hồi ...... giờ ......, ngày ...... tháng ...... năm ............, tại ........................................\n"
)
WORD = "TRÌNH DIỄN - DEMONSTRATION: không có giá trị.\n"
KIND = {"first": "LÀM PHÁCH", "remark": "LÀM PHÁCH LẠI ĐỂ PHÚC KHẢO"}
COMMITTED = """Mã bài thi: {paper}
Đợt làm phách: {batch}
Số bài thi: {scripts}; tổng số trang: {pages}
Cam kết bản đồ phách: {map}
Băm tệp gói niêm phong (SHA-256): {bundle}
Băm tệp bản kê (SHA-256): {manifest}
"""


def of_coding(commitment: Commitment, attendance: Sequence[Sequence[Any]], fingerprint: str) -> str:
    """The minutes of drawing the codes."""
    absent = [number for number, present in attendance if not present]
    counted = f"Đăng ký: {len(attendance)}; có bài: {commitment.scripts}; vắng: {len(absent)}. Số lượng khớp."
    custodians = "".join(f"  - {label}: nhận mảnh khóa, ký: ............................\n" for label in ROLES.values())
    return "\n".join(
        [
            _top(commitment, f"BIÊN BẢN {KIND[commitment.kind]}"),
            COMMITTED.format(**commitment.content) + f"Băm tệp cam kết (SHA-256): {fingerprint}",
            counted,
            f"SBD vắng: {', '.join(absent) or 'không'}.",
            "Số phách rút ngẫu nhiên trong một đợt; không ai xem, in hay giữ bản đồ phách ở dạng rõ.",
            f"Khóa chia làm ba mảnh, mở cần hai:\n{custodians}",
            _signatures("Trưởng ban phách", "Ban giám sát"),
        ]
    )


def of_opening(commitment: Commitment, parts: Sequence[Share], digest: str) -> str:
    """The minutes of opening the map."""
    brought = "".join(f"  - {share.label}, ký: ............................\n" for share in parts)
    return "\n".join(
        [
            _top(commitment, "BIÊN BẢN MỞ BẢN ĐỒ PHÁCH"),
            COMMITTED.format(**commitment.content),
            f"Mở bằng hai mảnh khóa của:\n{brought}",
            "Cam kết được tính lại từ bản đồ vừa mở và khớp với cam kết nêu trên: bản đồ không bị thay đổi.",
            f"Băm tệp bản đồ đã mở (SHA-256): {digest}\n",
            _signatures(*(share.label for share in parts)),
        ]
    )


def _top(commitment: Commitment, title: str) -> str:
    return f"{WORD if commitment.demonstration else ''}{HEAD}\n{title}\n\n{PLACE}"


def _signatures(*names: str) -> str:
    return "          ".join(name.upper() for name in names) + "\n(Ký, ghi rõ họ tên)\n\n\n\n"
