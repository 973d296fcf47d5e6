"""Ordinary appointments recorded from paper since August 2022, so that the indicator has a denominator. Synthetic."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from appointments.accounts import invitations
from appointments.core.work import By
from appointments.decisions.commands import decisions
from appointments.demo.cast import Cast, email
from appointments.demo.city import another_post
from appointments.demo.people import names
from appointments.demo.when import at
from appointments.organisation.models import Post

HOW_MANY = 64
FIRST = date(2022, 9, 15)
EVERY = timedelta(days=23)
RANKS = (("head", "Trưởng phòng", "Head"), ("deputy", "Phó Trưởng phòng", "Deputy Head"))
DIVISIONS = (
    ("Tổ chức", "Organisation"), ("Thanh tra", "Inspection"), ("Tổng hợp", "General Affairs"),
    ("Pháp chế", "Legal Affairs"), ("Quản trị", "Facilities"), ("Nghiệp vụ", "Operations"),
)  # fmt: skip
"""Each post has one holder: a division of its own for each appointment in a unit."""


def record(session: Session, cast: Cast, units: list[Post], now: datetime) -> int:
    """Enter them one by one: an officer from the paper, the authority against it. Returns how many."""
    people, officer, boss = names(), cast.by("to-chuc-2"), cast.by("thu-truong")
    entered = 0
    for n in range(HOW_MANY):
        day = FIRST + n * EVERY
        if datetime(day.year, day.month, day.day, tzinfo=now.tzinfo) + timedelta(days=10) >= now:
            break
        person_id = _person(session, n, next(people)[0], at(day.year, day.month, day.day))
        standing = [post for post in units if post.agency.valid_to is None or day < post.agency.valid_to]
        like = standing[n % len(standing)]
        _one(session, _post(session, cast, like, n, n // len(standing), now), person_id, n, day, officer, boss)
        entered += 1
    return entered


def _post(session: Session, cast: Cast, like: Post, n: int, turn: int, now: datetime) -> Post:
    """The head or deputy of a division that no earlier turn around the units has filled."""
    (rank, vi, en), (name_vi, name_en) = RANKS[n % 2], DIVISIONS[turn % len(DIVISIONS)]
    title = f"{vi} {name_vi} (mẫu)", f"{en}, {name_en} (sample)"
    return another_post(session, cast, like, title, now, rank=rank)


def _one(session: Session, post: Post, person_id: UUID, n: int, day: date, officer: By, boss: By) -> None:
    kind = "PROMOTION" if n % 5 == 0 else "FIRST_APPOINTMENT"
    draft = decisions.Draft(kind, f"{200 + n}/QĐ-MAU", day, day + timedelta(days=5))
    instant = at(day.year, day.month, day.day, 15)
    made = decisions.record_ordinary(session, post.id, person_id, draft, by=officer, now=instant)
    decisions.issue(session, made.id, by=boss, now=instant + timedelta(hours=1))


def _person(session: Session, n: int, name: str, now: datetime) -> UUID:
    newcomer = invitations.Newcomer(name, email(f"bo-nhiem-{n + 1}"), is_synthetic=True)
    return invitations.invite(session, newcomer, by=None, now=now)[0].person_id
