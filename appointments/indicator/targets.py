"""The reform plan's other targets beside the indicator (domain: section 0): what the register knows and what not.

A row says whether it is computed here or can only be reported by the agencies; what nobody reported is not shown as a
figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import sqlalchemy as sa
from sqlalchemy.orm import Session

from appointments.indicator.rules import Figure
from appointments.organisation.models import Post
from workflows.words import Words


@dataclass(frozen=True, slots=True)
class Target:
    """One target: what of what, the least share, by the end of which year, and what is computed of it, if anything."""

    key: str
    says: Words
    least: Fraction
    by: int
    computed: Words | None = None


TARGETS: Sequence[Target] = (
    Target("T1", Words("Danh mục vị trí việc làm được phê duyệt", "Job-position lists approved"), Fraction(1), 2025,
           Words("Cơ quan, đơn vị có mọi chức danh lãnh đạo thuộc danh mục đã phê duyệt, trên số cơ quan, đơn vị có "
                 "chức danh trong hệ thống",
                 "Units all of whose leadership posts stand in an approved list, of those with posts here")),
    Target("T2", Words("Cán bộ, công chức, viên chức đạt tiêu chuẩn chức danh, vị trí việc làm và khung năng lực",
                       "Staff who meet the standards of title, job position and competence"), Fraction(95, 100), 2025),
    Target("T3", Words("Cán bộ, công chức có trình độ cao đẳng, đại học trở lên và đạt chuẩn ngạch, chức danh",
                       "Cadres and civil servants with a degree and up to the standard of rank or title"),
           Fraction(95, 100), 2027),
    Target("T5", Words("Cán bộ, công chức trao đổi công việc hoàn toàn trên mạng",
                       "Cadres and civil servants who do all exchange of work on the network"),
           Fraction(90, 100), 2027),
    Target("T6", Words("Viên chức quản lý trao đổi công việc hoàn toàn trên mạng",
                       "Managing public employees who do all exchange of work on the network"),
           Fraction(70, 100), 2027),
)  # fmt: skip


def computed(session: Session) -> Mapping[str, Figure]:
    """What the register tells, by the target's key: `new` of how many, `exam` how many of them."""
    approved = sa.func.min(sa.case((Post.position_list_approved, 1), else_=0))
    each = sa.select(approved.label("approved")).group_by(Post.agency_id).subquery()
    found = session.execute(sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(each.c.approved), 0))).one()
    return {"T1": Figure(int(found[0]), int(found[1]))}
