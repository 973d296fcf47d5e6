"""The indicator as a workbook: the figures, every decision looked at, the definition. Text is never a formula. Pure."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

import xlsxwriter

from appointments.core.cells import TEXT_ONLY, inert
from appointments.indicator import report
from appointments.indicator.definition import TOGGLES
from appointments.indicator.rules import Counted, Figure, Place
from workflows.words import Words

SHEETS = {
    "figures": Words("Số liệu", "Figures"),
    "decisions": Words("Quyết định", "Decisions"),
    "definition": Words("Cách tính", "Definition"),
}
WHOLE = Words("Toàn Thành phố", "The City")
CIVIL = Words("Chỉ công chức", "Civil servants only")
APART = Words("Phòng thuộc cấp xã (tính riêng)", "Divisions of communes (apart)")
HEAD = (Words("Nhóm", "Split"), Words("Thuộc", "Of"), Words("Bổ nhiệm mới (N)", "New appointments (N)"),
        Words("Qua thi tuyển", "By competition"), Words("Tỉ lệ %", "Per cent"), Words("Ghi chú", "Note"))  # fmt: skip
FEW = Words("ít, chưa có ý nghĩa", "few, not meaningful")


def workbook(found: Counted, locale: str) -> bytes:
    """The file."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, TEXT_ONLY) as book:
        book.set_properties({"created": datetime.combine(found.on, time.min)})
        pages: dict[str, tuple[Sequence[Any], Iterable[Sequence[Any]]]] = {
            "figures": ([w.say(locale) for w in HEAD], _figures(found, locale)),
            "decisions": (report.COLUMNS, [[*report.line(row, reason, locale).values()]
                                           for row, reason in report.lines(found)]),
            "definition": ((), _definition(found, locale)),
        }  # fmt: skip
        for name, (head, rows) in pages.items():
            _write(book, book.add_worksheet(SHEETS[name].say(locale)), head, rows)
    return target.getvalue()


def _write(book: Any, sheet: Any, head: Sequence[Any], rows: Iterable[Sequence[Any]]) -> None:
    bold = book.add_format({"bold": True})
    sheet.write_row(0, 0, head, bold)
    sheet.freeze_panes(1 if head else 0, 0)
    for number, row in enumerate(rows, 1 if head else 0):
        for column, value in enumerate(row):
            if isinstance(value, int) and not isinstance(value, bool):
                sheet.write_number(number, column, value)
            else:
                sheet.write_string(number, column, inert(value))
    sheet.autofit()


def _figures(found: Counted, locale: str) -> Iterable[Sequence[Any]]:
    def row(split: str, of: str, figure: Figure) -> Sequence[Any]:
        few = FEW.say(locale) if figure.new < found.definition.least else ""
        shown = report.percent(figure.share)
        return (split, of, figure.new, figure.exam, "" if shown is None else str(shown), few)

    for words, figure in ((WHOLE, found.whole), (CIVIL, found.civil), (APART, found.apart)):
        yield row("", words.say(locale), figure)
    for name, split in found.by.items():
        for of, figure in split.items():
            yield row(name, of.name.say(locale) if isinstance(of, Place) else str(of), figure)


def _definition(found: Counted, locale: str) -> Iterable[Sequence[Any]]:
    d = found.definition
    yield ("as_of", found.on.isoformat())
    yield ("definition", d.key)
    yield ("period", f"{d.first.isoformat()} - {d.last.isoformat()}")
    yield ("target", str(d.target))
    for name, toggle in TOGGLES.items():
        yield (toggle.label.say(locale), toggle.write(getattr(d, name)))
    yield ("", report.LICENCE.say(locale))
