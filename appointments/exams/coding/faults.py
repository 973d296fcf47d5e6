"""What can be wrong, each kind with its exit code and the sentence that tells it, in Vietnamese and in English."""

from dataclasses import dataclass, field
from typing import Any

PROOF, INPUT = 1, 2
"""1: what was brought does not agree with what was sealed. 2: it cannot be used."""

KINDS: dict[str, tuple[int, str, str]] = {
    # the list of candidates
    "list_text": (INPUT, "danh sách không phải tệp văn bản UTF-8", "the list is no UTF-8 text"),
    "list_head": (
        INPUT,
        "dòng đầu của danh sách phải là tên cột «SBD» và «Có mặt»",
        "the first line of the list must name the columns `SBD` and `Có mặt` (or `number` and `present`)",
    ),
    "list_empty": (INPUT, "danh sách không có thí sinh nào", "the list names nobody"),
    "list_number": (
        INPUT,
        "danh sách, dòng %(line)s: số báo danh «%(number)s» không hợp lệ",
        "list, line %(line)s: `%(number)s` is no candidate number",
    ),
    "list_twice": (
        INPUT,
        "danh sách, dòng %(line)s: số báo danh %(number)s có hai lần",
        "list, line %(line)s: candidate number %(number)s stands there twice",
    ),
    "list_present": (
        INPUT,
        "danh sách, dòng %(line)s: «%(word)s» không phải «có» hay «vắng»",
        "list, line %(line)s: `%(word)s` is neither present nor absent",
    ),
    "nobody_present": (INPUT, "không có thí sinh nào nộp bài", "nobody handed in a script"),
    # the scans
    "scan_missing": (INPUT, "thiếu bản quét của SBD %(number)s", "the scan of %(number)s is missing"),
    "scan_absent": (
        INPUT,
        "SBD %(number)s ghi vắng nhưng có bản quét",
        "%(number)s is listed as absent and yet has a scan",
    ),
    "scan_unknown": (
        INPUT,
        "bản quét «%(name)s» không thuộc số báo danh nào trong danh sách",
        "the scan `%(name)s` belongs to no number of the list",
    ),
    "scan_twice": (
        INPUT,
        "SBD %(number)s có nhiều bản quét: %(names)s",
        "%(number)s has more than one scan: %(names)s",
    ),
    "scan_kind": (
        INPUT,
        "«%(name)s» không phải tệp PDF, PNG, JPEG hay TIFF",
        "`%(name)s` is no PDF, PNG, JPEG or TIFF file",
    ),
    "scan_folder": (
        INPUT,
        "trong thư mục bản quét, «%(name)s» không phải tệp thường",
        "`%(name)s` among the scans is no plain file",
    ),
    "scan_large": (INPUT, "«%(name)s» quá lớn: %(size)s", "`%(name)s` is too large: %(size)s"),
    "scan_locked": (INPUT, "«%(name)s» là PDF có mật khẩu", "`%(name)s` is a PDF under a password"),
    "scan_broken": (
        INPUT,
        "«%(name)s» hỏng hoặc không có trang nào",
        "`%(name)s` is damaged or has no page",
    ),
    "scan_empty": (INPUT, "bản quét của SBD %(number)s không có trang nào", "the scan of %(number)s has no page"),
    "scan_long": (INPUT, "«%(name)s» có quá %(most)s trang", "`%(name)s` has more than %(most)s pages"),
    "page_shape": (
        INPUT,
        "«%(name)s», trang %(page)s không phải khổ A4 đứng; hãy quét lại (tờ A3 quét thành từng trang A4)",
        "`%(name)s`, page %(page)s is no upright A4 page; scan it again (a folded A3 sheet page by page)",
    ),
    "page_header": (
        INPUT,
        "«%(name)s», trang %(page)s: dải phách trắng; trang bị ngược, sai thứ tự, hoặc dải khai sai chiều cao",
        "`%(name)s`, page %(page)s: the header strip is blank; page upside down, out of order, or wrong height",
    ),
    # shares and bundles
    "share_count": (INPUT, "cần đúng hai mảnh khóa của hai người", "exactly two shares, of two people, are needed"),
    "share_form": (
        INPUT,
        "«%(name)s» không phải mảnh khóa, hoặc chép sai (không khớp số kiểm tra)",
        "`%(name)s` is no share, or was copied wrongly (the checksum does not agree)",
    ),
    "share_role": (
        PROOF,
        "hai mảnh khóa của cùng một vai trò (%(role)s); phải là của hai vai trò khác nhau",
        "both shares belong to one role (%(role)s); two different roles are needed",
    ),
    "share_batch": (
        PROOF,
        "mảnh khóa của %(role)s thuộc bài thi khác hoặc đợt làm phách khác",
        "the share of %(role)s belongs to another paper or another batch of codes",
    ),
    "share_false": (
        PROOF,
        "mảnh khóa của %(role)s không phải mảnh đã giao khi làm phách",
        "the share of %(role)s is not the one that was handed out",
    ),
    "share_demonstration": (
        PROOF,
        "mảnh khóa hoặc gói niêm phong là của bản trình diễn; chỉ dùng được với --demonstration",
        "the share or the bundle is one of a demonstration; it is taken with --demonstration only",
    ),
    "share_real": (
        PROOF,
        "mảnh khóa hoặc gói niêm phong là của kỳ thi thật; không dùng với --demonstration",
        "the share or the bundle is of a real exam; it is not taken with --demonstration",
    ),
    "bundle_form": (INPUT, "«%(name)s» không phải gói niêm phong", "`%(name)s` is no sealed bundle"),
    "bundle_changed": (PROOF, "gói niêm phong đã bị sửa", "the sealed bundle was changed"),
    # what the server receives
    "form": (INPUT, "%(what)s không đúng dạng: %(why)s", "%(what)s is not well formed: %(why)s"),
    "other_batch": (
        PROOF,
        "%(what)s thuộc bài thi khác hoặc đợt làm phách khác",
        "%(what)s belongs to another paper or another batch of codes",
    ),
    "manifest_changed": (PROOF, "bản kê không khớp cam kết", "the manifest does not agree with the commitment"),
    "bundle_other": (PROOF, "gói niêm phong không khớp cam kết", "the bundle does not agree with the commitment"),
    "map_changed": (PROOF, "bản đồ phách không khớp cam kết", "the map of codes does not open the commitment"),
    "commitment_other": (
        PROOF,
        "cam kết không phải cam kết đã ghi sổ",
        "the commitment is not the one that was recorded",
    ),
    "counts": (PROOF, "số lượng không khớp: %(what)s", "the counts do not balance: %(what)s"),
    "file_missing": (PROOF, "thiếu tệp %(name)s", "the file %(name)s is missing"),
    "file_extra": (PROOF, "thừa tệp %(name)s", "the file %(name)s does not belong there"),
    "file_changed": (PROOF, "tệp %(name)s đã bị sửa", "the file %(name)s was changed"),
    "file_form": (
        PROOF,
        "tệp %(name)s không phải bản trung tính: %(why)s",
        "the file %(name)s is no neutral file: %(why)s",
    ),
    "file_elsewhere": (
        PROOF,
        "tệp %(name)s không phải bản cắt từ bản quét mà bản đồ phách ghi (hoặc thư viện khác phiên bản đã ghim)",
        "the file %(name)s was not cut from the scan that the map gives it (or the libraries are not the pinned ones)",
    ),
    # proposals
    "round": (INPUT, "mã kỳ thi gồm 32 chữ số thập lục phân", "a round's id has 32 hexadecimal digits"),
    "proposals_changed": (
        PROOF,
        "danh sách khóa đề án đã bị sửa, hoặc khóa không mở được",
        "the list of sealed keys was changed, or a key does not open",
    ),
    "proposals_other": (
        PROOF,
        "danh sách khóa đề án không phải danh sách đã xem khi đề nghị mở",
        "the list of sealed keys is not the one that was looked at",
    ),
    # what was asked
    "paper": (INPUT, "mã bài thi chỉ gồm chữ, số và . _ -", "a paper's id has letters, digits and . _ - only"),
    "out_exists": (INPUT, "«%(name)s» đã có; chọn nơi khác", "`%(name)s` exists already; choose another place"),
    "out_inside": (INPUT, "không ghi kết quả vào thư mục bản quét", "the result may not lie among the scans"),
    "code_unknown": (PROOF, "không có bài mang số phách %(code)s", "no script bears the code %(code)s"),
    "number_unknown": (PROOF, "không có bài của SBD %(number)s", "there is no script of %(number)s"),
    "codes_spent": (INPUT, "không còn đủ số phách để rút", "there are not enough codes left to draw from"),
}


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong."""

    kind: str
    params: dict[str, Any] = field(default_factory=dict)

    def say(self, locale: str) -> str:
        """One sentence in Vietnamese or English."""
        _, vietnamese, english = KINDS[self.kind]
        return (english if locale == "en" else vietnamese) % self.params


class Refused(Exception):
    """Everything that stands in the way, at once."""

    def __init__(self, *faults: Fault):
        self.faults = faults
        super().__init__("; ".join(fault.say("en") for fault in faults))

    @property
    def code(self) -> int:
        """The program's exit code: that something does not agree weighs more than that something cannot be read."""
        return min(KINDS[fault.kind][0] for fault in self.faults)


def refused(kind: str, **params: Any) -> Refused:
    """A refusal for one reason."""
    return Refused(Fault(kind, params))
