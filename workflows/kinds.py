"""What a parameter of the exam regulation can be: its type, its range, how it is written in text and in JSON.

Here: yes or no, a date, one of several options, an order of options. Numbers are in `workflows.quantities`.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from workflows.words import Words

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YES_NO = {"có": True, "yes": True, "true": True, "1": True, "không": False, "no": False, "false": False, "0": False}

OUT_OF_RANGE = Words("Giá trị phải nằm trong khoảng: %(span)s.", "The value must be in the range: %(span)s.")
NOT_BOOL = Words("Phải là “có” hoặc “không”.", "This must be “yes” or “no”.")
NOT_DAY = Words("Phải là ngày theo dạng 2027-10-30.", "This must be a date such as 2027-10-30.")
NOT_OPTION = Words("Phải là một trong các giá trị: %(span)s.", "This must be one of: %(span)s.")
NOT_ORDER = Words("Phải là thứ tự gồm các mục: %(span)s.", "This must be an order of these items: %(span)s.")
TWICE = Words(
    "Mỗi mục chỉ được nêu một lần; bị lặp: %(names)s.", "Each item may be named once only; repeated: %(names)s."
)
LAST_IS = Words("Mục cuối phải là: %(last)s (%(label)s).", "The last item must be: %(last)s (%(label)s).")


class NotThatKind(ValueError):
    """What was written is not a value of this kind; `words` says so to the person who wrote it."""

    def __init__(self, words: Words):
        super().__init__(words.en)
        self.words = words


def told(words: Words, **params: Any) -> Words:
    """The words with their parameters filled in; a parameter that is itself `Words` is said in each language."""
    said = {loc: {k: v.say(loc) if isinstance(v, Words) else v for k, v in params.items()} for loc in ("vi", "en")}
    return Words(words.vi % said["vi"], words.en % said["en"])


class Kind:
    """A type with a range; `value_type` is the Python type of a value, `json_type` that of its JSON form."""

    value_type: ClassVar[type]
    json_type: ClassVar[type] = str

    def mistyped(self) -> Words:
        """What is said when something is not of this kind at all."""
        raise NotImplementedError

    def in_range(self, value: Any) -> bool:
        """Whether a value of the right type lies in the range."""
        return True

    def span(self) -> Words:
        """The range in words."""
        raise NotImplementedError

    def read(self, text: str) -> Any:
        """The value that a person wrote; raises `NotThatKind`. The range is not asked."""
        raise NotImplementedError

    def to_json(self, value: Any) -> Any:
        """The value as JSON keeps it."""
        return str(value)

    def from_json(self, raw: Any) -> Any:
        """The value that `to_json` wrote; the range is not asked, since an old snapshot outlives a narrower range."""
        if type(raw) is not self.json_type:
            raise NotThatKind(self.mistyped())
        return self.read(str(raw))

    def show(self, value: Any, locale: str) -> str:
        """The value as it is printed."""
        return str(value)

    def problems(self, value: Any) -> list[Words]:
        """What is wrong with `value`; nothing if it is of this kind and in range."""
        if type(value) is not self.value_type:
            return [self.mistyped()]
        return [] if self.in_range(value) else [told(OUT_OF_RANGE, span=self.span())]


class YesNo(Kind):
    """Yes or no."""

    value_type = bool
    json_type = bool

    def mistyped(self) -> Words:
        return NOT_BOOL

    def span(self) -> Words:
        return Words("có / không", "yes / no")

    def read(self, text: str) -> bool:
        if (word := text.strip().casefold()) not in _YES_NO:
            raise NotThatKind(NOT_BOOL)
        return _YES_NO[word]

    def to_json(self, value: bool) -> bool:
        return value

    def show(self, value: bool, locale: str) -> str:
        return ("yes" if value else "no") if locale == "en" else ("có" if value else "không")


class Day(Kind):
    """A date."""

    value_type = date

    def mistyped(self) -> Words:
        return NOT_DAY

    def span(self) -> Words:
        return Words("một ngày", "a date")

    def read(self, text: str) -> date:
        try:
            if _ISO_DAY.fullmatch(text.strip()):
                return date.fromisoformat(text.strip())
        except ValueError:  # the 30th of February: answered like any other text that is no date
            pass
        raise NotThatKind(NOT_DAY)

    def show(self, value: date, locale: str) -> str:
        return f"{value:%d/%m/%Y}"


@dataclass(frozen=True)
class OneOf(Kind):
    """One of the named options; each has its label."""

    options: dict[str, Words]

    value_type = str

    def mistyped(self) -> Words:
        return told(NOT_OPTION, span=self.span())

    def in_range(self, value: str) -> bool:
        return value in self.options

    def span(self) -> Words:
        return listed(self.options)

    def read(self, text: str) -> str:
        return text.strip()

    def show(self, value: str, locale: str) -> str:
        return self.options[value].say(locale) if value in self.options else value


@dataclass(frozen=True)
class Order(Kind):
    """An order of named options, each at most once, that ends with `last`."""

    options: dict[str, Words]
    last: str

    value_type = tuple
    json_type = list

    def mistyped(self) -> Words:
        return told(NOT_ORDER, span=self.span())

    def span(self) -> Words:
        return listed(self.options)

    def problems(self, value: Any) -> list[Words]:
        """What is wrong with the order: unknown names, repeated names, a wrong end."""
        if type(value) is not tuple or not value or any(type(v) is not str or v not in self.options for v in value):
            return [self.mistyped()]
        found = []
        if repeated := sorted({v for v in value if value.count(v) > 1}):
            found.append(told(TWICE, names=", ".join(repeated)))
        if value[-1] != self.last:
            found.append(told(LAST_IS, last=self.last, label=self.options[self.last]))
        return found

    def read(self, text: str) -> tuple[str, ...]:
        return tuple(name.strip() for name in text.split(",") if name.strip())

    def to_json(self, value: tuple[str, ...]) -> list[str]:
        return list(value)

    def from_json(self, raw: Any) -> tuple[str, ...]:
        if type(raw) is not list or any(type(v) is not str for v in raw):
            raise NotThatKind(self.mistyped())
        return tuple(raw)

    def show(self, value: tuple[str, ...], locale: str) -> str:
        return " → ".join(self.options[v].say(locale) if v in self.options else v for v in value)


def listed(options: dict[str, Words]) -> Words:
    """The options with their labels, in one line."""
    vi, en = (", ".join(f"{name} ({label.say(loc)})" for name, label in options.items()) for loc in ("vi", "en"))
    return Words(vi, en)
