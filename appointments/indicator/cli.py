"""`flask indicator`: the figure with its definition on the screen, or as the JSON that the page gives."""

import json
from datetime import datetime
from typing import Any

import click
from flask.cli import with_appcontext

from appointments.core import clock
from appointments.indicator import queries, report
from appointments.indicator.definition import LATEST, Unknown, by_key
from appointments.indicator.rules import Counted
from appointments.web.db import db
from workflows.calendar import local_day
from workflows.words import Words

LINE = Words(
    "%(on)s: %(exam)s trên %(new)s bổ nhiệm mới cấp phòng qua thi tuyển (%(share)s); mục tiêu %(target)s.",
    "%(on)s: %(exam)s of %(new)s new appointments at division level by competition (%(share)s); target %(target)s.",
)
SHORT = Words("Còn thiếu %(n)s; cần thêm ít nhất %(more)s qua thi tuyển.", "%(n)s lack; at least %(more)s more needed.")
FEW = Words("Số bổ nhiệm còn ít (dưới %(least)s), tỉ lệ chưa có ý nghĩa.", "Under %(least)s: the share says nothing.")
NOTHING = Words("chưa có", "none yet")


@click.command("indicator")
@click.option("--as-of", type=click.DateTime(formats=["%Y-%m-%d"]), default=None, help="Count as of this day.")
@click.option("--definition", default=LATEST.key, show_default=True, help='Its key, for example "1,ranks=head".')
@click.option("--json", "wants_json", is_flag=True, help="Print JSON instead of sentences.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@with_appcontext
def indicator(as_of: datetime | None, definition: str, wants_json: bool, lang: str) -> None:
    """Tell how many of the new division-level leaders came from a competition."""
    on = as_of.date() if as_of else local_day(clock.now())
    try:
        found = queries.measure(db.session, by_key(definition), on)
    except Unknown as unknown:
        raise click.BadParameter(f"there is no definition {definition!r}", param_hint="--definition") from unknown
    if wants_json:
        click.echo(json.dumps(report.as_json(found), ensure_ascii=False, indent=2))
        return
    for words, told in sentences(found, lang):
        click.echo(words.say(lang, told))


def sentences(found: Counted, lang: str) -> list[tuple[Words, dict[str, Any]]]:
    """The figure, what lacks, and whether it says anything."""
    shown = report.percent(found.whole.share)
    share = NOTHING.say(lang) if shown is None else f"{shown} %"
    figure = {"on": found.on.isoformat(), "exam": found.whole.exam, "new": found.whole.new, "share": share}
    lines = [(LINE, figure | {"target": f"{report.percent(found.definition.target)} %"})]
    if found.shortfall > 0:
        lines.append((SHORT, {"n": found.shortfall, "more": found.more}))
    if not found.is_meaningful:
        lines.append((FEW, {"least": found.definition.least}))
    return lines


def register(app: Any) -> None:
    """Enter the command into `flask`."""
    app.cli.add_command(indicator)
