"""A ranking told to people and to machines: sentences and a table in either language, JSON with decimals as text."""

from datetime import date
from decimal import Decimal
from typing import Any

from appointments.results.rules import OpenTie, Outcome, Placed, Ranking, Verdict
from appointments.results.scheme import HEAD_DECIDES, ROUNDING, Scheme, in_hundredths
from workflows.kinds import told
from workflows.parameters_exam import TIE_RULES
from workflows.quantities import plain
from workflows.words import Words

FORMAT = "minh-tuyen-ranking/1"
OUTCOMES = {
    Outcome.winner: Words("Trúng tuyển", "Winner"),
    Outcome.reserve: Words("Đạt, dự bị", "Passed, in reserve"),
    Outcome.undecided: Words("Chờ quyết định", "Awaits a decision"),
    Outcome.unranked: Words("Không xếp hạng", "Not ranked"),
}
HEADINGS = [Words("Hạng", "Rank"), Words("SBD", "No."), Words("Viết", "Written"), Words("Trình bày", "Oral"),
            Words("Tổng", "Total"), Words("Kết quả", "Result")]  # fmt: skip
SCHEME = Words(
    "Số lượng cần tuyển: %(slots)s. Thang điểm %(scale)s. Điểm đạt: viết %(pass_written)s, trình bày %(pass_oral)s.",
    "Slots: %(slots)s. Scale: %(scale)s. Pass marks: written %(pass_written)s, oral %(pass_oral)s.",
)
FORMULA = Words(
    "Tổng = (%(w)s × viết + %(o)s × trình bày) : %(sum)s, làm tròn đến 2 chữ số thập phân (từ 5 trở lên làm tròn lên).",
    "Total = (%(w)s × written + %(o)s × oral) / %(sum)s, rounded half up to 2 decimals.",
)
TIE_ORDER = Words("Khi tổng bằng nhau, xét lần lượt: %(rules)s.", "Equal totals are parted by, in turn: %(rules)s.")
WORKING = Words(
    "%(code)s: (%(w)s × %(written)s + %(o)s × %(oral)s) : %(sum)s = %(weighted)s : %(sum)s %(sign)s %(total)s.",
    "%(code)s: (%(w)s × %(written)s + %(o)s × %(oral)s) / %(sum)s = %(weighted)s / %(sum)s %(sign)s %(total)s.",
)
DECIDED_BY_RULE = Words(
    "%(higher)s xếp trên %(lower)s: %(rule)s (%(higher_value)s so với %(lower_value)s).",
    "%(higher)s stands before %(lower)s: %(rule)s (%(higher_value)s against %(lower_value)s).",
)
DECIDED_BY_HEAD = Words(
    "%(higher)s xếp trên %(lower)s theo quyết định của người có thẩm quyền: %(reason)s",
    "%(higher)s stands before %(lower)s by decision of the authority: %(reason)s",
)
OPEN = Words(
    "%(codes)s cùng hạng %(rank)s: không quy tắc nào phân định được; người có thẩm quyền quyết định và nêu lý do.",
    "%(codes)s share rank %(rank)s: no rule parts them; the authority decides and gives the reason.",
)
ON_THE_LINE = Words(
    "Chưa xác định được người trúng tuyển trước khi có quyết định này.", "A slot hangs on this decision."
)
MISSING = Words("Chưa có thông tin: %(what)s.", "Not on record: %(what)s.")
VACANT = Words("Còn %(n)s chỉ tiêu không có người trúng tuyển.", "%(n)s slots stay vacant.")
YES, NO, NOTHING, MONTHS = (
    Words("có", "yes"),
    Words("không", "no"),
    Words("—", "—"),
    Words("%(n)s tháng", "%(n)s months"),
)


def said_mark(mark: Decimal | None, locale: str) -> str:
    """A mark with its two decimals, a comma in Vietnamese."""
    if mark is None:
        return NOTHING.say(locale)
    return f"{mark:.2f}" if locale == "en" else f"{mark:.2f}".replace(".", ",")


def said_value(value: Any, locale: str) -> str:
    """What a tie rule looked at, as it is printed."""
    if isinstance(value, bool):
        return (YES if value else NO).say(locale)
    if isinstance(value, Decimal):
        return said_mark(value, locale)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return MONTHS.say(locale, {"n": value}) if isinstance(value, int) else NOTHING.say(locale)


def said_verdict(verdict: Verdict) -> Words:
    """Why one candidate stands before the other."""
    pair = {"higher": verdict.higher, "lower": verdict.lower}
    if verdict.rule == HEAD_DECIDES:
        return told(DECIDED_BY_HEAD, **pair, reason=verdict.reason)
    values = {
        name: Words(*(said_value(value, loc) for loc in ("vi", "en")))
        for name, value in (("higher_value", verdict.higher_value), ("lower_value", verdict.lower_value))
    }
    return told(DECIDED_BY_RULE, **pair, **values, rule=TIE_RULES[verdict.rule])


def said_open_tie(tie: OpenTie) -> Words:
    """Who waits for a decision, what is not on record, and whether a slot hangs on it."""
    parts = [told(OPEN, codes=", ".join(tie.codes), rank=tie.rank)]
    if tie.missing:
        vi, en = (
            ", ".join(f"{code}: {TIE_RULES[rule].say(loc)}" for code, rule in tie.missing) for loc in ("vi", "en")
        )
        parts.append(told(MISSING, what=Words(vi, en)))
    if tie.crosses_the_line:
        parts.append(ON_THE_LINE)
    return Words(" ".join(p.vi for p in parts), " ".join(p.en for p in parts))


def said_working(placed: Placed, scheme: Scheme) -> Words:
    """The sum behind a total, so that it can be checked with a pencil."""
    c = placed.candidate
    if placed.total is None or c.written is None or c.oral is None:
        return Words("", "")
    numbers = {"written": c.written, "oral": c.oral, "weighted": scheme.weighted_sum(c.written, c.oral)}
    numbers["total"] = placed.total
    said: dict[str, Any] = {name: Words(*(said_mark(n, loc) for loc in ("vi", "en"))) for name, n in numbers.items()}
    said["sign"] = "=" if in_hundredths(numbers["weighted"]) % scheme.divisor == 0 else "≈"
    return told(WORKING, code=c.code, w=scheme.weight_written, o=scheme.weight_oral, sum=scheme.divisor, **said)


def said_scheme(scheme: Scheme) -> list[Words]:
    """The rules of the ranking, in three sentences."""
    numbers = {"scale": scheme.scale, "pass_written": scheme.pass_written, "pass_oral": scheme.pass_oral}
    said = {name: Words(*(plain(n, loc) for loc in ("vi", "en"))) for name, n in numbers.items()}
    rules = Words(*("; ".join(TIE_RULES[r].say(loc) for r in scheme.tie_order) for loc in ("vi", "en")))
    return [
        told(SCHEME, slots=scheme.slots, **said),
        told(FORMULA, w=scheme.weight_written, o=scheme.weight_oral, sum=scheme.divisor),
        told(TIE_ORDER, rules=rules),
    ]


def as_text(ranking: Ranking, locale: str) -> str:
    """The whole result as plain text: rules, table, workings, ties, reasons."""
    lines = [w.say(locale) for w in said_scheme(ranking.scheme)] + [""]
    lines += [*_table(ranking, locale), ""]
    lines += [said_working(p, ranking.scheme).say(locale) for p in ranking.placed if p.rank is not None]
    lines += [f"{p.code}: {reason.say(locale)}" for p in ranking.placed for reason in p.reasons]
    lines += [said_verdict(v).say(locale) for v in ranking.verdicts]
    lines += [said_open_tie(t).say(locale) for t in ranking.open_ties]
    if ranking.vacant:
        lines.append(VACANT.say(locale, {"n": ranking.vacant}))
    return "\n".join(lines)


def _table(ranking: Ranking, locale: str) -> list[str]:
    rows = [[h.say(locale) for h in HEADINGS]]
    for p in ranking.placed:
        marks = [said_mark(m, locale) for m in (p.candidate.written, p.candidate.oral, p.total)]
        rows.append([str(p.rank or NOTHING.say(locale)), p.code, *marks, OUTCOMES[p.outcome].say(locale)])
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADINGS))]
    rows.insert(1, ["-" * width for width in widths])
    right = (0, 2, 3, 4)
    return [
        "  ".join(
            cell.rjust(w) if n in right else cell.ljust(w) for n, (cell, w) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def as_json(ranking: Ranking) -> dict[str, Any]:
    """The whole result for a machine; every decimal as text."""
    scheme = ranking.scheme
    return {
        "format": FORMAT,
        "rules": {
            "scale": str(scheme.scale),
            "weights": {"written": scheme.weight_written, "oral": scheme.weight_oral},
            "pass": {"written": str(scheme.pass_written), "oral": str(scheme.pass_oral)},
            "tie_order": list(scheme.tie_order),
            "slots": scheme.slots,
            "rounding": ROUNDING,
        },
        "winners": list(ranking.winners),
        "reserve": list(ranking.reserve),
        "undecided": list(ranking.undecided),
        "vacant": ranking.vacant,
        "candidates": [_candidate(p, scheme) for p in ranking.placed],
        "verdicts": [_verdict(v) for v in ranking.verdicts],
        "open_ties": [_open_tie(t) for t in ranking.open_ties],
    }


def _both(words: Words) -> dict[str, str]:
    return {"vi": words.vi, "en": words.en}


def _text(value: Any) -> str | None:
    return None if value is None else f"{value:.2f}" if isinstance(value, Decimal) else str(value)


def _candidate(p: Placed, scheme: Scheme) -> dict[str, Any]:
    return {
        "code": p.code,
        "rank": p.rank,
        "written": _text(p.candidate.written),
        "oral": _text(p.candidate.oral),
        "total": _text(p.total),
        "working": _both(said_working(p, scheme)) if p.total is not None else None,
        "passed_written": p.passed_written,
        "passed_oral": p.passed_oral,
        "outcome": p.outcome.value,
        "reasons": [_both(reason) for reason in p.reasons],
    }


def _verdict(v: Verdict) -> dict[str, Any]:
    values = {"higher_value": _plain_value(v.higher_value), "lower_value": _plain_value(v.lower_value)}
    return {"higher": v.higher, "lower": v.lower, "rule": v.rule, **values, **_both(said_verdict(v))}


def _plain_value(value: Any) -> Any:
    return value if isinstance(value, (bool, int)) else _text(value)


def _open_tie(t: OpenTie) -> dict[str, Any]:
    missing = [{"code": code, "rule": rule} for code, rule in t.missing]
    told_so = _both(said_open_tie(t))
    return {
        "codes": list(t.codes),
        "rank": t.rank,
        "crosses_the_line": t.crosses_the_line,
        "missing": missing,
        **told_so,
    }
