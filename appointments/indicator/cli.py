"""`flask indicator`: the figure on the screen or as JSON; `flask indicator check`: a frozen report and the rows."""

import json
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from appointments.core import clock
from appointments.core.ledger.verifier.failures import CannotDecide, Failure
from appointments.indicator import checking, queries, report
from appointments.indicator.commands import recounting
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
SOUND = Words("Báo cáo khớp cơ sở dữ liệu; %(n)s quyết định có hành vi hợp lệ về sau.",
              "The report agrees with the database; lawful acts followed on %(n)s decisions.")  # fmt: skip
SAME = Words("Số liệu tổng hợp khớp mọi quyết định.", "The summary agrees with every decision.")
DIFFERS = Words(
    "Số liệu tổng hợp lệch ở %(n)s ô; trang chỉ tiêu đếm thẳng từ quyết định. Lập lại: --repair.",
    "The summary differs in %(n)s cells; the page counts from the decisions. Make it anew: --repair.",
)
ANEW = Words("Số liệu tổng hợp lệch ở %(n)s ô và đã được lập lại từ mọi quyết định.",
             "The summary differed in %(n)s cells and was made anew from every decision.")  # fmt: skip
NOTHING = Words("chưa có", "none yet")


@click.group("indicator", invoke_without_command=True)
@click.option("--as-of", type=click.DateTime(formats=["%Y-%m-%d"]), default=None, help="Count as of this day.")
@click.option("--definition", default=LATEST.key, show_default=True, help='Its key, for example "1,ranks=head".')
@click.option("--json", "wants_json", is_flag=True, help="Print JSON instead of sentences.")
@click.option("--lang", type=click.Choice(["vi", "en"]), default="vi", show_default=True)
@click.pass_context
@with_appcontext
def indicator(context: click.Context, as_of: datetime | None, definition: str, wants_json: bool, lang: str) -> None:
    """Tell how many of the new division-level leaders came from a competition."""
    if context.invoked_subcommand:
        return
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


@indicator.command("check")
@click.argument("report", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "wants_json", is_flag=True, help="The verdict for programs.")
@with_appcontext
def check(report: Path, wants_json: bool) -> None:
    """Hold a frozen report's file against the database; names the first decision that was deleted or altered.

    Exit 0: sound, 1: tampered, 2: cannot decide. Without the program: python -m verifier.report (docs/ledger.md).
    """
    try:
        later = checking.check(db.session, report.read_bytes())
    except Failure as failure:
        told, said, code = {"ok": False, **failure.as_json()}, [failure.say("vi"), failure.say("en")], 1
    except (CannotDecide, KeyError, TypeError, SQLAlchemyError) as error:
        told, code = {"ok": None, "why": str(error)}, 2
        said = [f"Không thể kết luận: {error}", f"Cannot decide: {error}"]
    else:
        told, code = {"ok": True, "later": later}, 0
        said = [SOUND.say(one, {"n": len(later)}) for one in ("vi", "en")]
    click.echo(json.dumps(told, ensure_ascii=False) if wants_json else "\n".join(said))
    sys.exit(code)


@indicator.command("recount")
@click.option("--repair", is_flag=True, help="Make the summary anew where it differs (as the tables' owner).")
@with_appcontext
def recount(repair: bool) -> None:
    """Hold the summary, from which the page is told, against every decision. Exit 0: the same, or made so; 1: not."""
    found = recounting.recount(db.session, clock.now(), repair=repair)
    words = SAME if not found.differing else ANEW if found.is_repaired else DIFFERS
    for lang in ("vi", "en"):
        click.echo(words.say(lang, {"n": found.differing}))
    sys.exit(1 if found.differing and not found.is_repaired else 0)


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
