"""What can be wrong with a log, each kind with the sentence in which it is told, in Vietnamese and in English."""

from typing import Any

KINDS: dict[str, tuple[str, str]] = {
    # the log by itself
    "position": ("mất vị trí %(index)s trong nhật ký", "position %(index)s of the log is missing"),
    "leaf_missing": ("bản ghi ở vị trí %(index)s đã bị xóa", "the entry at position %(index)s was deleted"),
    "leaf_form": ("bản ghi không đúng dạng chuẩn: %(why)s", "the entry is not in canonical form: %(why)s"),
    "leaf_hash": ("nội dung bản ghi đã bị sửa", "the entry was altered"),
    "leaf_columns": ("cột %(column)s không khớp bản ghi", "column %(column)s differs from the entry"),
    "foreign": ("bản ghi thuộc nhật ký khác (%(log)s)", "the entry belongs to another log (%(log)s)"),
    "sequence": (
        "thiếu bản ghi số %(expected)s của vụ việc (gặp số %(found)s)",
        "entry %(expected)s of the case is missing (found %(found)s)",
    ),
    "chain": ("bản ghi số %(cseq)s không nối tiếp bản ghi trước", "entry %(cseq)s does not follow the one before it"),
    "time": ("thời gian đi lùi ở bản ghi số %(cseq)s", "time runs backwards at entry %(cseq)s"),
    "head_form": ("đầu nhật ký cỡ %(size)s không hợp lệ: %(why)s", "the head of size %(size)s is invalid: %(why)s"),
    "head_root": (
        "đầu nhật ký cỡ %(size)s không khớp các bản ghi; vụ việc liên quan: %(cases)s",
        "the head of size %(size)s does not match the entries; cases concerned: %(cases)s",
    ),
    "head_missing": (
        "các bản ghi từ vị trí %(index)s không có đầu nhật ký nào ký",
        "no signed head covers the entries from position %(index)s",
    ),
    "truncated": (
        "nhật ký bị cắt: đầu đã ký có %(size)s bản ghi, chỉ còn %(left)s",
        "the log was cut: a signed head covers %(size)s entries, %(left)s are left",
    ),
    "fork": ("có hai đầu nhật ký khác nhau cùng cỡ %(size)s", "two different heads of size %(size)s were signed"),
    # beside the log
    "payload_missing": ("nội dung kèm bản ghi số %(cseq)s đã bị xóa", "what stood beside entry %(cseq)s was deleted"),
    "payload_orphan": ("nội dung kèm không có bản ghi (%(leaf_id)s)", "contents without an entry (%(leaf_id)s)"),
    "commitment": (
        "nội dung kèm bản ghi số %(cseq)s không khớp cam kết",
        "what stands beside entry %(cseq)s does not open its commitment",
    ),
    "file_missing": ("tệp đã lưu bị mất: %(digest)s", "a stored file is missing: %(digest)s"),
    "file_changed": ("tệp đã lưu bị thay đổi: %(digest)s", "a stored file was changed: %(digest)s"),
    # a frozen report beside the log
    "report_unbound": (
        "không có bản ghi chốt báo cáo nào mang mã băm %(digest)s",
        "no freezing of a report is recorded for the digest %(digest)s",
    ),
    "report_entry": (
        "bản ghi mà báo cáo nêu không nằm dưới đầu nhật ký của báo cáo",
        "the entry that the report names does not lie under the report's head",
    ),
    "report_sum": (
        "số %(number)s = %(found)s của báo cáo không khớp các quyết định trong báo cáo",
        "the report's %(number)s = %(found)s is not what its decisions add up to",
    ),
    # the law and the present state
    "rule": ("quy trình %(rule)s không được công nhận", "the definition %(rule)s is not known"),
    "edge": (
        "bước %(act)s từ %(source)s đến %(to)s do %(role)s không có trong quy trình",
        "the definition has no step %(act)s from %(source)s to %(to)s by %(role)s",
    ),
    "replay": ("bước %(act)s không hợp lệ theo quy trình: %(why)s", "the step %(act)s was not lawful: %(why)s"),
    "state": (
        "trạng thái đang lưu là %(found)s, theo nhật ký là %(expected)s",
        "the stored state is %(found)s, by the log it is %(expected)s",
    ),
    "version": (
        "phiên bản đang lưu là %(found)s, nhật ký có %(expected)s bản ghi",
        "the stored version is %(found)s, the log has %(expected)s entries",
    ),
    "case_head": ("bản ghi cuối không phải bản ghi mà hồ sơ đang giữ", "the last entry is not the one the case holds"),
    "case_columns": ("cột %(column)s của hồ sơ khác với nhật ký", "column %(column)s of the case differs from the log"),
    "case_missing": ("hồ sơ đã bị xóa", "the case was deleted"),
    "case_unrecorded": ("hồ sơ không có trong nhật ký", "the log knows nothing of the case"),
    "row_changed": (
        "%(row)s: cột %(columns)s khác với nhật ký",
        "%(row)s: column %(columns)s differs from the log",
    ),
    "row_missing": ("%(row)s đã bị xóa", "%(row)s was deleted"),
    "renamed": (
        "tên người dự tuyển khác với hồ sơ đã nộp",
        "the candidate's name is not the one in the application that was handed in",
    ),
    "row_unrecorded": ("%(row)s không có trong nhật ký", "%(row)s was never recorded"),
}


class Failure(Exception):
    """The first thing found wrong: its kind, the case, and the position in the log where these are known."""

    def __init__(self, kind: str, case: str | None = None, index: int | None = None, **params: Any):
        self.kind, self.case, self.index = kind, case, index
        self.params = {"index": index, **params}
        super().__init__(self.say("en"))

    def say(self, locale: str) -> str:
        """One sentence in Vietnamese or English, the case first."""
        text = KINDS[self.kind][locale == "en"] % self.params
        if self.case is None:
            return ("The log: " if locale == "en" else "Nhật ký: ") + text
        return (f"Case {self.case}: " if locale == "en" else f"Vụ việc {self.case}: ") + text

    def as_json(self) -> dict[str, Any]:
        """The same for programs."""
        found = {name: value for name, value in self.params.items() if name != "index"}
        return {
            "kind": self.kind,
            "case": self.case,
            "index": self.index,
            "found": found,
            "vi": self.say("vi"),
            "en": self.say("en"),
        }


class CannotDecide(Exception):
    """Something that is needed for a verdict is not there."""
