"""Separation of duties: which roles one person may not hold together, and who may not act a second time.

Read it beside the house's rules SD1 .. SD14 and the incompatibilities of the examination regulation (BO1, BO2). A
breach is a fact about persons, not about accounts. Kinship stands in `workflows.kinship`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from workflows.law import Citation, cite, design
from workflows.roles import (
    APPROVER,
    AUDITOR,
    AUTHORITY,
    CANDIDATE,
    CHAIR,
    CODING,
    INVIGILATOR,
    LABELS,
    MARKER,
    MARKING_HEAD,
    PANEL,
    PERSONNEL,
    SECRETARY,
    SUPERVISOR,
    SYSADMIN,
    Role,
)
from workflows.words import Words

CITY = "city"

Holding = tuple[Role, str]
"""A role and the scope it is held in: "city", "agency:<hex>" or "round:<hex>"."""

COUNCIL = frozenset({CHAIR, SECRETARY, MARKING_HEAD, MARKER, PANEL, CODING, INVIGILATOR})
"""The council and its boards; the supervision board is not the council's to appoint."""
OPERATING = COUNCIL | {PERSONNEL, APPROVER, AUTHORITY}
STAFF = OPERATING | {SUPERVISOR, AUDITOR, SYSADMIN}
MARKING = frozenset({MARKER, MARKING_HEAD})


@dataclass(frozen=True, slots=True)
class Duty:
    """One rule of separation: its code, what it says, where it stands."""

    code: str
    says: Words
    cites: Citation


def _duty(code: str, vi: str, en: str, cites: Citation | None = None) -> Duty:
    return Duty(code, Words(vi, en), cites or design())


_ALL = (
    _duty("SD1", "Thí sinh không giữ nhiệm vụ nào trong kỳ thi của mình", "A candidate holds no duty in that round"),
    _duty(
        "SD2", "Người kiểm tra hồ sơ không đồng thời là người thẩm định", "Whoever checks a dossier does not approve it"
    ),
    _duty("SD3", "Người lập không tự phê duyệt", "Whoever draws it up does not approve it"),
    _duty(
        "SD4",
        "Ban phách tách khỏi chấm thi và thư ký",
        "Coding is apart from marking and the secretariat",
        cite("tt6", "", "K"),
    ),
    _duty(
        "SD5",
        "Cán bộ chấm thi không là chủ tịch, thư ký, giám sát hay thẩm định",
        "A marker is not chair, secretary, supervisor or approver",
    ),
    _duty(
        "SD6",
        "Mỗi bài thi do những người khác nhau chấm; phúc khảo do người khác nữa",
        "Different people mark a script; a re-mark takes others again",
        cite("tt6"),
    ),
    _duty("SD7", "Hồi phách cần hai người ở hai vai trò", "Decoding takes two people in two roles"),
    _duty("SD8", "Người giám sát không giữ nhiệm vụ khác", "A supervisor holds no other duty", cite("tt6", "", "K")),
    _duty(
        "SD9",
        "Quản trị hệ thống và thanh tra không giữ nhiệm vụ nghiệp vụ",
        "System administrators and auditors hold no business duty",
    ),
    _duty(
        "SD10",
        "Người thân thích của thí sinh không tham gia",
        "Relatives of a candidate take no part",
        cite("nd115", "8"),
    ),
    _duty("SD11", "Người có thẩm quyền bổ nhiệm không chấm thi", "The appointing authority does not mark"),
    _duty(
        "SD12",
        "Ủy quyền có thời hạn, không ủy quyền lại, không phá vỡ tách nhiệm vụ",
        "A delegation is dated, is not passed on, and breaks no separation",
    ),
    _duty("SD13", "Người ra đề không hướng dẫn ôn tập", "Question setters do not coach"),
    _duty("SD14", "Không ai tự phê duyệt cho mình", "Nobody approves for themselves"),
    _duty("BO1", "Người chấm thi không coi thi", "Whoever marks does not invigilate", cite("tt6", "", "K")),
    _duty(
        "BO2",
        "Người ra đề không làm phách, không coi thi",
        "Question setters neither code nor invigilate",
        cite("tt6", "", "K"),
    ),
)
DUTIES: dict[str, Duty] = {duty.code: duty for duty in _ALL}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups of roles that one person may not hold at once: where their scopes overlap, or `anywhere`."""

    code: str
    one: frozenset[Role]
    other: frozenset[Role]
    anywhere: bool = False

    def forbids(self, a: Role, b: Role) -> bool:
        """Whether these two roles fall under the rule, in either order."""
        return (a in self.one and b in self.other) or (b in self.one and a in self.other)


PAIRS = (
    Pair("SD1", frozenset({CANDIDATE}), STAFF),
    Pair("SD2", frozenset({PERSONNEL}), frozenset({APPROVER})),
    Pair("SD4", frozenset({CODING}), MARKING | {SECRETARY}),
    Pair("SD5", frozenset({MARKER}), frozenset({SECRETARY, CHAIR, SUPERVISOR, APPROVER})),
    Pair("SD8", frozenset({SUPERVISOR}), STAFF - {SUPERVISOR}),
    Pair("SD9", frozenset({SYSADMIN, AUDITOR}), OPERATING | {SUPERVISOR}, anywhere=True),
    Pair("SD9", frozenset({SYSADMIN}), frozenset({AUDITOR}), anywhere=True),
    Pair("SD11", frozenset({AUTHORITY}), frozenset({PANEL, MARKER})),
    Pair("BO1", MARKING, frozenset({INVIGILATOR})),
)
QUESTION_SETTERS_MAY_NOT = frozenset({CODING, INVIGILATOR})


@dataclass(frozen=True)
class Circumstances:
    """What the rules need to know beside the roles.

    `enclosing` gives for a scope those that contain it (a round's agency, its parent); "city" contains all. `waived`
    names the rules that the examination regulation sets aside (SD11 alone may be). `question_setter`: the person set
    questions.
    """

    enclosing: Mapping[str, Collection[str]] = field(default_factory=dict)
    waived: frozenset[str] = frozenset()
    question_setter: bool = False

    def __post_init__(self) -> None:
        if self.waived - {"SD11"}:
            raise ValueError(f"no regulation may waive {sorted(self.waived - {'SD11'})}")

    def overlap(self, a: str, b: str) -> bool:
        """Whether what happens in one scope can touch the other."""
        return CITY in (a, b) or a == b or a in self.enclosing.get(b, ()) or b in self.enclosing.get(a, ())


PLAIN = Circumstances()


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that would be broken, and the roles that break it together."""

    duty: Duty
    roles: tuple[Role, ...]

    @property
    def code(self) -> str:
        """The rule's code."""
        return self.duty.code

    @property
    def says(self) -> Words:
        """The rule, with the roles that clash."""
        vi, en = (" + ".join(LABELS[role].say(locale) for role in self.roles) for locale in ("vi", "en"))
        return Words(f"{self.code}: {self.duty.says.vi} ({vi})", f"{self.code}: {self.duty.says.en} ({en})")


def breaches(held: Iterable[Holding], proposed: Holding, given: Circumstances = PLAIN) -> list[Breach]:
    """What one person would break by taking the `proposed` role on top of those held."""
    role, scope = proposed
    found = [
        Breach(DUTIES[pair.code], (role, other))
        for other, other_scope in sorted(held)
        for pair in PAIRS
        if pair.forbids(role, other)
        and pair.code not in given.waived
        and (pair.anywhere or given.overlap(scope, other_scope))
    ]
    if given.question_setter and role in QUESTION_SETTERS_MAY_NOT:
        found.append(Breach(DUTIES["BO2"], (role,)))
    return list(dict.fromkeys(found))


def standing(holdings: Mapping[str, Collection[Holding]], given: Circumstances = PLAIN) -> dict[str, list[Breach]]:
    """Everyone who breaks a rule by the roles held now, with the breaches; for the verifier and the roster."""
    found: dict[str, list[Breach]] = {}
    for person, held in holdings.items():
        ordered = sorted(held)
        if broken := [b for i, one in enumerate(ordered) for b in breaches(ordered[:i], one, given)]:
            found[person] = list(dict.fromkeys(broken))
    return found


def clashes(acting: Role, towards_case: Iterable[Role], waived: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The rules that somebody breaks by acting in one role while holding these others towards the same case."""
    held = [(role, CITY) for role in towards_case if role != acting]
    return tuple(sorted({b.code for b in breaches(held, (acting, CITY), Circumstances(waived=waived))}))


def again(code: str, person: str | None, *earlier: str | None) -> tuple[str, ...]:
    """`code`, if this person already took part in a way that bars the present act (SD2, SD3, SD6, SD7, SD14)."""
    return (DUTIES[code].code,) if person is not None and person in earlier else ()
