"""Who may not sit on a body because of a candidate: relatives in the law's scope, people under discipline (SD10)."""

from enum import StrEnum

from workflows.law import Citation, cite
from workflows.words import Words

NARROW_2020, WIDE_2023 = "NARROW_2020", "WIDE_2023"
"""Values of the parameter `exam.relative_scope`."""


class Tie(StrEnum):
    """How somebody stands to a candidate, or what else bars from sitting on a body."""

    spouse = "spouse"
    parent = "parent"
    adoptive_parent = "adoptive_parent"
    parent_in_law = "parent_in_law"
    child = "child"
    adopted_child = "adopted_child"
    sibling = "sibling"
    aunt_or_uncle = "aunt_or_uncle"
    sibling_of_spouse = "sibling_of_spouse"
    spouse_of_sibling = "spouse_of_sibling"
    child_in_law = "child_in_law"
    niece_or_nephew = "niece_or_nephew"
    under_discipline = "under_discipline"
    sanctioned_in_personnel_work = "sanctioned_in_personnel_work"
    direct_superior = "direct_superior"
    other = "other"
    none = "none"


LABELS: dict[Tie, Words] = {
    Tie.spouse: Words("Vợ, chồng", "Spouse"),
    Tie.parent: Words("Cha, mẹ đẻ", "Natural parent"),
    Tie.adoptive_parent: Words("Cha, mẹ nuôi", "Adoptive parent"),
    Tie.parent_in_law: Words("Cha, mẹ vợ hoặc chồng", "Parent-in-law"),
    Tie.child: Words("Con đẻ", "Natural child"),
    Tie.adopted_child: Words("Con nuôi", "Adopted child"),
    Tie.sibling: Words("Anh, chị, em ruột", "Sibling"),
    Tie.aunt_or_uncle: Words("Cô, dì, chú, bác, cậu ruột", "Aunt or uncle"),
    Tie.sibling_of_spouse: Words("Anh, chị, em ruột của vợ hoặc chồng", "Sibling of the spouse"),
    Tie.spouse_of_sibling: Words("Vợ hoặc chồng của anh, chị, em ruột", "Spouse of a sibling"),
    Tie.child_in_law: Words("Con dâu, con rể", "Child-in-law"),
    Tie.niece_or_nephew: Words("Cháu ruột (con của anh, chị, em ruột)", "Niece or nephew"),
    Tie.under_discipline: Words("Đang bị xem xét hoặc thi hành kỷ luật", "Under disciplinary procedure or sanction"),
    Tie.sanctioned_in_personnel_work: Words(
        "Từng bị xử lý vì tham nhũng, tiêu cực trong công tác cán bộ",
        "Once sanctioned for corruption in personnel work",
    ),
    Tie.direct_superior: Words("Cấp trên trực tiếp", "Direct superior"),
    Tie.other: Words("Quan hệ khác cần xem xét", "Another tie, to be looked at"),
    Tie.none: Words("Không có", "None"),
}

_NARROW = frozenset(
    {Tie.spouse, Tie.parent, Tie.parent_in_law, Tie.child, Tie.sibling, Tie.sibling_of_spouse, Tie.under_discipline}
)
BARRED: dict[str, frozenset[Tie]] = {
    NARROW_2020: _NARROW,
    WIDE_2023: _NARROW
    | {
        Tie.adoptive_parent,
        Tie.adopted_child,
        Tie.aunt_or_uncle,
        Tie.spouse_of_sibling,
        Tie.sanctioned_in_personnel_work,
    },
}
CITES: dict[str, Citation] = {NARROW_2020: cite("tt6"), WIDE_2023: cite("nd115", "8")}
"""A direct superior is barred by no law found: declared, logged, replaceable."""


def bars(tie: Tie, scope: str = WIDE_2023) -> bool:
    """Whether such a tie keeps a person off a body that deals with the candidate."""
    return tie in BARRED[scope]
