"""The dossier of a candidate (hồ sơ dự tuyển) and the conditions for competing, as data. Domain: sections 3.3 and 3.4.

Read it beside NĐ 170/2025 Điều 29 and 35 (as amended by NĐ 300/2026). Pure: dates and parameters are given.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workflows.calendar import months_later
from workflows.law import Citation, cite, design
from workflows.retirement import reaches_age
from workflows.words import Words

DOSSIER, CONDITIONS = "35", "29"


@dataclass(frozen=True, slots=True)
class PaperKind:
    """One paper of the dossier. `recent` ones may not be older than the regulation's months; `only_from` a source."""

    key: str
    label: Words
    cites: Citation
    recent: bool = False
    required: bool = True
    only_from: str | None = None


PAPERS: tuple[PaperKind, ...] = (
    PaperKind("form", Words("Đơn đăng ký dự tuyển", "Application form"), cite("nd170", DOSSIER, "K-h"), recent=True),
    PaperKind("cv", Words("Sơ yếu lý lịch có ảnh 4x6, có xác nhận", "Certified CV with photo"), cite("nd170", DOSSIER),
              recent=True),
    PaperKind("leadership_assessment", Words("Nhận xét, đánh giá 3 năm của tập thể lãnh đạo",
              "Three-year assessment by the collective leadership"), cite("nd170", DOSSIER), recent=True),
    PaperKind("party_at_work", Words("Nhận xét của cấp ủy nơi công tác", "Party assessment at work"),
              cite("nd170", DOSSIER), recent=True),
    PaperKind("party_at_home", Words("Nhận xét của cấp ủy nơi cư trú", "Party assessment at residence"),
              cite("nd170", DOSSIER), recent=True),
    PaperKind("self_assessment", Words("Bản tự kiểm điểm 3 năm", "Three-year self-assessment"), cite("nd170", DOSSIER),
              recent=True),
    PaperKind("political_standard", Words("Kết luận tiêu chuẩn chính trị", "Political-standard conclusion"),
              cite("nd170", DOSSIER)),
    PaperKind("assets", Words("Bản kê khai tài sản, thu nhập", "Declaration of assets and income"),
              cite("nd170", DOSSIER), recent=True),
    PaperKind("diplomas", Words("Bản sao văn bằng, chứng chỉ", "Copies of diplomas"), cite("nd170", DOSSIER)),
    PaperKind("health", Words("Giấy chứng nhận sức khỏe", "Health certificate"), cite("nd170", DOSSIER), recent=True),
    PaperKind("consent", Words("Văn bản đồng ý của cơ quan đang công tác", "Consent of the sending agency"),
              design("K-m"), only_from="introduced"),
)  # fmt: skip
PAPER: dict[str, PaperKind] = {kind.key: kind for kind in PAPERS}


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition for competing: what it is called, the question a candidate answers for it, and the clause."""

    key: str
    label: Words
    question: Words
    cites: Citation


CRITERIA: tuple[Criterion, ...] = (
    Criterion("source", Words("Đối tượng dự tuyển", "Who may compete"),
              Words("Ông/Bà thuộc quy hoạch chức danh, hoặc được lãnh đạo giới thiệu, đồng ý?",
                    "Are you planned for the title, or introduced by your leadership?"), design("K-m")),
    Criterion("standards", Words("Tiêu chuẩn chức danh", "Standards of the title"),
              Words("Ông/Bà đáp ứng tiêu chuẩn về trình độ, lý luận chính trị, quản lý nhà nước của chức danh?",
                    "Do you meet the title's standards (education, political theory, state management)?"),
              cite("nd170", "29 khoản 2")),
    Criterion("time_in_post", Words("Thời gian giữ chức vụ liền kề", "Time in the adjacent post"),
              Words("Số tháng giữ chức vụ đang đảm nhiệm hoặc tương đương", "Months in the present or equivalent post"),
              cite("nd170", "29 khoản 3")),
    Criterion("ratings", Words("Xếp loại 3 năm gần nhất", "Ratings of the last three years"),
              Words("Số năm liền kề được xếp loại hoàn thành tốt nhiệm vụ trở lên",
                    "Latest years in a row rated 'tasks well completed' or better"), cite("nd170", "29 khoản 5")),
    Criterion("age", Words("Tuổi đủ một nhiệm kỳ", "Age for a full term"),
              Words("Ngày sinh và giới tính", "Date of birth and gender"), cite("nd170", "29 khoản 7")),
    Criterion("health", Words("Sức khỏe", "Health"),
              Words("Ông/Bà đủ sức khỏe để nhận nhiệm vụ?", "Is your health sufficient for the duties?"),
              cite("nd170", CONDITIONS)),
    Criterion("not_barred", Words("Không bị cấm, kỷ luật, điều tra", "Not barred, disciplined or investigated"),
              Words("Ông/Bà có đang bị kỷ luật, điều tra, truy tố hoặc bị cấm giữ chức vụ không?",
                    "Are you under discipline, investigation or prosecution, or barred from posts?"),
              cite("nd170", "29 khoản 9")),
)  # fmt: skip
CRITERION: dict[str, Criterion] = {criterion.key: criterion for criterion in CRITERIA}
SOURCES: dict[str, Words] = {
    "planned_here": Words("Quy hoạch chức danh này", "Planned for this title"),
    "planned_elsewhere": Words(
        "Quy hoạch chức danh tương đương ở nơi khác", "Planned for an equivalent title elsewhere"
    ),
    "introduced": Words("Không quy hoạch, được lãnh đạo giới thiệu", "Not planned, introduced by the leadership"),
    "none": Words("Không thuộc các trường hợp trên", "None of these"),
}


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """What a candidate's own answers mean for one condition: met, not met, or not answered (None)."""

    criterion: Criterion
    met: bool | None
    why: Words


def required_papers(source: str | None) -> tuple[PaperKind, ...]:
    """The papers that a candidate of this source must hand in."""
    return tuple(kind for kind in PAPERS if kind.required and kind.only_from in (None, source))


def missing_papers(present: Collection[str], source: str | None) -> tuple[PaperKind, ...]:
    """Which of them are not there."""
    return tuple(kind for kind in required_papers(source) if kind.key not in present)


def stale_papers(issued: Iterable[tuple[str, date | None]], on: date, months: int) -> tuple[str, ...]:
    """Papers that must be recent and, on that day, are older than `months` months or bear no date."""
    oldest = months_later(on, -months)
    return tuple(
        key for key, day in issued if key in PAPER and PAPER[key].recent and (day is None or day < oldest or day > on)
    )


def self_check(answers: Mapping[str, Any], on: date, rules: Mapping[str, Any]) -> list[SelfCheck]:
    """What the candidate's answers mean under the regulation on that day, condition by condition."""
    return [SelfCheck(criterion, *_FINDINGS[criterion.key](answers, on, rules)) for criterion in CRITERIA]


def _yes_no(answer: Any, met_if: bool, not_met: Words) -> tuple[bool | None, Words]:
    if answer is None or answer == "":
        return None, NOT_ANSWERED
    met = (answer is True or answer == "yes") == met_if
    return met, MEETS if met else not_met


def _at_least(answer: Any, least: int, not_met: Words) -> tuple[bool | None, Words]:
    if answer is None or answer == "":
        return None, NOT_ANSWERED
    met = int(answer) >= least
    return met, MEETS if met else Words(f"{not_met.vi} (tối thiểu {least}).", f"{not_met.en} (at least {least}).")


def _source(answers: Mapping[str, Any], _on: date, _rules: Mapping[str, Any]) -> tuple[bool | None, Words]:
    answer = answers.get("source")
    return (None, NOT_ANSWERED) if not answer else (answer != "none", MEETS if answer != "none" else NO_SOURCE)


def _age(answers: Mapping[str, Any], on: date, rules: Mapping[str, Any]) -> tuple[bool | None, Words]:
    born, gender = answers.get("birth_date"), answers.get("gender")
    if not born or not gender:
        return None, NOT_ANSWERED
    if rules["appt.age_rule"] == "NONE":
        return True, MEETS
    day = date.fromisoformat(born) if isinstance(born, str) else born
    retires = reaches_age(day, female=gender == "female")
    needed = months_later(on, int(rules["appt.term_years"]) * 12)
    if retires >= needed:
        return True, MEETS
    return False, Words(
        f"Nghỉ hưu ngày {retires:%d/%m/%Y}, không đủ một nhiệm kỳ (đến {needed:%d/%m/%Y}).",
        f"Retirement on {retires:%d/%m/%Y} leaves less than a full term (until {needed:%d/%m/%Y}).",
    )


MEETS = Words("Đáp ứng.", "Met.")
NOT_ANSWERED = Words("Chưa trả lời.", "Not answered.")
NO_SOURCE = Words("Không thuộc đối tượng được dự tuyển.", "Not among those who may compete.")
_STANDARDS = Words("Chưa đáp ứng tiêu chuẩn chức danh.", "The title's standards are not met.")
_HEALTH = Words("Chưa đủ sức khỏe.", "Health is not sufficient.")
_BARRED = Words("Đang thuộc trường hợp không được dự tuyển.", "Barred from competing for the time being.")
_TIME = Words("Chưa đủ số tháng giữ chức vụ", "Too few months in the post")
_RATINGS = Words("Chưa đủ số năm được xếp loại tốt", "Too few well-rated years")
_FINDINGS: dict[str, Callable[[Mapping[str, Any], date, Mapping[str, Any]], tuple[bool | None, Words]]] = {
    "source": _source,
    "standards": lambda a, on, rules: _yes_no(a.get("meets_standards"), True, _STANDARDS),
    "time_in_post": lambda a, on, rules: _at_least(
        a.get("months_in_post"), int(rules["appt.time_in_post_months"]), _TIME
    ),
    "ratings": lambda a, on, rules: _at_least(a.get("good_years"), int(rules["appt.good_rating_years"]), _RATINGS),
    "age": _age,
    "health": lambda a, on, rules: _yes_no(a.get("healthy"), True, _HEALTH),
    "not_barred": lambda a, on, rules: _yes_no(a.get("barred"), False, _BARRED),
}
