"""The documents that the regulation cites, with what is known of them. Titles stay Vietnamese in both languages.

`tag` says how sure the source is: "S" found in public material, "K" own knowledge to be verified, "D" the house's own
design, not law. A citation with tag K or D is shown as such on screen and never printed as law.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Document:
    """A law, decree, circular or plan: number, title, in force from and to (None: still, or unknown)."""

    key: str
    number: str
    title: str
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule stands: document, article (with clause and point, as printed), and how sure that is."""

    document: Document
    article: str = ""
    tag: str = "S"

    @property
    def is_verified(self) -> bool:
        """Whether the text itself was read; where not, every case under it says so."""
        return self.document.key not in UNREAD

    def __str__(self) -> str:
        place = f"Điều {self.article}, " if self.article else ""
        return f"{place}{self.document.number}"


UNREAD = frozenset({"nd259"})
"""Texts in force of which only study notes were found."""
_ALL = [
    Document(
        "tb202",
        "TB 202-TB/TW",
        "Thông báo về thí điểm đổi mới cách tuyển chọn lãnh đạo cấp vụ, sở, phòng",
        date(2015, 5, 26),
        None,
        "K-h",
    ),
    Document(
        "cv2424",
        "Công văn 2424/BNV-CCVC",
        "Hướng dẫn thí điểm thi tuyển chức danh lãnh đạo, quản lý",
        date(2017, 5, 9),
        None,
        "S12",
    ),
    Document(
        "nd138",
        "NĐ 138/2020/NĐ-CP",
        "Tuyển dụng, sử dụng và quản lý công chức",
        date(2020, 12, 1),
        date(2025, 6, 30),
        "S5",
    ),
    Document(
        "nd116",
        "NĐ 116/2024/NĐ-CP",
        "Sửa đổi, bổ sung NĐ 138/2020/NĐ-CP",
        date(2024, 9, 17),
        date(2025, 6, 30),
        "S10",
    ),
    Document(
        "nd115",
        "NĐ 115/2020/NĐ-CP",
        "Tuyển dụng, sử dụng và quản lý viên chức",
        date(2020, 9, 29),
        date(2026, 6, 30),
        "S4",
    ),
    Document(
        "nd85", "NĐ 85/2023/NĐ-CP", "Sửa đổi, bổ sung NĐ 115/2020/NĐ-CP", date(2023, 12, 7), date(2026, 6, 30), "S4"
    ),
    Document("tt6", "TT 6/2020/TT-BNV", "Quy chế, nội quy thi tuyển", date(2021, 1, 20), date(2025, 4, 30), "S25"),
    Document("tt1", "TT 001/2025/TT-BNV", "Quy chế, nội quy thi tuyển (thay TT 6/2020)", date(2025, 5, 1), None, "S26"),
    Document("tt22", "TT 22/2025/TT-BNV", "Quy chế thi công chức", date(2025, 12, 10), None, "S27"),
    Document("luat80", "Luật 80/2025/QH15", "Luật Cán bộ, công chức", date(2025, 7, 1), None, "S28"),
    Document("nd170", "NĐ 170/2025/NĐ-CP", "Tuyển dụng, sử dụng và quản lý công chức", date(2025, 7, 1), None, "S2"),
    Document("nd300", "NĐ 300/2026/NĐ-CP", "Sửa đổi, bổ sung NĐ 170/2025/NĐ-CP", date(2026, 8, 1), None, "S2"),
    Document("luat129", "Luật 129/2025/QH15", "Luật Viên chức", date(2026, 7, 1), None, "S32"),
    Document(
        "nd259",
        "NĐ 259/2026/NĐ-CP",
        "Tuyển dụng, sử dụng và quản lý viên chức (chưa kiểm chứng nguyên văn)",
        date(2026, 7, 1),
        None,
        "S33",
    ),
    Document(
        "nd135", "NĐ 135/2020/NĐ-CP", "Tuổi nghỉ hưu (Bộ luật Lao động 2019, Điều 169)", date(2021, 1, 1), None, "K-h"
    ),
    Document("nd30", "NĐ 30/2020/NĐ-CP", "Công tác văn thư", date(2020, 3, 5), None, "S34"),
    Document(
        "kh3461",
        "KH 3461/KH-UBND",
        "Kế hoạch thi tuyển chức danh lãnh đạo, quản lý của UBND TP.HCM",
        date(2022, 9, 27),
        None,
        "S18",
    ),
    Document(
        "reform2022",
        "Đề án cải cách công vụ TP.HCM 2022-2027",
        "Đề án đẩy mạnh cải cách chế độ công vụ, công chức",
        date(2022, 8, 8),
        date(2027, 10, 30),
        "S1",
    ),
    Document("luat72", "Luật 72/2025/QH15", "Luật Tổ chức chính quyền địa phương", date(2025, 6, 16), None, "S31"),
    Document("nq202", "NQ 202/2025/QH15", "Sắp xếp đơn vị hành chính cấp tỉnh", date(2025, 7, 1), None, "S31"),
    Document(
        "nq1685",
        "NQ 1685/NQ-UBTVQH15",
        "Sắp xếp các đơn vị hành chính cấp xã của Thành phố Hồ Chí Minh năm 2025",
        date(2025, 7, 1),
        None,
        "S31",
    ),
    Document("luat91", "Luật 91/2025/QH15", "Luật Bảo vệ dữ liệu cá nhân", None, None, "S"),
    Document("quyche", "Quy chế thi tuyển", "Quy chế thi tuyển do cơ quan tổ chức thi ban hành", None, None, "D"),
]
DOCUMENTS: dict[str, Document] = {d.key: d for d in _ALL}


def cite(document: str, article: str = "", tag: str = "S") -> Citation:
    """The citation of `article` in the document with that key."""
    return Citation(DOCUMENTS[document], article, tag)


def design(tag: str = "D") -> Citation:
    """A rule of the exam regulation that no found law fixes (no general decree exists; domain: fact 4)."""
    return Citation(DOCUMENTS["quyche"], "", tag)
