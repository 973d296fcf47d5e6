"""What is verified before a person is submitted for appointment (domain: 3.2, step 15); the code lists. Pure."""

from workflows.words import Words

CHECKS: dict[str, Words] = {
    "dossier": Words("Hồ sơ, văn bằng, chứng chỉ", "Dossier, diplomas, certificates"),
    "assets": Words("Kê khai tài sản, thu nhập", "Declaration of assets and income"),
    "party_opinion": Words("Ý kiến của cấp ủy", "Opinion of the Party committee"),
    "political_standards": Words("Tiêu chuẩn chính trị", "Political standards"),
}
KINDS: dict[str, Words] = {
    "FIRST_APPOINTMENT": Words("Bổ nhiệm lần đầu", "First appointment"),
    "PROMOTION": Words("Bổ nhiệm chức vụ cao hơn", "Promotion"),
    "REAPPOINTMENT": Words("Bổ nhiệm lại", "Reappointment"),
    "EXTENSION": Words("Kéo dài thời gian giữ chức vụ đến tuổi nghỉ hưu", "Extension to retirement"),
    "TRANSFER": Words("Điều động, bổ nhiệm ngang", "Transfer at the same level"),
    "ACTING": Words("Giao quyền, giao phụ trách", "Acting"),
}
METHODS: dict[str, Words] = {
    "EXAM": Words("Thi tuyển chức danh lãnh đạo", "Competition"),
    "ORDINARY": Words("Bổ nhiệm theo quy trình", "Ordinary procedure"),
}
"""The code list that personnel software of the field already uses for the way of appointment (domain: section 7)."""
