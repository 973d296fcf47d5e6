"""Fields that HTML and WTForms lack: a date in three inputs, a moment, a number with the decimal comma, a document."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext, lazy_gettext
from flask_wtf.file import FileField, MultipleFileField
from werkzeug.datastructures import FileStorage
from wtforms import Field, StringField
from wtforms.utils import unset_value
from wtforms.validators import StopValidation

from appointments.web.i18n import language
from workflows.calendar import ZONE

PARTS = ("day", "month", "year")
PART_NAMES = {"day": lazy_gettext("day"), "month": lazy_gettext("month"), "year": lazy_gettext("year")}
CLOCK_TIME = re.compile(r"([0-9]{1,2})\s*[:hg.]\s*([0-9]{2})?", re.IGNORECASE)
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
"""Outside of these no date of ours lies; a slip of the pen there would overflow instants and working calendars."""
NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


def is_digits(text: str) -> bool:
    """Whether the text is made of the digits 0 to 9."""
    return text.isascii() and text.isdecimal()


class DateField(Field):
    """A date typed as day, month and year; `data` is a date or None, `typed` what stands in the inputs."""

    parts: tuple[str, ...] = PARTS

    def __init__(self, label: Any = None, validators: Any = None, **named: Any):
        super().__init__(label, validators, **named)
        self.typed: dict[str, str] = {}
        self.wrong: set[str] = set()

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Read the inputs where they were sent, else show the value given."""
        self.process_errors: list[Any] = []
        self.data = self.object_data = self._given(data)
        self.typed = self._shown(self.data)
        self.raw_data = None
        if formdata is not None and any(f"{self.name}-{part}" in formdata for part in self.parts):
            self.typed = {part: formdata.get(f"{self.name}-{part}", "").strip() for part in self.parts}
            self.raw_data = ["".join(self.typed.values())]
            self.data = None
            try:
                self.data = self._read() if any(self.typed.values()) else None
            except ValueError as error:
                self.process_errors.append(str(error))

    def _given(self, data: Any) -> Any:
        given = self.default if data is unset_value else data
        return given() if callable(given) else given

    def _shown(self, value: Any) -> dict[str, str]:
        if value is None:
            return dict.fromkeys(self.parts, "")
        return {"day": str(value.day), "month": str(value.month), "year": str(value.year)}

    def _read(self) -> Any:
        return self._read_date()

    def _read_date(self) -> date:
        missing = [part for part in PARTS if not self.typed[part]]
        if missing:
            self.wrong = set(missing)
            names = ", ".join(str(PART_NAMES[part]) for part in missing)
            raise ValueError(gettext("The date must include: %(parts)s", parts=names))
        self.wrong = {part for part in PARTS if not is_digits(self.typed[part])}
        if self.wrong:
            raise ValueError(gettext("Day, month and year must be numbers"))
        if len(self.typed["year"]) != 4:
            self.wrong = {"year"}
            raise ValueError(gettext("The year must have four digits, for example 2026"))
        day, month, year = (int(self.typed[part]) for part in PARTS)
        if not EARLIEST_YEAR <= year <= LATEST_YEAR:
            self.wrong = {"year"}
            span = {"first": EARLIEST_YEAR, "last": LATEST_YEAR}
            raise ValueError(gettext("The year must lie between %(first)s and %(last)s", **span))
        try:
            return date(year, month, day)
        except ValueError:
            self.wrong = set(PARTS)
            raise ValueError(gettext("%(date)s is not a real date", date=f"{day}/{month}/{year}")) from None

    def pre_validate(self, form: Any) -> None:
        """A date that could not be read is told once, before any other rule is asked."""
        if self.process_errors:
            raise StopValidation()


class MomentField(DateField):
    """A date and a time of day in Viet Nam; `data` is the instant in UTC."""

    parts = (*PARTS, "time")

    def _shown(self, value: Any) -> dict[str, str]:
        local = value.astimezone(ZONE) if value else None
        return super()._shown(local) | {"time": local.strftime("%H:%M") if local else ""}

    def _read(self) -> datetime:
        day = self._read_date()
        found = CLOCK_TIME.fullmatch(self.typed["time"])
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 99)
        if hour > 23 or minute > 59:
            self.wrong = {"time"}
            raise ValueError(gettext("The time must be written as hours and minutes, for example 17:00"))
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE).astimezone(UTC)


class DecimalField(StringField):
    """A number; takes 8,5 and 8.5 alike, shows the comma in Vietnamese. `places` is the most digits after it."""

    data: Any

    def __init__(self, label: Any = None, validators: Any = None, places: int = 2, **named: Any):
        super().__init__(label, validators, **named)
        self.places = places

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Read the number, exactly as decimal digits."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not NUMBER.fullmatch(text):
            raise ValueError(gettext("“%(text)s” is not a number; write for example 8,5", text=text))
        try:
            number = Decimal(text.replace(",", "."))
        except InvalidOperation:
            raise ValueError(gettext("“%(text)s” is not a number; write for example 8,5", text=text)) from None
        if -int(number.as_tuple().exponent) > self.places:
            raise ValueError(gettext("Use at most %(places)s digits after the decimal mark", places=self.places))
        self.data = number

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        if self.data is None:
            return ""
        text = format(self.data, "f")
        return text.replace(".", ",") if language() == "vi" else text


class DocumentField(FileField):
    """One uploaded file; `data` is the upload or None. What it may be and how large is said before it is chosen."""

    def __init__(
        self, label: Any, validators: Any = None, accept: Sequence[str] = (".pdf",), limit: int = 0, **named: Any
    ):
        super().__init__(label, validators, **named)
        self.accept, self.limit = tuple(accept), limit

    def pre_validate(self, form: Any) -> None:
        """Refuse an empty file, one over the limit, and a name that does not end as it should."""
        if not isinstance(self.data, FileStorage) or not self.data.filename:
            return
        if self.accept and not self.data.filename.lower().endswith(self.accept):
            raise StopValidation(gettext("The file must be one of: %(kinds)s", kinds=", ".join(self.accept)))
        size = self.data.stream.seek(0, 2)
        self.data.stream.seek(0)
        if size == 0:
            raise StopValidation(gettext("The file is empty"))
        if self.limit and size > self.limit:
            raise StopValidation(gettext("The file must be at most %(size)s", size=f"{self.limit // 2**20} MB"))


class DocumentsField(MultipleFileField):
    """Several uploaded files at once; `data` are the uploads, looked through by whoever takes them."""

    multiple = True

    def __init__(self, label: Any, validators: Any = None, accept: Sequence[str] = (), **named: Any):
        super().__init__(label, validators, **named)
        self.accept = tuple(accept)
