"""The numbers of a leadership exam (thi tuyển chức danh lãnh đạo, quản lý), from minimum candidates to tie order.

No general decree fixes them: each agency's own exam regulation does, within these ranges.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from workflows.kinds import OneOf, Order, YesNo
from workflows.law import cite, design
from workflows.parameters import (
    DAYS,
    MINUTES,
    MONTHS,
    NO_UNIT,
    OF_THE_SCALE,
    PEOPLE,
    PERCENT,
    POINTS,
    POINTS_OF_100,
    SCRIPTS,
    TIMES,
    WORKING_DAYS,
    YEARS,
    Edition,
    Parameter,
)
from workflows.parameters import parameter as p
from workflows.quantities import Hundredths, Share, Weights, Whole
from workflows.words import Words

TIE_RULES: dict[str, Words] = {
    "oral": Words("điểm trình bày cao hơn", "higher oral mark"),
    "written": Words("điểm viết cao hơn", "higher written mark"),
    "planning": Words("người được quy hoạch chức danh đó", "in the planning list for the title"),
    "female": Words("nữ", "female"),
    "ethnic": Words("người dân tộc thiểu số", "ethnic minority"),
    "older": Words("người nhiều tuổi hơn", "older"),
    "service": Words("thời gian công tác dài hơn", "longer service"),
    "head_decides": Words("người có thẩm quyền quyết định, nêu lý do", "the authority decides and gives the reason"),
}
"""What can part two candidates with equal totals; the last is a person, never a draw of lots."""

RELATIVE_SCOPES = {
    "NARROW_2020": Words("phạm vi hẹp theo TT 6/2020", "the narrow list of TT 6/2020"),
    "WIDE_2023": Words("phạm vi rộng theo NĐ 85/2023", "the wide list of NĐ 85/2023"),
}
PUBLICATIONS = {
    "PASS_LIST": Words("công bố đạt hay không; mỗi người biết điểm của mình", "pass or not; each sees the own mark"),
    "MARKS": Words("công bố điểm theo số báo danh", "marks by candidate number"),
}
SHEETS, SCREEN = "SHEETS", "SCREEN"
"""How marks and scores are given: on signed paper sheets that two people key, or on screen by whoever gives them."""
MARKING_MODES = {
    SHEETS: Words("trên phiếu giấy, hai người nhập điểm", "on paper sheets, keyed by two people"),
    SCREEN: Words("trên màn hình, từng người chấm tự chốt điểm", "on screen, each marker makes the own mark final"),
}
PANEL_MODES = {
    SHEETS: Words("trên phiếu giấy, hai người nhập điểm", "on paper sheets, keyed by two people"),
    SCREEN: Words("trên màn hình, từng thành viên tự ký phiếu", "on screen, each member signs the own sheet"),
}
PAPER = "PAPER"
PROPOSAL_MODES = {
    PAPER: Words("trên giấy, ngoài hệ thống", "on paper, outside the system"),
    SCREEN: Words("trên màn hình, niêm phong đến khi mở", "on screen, sealed until opened"),
}
LATE_EDITIONS = (Edition(default=30, sources=(cite("tt6"),), found="S25g", until=date(2025, 4, 30)),)
RELATIVE_EDITIONS = (Edition(default="NARROW_2020", sources=(cite("tt6"),), found="S25a", until=date(2023, 12, 6)),)
_PASS = Hundredths(Decimal(50), Decimal(70))

# One parameter, one or two lines, in the order of the list: the formatter would hide that.
# fmt: off
EXAM: tuple[Parameter, ...] = (
    p("exam.min_candidates", "Số người dự tuyển tối thiểu cho một chức danh", "Fewest candidates for one post", 2,
      Whole(2, 3), PEOPLE, "S12", cite("cv2424")),
    p("exam.reception_days", "Thời gian nhận hồ sơ kể từ khi thông báo", "Days for applications from the announcement",
      30, Whole(10, 30), DAYS, "S4 analog, K-m", cite("nd115", "14.5", "K")),
    p("exam.extend_days", "Thời gian gia hạn nhận hồ sơ", "Days of one extension", 15, Whole(5, 30), DAYS, "D",
      design()),
    p("exam.extend_times", "Số lần được gia hạn", "Number of extensions", 1, Whole(0, 2), TIMES, "D", design()),
    p("exam.check_days", "Thời hạn kiểm tra hồ sơ sau khi hết hạn nhận", "Days for checking after the closing date",
      15, Whole(5, 30), DAYS, "S37b", design()),
    p("exam.summon_wd", "Triệu tập thí sinh trước ngày thi ít nhất", "Summons before the exam, at least", 5,
      Whole(3, 10), WORKING_DAYS, "S25b", cite("tt6", "12.1")),
    p("exam.post_lists_wd", "Niêm yết danh sách, sơ đồ phòng thi trước ngày thi ít nhất",
      "Room lists posted before the exam, at least", 1, Whole(1, 3), WORKING_DAYS, "S25b, S26", cite("tt1"),
      cite("tt6")),
    p("exam.council_size", "Số thành viên Hội đồng thi (chức danh cấp phòng)", "Council members (division level)", 7,
      Whole(5, 15, odd=True), PEOPLE, "S4, S24, D", design(), cite("nd115", "8")),
    p("exam.council_size_department", "Số thành viên Hội đồng thi (chức danh cấp sở)",
      "Council members (department level)", 9, Whole(5, 15, odd=True), PEOPLE, "S4, S24, D", design(),
      cite("nd115", "8")),
    p("exam.written_minutes", "Thời gian làm bài viết", "Length of the written part", 180, Whole(90, 180), MINUTES,
      "K-m", design("K")),
    p("exam.oral_present_min", "Thời gian trình bày đề án", "Time to present the proposal", 30, Whole(10, 45), MINUTES,
      "S2 analog, K-l", design("K"), cite("nd170", "9.4d", "K")),
    p("exam.oral_qa_min", "Thời gian hỏi - đáp", "Time for questions and answers", 30, Whole(10, 60), MINUTES,
      "S2 analog, K-l", design("K"), cite("nd170", "9.4d", "K")),
    p("exam.scale", "Thang điểm", "Scale of marks", 100, Whole(10, 100), POINTS, "K-m", design("K")),
    p("exam.pass_each", "Điểm đạt của mỗi phần thi", "Pass mark of each part", Decimal(50), _PASS, POINTS_OF_100,
      "K-m", design("K")),
    p("exam.oral_pass", "Điểm đạt của phần trình bày", "Pass mark of the oral part", Decimal(50), _PASS, POINTS_OF_100,
      "K-l", design("K")),
    p("exam.weights", "Hệ số viết : trình bày", "Weights written : oral", (1, 2), Weights(3), NO_UNIT, "K-l",
      design("K")),
    p("exam.markers", "Số người chấm độc lập một bài viết", "Independent markers of one paper", 2, Whole(2, 3), PEOPLE,
      "S25c", cite("tt6")),
    p("exam.marking_mode", "Cách chấm bài viết", "How the written part is marked", "SHEETS", OneOf(MARKING_MODES),
      NO_UNIT, "D", design()),
    p("exam.mark_divergence", "Chênh lệch tối đa giữa hai lần chấm", "Greatest divergence of two marks",
      Fraction(1, 10), Share(Fraction(1, 20), Fraction(1, 5)), OF_THE_SCALE, "K-m", design("K")),
    p("exam.straddle_pass", "Điểm đạt nằm giữa hai điểm chấm cũng phải thống nhất lại",
      "Marks on both sides of the pass mark are settled by people", False, YesNo(), NO_UNIT, "D", design()),
    p("exam.panel_mode", "Cách chấm phần trình bày", "How the oral part is scored", "SHEETS", OneOf(PANEL_MODES),
      NO_UNIT, "D", design()),
    p("exam.panel_min", "Số người chấm tối thiểu một thí sinh ở phần trình bày",
      "Fewest panel members who score a candidate", 3, Whole(2, 9), PEOPLE, "D", design()),
    p("exam.oral_divergence", "Chênh lệch tối đa so với điểm trung bình phần trình bày",
      "Greatest divergence from the oral mean", Decimal(20), Hundredths(Decimal(10), Decimal(30)), POINTS_OF_100, "D",
      design()),
    p("exam.proposal_mode", "Cách nộp đề án", "How proposals are handed in", "PAPER", OneOf(PROPOSAL_MODES), NO_UNIT,
      "D", design()),
    p("exam.proposal_wd", "Nộp đề án trước ngày trình bày đầu tiên ít nhất",
      "Proposals handed in before the first presentation, at least", 3, Whole(1, 10), WORKING_DAYS, "D", design()),
    p("exam.remark_request_days", "Thời hạn nộp đơn phúc khảo", "Days to request a re-mark", 15, Whole(5, 15), DAYS,
      "K-h", cite("nd115", "15.3c", "K")),
    p("exam.remark_finish_days", "Thời hạn chấm phúc khảo sau khi hết hạn nộp đơn",
      "Days to re-mark after the window closes", 15, Whole(10, 15), DAYS, "K-h", cite("nd115", "15.3c", "K")),
    p("exam.remark_oral", "Phúc khảo cả phần trình bày", "The oral part may be re-marked", False, YesNo(), NO_UNIT,
      "S4 15.3", cite("nd115", "15.3c")),
    p("exam.remark_threshold", "Điểm phúc khảo thay điểm cũ khi chênh lệch từ",
      "A re-mark replaces the mark from a difference of", Decimal(5), Hundredths(Decimal(0), Decimal(10)),
      POINTS_OF_100, "D", design()),
    p("exam.close_margin", "Người thứ hai cộng lại điểm khi kết quả đổi nếu một điểm chấm thay đổi ít hơn",
      "A second person checks the sums where a smaller change of one mark alters the result", Decimal("0.5"),
      Hundredths(Decimal(0), Decimal(10)), POINTS_OF_100, "D", design()),
    p("exam.anonymity_min", "Cảnh báo khi số bài cùng một đề ít hơn", "Warn where fewer scripts share a paper", 5,
      Whole(2, 20), SCRIPTS, "D", design()),
    p("exam.moderation_sample", "Tỷ lệ bài chấm trên màn hình được Trưởng ban chấm thi đọc lại trước khi khóa điểm",
      "Share of scripts marked on screen that the board's head reads again before the lock", 0, Whole(0, 100),
      PERCENT, "D", design()),
    p("exam.inspection_sample", "Tỷ lệ bài chấm trên màn hình Ban giám sát được đọc sau khi khóa điểm",
      "Share of scripts marked on screen that the supervision board may read after the lock", 10, Whole(1, 100),
      PERCENT, "D", design()),
    p("exam.late_minutes", "Thí sinh đến chậm tối đa", "Latest arrival after the start", 10, Whole(0, 30), MINUTES,
      "S26, S25g", cite("tt1"), editions=LATE_EDITIONS),
    p("exam.sanction_reprimand_percent", "Khiển trách trừ điểm bài viết", "A reprimand takes off the written mark", 25,
      Whole(0, 50), PERCENT, "K-m", cite("tt22", "", "K")),
    p("exam.sanction_warning_percent", "Cảnh cáo trừ điểm bài viết", "A warning takes off the written mark", 50,
      Whole(25, 100), PERCENT, "K-m", cite("tt22", "", "K")),
    p("exam.complaint_accept_days", "Thời hạn thụ lý khiếu nại (chưa đối chiếu Luật Khiếu nại)",
      "Days to take a complaint up (law on complaints not verified)", 10, Whole(1, 30), DAYS, "D", design()),
    p("exam.complaint_conclude_days", "Thời hạn kết luận khiếu nại (chưa đối chiếu Luật Khiếu nại)",
      "Days to conclude a complaint (law on complaints not verified)", 30, Whole(5, 90), DAYS, "D", design()),
    p("exam.denunciation_accept_days", "Thời hạn thụ lý tố cáo (chưa đối chiếu Luật Tố cáo)",
      "Days to take a denunciation up (law on denunciations not verified)", 10, Whole(1, 30), DAYS, "D", design()),
    p("exam.denunciation_conclude_days", "Thời hạn kết luận tố cáo (chưa đối chiếu Luật Tố cáo)",
      "Days to conclude a denunciation (law on denunciations not verified)", 30, Whole(5, 90), DAYS, "D", design()),
    p("exam.report_wd", "Hội đồng báo cáo kết quả sau khi chấm xong", "The council reports after marking, within", 5,
      Whole(3, 10), WORKING_DAYS, "S4 analog", cite("nd115", "16", "D")),
    p("exam.publish_days", "Công bố kết quả sau khi được công nhận", "Results published after recognition, within", 10,
      Whole(5, 15), DAYS, "S4 analog", cite("nd115", "16", "D")),
    p("exam.written_publication", "Cách công bố kết quả bài viết", "How written results are published", "PASS_LIST",
      OneOf(PUBLICATIONS), NO_UNIT, "D", design()),
    p("exam.reserve_months", "Thời hạn dùng kết quả của người có kết quả thấp hơn liền kề",
      "Months during which the next-ranked may be taken", 12, Whole(0, 12), MONTHS, "S4 analog",
      cite("nd115", "18.4", "D")),
    p("exam.skips_voting", "Thi tuyển thay các bước lấy phiếu", "The exam replaces the voting steps", True, YesNo(),
      NO_UNIT, "S4 47.4", cite("nd115", "47.4")),
    p("exam.relative_scope", "Phạm vi người thân không được cùng tham gia", "Relatives who may not serve together",
      "WIDE_2023", OneOf(RELATIVE_SCOPES), NO_UNIT, "S4", cite("nd115", "8.4"), cite("nd85"),
      editions=RELATIVE_EDITIONS),
    p("exam.work_tie_years", "Cùng đơn vị hoặc cấp trên trực tiếp trong số năm gần đây thì không chấm thí sinh đó",
      "Same unit or direct superior within these last years keeps from marking", 3, Whole(0, 10), YEARS, "D", design()),
    p("exam.probation_months", "Thời gian tập sự chức danh", "Probation in the post", 0, Whole(0, 12), MONTHS,
      "S17, K-l", design("K")),
    p("exam.tie_order", "Thứ tự ưu tiên khi tổng điểm bằng nhau", "Order of rules for equal totals",
      ("oral", "written", "planning", "female", "ethnic", "service", "head_decides"),
      Order(TIE_RULES, last="head_decides"), NO_UNIT, "D, S4", design(), cite("nd115", "40.2")),
)
# fmt: on
