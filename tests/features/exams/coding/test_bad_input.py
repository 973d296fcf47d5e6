"""Whatever is brought to the tool that it cannot use is refused in words, all of it at once, and nothing is written."""

import shutil
import struct
import subprocess
import sys
import zlib
from io import BytesIO
from unicodedata import normalize

import pypdfium2
import pytest
from PIL import Image

from tests.features.exams.coding.spoiled import PAGE, form, pdf_of, png
from tests.features.exams.coding.tool import PAPER, STRIP, Coded, run


def test_the_untouched_world_is_coded(world):
    assert world.code().code == 0


def test_a_missing_scan(world):
    (world.scans / "002.png").unlink()
    world.refuses("thiếu bản quét của SBD 002", "the scan of 002 is missing")


def test_a_scan_of_somebody_unknown_and_one_of_somebody_absent(world):
    world.put("009.png", PAGE)
    world.put("003.png", PAGE)
    world.refuses("«009.png» không thuộc số báo danh nào", "SBD 003 ghi vắng nhưng có bản quét")


def test_two_files_for_one_number(world):
    world.put("001.pdf", pdf_of(form((620, 877))))
    world.put("002/1.png", PAGE)
    world.refuses("SBD 001 có nhiều bản quét: 001.pdf, 001.png", "SBD 002 có nhiều bản quét")


def test_one_number_in_two_spellings_of_unicode(world):
    world.list("SBD;Có mặt\nHÀ-01;có\n001;có\n002;có\n")
    for form_ in ("NFC", "NFD"):
        world.put(f"{normalize(form_, 'HÀ-01')}.png", PAGE)
    world.refuses("SBD HÀ-01 có nhiều bản quét")


@pytest.mark.parametrize(("in_list", "in_folder"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_number_is_the_same_however_its_accents_are_stored(world, in_list, in_folder):
    world.list(f"SBD;Có mặt\n{normalize(in_list, 'HÀ-01')};có\n001;có\n002;có\n003;vắng\n")
    world.put(f"{normalize(in_folder, 'HÀ-01')}/trang 1.png", PAGE)

    assert world.code().code == 0
    opened = Coded(world.folder / "out").opened(world.folder / "map.json")
    assert [entry["number"] for entry in opened["entries"]] == ["001", "002", "HÀ-01"]


def test_all_that_is_wrong_is_said_at_once(world):
    (world.scans / "001.png").unlink()
    world.put("002.png", b"")
    world.put("notes.txt", b"x")
    world.put("009/1.png", PAGE)
    world.refuses("thiếu bản quét của SBD 001", "«notes.txt» không phải tệp PDF", "«009» không thuộc số báo danh nào")


def test_all_damaged_scans_are_named_at_once(world):
    world.put("001.png", PAGE[: len(PAGE) // 2])
    world.put("002.png", b"no picture")
    world.refuses("«001.png» hỏng", "«002.png» không phải tệp PDF, PNG, JPEG hay TIFF")


def encrypted_pdf() -> bytes:
    """A PDF under a password that nobody gives: the dictionary says so, and no key fits."""
    data = pdf_of(form((620, 877)))
    lock = b"/Encrypt <</Filter/Standard/V 1/R 2/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">/P -44>> /ID[<00><00>]"
    return data.replace(b"trailer\n<<", b"trailer\n<<" + lock, 1)


def pdf_without_pages() -> bytes:
    document = pypdfium2.PdfDocument.new()
    file = BytesIO()
    document.save(file)
    document.close()
    return file.getvalue()


def huge_png(width: int = 50_000, height: int = 70_700) -> bytes:
    """Says that it is 3.5 thousand million pixels; never unpacked."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def long_pdf() -> bytes:
    document = pypdfium2.PdfDocument(pdf_of(form((310, 438))))
    for _ in range(205):
        document.import_pages(document, [0])
    file = BytesIO()
    document.save(file)
    document.close()
    return file.getvalue()


def upside_down() -> Image.Image:
    page = Image.new("L", (620, 877), 255)
    page.paste(0, (100, 760, 300, 860))
    return page


BAD = {
    "a broken PDF": ("001.pdf", lambda: b"%PDF-1.7\n" + b"rubbish" * 99, "«001.pdf» hỏng"),
    "a truncated PDF": ("001.pdf", lambda: pdf_of(form((620, 877)))[:300], "«001.pdf» hỏng"),
    "an encrypted PDF": ("001.pdf", encrypted_pdf, "«001.pdf» là PDF có mật khẩu"),
    "a PDF without pages": ("001.pdf", pdf_without_pages, "«001.pdf» hỏng hoặc không có trang nào"),
    "a PDF of too many pages": ("001.pdf", long_pdf, "có quá 200 trang"),
    "an empty file": ("001.jpg", lambda: b"", "«001.jpg» không phải tệp PDF, PNG, JPEG hay TIFF"),
    "a GIF called PNG": ("001.png", lambda: b"GIF89a" + bytes(40), "«001.png» không phải tệp PDF"),
    "a picture of 3.5 thousand megapixels": ("001.png", huge_png, "«001.png» quá lớn"),
    "a picture of 60 megapixels": ("001.png", lambda: huge_png(6500, 9200), "«001.png» quá lớn"),
    "a page on its side": ("001.png", lambda: png(form((877, 620))), "trang 1 không phải khổ A4 đứng"),
    "an A3 sheet": ("001.pdf", lambda: pdf_of(form((1754, 1240))), "trang 1 không phải khổ A4 đứng"),
    "a strip without anything": ("001.png", lambda: png(upside_down()), "dải phách trắng"),
    "a second page that is not A4": (
        "001.pdf",
        lambda: pdf_of(form((620, 877)), form((620, 620))),
        "trang 2 không phải",
    ),
}


@pytest.mark.parametrize("what", BAD)
def test_a_scan_that_cannot_be_used(world, what):
    name, made, sentence = BAD[what]
    (world.scans / "001.png").unlink()
    world.put(name, made())
    world.refuses(sentence)


def test_an_empty_folder_a_folder_in_a_folder_and_a_link(world):
    (world.scans / "001.png").unlink()
    (world.scans / "001").mkdir()
    world.refuses("bản quét của SBD 001 không có trang nào")
    (world.scans / "001" / "deeper").mkdir()
    (world.scans / "002.png").rename(world.folder / "scans" / "001" / "2.png")
    (world.scans / "002.png").symlink_to(world.scans / "001" / "2.png")
    world.refuses("«001/deeper» không phải tệp thường", "«002.png» không phải tệp thường")


def test_what_operating_systems_leave_behind_is_passed_over(world):
    for name in (".DS_Store", "._001.png", "Thumbs.db", "desktop.ini"):
        world.put(name, b"x")

    assert world.code().code == 0


def test_page_files_come_in_the_order_of_their_numbers(world):
    (world.scans / "001.png").unlink()
    for place in range(1, 12):
        page = form((620, 877))
        page.paste("black", (0, 400, 50 * place, 410))
        world.put(f"001/trang {place}.png", png(page))

    assert world.code().code == 0
    coded = Coded(world.folder / "out")
    entry = next(e for e in coded.opened(world.folder / "map.json")["entries"] if e["number"] == "001")
    lengths = [sum(page.crop((0, 825, 1240, 840)).histogram()[:100]) for page in coded.pages(entry["code"])]
    assert len(lengths) == 11
    assert lengths == sorted(lengths)


def test_results_are_never_written_over_or_among_the_scans(world):
    assert world.code().code == 0
    before = sorted(path.name for path in (world.folder / "out").rglob("*"))

    assert "«out» đã có" in world.code().err
    among = run("code", world.scans, "--list", world.listed, "--paper", PAPER, *STRIP, "--out", world.scans / "out")
    assert "không ghi kết quả vào thư mục bản quét" in among.err
    assert sorted(path.name for path in (world.folder / "out").rglob("*")) == before


def test_files_that_are_not_there_are_told_by_name(world):
    world.listed.unlink()

    answer = world.code()

    assert (answer.code, "list.csv" in answer.err) == (2, True)


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash: not on this machine")
def test_a_full_disk_leaves_nothing_behind(world):
    """A limit on file sizes stands for the full disk: the bundle of 1 MiB does not fit."""
    words = ["code", world.scans, "--list", world.listed, "--paper", PAPER, *STRIP, "--out", world.folder / "out"]
    command = f"ulimit -f 200; trap '' XFSZ; exec {sys.executable} -m appointments.exams.coding \"$@\""
    done = subprocess.run(
        ["bash", "-c", command, "bash", *map(str, words)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 2, done.stderr
    assert "File too large" in done.stderr
    assert {path.name for path in world.folder.iterdir()} == {"scans", "list.csv"}
