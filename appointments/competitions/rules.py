"""What a need and an announcement consist of: the fields by name and section, and which are still empty. Pure.

What follows from rows and from the regulation (posts, dates, pass marks, weights, tie order) is not typed again: the
announcement shows it from where it is decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workflows.words import Words


@dataclass(frozen=True, slots=True)
class Field:
    """One text: its key, section, label, what to write; whether it may stay empty; whether it names a channel."""

    key: str
    section: str
    label: Words
    hint: Words
    optional: bool = False
    lines: int = 4
    channel: bool = False


SECTIONS: dict[str, Words] = {
    "bases": Words("Căn cứ và hình thức công bố", "Bases and publication"),
    "people": Words("Đối tượng, điều kiện và hồ sơ", "Who may apply, conditions and dossier"),
    "reception": Words("Tiếp nhận hồ sơ", "Reception of applications"),
    "exam": Words("Nội dung, hình thức thi", "Content and form of the examination"),
}

_ALL = (
    Field(
        "bases", "bases", Words("Căn cứ ban hành", "Legal bases"),
        Words("Mỗi căn cứ một dòng: kế hoạch, quy chế, văn bản của cấp có thẩm quyền.",
              "One base per line: the plan, the regulation, the instruments of the authority."),
    ),
    Field(
        "media", "bases", Words("Phương tiện thông tin đại chúng", "Mass medium"),
        Words("Tên báo, đài và ngày đăng.", "Name of the newspaper or broadcaster, and the day."),
        lines=1, channel=True,
    ),
    Field(
        "portal", "bases", Words("Cổng, trang thông tin điện tử", "Portal or website"),
        Words("Địa chỉ trang đăng thông báo.", "Address of the page that carries the announcement."),
        lines=1, channel=True,
    ),
    Field(
        "headquarters", "bases", Words("Niêm yết tại trụ sở", "Posted at headquarters"),
        Words("Địa chỉ trụ sở nơi niêm yết.", "Address where it is posted."),
        lines=1, channel=True,
    ),
    Field(
        "who_may_apply", "people", Words("Đối tượng được đăng ký dự tuyển", "Who may apply"),
        Words("Người trong quy hoạch chức danh, quy hoạch chức danh tương đương; người được lãnh đạo giới thiệu.",
              "Persons planned for the title; planned for an equivalent title; or introduced by their leadership."),
    ),
    Field(
        "conditions", "people", Words("Điều kiện, tiêu chuẩn chung", "General conditions and standards"),
        Words("Điều kiện áp dụng cho mọi vị trí; tiêu chuẩn riêng của từng chức danh lấy từ danh mục vị trí.",
              "What applies to every post; each title's own standards come from the list of posts."),
        lines=6,
    ),
    Field(
        "dossier", "people", Words("Thành phần hồ sơ", "Papers of the dossier"),
        Words("Mỗi thành phần một dòng.", "One paper per line."),
        lines=8,
    ),
    Field(
        "channels", "reception", Words("Hình thức nộp hồ sơ", "How to apply"),
        Words("Qua cổng, trực tiếp, qua bưu điện.", "Through the portal, by hand, by post."),
        lines=2,
    ),
    Field(
        "address", "reception", Words("Địa điểm tiếp nhận", "Place of reception"),
        Words("Nơi nhận hồ sơ giấy, giờ làm việc.", "Where paper dossiers are received, and office hours."),
        lines=2,
    ),
    Field(
        "contact", "reception", Words("Liên hệ, điện thoại", "Contact, telephone"),
        Words("Bộ phận và số điện thoại trả lời thí sinh.", "The section and telephone number that answer candidates."),
        lines=2,
    ),
    Field(
        "fees", "reception", Words("Phí dự tuyển", "Fees"),
        Words("Để trống nếu không thu.", "Leave empty if none is charged."),
        optional=True, lines=1,
    ),
    Field(
        "content", "exam", Words("Nội dung, hình thức thi", "Content and form of the exam"),
        Words("Phần thi viết và phần trình bày, bảo vệ đề án; không nêu câu hỏi.",
              "The written part and the presentation with defence; no question is named."),
    ),
    Field(
        "materials", "exam", Words("Phạm vi tài liệu ôn tập", "Scope of topics and materials"),
        Words("Danh mục văn bản, chủ đề.", "List of instruments and topics."),
    ),
    Field(
        "exam_place", "exam", Words("Dự kiến địa điểm thi", "Expected place of the exam"),
        Words("Nếu chưa biết thì ghi nơi sẽ thông báo.", "If not yet known, say where it will be announced."),
        lines=2,
    ),
)  # fmt: skip
FIELDS: dict[str, Field] = {field.key: field for field in _ALL}

_PLAN = (
    Field(
        "eligibility", "plan", Words("Đối tượng, điều kiện dự thi", "Who may compete"),
        Words("Nguồn tại chỗ, nguồn từ nơi khác; điều kiện chung.", "On-site and outside sources; general conditions."),
    ),
    Field(
        "form", "plan", Words("Hình thức, quy trình thi", "Form and procedure of the exam"),
        Words("Thi viết và trình bày, bảo vệ đề án; nêu quy chế áp dụng.",
              "Written part, presentation and defence; the regulation applied."),
    ),
    Field(
        "council", "plan", Words("Tổ chức Hội đồng thi", "The council"),
        Words("Cấp thành lập, số thành viên, các ban giúp việc.", "Who forms it, its size, its boards."),
        lines=3,
    ),
    Field(
        "budget", "plan", Words("Kinh phí", "Budget"), Words("Nguồn và dự toán.", "Source and estimate."), lines=2,
    ),
    Field(
        "topics", "plan", Words("Phạm vi chủ đề đề án", "Topics of the proposals"),
        Words("Chủ đề do đơn vị sử dụng đề xuất; không nêu câu hỏi thi.",
              "Topics proposed by the using agencies; no exam question."),
    ),
)  # fmt: skip
PLAN_FIELDS: dict[str, Field] = {field.key: field for field in _PLAN}
CHANNELS = tuple(field.key for field in _ALL if field.channel)
LONGEST_TEXT = 5000

USUAL_DOSSIER = "\n".join(
    (
        "Đơn đăng ký dự tuyển",
        "Sơ yếu lý lịch tự khai có xác nhận, ảnh 4x6",
        "Nhận xét, đánh giá của tập thể lãnh đạo trong 3 năm gần nhất",
        "Nhận xét, đánh giá của cấp ủy nơi công tác",
        "Nhận xét của chi ủy nơi cư trú",
        "Bản tự kiểm điểm 3 năm gần nhất",
        "Kết luận về tiêu chuẩn chính trị",
        "Bản kê khai tài sản, thu nhập",
        "Bản sao văn bằng, chứng chỉ",
        "Giấy chứng nhận sức khỏe",
    )
)
"""The dossier where the organiser does not name another (NĐ 170/2025 Điều 35)."""


def in_section(section: str) -> tuple[Field, ...]:
    """The fields of one section, in order."""
    return tuple(field for field in _ALL if field.section == section)


def missing_fields(announcement: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields that must be filled before the announcement can go out, and are not; channels apart."""
    return tuple(f.key for f in _ALL if not (f.optional or f.channel or filled(announcement, f.key)))


def missing_channels(announcement: Mapping[str, Any]) -> tuple[str, ...]:
    """The channels of publication that are not named yet."""
    return tuple(key for key in CHANNELS if not filled(announcement, key))


def missing_plan_texts(plan: Mapping[str, Any]) -> tuple[str, ...]:
    """The texts of the plan that are still empty."""
    return tuple(key for key in PLAN_FIELDS if not filled(plan, key))


def filled(texts: Mapping[str, Any], key: str) -> bool:
    """Whether something stands there."""
    return bool(str(texts.get(key) or "").strip())
