"""The ways in which people who act together could defeat the exam, as data: what each way takes, and who has it.

A way is a list of parts; whoever holds the power of a part can play it, and one person can play several. The ways are
those that the product cannot prevent by itself; what it prevents (marking one's own second sheet, a lock without its
attestation) is not a way. `workflows.collusion` finds the fewest people for each goal.
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from workflows.roles import (
    APPROVER,
    AUDITOR,
    AUTHORITY,
    CANDIDATE,
    CHAIR,
    CODING,
    INVIGILATOR,
    MARKER,
    MARKING_HEAD,
    PERSONNEL,
    SECRETARY,
    SUPERVISOR,
    SYSADMIN,
    Role,
)
from workflows.words import Words


class Goal(StrEnum):
    """What must never be within reach of one person."""

    link = "link"
    change = "change"
    publish = "publish"


GOALS: dict[Goal, Words] = {
    Goal.link: Words(
        "Biết bài thi của ai và cho người chấm bài đó biết", "Link a script to a name and tell someone who marks it"
    ),
    Goal.change: Words("Sửa điểm mà không ai biết", "Change a mark unseen"),
    Goal.publish: Words("Công bố danh sách sai", "Publish a wrong list"),
}


class Power(StrEnum):
    """What somebody holds in a round, by a role or otherwise, that a way may take."""

    knows_a_script = "knows_a_script"
    clear_map = "clear_map"
    share_of_chair = "share_of_chair"
    share_of_coding = "share_of_coding"
    share_of_supervisor = "share_of_supervisor"
    marks = "marks"
    keys_sheets = "keys_sheets"
    settles = "settles"
    decides = "decides"
    database = "database"
    keeps_heads = "keeps_heads"
    minutes = "minutes"
    annuls = "annuls"
    checks = "checks"
    rejects = "rejects"
    compiles = "compiles"
    signs = "signs"
    recognises = "recognises"


P = Power
SHARES = (P.share_of_chair, P.share_of_coding, P.share_of_supervisor)

POWERS: dict[Role, frozenset[Power]] = {
    CANDIDATE: frozenset({P.knows_a_script}),
    INVIGILATOR: frozenset({P.knows_a_script, P.minutes}),
    CODING: frozenset({P.knows_a_script, P.clear_map, P.share_of_coding}),
    SECRETARY: frozenset({P.knows_a_script, P.keys_sheets, P.minutes, P.compiles}),
    MARKER: frozenset({P.marks}),
    MARKING_HEAD: frozenset({P.keys_sheets, P.settles}),
    CHAIR: frozenset({P.share_of_chair, P.decides, P.annuls, P.signs}),
    SUPERVISOR: frozenset({P.share_of_supervisor, P.keeps_heads}),
    AUDITOR: frozenset({P.keeps_heads}),
    SYSADMIN: frozenset({P.database}),
    PERSONNEL: frozenset({P.checks}),
    APPROVER: frozenset({P.rejects}),
    AUTHORITY: frozenset({P.recognises}),
}
"""What a role brings with it."""

DEEDS: dict[Power, Words] = {
    P.knows_a_script: Words(
        "đã thấy bài còn ghi tên hoặc số báo danh và tả lại bài đó",
        "saw the script while it bore a name or number, and describes it",
    ),
    P.clear_map: Words("giữ bản đồ phách và cho biết mã phách", "has the map of codes and tells the code"),
    P.share_of_chair: Words("đưa mảnh khóa của chủ tịch", "gives the chair's share of the key"),
    P.share_of_coding: Words("đưa mảnh khóa của ban phách", "gives the coding board's share of the key"),
    P.share_of_supervisor: Words("đưa mảnh khóa của ban giám sát", "gives the supervisor's share of the key"),
    P.marks: Words("chấm bài đó theo ý đã định", "marks that script as arranged"),
    P.keys_sheets: Words("nhập phiếu chấm khác với phiếu đã ký", "keys a sheet other than the one signed"),
    P.settles: Words("thống nhất điểm theo ý đã định", "settles the mark as arranged"),
    P.decides: Words("quyết định điểm theo ý đã định", "decides the mark as arranged"),
    P.database: Words("sửa cơ sở dữ liệu và ký lại nhật ký", "rewrites the database and signs the ledger anew"),
    P.keeps_heads: Words("đổi bản lưu đầu nhật ký của mình", "exchanges the own copy of the ledger's heads"),
    P.minutes: Words("lập biên bản vi phạm không có thật", "writes minutes of a breach that did not happen"),
    P.annuls: Words("hủy kết quả thi theo biên bản đó", "annuls the result on these minutes"),
    P.checks: Words("đề xuất loại hồ sơ đủ điều kiện", "proposes to reject someone who is eligible"),
    P.rejects: Words("loại hồ sơ theo đề xuất đó", "rejects the application as proposed"),
    P.compiles: Words("tổng hợp kết quả sai", "compiles a wrong result"),
    P.signs: Words("ký xếp hạng và công bố kết quả sai", "signs the ranking and publishes the wrong result"),
    P.recognises: Words("công nhận kết quả sai", "recognises the wrong result"),
}
"""What whoever plays a part does, after the name."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a way: a power, and how many different people must use it (None: everybody who holds it)."""

    power: Power
    count: int | None = 1


Way = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the round is held: whether the code map exists only under the split key; whether marks are made on screen."""

    map_is_split: bool = True
    on_screen: bool = True


def _way(*powers: Power) -> Way:
    return tuple(Part(power) for power in powers)


REWRITE: Way = (Part(P.database), Part(P.keeps_heads, None))
BY_TWO_MARKERS: Way = (Part(P.marks, 2),)
BY_TWO_KEYERS: Way = (Part(P.keys_sheets, 2),)


def ways(goal: Goal, arrangement: Arrangement) -> tuple[Way, ...]:
    """Every way to the goal in a round that is held like this."""
    if goal is Goal.link:
        split = tuple(_way(*two, P.marks) for two in combinations(SHARES, 2))
        return (
            _way(P.knows_a_script, P.marks),
            *(split if arrangement.map_is_split else (_way(P.clear_map, P.marks),)),
        )
    if goal is Goal.change:
        keyed = () if arrangement.on_screen else (BY_TWO_KEYERS,)
        return (BY_TWO_MARKERS, _way(P.marks, P.settles), _way(P.marks, P.decides), *keyed, REWRITE)
    return (
        _way(P.checks, P.rejects),
        _way(P.minutes, P.annuls),
        _way(P.compiles, P.signs, P.recognises),
        REWRITE,
    )


OWN_ACCOUNT = Words(
    "Mỗi người chỉ dùng tài khoản của chính mình và giữ khóa của mình.",
    "Everybody uses the own account only, and keeps the own key.",
)
WHO_APPROVES_LOOKS = Words(
    "Người duyệt, người chứng kiến có xem nội dung trước khi ký; ký mà không xem thì số người cần ít hơn.",
    "Whoever approves or attests looks at it before signing; where they sign unseen, fewer are needed.",
)
NO_KNOWN_HAND = Words(
    "Người chấm không tự nhận ra chữ viết của thí sinh.", "No marker recognises a candidate's handwriting alone."
)
TOOL_IS_SOUND = Words(
    "Công cụ làm phách chạy nguyên bản trên máy riêng của Hội đồng; không ai chụp lại màn hình hay bài thi.",
    "The coding tool runs unaltered on a machine of the council's own; nobody photographs the screen or the scripts.",
)
HEADS_ARE_KEPT = Words(
    "Những người giữ đầu nhật ký giữ bản lưu ngoài hệ thống và có đối chiếu.",
    "Those who keep the ledger's heads keep them outside the system, and compare.",
)
ONLY_THE_ROSTER = Words(
    "Chỉ tính người có tên trong danh sách và nhiệm vụ đã ghi; không tính sức ép của cấp trên.",
    "Only the people and duties on the roster count; pressure by superiors does not.",
)
ASSUMPTIONS: dict[Goal, tuple[Words, ...]] = {
    Goal.link: (NO_KNOWN_HAND, TOOL_IS_SOUND, OWN_ACCOUNT, ONLY_THE_ROSTER),
    Goal.change: (WHO_APPROVES_LOOKS, HEADS_ARE_KEPT, OWN_ACCOUNT, ONLY_THE_ROSTER),
    Goal.publish: (WHO_APPROVES_LOOKS, HEADS_ARE_KEPT, OWN_ACCOUNT, ONLY_THE_ROSTER),
}
