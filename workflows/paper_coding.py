"""The sentences that must be true when the codes of a paper are sealed (step 10). Read with `workflows.paper`."""

from workflows.engine import Case, guard
from workflows.law import cite, design
from workflows.roles import CODING
from workflows.words import Words


@guard(
    Words("Còn %(uncoded)d bài chưa có số phách.", "%(uncoded)d scripts have no code."),
    cite("tt6", "", "K"),
    unblocked_by=CODING,
)
def every_script_is_coded(case: Case) -> bool:
    return bool(case.facts.uncoded == 0)


@guard(
    Words("Có %(duplicate_codes)d số phách bị trùng.", "%(duplicate_codes)d codes are used twice."),
    cite("tt6", "", "K"),
    unblocked_by=CODING,
)
def codes_are_unique(case: Case) -> bool:
    return bool(case.facts.duplicate_codes == 0)


@guard(
    Words("Bản đồ phách chưa được niêm phong.", "The map of numbers and codes is not sealed."),
    cite("tt6", "", "K"),
    unblocked_by=CODING,
)
def map_is_sealed(case: Case) -> bool:
    return bool(case.facts.map_seal)


@guard(
    Words(
        "Chấm trên màn hình: số phách do công cụ của ban phách rút ngoài hệ thống; chấm trên giấy: hệ thống rút.",
        "Codes of scripts marked on screen are drawn offline by the coding board's tool; of others, by the system.",
    ),
    design("K"),
    unblocked_by=CODING,
)
def codes_come_from_where_they_must(case: Case) -> bool:
    return bool(case.facts.from_tool == case.facts.on_screen)


@guard(
    Words(
        "Hệ thống đã rút số phách một lần cho cả bài thi; không rút lại.",
        "The system drew the codes of this paper once and draws no others.",
    ),
    design("K"),
)
def codes_were_drawn_offline(case: Case) -> bool:
    return bool(case.facts.from_tool)


@guard(
    Words(
        "%(assigned_scripts)d bài đã phân công người chấm; không làm phách lại được nữa.",
        "%(assigned_scripts)d scripts are assigned to markers: the codes cannot be drawn again.",
    ),
    design("K"),
)
def no_script_is_assigned(case: Case) -> bool:
    return bool(case.facts.assigned_scripts == 0)
