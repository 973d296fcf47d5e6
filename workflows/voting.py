"""What a conference's ballots lead to, by the rule of the text it is held under. Exact: shares are fractions.

The rule of one conference is its `Terms`, made from a meeting of `workflows.meetings` and the pinned parameters
`vote.*`. `imbalances` asks whether the figures of the minutes can be true at all, `quorum` whether the conference may
vote, `outcome` who goes on; each tells its reasons line by line with the figures and the clause. Names are keys here:
whoever prints puts the people in.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from workflows.kinds import told
from workflows.law import Citation
from workflows.words import Words

THIRTY_PERCENT, HALF, TOP = Fraction(3, 10), Fraction(1, 2), 2
SUMMONED, PRESENT = "SUMMONED", "PRESENT"
CARRY_THIRTY, CARRY_TOP_TWO = "THIRTY_PERCENT", "TOP_TWO"


class Rule(StrEnum):
    """What happens at a conference where nobody has more than the share that passes."""

    review = "review"
    carry = "carry"
    majority = "majority"
    opinion = "opinion"


class AtHalf(StrEnum):
    """Who is left to the head at exactly 50 %: nobody, two people with half each, or whoever has exactly half."""

    nobody = "nobody"
    pair = "pair"
    anyone = "anyone"


class Result(StrEnum):
    """How a conference ends."""

    one_chosen = "one_chosen"
    many_carried = "many_carried"
    head_decides = "head_decides"
    opinion_recorded = "opinion_recorded"
    stopped = "stopped"


RESULTS: dict[Result, Words] = {
    Result.one_chosen: Words("Một người được chọn", "One person chosen"),
    Result.many_carried: Words("Nhiều người được giới thiệu ở bước sau", "Several carried to the next step"),
    Result.head_decides: Words("Bằng phiếu 50%: người đứng đầu lựa chọn", "50 %: the head chooses"),
    Result.opinion_recorded: Words("Đã ghi nhận ý kiến", "Opinions recorded"),
    Result.stopped: Words("Dừng và báo cáo cấp có thẩm quyền", "Stopped and reported to the authority"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One reason: the words with their figures, the clause, and the name it is about (None: the whole conference)."""

    words: Words
    cites: Citation
    about: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The rule of one conference. `newcomer_share`: what a name that no earlier step carried must reach, if it may."""

    rule: Rule
    base: str
    passes_above: Fraction
    floor: str
    quorum: Fraction
    cites: Citation
    at_half: AtHalf = AtHalf.nobody
    excused_in_base: bool = False
    newcomer_share: Fraction | None = None
    ballots_follow_heads: bool = False


@dataclass(frozen=True, slots=True)
class Attendance:
    """Heads: a person with two roles is one. Who is excused was summoned and stays away by force majeure."""

    summoned: int
    excused: int
    present: int


@dataclass(frozen=True, slots=True)
class Ballots:
    """The ballots of one title, from the printing to the count, and the votes for each name on it."""

    prepared: int
    issued: int
    returned: int
    valid: int
    invalid: int
    votes: Mapping[str, int] = field(default_factory=dict)

    @property
    def not_returned(self) -> int:
        """Ballots that were issued and never came back."""
        return self.issued - self.returned


@dataclass(frozen=True, slots=True)
class Outcome:
    """Who goes on (most votes first, then by key), why, and of how many people the shares were taken."""

    result: Result
    names: tuple[str, ...]
    base: int
    lines: tuple[Line, ...]


BASE_PLAIN = Words("Cơ sở tính tỉ lệ: %(base)d người (%(whom)s).", "Base of the count: %(base)d people (%(whom)s).")
BASE_LESS = Words(
    "Cơ sở tính tỉ lệ: %(summoned)d người được triệu tập, trừ %(excused)d người vắng mặt vì lý do bất khả kháng, "
    "còn %(base)d người.",
    "Base of the count: %(summoned)d summoned less %(excused)d absent by force majeure, %(base)d people.",
)
WHOM = {
    SUMMONED: Words("tổng số người được triệu tập", "all who were summoned"),
    PRESENT: Words("số người được triệu tập có mặt", "those summoned and present"),
}
NOBODY_IN_BASE = Words("Không có ai trong cơ sở tính tỉ lệ.", "Nobody is in the base of the count.")
PASSES = Words(
    "%(votes)d/%(base)d phiếu (%(share)s), trên %(limit)s.", "%(votes)d of %(base)d (%(share)s), more than %(limit)s."
)
FAILS = Words(
    "%(votes)d/%(base)d phiếu (%(share)s), không quá %(limit)s.",
    "%(votes)d of %(base)d (%(share)s), not more than %(limit)s.",
)
NEW_NAME_FAILS = Words(
    "%(votes)d/%(base)d phiếu (%(share)s): nhân sự mới giới thiệu ở bước này phải đạt ít nhất %(limit)s.",
    "%(votes)d of %(base)d (%(share)s): a name first put forward at this step must reach %(limit)s.",
)
REACHES_FLOOR = Words("Đạt từ 30%% trở lên (%(votes)d/%(base)d).", "At 30 %% or more (%(votes)d of %(base)d).")
AMONG_TOP = Words(
    "Là một trong hai người có số phiếu cao nhất (%(votes)d phiếu).", "Among the top two (%(votes)d votes)."
)
LEVEL_WITH_SECOND = Words(
    "Bằng phiếu với người đứng thứ hai (%(votes)d phiếu): không loại ai trong số bằng phiếu.",
    "Level with the second (%(votes)d votes): nobody who is level is left out.",
)
STANDS_AT_HALF = Words("Đạt đúng 50%% (%(votes)d/%(base)d).", "At exactly 50 %% (%(votes)d of %(base)d).")
ENDS: dict[Result, Words] = {
    Result.one_chosen: Words("Một người có số phiếu quá mức quy định: được chọn.", "One has the majority: chosen."),
    Result.many_carried: Words(
        "Không ai đạt quá mức quy định: giới thiệu %(count)d người ở bước tiếp theo.",
        "Nobody has the majority: %(count)d carried to the next step.",
    ),
    Result.head_decides: Words(
        "Số phiếu ngang 50%%: người đứng đầu lựa chọn, báo cáo đầy đủ các ý kiến.",
        "At 50 %%: the head chooses; every opinion is reported.",
    ),
    Result.opinion_recorded: Words(
        "Ý kiến được ghi biên bản và báo cáo ở bước tiếp theo; không ai bị loại ở bước này.",
        "The opinions are minuted and reported at the next step; nobody drops out here.",
    ),
    Result.stopped: Words(
        "Không ai đạt mức quy định: dừng quy trình, báo cáo cấp có thẩm quyền.",
        "Nobody reaches what the rule asks: the procedure stops and is reported to the authority.",
    ),
}
NO_HEAD = Words(
    "Số phiếu ngang 50%% nhưng không có người đứng đầu: báo cáo cấp có thẩm quyền.",
    "At 50 %%, but there is no head: reported to the authority.",
)
IS_QUORATE = Words(
    "Có mặt %(present)d/%(summoned)d người được triệu tập; yêu cầu ít nhất %(share)s.",
    "%(present)d of %(summoned)d summoned are present; at least %(share)s are required.",
)
NO_QUORUM_ASKED = Words("Không quy định tỉ lệ có mặt tối thiểu.", "No least presence is required.")


def quorum(heads: Attendance, terms: Terms) -> tuple[bool, Line]:
    """Whether enough of those summoned are present to vote, and the sum."""
    if not terms.quorum:
        return heads.present > 0, Line(NO_QUORUM_ASKED, terms.cites)
    words = told(IS_QUORATE, present=heads.present, summoned=heads.summoned, share=str(terms.quorum))
    return heads.present >= terms.quorum * heads.summoned and heads.present > 0, Line(words, terms.cites)


def base_of(heads: Attendance, terms: Terms) -> int:
    """Of how many people the shares are taken."""
    if terms.base == PRESENT:
        return heads.present
    return heads.summoned if terms.excused_in_base else heads.summoned - heads.excused


def outcome(
    heads: Attendance, ballots: Ballots, terms: Terms, *, newcomers: Collection[str] = (), has_head: bool = True
) -> Outcome:
    """Who goes on, by the rule. `newcomers`: names on the ballot that no earlier step carried."""
    count = _Count(base_of(heads, terms), ballots.votes, terms, frozenset(newcomers))
    lines = [_base_line(heads, count.base, terms)]
    if count.base <= 0:
        return Outcome(Result.stopped, (), count.base, (*lines, Line(NOBODY_IN_BASE, terms.cites)))
    lines += [count.says(name) for name in count.ranked]
    result, names, reasons = _decided(count, has_head)
    return Outcome(result, names, count.base, (*lines, *reasons))


@dataclass(frozen=True, slots=True)
class _Count:
    base: int
    votes: Mapping[str, int]
    terms: Terms
    newcomers: frozenset[str]

    @property
    def ranked(self) -> tuple[str, ...]:
        return tuple(sorted(self.votes, key=lambda name: (-self.votes[name], name)))

    def share(self, name: str) -> Fraction:
        return Fraction(self.votes[name], self.base)

    def is_new_and_short(self, name: str) -> bool:
        least = self.terms.newcomer_share
        return name in self.newcomers and least is not None and self.share(name) < least

    def passes(self, name: str) -> bool:
        return self.share(name) > self.terms.passes_above and not self.is_new_and_short(name)

    def line(self, words: Words, name: str, limit: Fraction) -> Line:
        said = told(
            words, votes=self.votes[name], base=self.base, share=percent(self.share(name)), limit=percent(limit)
        )
        return Line(said, self.terms.cites, name)

    def says(self, name: str) -> Line:
        if self.is_new_and_short(name) and self.terms.newcomer_share is not None:
            return self.line(NEW_NAME_FAILS, name, self.terms.newcomer_share)
        return self.line(PASSES if self.passes(name) else FAILS, name, self.terms.passes_above)


Decided = tuple[Result, tuple[str, ...], list[Line]]


def _decided(count: _Count, has_head: bool) -> Decided:
    terms, winners = count.terms, tuple(name for name in count.ranked if count.passes(name))
    if terms.rule is Rule.opinion:
        return Result.opinion_recorded, count.ranked, [_end(terms, Result.opinion_recorded)]
    if winners:
        return Result.one_chosen, winners[:1], [_end(terms, Result.one_chosen)]
    if level := _at_half(count):
        lines = [count.line(STANDS_AT_HALF, name, HALF) for name in level]
        if not has_head:
            return Result.stopped, (), [*lines, Line(told(NO_HEAD), terms.cites)]
        return Result.head_decides, level, [*lines, _end(terms, Result.head_decides)]
    if terms.rule is Rule.carry and (carried := _carried(count)):
        return Result.many_carried, tuple(str(line.about) for line in carried), [
            *carried, _end(terms, Result.many_carried, len(carried)),
        ]  # fmt: skip
    return Result.stopped, (), [_end(terms, Result.stopped)]


def _at_half(count: _Count) -> tuple[str, ...]:
    """Those whom the rule leaves to the head."""
    level = tuple(n for n in count.ranked if count.share(n) == HALF and not count.is_new_and_short(n))
    enough = {AtHalf.nobody: 3, AtHalf.pair: 2, AtHalf.anyone: 1}[count.terms.at_half]
    return level if len(level) >= enough else ()


def _carried(count: _Count) -> list[Line]:
    """One line for each who goes on although nobody has the majority; whoever has no vote never does."""
    names = [n for n in count.ranked if count.votes[n] > 0 and not count.is_new_and_short(n)]
    if count.terms.floor == CARRY_THIRTY:
        return [count.line(REACHES_FLOOR, n, THIRTY_PERCENT) for n in names if count.share(n) >= THIRTY_PERCENT]
    last = [count.votes[n] for n in names[:TOP]][-1:]
    return [
        count.line(AMONG_TOP if place < TOP else LEVEL_WITH_SECOND, n, HALF)
        for place, n in enumerate(names)
        if count.votes[n] >= last[0]
    ]


def _base_line(heads: Attendance, base: int, terms: Terms) -> Line:
    if terms.base == SUMMONED and heads.excused and not terms.excused_in_base:
        return Line(told(BASE_LESS, summoned=heads.summoned, excused=heads.excused, base=base), terms.cites)
    return Line(told(BASE_PLAIN, base=base, whom=WHOM[terms.base]), terms.cites)


def _end(terms: Terms, result: Result, count: int = 0) -> Line:
    return Line(told(ENDS[result], count=count), terms.cites)


def percent(share: Fraction) -> Words:
    """A share as people read it: exact where it is a whole per cent, else the nearest tenth, marked as such."""
    whole = share * 100
    if whole.denominator == 1:
        return Words(f"{whole}%", f"{whole}%")
    tenths = round(whole * 10)
    return Words(f"≈{tenths // 10},{tenths % 10}%", f"≈{tenths // 10}.{tenths % 10}%")
