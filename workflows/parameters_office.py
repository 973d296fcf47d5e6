"""The numbers around the office itself: policy request, voting, conditions, reappointment, resignation, the indicator,
the calendar and the layout of documents. Those of the exam are in `parameters_exam`."""

from datetime import date
from fractions import Fraction
from typing import Any

from workflows.kinds import Day, OneOf, YesNo
from workflows.law import Citation, cite, design
from workflows.parameters import (
    DAYS,
    MILLIMETRES,
    MONTHS,
    NO_UNIT,
    OF_THE_BASE,
    OF_THOSE_SUMMONED,
    PEOPLE,
    WORKING_DAYS,
    YEARS,
    Edition,
    Parameter,
    Staff,
)
from workflows.parameters import parameter as p
from workflows.quantities import Share, Whole
from workflows.words import Words

CIVIL, PUBLIC = Staff.civil_servant, Staff.public_employee
_ND170, _ND300 = "nd170", cite("nd300")

LEGAL_VERSIONS = {
    "2020": Words(
        "NĐ 138/2020 (công chức), NĐ 115/2020 (viên chức)",
        "NĐ 138/2020 (civil servants), NĐ 115/2020 (public employees)",
    ),
    "2023V": Words(
        "NĐ 115/2020 sửa đổi bởi NĐ 85/2023 (viên chức)", "NĐ 115/2020 as amended by NĐ 85/2023 (public employees)"
    ),
    "2024": Words("NĐ 138/2020 cùng NĐ 116/2024 (công chức)", "NĐ 138/2020 with NĐ 116/2024 (civil servants)"),
    "2025": Words("NĐ 170/2025 (công chức)", "NĐ 170/2025 (civil servants)"),
    "2026V": Words(
        "NĐ 259/2026 (viên chức; chưa kiểm chứng nguyên văn)", "NĐ 259/2026 (public employees; text not verified)"
    ),
    "2026C": Words(
        "NĐ 170/2025 sửa đổi bởi NĐ 300/2026 (công chức)", "NĐ 170/2025 as amended by NĐ 300/2026 (civil servants)"
    ),
}
BASES = {
    "SUMMONED": Words("tổng số người được triệu tập", "all summoned"),
    "PRESENT": Words("số người được triệu tập có mặt", "summoned and present"),
}
CARRY_FLOORS = {
    "THIRTY_PERCENT": Words("từ 30% trở lên", "30 % or more"),
    "TOP_TWO": Words("hai người có số phiếu cao nhất", "the two with most votes"),
}
AGE_RULES = {
    "FULL_TERM": Words("đủ tuổi công tác trọn thời hạn bổ nhiệm", "young enough to serve the full term"),
    "FIVE_YEARS": Words("còn đủ 5 năm công tác", "five full years of service left"),
    "NONE": Words("không quy định", "no rule"),
}
TERM_ENDS = {
    "ANNIVERSARY": Words("ngày tương ứng của năm cuối", "the anniversary of the first day"),
    "DAY_BEFORE": Words("ngày liền trước ngày tương ứng", "the day before the anniversary"),
}
HOLIDAY_LISTS = {"OFFICIAL": Words("lịch nghỉ chính thức từng năm", "the official list of each year")}
FONTS = {"Times New Roman": Words("Times New Roman", "Times New Roman")}


def _was(default: Any, found: str, *sources: Citation, **scope: Any) -> Edition:
    return Edition(default=default, sources=sources, found=found, **scope)


def _version(default: str, staff: Staff, since: date, until: date | None, document: str) -> Edition:
    return Edition(
        default=default, sources=(cite(document),), found="S2, S4, S10, S28", staff=staff, since=since, until=until
    )


LEGAL_EDITIONS = (
    _version("2020", CIVIL, date(2020, 12, 1), date(2024, 9, 16), "nd138"),
    _version("2024", CIVIL, date(2024, 9, 17), date(2025, 6, 30), "nd138"),
    _version("2025", CIVIL, date(2025, 7, 1), date(2026, 7, 31), "nd170"),
    _version("2026C", CIVIL, date(2026, 8, 1), None, "nd300"),
    _version("2020", PUBLIC, date(2020, 9, 29), date(2023, 12, 6), "nd115"),
    _version("2023V", PUBLIC, date(2023, 12, 7), date(2026, 6, 30), "nd85"),
    _version("2026V", PUBLIC, date(2026, 7, 1), None, "nd259"),
)
_UNTIL_259 = {"staff": PUBLIC, "until": date(2026, 6, 30)}
_FROM_300 = {"staff": CIVIL, "since": date(2026, 8, 1)}
DECISION_EDITIONS = (_was(10, "S4", cite("nd115", "46.1b"), **_UNTIL_259),)
QUORUM_EDITIONS = (_was(Fraction(2, 3), "not in the text of 2026, kept by design", design(), **_FROM_300),)
CARRY_EDITIONS = (_was("TOP_TWO", "S5", cite("nd138", "46"), staff=CIVIL, until=date(2024, 9, 16)),)
STEP3_EDITIONS = (_was("SUMMONED", "S4", cite("nd115", "46"), **_UNTIL_259),)
TIME_IN_POST_EDITIONS = (_was(24, "S4", cite("nd115", "44.3"), since=date(2023, 12, 7), **_UNTIL_259),)
AGE_EDITIONS = (
    _was("FIVE_YEARS", "S11", cite("nd138"), staff=CIVIL, until=date(2025, 6, 30)),
    _was("FIVE_YEARS", "S28b, until the text of 2026", design("K"), staff=CIVIL, until=date(2026, 7, 31)),
    _was("FIVE_YEARS", "S11, by analogy", design("K"), **_UNTIL_259),
)
NOTICE_EDITIONS = (
    _was(90, "S2", cite(_ND170, "36"), _ND300, **_FROM_300),
    _was(90, "S4", cite("nd115", "49"), **_UNTIL_259),
    _was(90, "S4, until the text of 2026 is read", design("K"), staff=PUBLIC, since=date(2026, 7, 1)),
)
EXTENSION_EDITIONS = (
    _was(24, "S7, S8, S9", cite("nd138", "49, 52, 53"), staff=CIVIL, until=date(2025, 6, 30)),
    _was(24, "the text of 2025 was not found; as before it", design("K"), staff=CIVIL, until=date(2026, 7, 31)),
    _was(24, "S4", cite("nd115", "49-53"), **_UNTIL_259),
    _was(24, "S4, until the text of 2026 is read", design("K"), staff=PUBLIC, since=date(2026, 7, 1)),
)
NOTICE_UNIT_EDITIONS = (_was(True, "S2", cite(_ND170, "36"), _ND300, **_FROM_300),)

# One parameter, one or two lines, in the order of the list: the formatter would hide that.
# fmt: off
OFFICE: tuple[Parameter, ...] = (
    p("legal.version", "Văn bản áp dụng", "Text that applies", "2026C", OneOf(LEGAL_VERSIONS), NO_UNIT,
      "S2, S4, S10, S28", _ND300,
      editions=LEGAL_EDITIONS),
    p("policy.decision_days", "Thời hạn quyết định chủ trương", "Days to decide on the policy request", 15,
      Whole(5, 30), WORKING_DAYS, "S2", cite(_ND170, "33.1b"), _ND300, editions=DECISION_EDITIONS),
    p("process.finish_days", "Thời hạn hoàn thành quy trình nhân sự", "Days to finish the personnel process", 30,
      Whole(20, 60), WORKING_DAYS, "S2, S4", cite(_ND170, "33.1c"), cite("nd115", "46")),
    p("vote.quorum", "Tỉ lệ có mặt tối thiểu", "Least presence", Fraction(2, 3),
      Share(only=(Fraction(0), Fraction(1, 2), Fraction(2, 3))), OF_THOSE_SUMMONED, "S4, S5", cite("nd115", "46"),
      cite("nd138", "46"), editions=QUORUM_EDITIONS),
    p("vote.pass", "Được chọn khi số phiếu đồng ý trên", "Chosen with more than", Fraction(1, 2),
      Share(Fraction(1, 2), Fraction(2, 3)), OF_THE_BASE, "S2", cite(_ND170, "33"), _ND300),
    p("vote.carry_floor", "Ai được giới thiệu ở bước sau khi không ai quá bán",
      "Who is carried on when nobody has a majority", "THIRTY_PERCENT", OneOf(CARRY_FLOORS), NO_UNIT, "S2, S4",
      cite(_ND170, "33"), cite("nd115", "46"), editions=CARRY_EDITIONS),
    *(p(f"vote.base.step{n}", f"Cơ sở tính tỉ lệ ở bước {n}", f"Base of the count at step {n}", "SUMMONED",
        OneOf(BASES), NO_UNIT, "S2", cite(_ND170, "33"), _ND300) for n in (1, 2, 4)),
    p("vote.base.step3", "Cơ sở tính tỉ lệ ở bước 3", "Base of the count at step 3", "PRESENT", OneOf(BASES), NO_UNIT,
      "S2", cite(_ND170, "33"), _ND300, editions=STEP3_EDITIONS),
    p("vote.excused_in_base", "Tính cả người vắng mặt vì lý do bất khả kháng",
      "Those absent by force majeure count in the base", False, YesNo(), NO_UNIT, "S2", cite(_ND170, "33"), _ND300),
    p("vote.small_unit_all_staff", "Toàn thể dự hội nghị khi đơn vị có ít hơn",
      "All staff take part where the unit has fewer than", 30, Whole(20, 50), PEOPLE, "S2, S4", cite(_ND170, "33"),
      cite("nd115", "46")),
    p("appt.term_years", "Thời hạn giữ chức vụ", "Term of office", 5, Whole(3, 5), YEARS, "S2, S4", cite(_ND170),
      cite("nd115", "43")),
    p("appt.time_in_post_months", "Thời gian giữ chức vụ hiện tại tối thiểu", "Least time in the present post", 12,
      Whole(0, 36), MONTHS, "S2", cite(_ND170, "29.3"), _ND300, editions=TIME_IN_POST_EDITIONS),
    p("appt.good_rating_years", "Số năm liền kề hoàn thành tốt nhiệm vụ trở lên", "Latest years rated good or better",
      3, Whole(1, 3), YEARS, "S2", cite(_ND170, "29.5"), _ND300),
    p("appt.age_rule", "Điều kiện về tuổi", "Age condition", "FULL_TERM", OneOf(AGE_RULES), NO_UNIT, "S2",
      cite(_ND170, "29.7"), _ND300, editions=AGE_EDITIONS),
    p("acting.max_months", "Giao quyền, giao phụ trách tối đa", "Longest acting appointment", 12, Whole(6, 12), MONTHS,
      "S2", cite(_ND170, "34"), _ND300),
    p("dossier.max_age_months", "Giấy tờ trong hồ sơ không cũ hơn", "Papers of the dossier not older than", 6,
      Whole(3, 6), MONTHS, "S2", cite(_ND170, "35"), _ND300),
    p("reappt.notice_days", "Thông báo trước khi hết thời hạn giữ chức vụ", "Notice before the term ends", 90,
      Whole(60, 120), DAYS, "S8", cite("nd138"), editions=NOTICE_EDITIONS),
    p("reappt.notice_working", "Thời hạn thông báo tính theo ngày làm việc", "The notice is counted in working days",
      False, YesNo(), NO_UNIT, "S8", cite("nd138"), editions=NOTICE_UNIT_EDITIONS),
    p("reappt.self_report_days", "Thời hạn nộp báo cáo tự đánh giá sau thông báo",
      "Self-report after the notice, within", 15, Whole(10, 30), DAYS, "S2", cite(_ND170, "36"), _ND300),
    p("reappt.conference_days", "Thời hạn tổ chức hội nghị sau báo cáo", "Conference after the self-report, within",
      45, Whole(30, 60), DAYS, "S2", cite(_ND170, "36"), _ND300),
    p("reappt.decision_before_wd", "Quyết định trước khi hết thời hạn ít nhất",
      "Decision before the term ends, at least", 1, Whole(1, 10), WORKING_DAYS, "S2, S7", cite(_ND170, "36"),
      cite("nd138")),
    p("reappt.extension_months", "Kéo dài đến tuổi nghỉ hưu khi còn dưới (nhiệm kỳ 5 năm)",
      "Extension to retirement when less is left than (5-year term)", 24, Whole(12, 24), MONTHS, "S2",
      cite(_ND170, "36"), _ND300, editions=EXTENSION_EDITIONS),
    p("reappt.extension_months_3y", "Kéo dài đến tuổi nghỉ hưu khi còn dưới (nhiệm kỳ 3 năm)",
      "Extension to retirement when less is left than (3-year term)", 18, Whole(12, 24), MONTHS, "S2",
      cite(_ND170, "36"), _ND300, editions=EXTENSION_EDITIONS),
    p("reappt.term_end_convention", "Cách tính ngày hết thời hạn", "How the last day of a term is told", "ANNIVERSARY",
      OneOf(TERM_ENDS), NO_UNIT, "K-h", design("K")),
    p("resign.talk_wd", "Từ chức: trao đổi và đề xuất trong", "Resignation: talk and propose within", 10,
      Whole(10, 10), WORKING_DAYS, "S2", _ND300),
    p("resign.decision_wd", "Từ chức: quyết định trong", "Resignation: decide within", 10, Whole(10, 10), WORKING_DAYS,
      "S2", _ND300),
    p("resign.extra_wd", "Từ chức: kéo dài thêm tối đa", "Resignation: at most longer by", 15, Whole(15, 15),
      WORKING_DAYS, "S2", _ND300),
    p("kpi.target", "Tỉ lệ bổ nhiệm mới qua thi tuyển tối thiểu", "Least share of new appointments by exam",
      Fraction(1, 5), Share(), NO_UNIT, "S1", cite("reform2022")),
    p("kpi.period_from", "Kỳ tính chỉ tiêu: từ ngày", "Indicator period: from", date(2022, 8, 8), Day(), NO_UNIT, "S1",
      cite("reform2022")),
    p("kpi.period_to", "Kỳ tính chỉ tiêu: đến hết ngày", "Indicator period: to", date(2027, 10, 30), Day(), NO_UNIT,
      "S1", cite("reform2022")),
    p("kpi.include_deputies", "Tính cả cấp phó", "Deputies count", True, YesNo(), NO_UNIT, "D", design()),
    p("kpi.include_vc", "Tính cả viên chức quản lý (có tách số)", "Managing public employees count (shown apart)",
      True, YesNo(), NO_UNIT, "D", design()),
    p("kpi.include_commune", "Tính cả phòng thuộc cấp xã", "Divisions of communes count", False, YesNo(), NO_UNIT, "D",
      design()),
    p("kpi.include_transfer", "Tính cả điều động, bố trí ngang cấp", "Transfers at equal level count", False, YesNo(),
      NO_UNIT, "D", design()),
    p("kpi.least", "Số bổ nhiệm mới ít nhất để tỉ lệ có ý nghĩa", "Least number of new appointments for a share", 10,
      Whole(1, 1000), NO_UNIT, "D", design()),
    p("kpi.lead_months", "Số tháng từ kế hoạch đến bổ nhiệm của một cuộc thi tuyển (để lập phương án)",
      "Months from the plan of a competition to the appointment (for planning)", 4, Whole(1, 12), MONTHS, "D",
      design()),
    p("kpi.frozen_from", "Tạm dừng bổ nhiệm năm 2025: từ ngày", "Standstill of appointments of 2025: from",
      date(2025, 3, 7), Day(), NO_UNIT, "S30", design()),
    p("kpi.frozen_to", "Tạm dừng bổ nhiệm năm 2025: đến hết ngày", "Standstill of appointments of 2025: to",
      date(2025, 6, 30), Day(), NO_UNIT, "D", design()),
    p("cal.holidays", "Ngày nghỉ lễ, tết", "Public holidays", "OFFICIAL", OneOf(HOLIDAY_LISTS), NO_UNIT, "K-h",
      design("K")),
    p("doc.font", "Phông chữ văn bản", "Font of documents", "Times New Roman", OneOf(FONTS), NO_UNIT, "S35",
      cite("nd30")),
    p("doc.margin_top_mm", "Lề trên", "Top margin", 20, Whole(20, 25), MILLIMETRES, "S35", cite("nd30")),
    p("doc.margin_bottom_mm", "Lề dưới", "Bottom margin", 20, Whole(20, 25), MILLIMETRES, "S35", cite("nd30")),
    p("doc.margin_left_mm", "Lề trái", "Left margin", 30, Whole(30, 35), MILLIMETRES, "S35", cite("nd30")),
    p("doc.margin_right_mm", "Lề phải", "Right margin", 15, Whole(15, 20), MILLIMETRES, "S35", cite("nd30")),
)
# fmt: on
