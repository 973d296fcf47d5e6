"""Which conferences an ordinary appointment passes under each text of the law, and the rule of each.

One `Law` for each version of `legal.version` and kind of staff; a clause that was not read in the text itself, or that
is taken from a neighbouring text by analogy, cites with tag K and is shown as such.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from workflows.law import Citation, cite
from workflows.parameters import Staff
from workflows.rules import legal_version
from workflows.voting import AtHalf, Rule, Terms
from workflows.words import Words

CIVIL, PUBLIC = Staff.civil_servant, Staff.public_employee
LEADERSHIP = Words("Tập thể lãnh đạo: người đứng đầu và cấp phó", "Collective leadership: the head and the deputies")
EXTENDED = Words(
    "Tập thể lãnh đạo, cấp ủy hoặc ban thường vụ cấp ủy, người đứng đầu các đơn vị cấu thành",
    "Collective leadership, Party committee or its standing committee, heads of the sub-units",
)
KEY_CADRES = Words(
    "Như hội nghị mở rộng, thêm người đứng đầu tổ chức chính trị - xã hội, cấp phó các đơn vị cấu thành; toàn thể "
    "nếu là đơn vị cấu thành, đơn vị ít người hoặc không có đơn vị cấu thành",
    "As the extended leadership, with heads of mass organisations and deputies of the sub-units; all staff in a "
    "component or small unit or one without sub-units",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One conference of a procedure: who votes, by which rule, of whom the share is taken (a parameter `vote.base.*`).

    `is_announced`: whether the result is told to those who voted. `newcomer_share`: see `Terms`.
    """

    key: str
    label: Words
    electorate: Words
    rule: Rule
    cites: Citation
    base: str = "vote.base.step1"
    at_half: AtHalf = AtHalf.nobody
    is_announced: bool = True
    newcomer_share: Fraction | None = None

    @property
    def has_ballots(self) -> bool:
        """Whether names are voted on; a review approves a list without figures."""
        return self.rule is not Rule.review


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """The ordinary appointment under one text: the conferences on site in their order, and the vote for somebody from
    elsewhere where the text asks for one (else None)."""

    staff: Staff
    version: str
    since: date
    cites: Citation
    on_site: tuple[Meeting, ...]
    elsewhere: Meeting | None
    ballots_follow_heads: bool = False

    @property
    def is_verified(self) -> bool:
        """Whether the text itself was read; where not, every case shows it."""
        return self.cites.is_verified

    def meeting(self, key: str) -> Meeting:
        """The conference of that key."""
        return next(m for m in (*self.on_site, self.elsewhere) if m is not None and m.key == key)

    def number(self, key: str) -> int:
        """Which step of the procedure the conference is; 0 for the vote on somebody from elsewhere."""
        return next((n for n, m in enumerate(self.on_site, 1) if m.key == key), 0)

    def terms(self, key: str, rules: Mapping[str, Any]) -> Terms:
        """The rule of one conference under the pinned parameters."""
        m = self.meeting(key)
        return Terms(
            rule=m.rule,
            base=rules[m.base],
            passes_above=rules["vote.pass"],
            floor=rules["vote.carry_floor"],
            quorum=rules["vote.quorum"],
            cites=m.cites,
            at_half=m.at_half,
            excused_in_base=rules["vote.excused_in_base"],
            newcomer_share=m.newcomer_share,
            ballots_follow_heads=self.ballots_follow_heads,
        )


def _review(cites: Citation) -> Meeting:
    return Meeting(
        key="review", label=Words("Hội nghị tập thể lãnh đạo (lần 1)", "Collective leadership (first)"),
        electorate=LEADERSHIP, rule=Rule.review, cites=cites,
    )  # fmt: skip


def _leadership(cites: Citation) -> Meeting:
    return Meeting(
        key="leadership", label=Words("Hội nghị tập thể lãnh đạo (lần 1)", "Collective leadership (first)"),
        electorate=LEADERSHIP, rule=Rule.carry, cites=cites,
    )  # fmt: skip


def _extended(cites: Citation) -> Meeting:
    return Meeting(
        key="extended", label=Words("Hội nghị tập thể lãnh đạo mở rộng", "Extended leadership"), electorate=EXTENDED,
        rule=Rule.carry, cites=cites, base="vote.base.step2",
    )  # fmt: skip


def _again(cites: Citation, rule: Rule, newcomer: Fraction | None = None) -> Meeting:
    """The older texts ask the leadership a second time; they share the sentence about its base with the step before."""
    return Meeting(
        key="leadership_again", label=Words("Hội nghị tập thể lãnh đạo (lần 2)", "Collective leadership (second)"),
        electorate=LEADERSHIP, rule=rule, cites=cites, base="vote.base.step2", newcomer_share=newcomer,
    )  # fmt: skip


def _key_cadres(cites: Citation, rule: Rule) -> Meeting:
    return Meeting(
        key="key_cadres", label=Words("Hội nghị cán bộ chủ chốt", "Key cadres"), electorate=KEY_CADRES, rule=rule,
        cites=cites, base="vote.base.step3", is_announced=False,
    )  # fmt: skip


def _final(cites: Citation, at_half: AtHalf) -> Meeting:
    return Meeting(
        key="final", label=Words("Hội nghị tập thể lãnh đạo biểu quyết", "Collective leadership (final vote)"),
        electorate=LEADERSHIP, rule=Rule.majority, cites=cites, base="vote.base.step4", at_half=at_half,
    )  # fmt: skip


def _outside(cites: Citation, label: Words) -> Meeting:
    return Meeting(
        key="outside", label=label, electorate=LEADERSHIP, rule=Rule.majority, cites=cites, base="vote.base.step4",
        at_half=AtHalf.anyone,
    )  # fmt: skip


RECEIVING = Words(
    "Tập thể lãnh đạo biểu quyết về nhân sự từ nơi khác", "Collective leadership votes on somebody from elsewhere"
)
SENDING = Words("Tập thể lãnh đạo nơi đi biểu quyết", "Collective leadership of the sending unit votes")


def _five_steps_civil(version: str, since: date, text: Citation, inherited: Citation) -> Law:
    """Five steps; what a later text kept without being read again is cited by `inherited`."""
    return Law(
        staff=CIVIL, version=version, since=since, cites=text,
        on_site=(
            _review(inherited), _extended(text), _again(inherited, Rule.majority),
            _key_cadres(inherited, Rule.majority), _final(inherited, AtHalf.anyone),
        ),
        elsewhere=_outside(inherited, RECEIVING),
    )  # fmt: skip


def _five_steps_public(version: str, since: date, text: Citation) -> Law:
    return Law(
        staff=PUBLIC, version=version, since=since, cites=text,
        on_site=(
            _review(text), _extended(text), _again(text, Rule.carry, Fraction(2, 3)),
            _key_cadres(text, Rule.opinion), _final(text, AtHalf.pair),
        ),
        elsewhere=_outside(text, SENDING),
    )  # fmt: skip


def _four_steps(staff: Staff, version: str, since: date, text: Citation) -> Law:
    return Law(
        staff=staff, version=version, since=since, cites=text,
        on_site=(
            _leadership(text), _extended(text), _key_cadres(text, Rule.majority), _final(text, AtHalf.pair),
        ),
        elsewhere=None, ballots_follow_heads=True,
    )  # fmt: skip


_ND138, _ND138_K = cite("nd138", "46"), cite("nd138", "46", "K")
LAWS: tuple[Law, ...] = (
    _five_steps_civil("2020", date(2020, 12, 1), _ND138, _ND138),
    _five_steps_civil("2024", date(2024, 9, 17), cite("nd116", "", "K"), _ND138_K),
    _five_steps_civil("2025", date(2025, 7, 1), cite("nd170", "33", "K"), cite("nd170", "33", "K")),
    _four_steps(CIVIL, "2026C", date(2026, 8, 1), cite("nd170", "33")),
    _five_steps_public("2020", date(2020, 9, 29), cite("nd115", "46", "K")),
    _five_steps_public("2023V", date(2023, 12, 7), cite("nd115", "46")),
    _four_steps(PUBLIC, "2026V", date(2026, 7, 1), cite("nd259", "", "K")),
)
"""In the order of the texts, by kind of staff."""


def law(staff: Staff, version: str) -> Law:
    """The procedure under that version for that kind of staff."""
    return next(one for one in LAWS if (one.staff, one.version) == (staff, version))


def law_of(staff: Staff, on: date) -> Law:
    """The procedure that begins on that day; raises `NoLawKnown` before the first text on record."""
    return law(staff, legal_version(on, staff))


def editions(staff: Staff) -> tuple[Law, ...]:
    """The texts for that kind of staff, the oldest first."""
    return tuple(one for one in LAWS if one.staff is staff)
