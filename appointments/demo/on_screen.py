"""A round that is marked on screen: invented scans, coded by the board's own tool, marked as far as half-way.

The tool runs in a process of its own, as it would on the council's machine; what it wrote stays in a folder beside the
database, the three shares too, so that whoever tries the demonstration can open the codes after the lock.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from secrets import SystemRandom
from uuid import UUID

from PIL import Image, ImageDraw

from appointments.competitions.models import Paper
from appointments.core.work import By
from appointments.demo.exam_player import ExamPlayer, papers_of
from appointments.demo.today import City
from appointments.exams.case import first_scripts
from appointments.exams.commands import allocating, coding, screen_marking, sittings
from appointments.exams.unpacking import parts_of
from workflows.parameters_exam import SCREEN

HOUSE = Path(__file__).parents[2]
WIDE, HIGH, HEADER = 620, 877, 180
CRITERIA = {"Kiến thức chung": Decimal(40), "Kiến thức chuyên môn, xử lý tình huống": Decimal(60)}
STEPS = dict.fromkeys(CRITERIA, Decimal("0.25"))
RULES = {"exam.marking_mode": SCREEN}
POINTS = (("32.5", "48"), ("31", "47.25"), ("28.25", "41"))
chance = SystemRandom()


def play(city: City, machine: Path, seal: Callable[[datetime], object]) -> None:
    """Two posts that share a paper; `machine` is the coding board's folder, `seal` signs the ledger's head."""
    title = "Kỳ thi tuyển chấm thi trên máy (mẫu)"
    player = city.listed(title, 2, 60, city.ago(3), each=3, rules=RULES)
    player.begin_exam(city.ago(34))
    [paper] = papers_of(city.session, player.made.id)
    player.make_ready(paper, city.ago(27))
    code(player, paper, machine, player.sit(paper) + timedelta(hours=2))
    begin(player, paper, city.ago(1), city.now, seal)
    mark(player, paper, city.now)


def code(player: ExamPlayer, paper: Paper, machine: Path, now: datetime) -> None:
    """The scripts are scanned and coded offline; what the tool wrote for the server is brought."""
    numbers = coding.handed_in(player.session, paper.id)
    scans, out = machine / "scans", machine / "out"
    for number in numbers:
        (scans / number).mkdir(parents=True)
        for place in range(1, chance.choice((2, 3, 4))):
            scan(number if place == 1 else "").save(scans / number / f"{place}.png")
    rows = "".join(f"{number};{'có' if here else 'vắng'}\n" for number, here in numbers.items())
    (machine / "list.csv").write_text("SBD;Có mặt\n" + rows, "utf-8")
    words = ["code", scans, "--list", machine / "list.csv", "--paper", paper.id.hex, "--header-mm", "60",
             "--header-on", "first", "--demonstration", "--out", out]  # fmt: skip
    tool = [sys.executable, "-m", "appointments.exams.coding", *map(str, words)]
    subprocess.run(tool, check=True, capture_output=True, cwd=HOUSE)  # noqa: S603 - our own program, our own words
    brought = sorted(path for path in (out / "server").rglob("*") if path.is_file())
    parts = parts_of((path.name, BytesIO(path.read_bytes())) for path in brought)
    coding.take_codes(
        player.session, paper.id, parts, player.storage, demonstration=True, by=player.cast.by("phach"), now=now
    )


def begin(player: ExamPlayer, paper: Paper, drawn: datetime, now: datetime, seal: Callable[[datetime], object]) -> None:
    """Criteria entered, markers drawn by the sealed seed; marking begins once the commitment has its place."""
    head, session = player.cast.by("truong-cham"), player.session
    sittings.set_criteria(session, paper.id, CRITERIA, steps=STEPS, by=head, now=drawn)
    allocating.allocate(session, paper.id, by=head, now=drawn)
    seal(now)
    sittings.take_step(session, paper.id, "begin_marking", by=head, now=now)


def mark(player: ExamPlayer, paper: Paper, now: datetime) -> None:
    """The second marker is done with two scripts, the first with one; everything else waits."""
    scripts = sorted(first_scripts(player.session, paper.id), key=lambda script: script.code)
    for (script, place), points in zip(((scripts[0], 0), (scripts[0], 1), (scripts[1], 1)), POINTS, strict=True):
        given = screen_marking.Given(tuple(map(Decimal, points)), "Nhận xét mẫu.")
        screen_marking.sign(player.session, script.id, given, by=By(UUID(script.markers[place])), now=now)


def scan(number: str) -> Image.Image:
    """A scanned page: the header with the candidate's number where one is given, then lines that nobody can read."""
    page = Image.new("L", (WIDE, HIGH), 255)
    draw = ImageDraw.Draw(page)
    if number:
        draw.rectangle((20, 20, WIDE - 20, HEADER - 20), outline=0, width=2)
        draw.text((40, 60), f"SBD {number}", fill=0)
    for y in range(HEADER + 30, HIGH - 40, 30):
        x = 50
        while x < WIDE - 80 - chance.randint(0, 120):
            word = [(x + 5 * step, y + chance.randint(-7, 7)) for step in range(chance.randint(4, 11))]
            draw.line(word, fill=60, width=2, joint="curve")
            x = word[-1][0] + 12
    return page
