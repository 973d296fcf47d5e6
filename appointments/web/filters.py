"""How values are said on a page: texts of the regulation, instants, dates, numbers, roles, states, sizes.

Instants are told in Viet Nam's time, in the order in which civil servants write: with seconds and zone (`moment`) where
they prove something or refuse somebody, to the minute (`minute`) where a reader only has to know when.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from flask import Flask
from flask_babel import gettext as _

from appointments.web.i18n import language
from workflows import registry
from workflows.calendar import ZONE
from workflows.engine import Process, Refusal
from workflows.law import Citation
from workflows.roles import LABELS, Role
from workflows.words import Words

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]  # English only: Vietnamese writes months as numbers
ZONE_NAME = "GMT+7"
UNITS = ("B", "KB", "MB", "GB")


def init_app(app: Flask) -> None:
    """Give templates the filters."""
    for function in (say, moment, minute, before, day, number, size, role, roles, state, act, cite, clock_time):
        app.jinja_env.filters[function.__name__] = function


def say(text: Any, **params: Any) -> str:
    """A text of the regulation in the reader's language; its parameters too."""
    if isinstance(text, Refusal):
        return text.reason.say(language(), localised(text.params))
    if isinstance(text, Words):
        return text.say(language(), localised(params) if params else None)
    return "" if text is None else str(text)


def localised(params: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as they are said: instants, dates, decimals and lists; integers stay for `%d`."""
    return {name: _said(value) for name, value in params.items()}


def _said(value: Any) -> Any:
    if value is None:
        return _("not set yet")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, Words):
        return say(value)
    if isinstance(value, Role):
        return role(value)
    if isinstance(value, tuple | list | set | frozenset):
        return ", ".join(str(_said(one)) for one in value)
    return value


def moment(instant: datetime | None) -> str:
    """An instant to the second: "17:00:00 (GMT+7), 23/11/2026"."""
    if instant is None:
        return ""
    local = instant.astimezone(ZONE)
    return f"{local:%H:%M:%S} ({ZONE_NAME}), {day(local.date())}"


def minute(instant: datetime | None) -> str:
    """An instant where its seconds do not matter: "17:00, 23/11/2026"."""
    return f"{clock_time(instant)}, {day(instant)}" if instant else ""


def before(instant: datetime | None) -> str:
    """Until when one is in time, the instant itself being late: "before 17:00, 23/11/2026"; a midnight ends its day."""
    if instant is None:
        return ""
    local = instant.astimezone(ZONE)
    if local.time() == time.min:
        return _("to the end of %(day)s", day=day(local.date() - timedelta(days=1)))
    precise = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return _("before %(at)s", at=f"{precise}, {day(local.date())}")


def clock_time(instant: datetime) -> str:
    """The time of day of an instant: "17:00"."""
    return f"{instant.astimezone(ZONE):%H:%M}"


def day(value: date | datetime | None) -> str:
    """A date: 23/11/2026, in English 23 November 2026. An instant gives its date in Viet Nam."""
    if value is None:
        return ""
    value = value.astimezone(ZONE).date() if isinstance(value, datetime) else value
    if language() == "en":
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    return f"{value.day:02d}/{value.month:02d}/{value.year}"


def number(value: Decimal | int | float | None, places: int | None = None) -> str:
    """A number with the reader's decimal mark and thousands mark."""
    if value is None:
        return ""
    text = f"{value:,}" if places is None else f"{value:,.{places}f}"
    return text.translate(str.maketrans(",.", ".,")) if language() == "vi" else text


def size(count: int | None) -> str:
    """A file's size: 1,4 MB."""
    if count is None:
        return ""
    amount, unit = float(count), 0
    while amount >= 1024 and unit < len(UNITS) - 1:
        amount, unit = amount / 1024, unit + 1
    return f"{number(round(amount, 1) if unit and amount < 10 else round(amount))} {UNITS[unit]}"


def role(value: Role | str) -> str:
    """A role's label."""
    return LABELS[Role(value)].say(language())


def roles(values: Iterable[Role]) -> str:
    """Several roles' labels."""
    return ", ".join(role(value) for value in values)


def state(name: str, process: Process | str) -> str:
    """A state's label in its process (given itself, or by key: the newest edition)."""
    definition = _newest(process) if isinstance(process, str) else process
    found = definition.states.get(str(name)) if definition else None
    return found.label.say(language()) if found else str(name)


def act(name: str | None, source: str | None = None, to: str | None = None) -> str:
    """What an act of the ledger was called on its button: "application.accept" -> "Accept".

    One name may stand for several clauses (passed, failed); the states before and after say which.
    """
    key, _dot, trigger = (name or "").partition(".")
    definition = _newest(key)
    steps = [t for t in definition.transitions if t.trigger == trigger] if definition else []
    exact = [t for t in steps if (str(t.source), str(t.to)) == (source, to)]
    labels = {t.label for t in exact[:1] or steps}
    if len(labels) > 1 and definition:
        return definition.label.say(language())  # better little than the wrong one
    return next((label.say(language()) for label in labels), name or "")


def cite(citation: Citation | None) -> str:
    """A citation as printed; what no law fixes says that it is the exam regulation's own."""
    if citation is None:
        return ""
    text = str(citation)
    if citation.tag == "D":
        return _("%(text)s (the organiser's own rule)", text=text)
    if citation.tag.startswith("K"):
        return _("%(text)s (not yet verified against the original)", text=text)
    return text


def _newest(key: str) -> Process | None:
    editions = [p for p in registry.all_processes() if p.key == key]
    return max(editions, key=lambda p: p.version) if editions else None
