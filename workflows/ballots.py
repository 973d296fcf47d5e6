"""Whether the figures of a conference's minutes can be true: heads and ballots balance. Pure.

Under the texts of 2026 as many ballots are prepared as people were summoned and as many issued as are present
(NĐ 170/2025 Điều 33); of the older ones only what arithmetic demands is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from workflows.kinds import told
from workflows.voting import Attendance, Ballots, Terms
from workflows.words import Words

TOO_MANY_EXCUSED = Words(
    "Số vắng mặt có lý do (%(excused)d) lớn hơn số được triệu tập (%(summoned)d).",
    "More are excused (%(excused)d) than were summoned (%(summoned)d).",
)
TOO_MANY_PRESENT = Words(
    "Số có mặt (%(present)d) lớn hơn số được triệu tập không vắng có lý do (%(rest)d).",
    "More are present (%(present)d) than were summoned and not excused (%(rest)d).",
)
NEGATIVE = Words("Không được là số âm.", "This may not be negative.")
PREPARED_FOR_ALL = Words(
    "Số phiếu chuẩn bị (%(prepared)d) phải bằng số người được triệu tập (%(summoned)d).",
    "As many ballots are prepared (%(prepared)d) as people were summoned (%(summoned)d).",
)
ISSUED_TO_THE_PRESENT = Words(
    "Số phiếu phát ra (%(issued)d) phải bằng số người có mặt (%(present)d).",
    "As many ballots are issued (%(issued)d) as people are present (%(present)d).",
)
TOO_MANY_ISSUED = Words(
    "Số phiếu phát ra (%(issued)d) lớn hơn số phiếu chuẩn bị (%(prepared)d) hoặc số người có mặt (%(present)d).",
    "More ballots are issued (%(issued)d) than were prepared (%(prepared)d) or people are present (%(present)d).",
)
TOO_MANY_RETURNED = Words(
    "Số phiếu thu về (%(returned)d) lớn hơn số phiếu phát ra (%(issued)d).",
    "More ballots are returned (%(returned)d) than were issued (%(issued)d).",
)
NOT_THE_SUM = Words(
    "Phiếu hợp lệ (%(valid)d) cộng phiếu không hợp lệ (%(invalid)d) phải bằng phiếu thu về (%(returned)d).",
    "Valid (%(valid)d) and invalid ballots (%(invalid)d) together must be those returned (%(returned)d).",
)
TOO_MANY_VOTES = Words(
    "Tổng số phiếu cho các tên (%(sum)d) lớn hơn số phiếu hợp lệ (%(valid)d): mỗi phiếu chọn một người.",
    "The names have more votes together (%(sum)d) than there are valid ballots (%(valid)d): one name a ballot.",
)


@dataclass(frozen=True, slots=True)
class Imbalance:
    """One figure that cannot be true; `key` is the figure's own name, or `votes:` and the name that it is about."""

    key: str
    words: Words


def heads_out_of_balance(heads: Attendance) -> list[Imbalance]:
    """What is wrong with the heads."""
    return list(_of_heads(heads))


def imbalances(heads: Attendance, ballots: Ballots, terms: Terms) -> list[Imbalance]:
    """Everything that is wrong with the figures; nothing where they can be true."""
    return [*_of_heads(heads), *_of_ballots(heads, ballots, terms), *_of_votes(ballots)]


def _of_heads(heads: Attendance) -> Iterator[Imbalance]:
    yield from _negative(summoned=heads.summoned, excused=heads.excused, present=heads.present)
    rest = heads.summoned - heads.excused
    if rest < 0:
        yield Imbalance("excused", told(TOO_MANY_EXCUSED, excused=heads.excused, summoned=heads.summoned))
    elif heads.present > rest:
        yield Imbalance("present", told(TOO_MANY_PRESENT, present=heads.present, rest=rest))


def _of_ballots(heads: Attendance, b: Ballots, terms: Terms) -> Iterator[Imbalance]:
    yield from _negative(prepared=b.prepared, issued=b.issued, returned=b.returned, valid=b.valid, invalid=b.invalid)
    if terms.ballots_follow_heads and b.prepared != heads.summoned:
        yield Imbalance("prepared", told(PREPARED_FOR_ALL, prepared=b.prepared, summoned=heads.summoned))
    if terms.ballots_follow_heads and b.issued != heads.present:
        yield Imbalance("issued", told(ISSUED_TO_THE_PRESENT, issued=b.issued, present=heads.present))
    elif b.issued > min(b.prepared, heads.present):
        yield Imbalance("issued", told(TOO_MANY_ISSUED, issued=b.issued, prepared=b.prepared, present=heads.present))
    if b.returned > b.issued:
        yield Imbalance("returned", told(TOO_MANY_RETURNED, returned=b.returned, issued=b.issued))
    if b.valid + b.invalid != b.returned:
        yield Imbalance("valid", told(NOT_THE_SUM, valid=b.valid, invalid=b.invalid, returned=b.returned))


def _of_votes(b: Ballots) -> Iterator[Imbalance]:
    for name, votes in sorted(b.votes.items()):
        if votes < 0:
            yield Imbalance(f"votes:{name}", NEGATIVE)
    if sum(b.votes.values()) > b.valid:
        yield Imbalance("votes", told(TOO_MANY_VOTES, sum=sum(b.votes.values()), valid=b.valid))


def _negative(**figures: int) -> Iterator[Imbalance]:
    yield from (Imbalance(key, NEGATIVE) for key, figure in figures.items() if figure < 0)
