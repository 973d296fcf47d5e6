"""How close a result is: the smallest change of one mark, in hundredths, that alters who wins or who passes.

Asked of every mark of a part, and of every figure that went into one (a marker's mark, a member's sheet): what if only
this one were so much higher or lower? A result changes only where a mark crosses a pass mark, or the total another's
total, or a mark another's where totals tie; these few places are tried, nearest first. Only sums are asked: that a
changed figure might have called for a talk or a third marker is left aside.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from workflows.agreement import mean_of
from workflows.kinds import told
from workflows.quantities import plain
from workflows.rules import on_scale
from workflows.words import Words

WRITTEN, ORAL = "written", "oral"
PARTS = (WRITTEN, ORAL)
PART_LABELS = {WRITTEN: Words("điểm viết", "written mark"), ORAL: Words("điểm trình bày", "oral mark")}
SAID = Words(
    "%(code)s: nếu %(what)s là %(after)s thay vì %(before)s (chênh %(change)s) thì %(effect)s.",
    "%(code)s: were the %(what)s %(after)s instead of %(before)s (a change of %(change)s), %(effect)s.",
)
OF_ONE = Words("%(part)s trên phiếu %(who)s", "%(part)s on sheet %(who)s")
OTHER_WINNERS = Words(
    "kết quả trúng tuyển sẽ khác (%(now)s → %(then)s)", "the winners would change (%(now)s → %(then)s)"
)
OTHER_PASSES = Words("việc đạt hay không đạt phần thi sẽ khác", "passing or failing that part would change")
UNDECIDED = Words("chờ quyết định: %(codes)s", "to be decided: %(codes)s")
NOBODY = Words("không ai", "nobody")

Marks = Mapping[str, tuple[Decimal, Decimal]]
"""The written and the oral mark of each who passed both parts."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Who has a slot for certain, and who shares the place on its line until a person decides."""

    winners: frozenset[str]
    undecided: frozenset[str] = frozenset()

    def say(self) -> Words:
        """The candidate numbers."""
        certain = ", ".join(sorted(self.winners))
        if not self.undecided:
            return Words(certain, certain) if certain else NOBODY
        open_ = told(UNDECIDED, codes=", ".join(sorted(self.undecided)))
        return Words(*(("; ".join(filter(None, (certain, open_.say(loc))))) for loc in ("vi", "en")))


Decides = Callable[[Marks], Standing]
"""The ranking: from the marks of those who passed both parts to who wins."""


@dataclass(frozen=True, slots=True)
class Part:
    """A candidate's mark in one part and the figures by name of which it is the mean (none: a person settled it)."""

    mark: Decimal
    figures: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def averaged(self) -> Mapping[str, Decimal]:
        """The figures, where the mark is their mean and nothing else."""
        return self.figures if self.figures and mean_of(list(self.figures.values())) == self.mark else {}


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidate who sat the exam; `oral` is None for who did not reach that part."""

    code: str
    written: Part
    oral: Part | None = None

    def part(self, name: str) -> Part | None:
        """The part of that name."""
        return self.written if name == WRITTEN else self.oral


@dataclass(frozen=True, slots=True)
class Sums:
    """The numbers of the post's regulation, on its scale."""

    scale: Decimal = Decimal(100)
    weights: tuple[int, int] = (1, 2)
    passes: tuple[Decimal, Decimal] = (Decimal(50), Decimal(50))

    @classmethod
    def from_rules(cls, rules: Mapping[str, Any]) -> "Sums":
        """What the pinned parameters give."""
        scale = rules["exam.scale"]
        passes = on_scale(rules["exam.pass_each"], scale), on_scale(rules["exam.oral_pass"], scale)
        return cls(Decimal(scale), tuple(rules["exam.weights"]), passes)


@dataclass(frozen=True, slots=True)
class Alteration:
    """One mark that, changed by so little, changes the result; `figure` names whose, None for the part as a whole."""

    change: Decimal
    code: str
    part: str
    figure: str | None
    before: Decimal
    after: Decimal
    standing: tuple[Standing, Standing]

    def say(self) -> Words:
        """The alteration in one sentence."""
        label = PART_LABELS[self.part]
        what = told(OF_ONE, part=label, who=self.figure) if self.figure else label
        now, then = self.standing
        effect = OTHER_PASSES if now == then else told(OTHER_WINNERS, now=now.say(), then=then.say())
        numbers = {"after": self.after, "before": self.before, "change": self.change}
        said = {name: Words(plain(n, "vi"), plain(n, "en")) for name, n in numbers.items()}
        return told(SAID, code=self.code, what=what, effect=effect, **said)


@dataclass(frozen=True, slots=True)
class Margin:
    """The smallest alterations of the mark of a part and of one person's figure; None: no single change alters it."""

    of_part: Alteration | None
    of_figure: Alteration | None

    @property
    def smallest(self) -> Alteration | None:
        """The smaller of the two."""
        return min((a for a in (self.of_part, self.of_figure) if a), key=lambda a: a.change, default=None)


def is_close(margin: Margin, rules: Mapping[str, Any]) -> bool:
    """Whether a second person has to check the sums: a change smaller than `exam.close_margin` alters the result."""
    if margin.smallest is None or "exam.close_margin" not in rules:
        return False
    return margin.smallest.change < on_scale(rules["exam.close_margin"], rules["exam.scale"])


def margin(entries: Sequence[Entry], sums: Sums, decides: Decides) -> Margin:
    """The smallest change of one mark that alters who wins or who passes a part."""
    found = [a for entry in entries for a in _Search(entries, sums, decides).alterations(entry)]
    found.sort(key=lambda a: (a.change, a.code, PARTS.index(a.part), a.figure or "", a.after))
    of_part = next((a for a in found if a.figure is None), None)
    return Margin(of_part, next((a for a in found if a.figure is not None), None))


class _Search:
    """One post; everything is counted in whole hundredths."""

    def __init__(self, entries: Sequence[Entry], sums: Sums, decides: Decides):
        self.decides, self.weights, self.top = decides, sums.weights, _hundredths(sums.scale)
        self.passes = {name: _hundredths(mark) for name, mark in zip(PARTS, sums.passes, strict=True)}
        self.marks = {e.code: {name: _hundredths(p.mark) for name in PARTS if (p := e.part(name))} for e in entries}
        self.now = self._standing(self.marks)

    def alterations(self, entry: Entry) -> Iterator[Alteration]:
        """For each part, up and down, the nearest mark that alters the result, and the figures that lead there."""
        for name in PARTS:
            if part := entry.part(name):
                for after in (self._nearest(entry.code, name, up=True), self._nearest(entry.code, name, up=False)):
                    if after is not None:
                        yield from self._ways_to(after, entry.code, name, part)

    def _ways_to(self, after: int, code: str, name: str, part: Part) -> Iterator[Alteration]:
        standings = self.now, self._standing(self._with(code, name, after))
        before = _hundredths(part.mark)
        yield Alteration(_mark(abs(after - before)), code, name, None, part.mark, _mark(after), standings)
        total, count = sum(map(_hundredths, part.averaged.values())), len(part.averaged)
        for who, figure in sorted(part.averaged.items()):
            needed = _least_sum(after, count) if after > before else _least_sum(after + 1, count) - 1
            changed = _hundredths(figure) + needed - total
            if 0 <= changed <= self.top:
                change = _mark(abs(needed - total))
                yield Alteration(change, code, name, who, figure, _mark(changed), standings)

    def _nearest(self, code: str, name: str, *, up: bool) -> int | None:
        """The nearest mark above or below with which the result is another one."""
        before = self.marks[code][name]
        places = {place if up else place - 1 for place in self._places(code, name)}
        tried = sorted((p for p in places if 0 <= p <= self.top and (p > before if up else p < before)), reverse=not up)
        return next((place for place in tried if self._differs(code, name, place)), None)

    def _places(self, code: str, name: str) -> Iterator[int]:
        """Every mark at which something begins: passing, drawing level with another or passing by."""
        yield self.passes[name]
        for other in self.marks:
            if other == code or len(self.marks[other]) < len(PARTS):
                continue
            total, same = self._total(self.marks[other]), self.marks[other][name]
            yield from (same, same + 1)
            if len(self.marks[code]) == len(PARTS):
                yield from (self._reaching(code, name, total), self._reaching(code, name, total + 1))

    def _reaching(self, code: str, name: str, total: int) -> int:
        """The least mark in that part with which the candidate has at least this total."""
        w, o = self.weights
        weight, rest = (w, o * self.marks[code][ORAL]) if name == WRITTEN else (o, w * self.marks[code][WRITTEN])
        return -((rest - _least_sum(total, w + o)) // weight)

    def _total(self, marks: Mapping[str, int]) -> int:
        w, o = self.weights
        return (2 * (w * marks[WRITTEN] + o * marks[ORAL]) + w + o) // (2 * (w + o))

    def _with(self, code: str, name: str, mark: int) -> dict[str, dict[str, int]]:
        return {**self.marks, code: {**self.marks[code], name: mark}}

    def _differs(self, code: str, name: str, mark: int) -> bool:
        passes = (mark >= self.passes[name]) != (self.marks[code][name] >= self.passes[name])
        return passes or self._standing(self._with(code, name, mark)) != self.now

    def _standing(self, marks: Mapping[str, Mapping[str, int]]) -> Standing:
        passed = {
            code: m for code, m in marks.items() if all(name in m and m[name] >= self.passes[name] for name in PARTS)
        }
        return self.decides({code: (_mark(m[WRITTEN]), _mark(m[ORAL])) for code, m in passed.items()})


def _least_sum(mean: int, count: int) -> int:
    """The least sum of which the mean, halves upward, is at least this."""
    return -((count - 2 * count * mean) // 2)


def _hundredths(mark: Decimal) -> int:
    hundredths = int(mark.scaleb(2))
    if Decimal(hundredths).scaleb(-2) != mark:
        raise ValueError(f"{mark} has more than two decimals")
    return hundredths


def _mark(hundredths: int) -> Decimal:
    return Decimal(f"{hundredths // 100}.{hundredths % 100:02d}")
