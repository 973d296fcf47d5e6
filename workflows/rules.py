"""The exam regulation as data: every parameter with default, range and source, and the snapshot that a round pins.

`default_rules(on, staff)` gives the values under the text in force on a day; `Rules` is immutable, so that a change
makes a new snapshot and never touches a running case. Nothing here knows who may change what: that is a command's work.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from workflows.kinds import NotThatKind, told
from workflows.parameters import Parameter, Staff
from workflows.parameters_exam import EXAM
from workflows.parameters_office import LEGAL_EDITIONS, OFFICE
from workflows.quantities import HUNDREDTH
from workflows.words import Words

FORMAT = 1
LONGEST_ORAL = 90
PARAMETERS: Mapping[str, Parameter] = MappingProxyType({p.key: p for p in (*OFFICE, *EXAM)})
"""Every parameter by key, in the order in which it is shown."""

UNKNOWN_KEY = Words("Không có tham số “%(key)s”.", "There is no parameter “%(key)s”.")
ORAL_TOO_LONG = Words(
    "Thời gian trình bày và hỏi - đáp cộng lại không quá %(most)s phút (hiện là %(sum)s).",
    "Presentation and questions together may not exceed %(most)s minutes (now %(sum)s).",
)
ORAL_PASS_TOO_LOW = Words(
    "Điểm đạt phần trình bày không được thấp hơn điểm đạt chung của mỗi phần thi.",
    "The pass mark of the oral part may not be lower than the pass mark of each part.",
)
PASS_NOT_EXACT = Words(
    "Điểm đạt quy về thang điểm %(scale)s không tròn đến hai chữ số thập phân.",
    "The pass mark on the scale of %(scale)s is not exact to two decimals.",
)
PERIOD_REVERSED = Words("Kỳ tính chỉ tiêu kết thúc trước khi bắt đầu.", "The indicator period ends before it begins.")
NO_LAW = Words(
    "Chưa có văn bản nào được khai báo cho %(staff)s vào ngày %(on)s.", "No text is on record for %(staff)s on %(on)s."
)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one parameter, or with the parameters as a whole (`key` is then the first one concerned)."""

    key: str
    words: Words


class BadRules(ValueError):
    """Values that break the regulation's own ranges; carries every problem."""

    def __init__(self, problems: list[Problem]):
        super().__init__("; ".join(f"{p.key}: {p.words.en}" for p in problems))
        self.problems = problems


class NoLawKnown(LookupError):
    """There is no text on record for that day."""

    def __init__(self, on: date, staff: Staff):
        self.words = told(NO_LAW, staff=staff, on=on.isoformat())
        super().__init__(self.words.en)


class Rules(Mapping[str, Any]):
    """An immutable set of values, one per parameter."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]):
        """Keep the values in the parameters' order; raises `BadRules` where a key is unknown."""
        if unknown := [k for k in values if k not in PARAMETERS]:
            raise BadRules([Problem(k, told(UNKNOWN_KEY, key=k)) for k in unknown])
        self._values = MappingProxyType({k: values[k] for k in PARAMETERS if k in values})

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"<Rules {self.version}, {len(self)} parameters>"

    def __hash__(self) -> int:
        return hash(tuple(self._values.items()))

    @property
    def version(self) -> str:
        """The legal version under which these values stand."""
        return str(self["legal.version"])

    @property
    def text_is_verified(self) -> bool:
        """Whether the text of the law was read; where not, a case shows a banner."""
        return self.version != "2026V"

    def changed(self, changes: Mapping[str, Any]) -> "Rules":
        """A new set with some values replaced; raises `BadRules` with every reason where that breaks a range."""
        problems = [Problem(key, words) for key, value in changes.items() for words in validate(key, value)]
        if problems:
            raise BadRules(problems)
        rules = Rules({**self, **changes})
        if problems := disagreements(rules):
            raise BadRules(problems)
        return rules

    def snapshot(self) -> dict[str, Any]:
        """The values as JSON keeps them: decimals, fractions and dates as text."""
        return {"format": FORMAT, "values": {k: PARAMETERS[k].kind.to_json(v) for k, v in self.items()}}


@dataclass(frozen=True, slots=True)
class Change:
    """One parameter that differs between two sets; None where a set does not have it."""

    parameter: Parameter
    before: Any
    after: Any

    def say(self, locale: str) -> str:
        """The change in one line."""
        before, after = ("—" if v is None else self.parameter.show(v, locale) for v in (self.before, self.after))
        return f"{self.parameter.label.say(locale)}: {before} → {after}"


def legal_version(on: date, staff: Staff = Staff.civil_servant) -> str:
    """The legal version in force on a day for a kind of staff; raises `NoLawKnown` before the first text on record."""
    for edition in LEGAL_EDITIONS:
        if edition.covers(on, staff):
            return str(edition.default)
    raise NoLawKnown(on, staff)


def default_rules(on: date, staff: Staff = Staff.civil_servant) -> Rules:
    """The values that hold on a day for a kind of staff unless a regulation says otherwise."""
    legal_version(on, staff)
    return Rules({key: p.edition(on, staff).default for key, p in PARAMETERS.items()})


def validate(key: str, value: Any) -> list[Words]:
    """What is wrong with giving the parameter that value; nothing if it may have it."""
    if key not in PARAMETERS:
        return [told(UNKNOWN_KEY, key=key)]
    return PARAMETERS[key].kind.problems(value)


def read(key: str, text: str) -> Any:
    """The value that a person wrote for a parameter; raises `BadRules` if it is no such value or out of range."""
    if key not in PARAMETERS:
        raise BadRules([Problem(key, told(UNKNOWN_KEY, key=key))])
    try:
        value = PARAMETERS[key].kind.read(text)
    except NotThatKind as error:
        raise BadRules([Problem(key, error.words)]) from error
    if problems := validate(key, value):
        raise BadRules([Problem(key, words) for words in problems])
    return value


def disagreements(rules: Mapping[str, Any]) -> list[Problem]:
    """Where values that are each in range do not fit together."""
    found = []
    minutes = rules["exam.oral_present_min"] + rules["exam.oral_qa_min"]
    if minutes > LONGEST_ORAL:
        found.append(Problem("exam.oral_qa_min", told(ORAL_TOO_LONG, most=LONGEST_ORAL, sum=minutes)))
    if rules["exam.oral_pass"] < rules["exam.pass_each"]:
        found.append(Problem("exam.oral_pass", ORAL_PASS_TOO_LOW))
    for key in ("exam.pass_each", "exam.oral_pass"):
        mark = on_scale(rules[key], rules["exam.scale"])
        if mark != mark.quantize(HUNDREDTH):
            found.append(Problem(key, told(PASS_NOT_EXACT, scale=rules["exam.scale"])))
    if rules["kpi.period_to"] < rules["kpi.period_from"]:
        found.append(Problem("kpi.period_to", PERIOD_REVERSED))
    return found


def on_scale(points_of_100: Decimal, scale: int) -> Decimal:
    """A number of points of 100 on the round's own scale."""
    return points_of_100 * scale / 100


def from_snapshot(stored: Mapping[str, Any]) -> Rules:
    """The set that `snapshot` wrote. Ranges are not asked again: what was pinned stays as it was pinned."""
    if stored.get("format") != FORMAT or not isinstance(stored.get("values"), Mapping):
        raise BadRules([Problem("format", Words("Không đọc được bản chụp tham số.", "The snapshot cannot be read."))])
    values, problems = {}, []
    for key, raw in stored["values"].items():
        try:
            values[key] = PARAMETERS[key].kind.from_json(raw) if key in PARAMETERS else raw
        except NotThatKind as error:
            problems.append(Problem(key, error.words))
    if problems:
        raise BadRules(problems)
    return Rules(values)


def diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The parameters in which two sets differ, in the order in which they are shown."""
    return [
        Change(p, before.get(key), after.get(key))
        for key, p in PARAMETERS.items()
        if (key in before, before.get(key)) != (key in after, after.get(key))
    ]
