"""The cast: who takes part in selecting a leader (domain: sections 2 and 11). Labels are data; agencies may rename."""

from enum import StrEnum

from workflows.words import Words

Role = StrEnum(
    "Role",
    "public candidate personnel_officer approver appointing_authority council_chair council_secretary "
    "marking_board_head marker panel_member coding_officer invigilator supervisor auditor system_administrator system",
)

PUBLIC = Role.public
CANDIDATE = Role.candidate
PERSONNEL = Role.personnel_officer
APPROVER = Role.approver
AUTHORITY = Role.appointing_authority
CHAIR = Role.council_chair
SECRETARY = Role.council_secretary
MARKING_HEAD = Role.marking_board_head
MARKER = Role.marker
PANEL = Role.panel_member
CODING = Role.coding_officer
INVIGILATOR = Role.invigilator
SUPERVISOR = Role.supervisor
AUDITOR = Role.auditor
SYSADMIN = Role.system_administrator
SYSTEM = Role.system
"""SYSTEM is no person: a deadline that passed, or a step that follows from another step in the same transaction."""

LABELS: dict[Role, Words] = {
    PUBLIC: Words("Công chúng", "Public"),
    CANDIDATE: Words("Thí sinh", "Candidate"),
    PERSONNEL: Words("Cán bộ tổ chức", "Personnel officer"),
    APPROVER: Words("Cơ quan thẩm định (Sở Nội vụ)", "Approver (Home Affairs)"),
    AUTHORITY: Words("Người có thẩm quyền bổ nhiệm", "Appointing authority"),
    CHAIR: Words("Chủ tịch Hội đồng thi", "Council chair"),
    SECRETARY: Words("Thư ký Hội đồng thi", "Council secretary"),
    MARKING_HEAD: Words("Trưởng ban chấm thi", "Head of the marking board"),
    MARKER: Words("Cán bộ chấm thi", "Marker"),
    PANEL: Words("Thành viên chấm thi trình bày", "Presentation panel member"),
    CODING: Words("Ủy viên ban phách", "Coding officer"),
    INVIGILATOR: Words("Giám thị", "Invigilator"),
    SUPERVISOR: Words("Ban giám sát", "Supervisor"),
    AUDITOR: Words("Thanh tra, kiểm toán", "Auditor"),
    SYSADMIN: Words("Quản trị hệ thống", "System administrator"),
    SYSTEM: Words("Hệ thống", "The system"),
}
