"""What a marker receives: pixels of one geometry, no header, no metadata, no sizes or times that tell."""

import re
import zlib
from io import BytesIO

import pypdfium2
import pytest
from PIL import Image

from appointments.exams.coding import neutral, samples
from tests.features.exams.coding.conftest import LENGTHS
from tests.features.exams.coding.spoiled import form, pdf_of
from tests.features.exams.coding.tool import LEVEL, Coded, code, everything_in, spellings

STRIP_PIXELS = 340  # less than 60 mm at 150 dots per inch
UNDER_STAMP = 47
INK = 100


def ink(page: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many dark pixels stand in the box."""
    return sum(page.crop(box).histogram()[:INK])


HEADER_BOX = (0, UNDER_STAMP, 1240, UNDER_STAMP + STRIP_PIXELS)
TEXT_BOX = (280, 860, 650, 1080)


def test_no_word_of_the_scans_is_in_any_byte_that_leaves(coded, sample):
    everything = everything_in(coded.server)
    scanned = everything_in(sample / "scans")

    canaries = [samples.canary(number) for number in LENGTHS]
    words = ["CANARY-META", *canaries, "Thí sinh Mẫu", "Pillow", "001.pdf"]
    assert [word for word in canaries if not any(spelling in scanned for spelling in spellings(word))] == []
    assert [word for word in words for spelling in spellings(word) if spelling in everything] == []


def test_a_neutral_file_has_no_date_no_id_no_producer(coded):
    for path in coded.scripts:
        document = pypdfium2.PdfDocument(path.read_bytes())
        assert document.get_metadata_dict(skip_empty=True) == {}
        document.close()
        data = path.read_bytes()
        assert not re.search(rb"/(Info|ID|Metadata|Producer|CreationDate|ModDate)\b", data)


def test_every_file_has_the_one_geometry_and_a_length_that_follows_from_its_pages(coded):
    manifest = coded.read("manifest.json")

    sizes = {}
    for file in manifest["files"]:
        pages = coded.pages(file["code"])
        assert {page.size for page in pages} == {(1240, 1754)}
        sizes.setdefault(len(pages), set()).add(file["bytes"])
    assert sizes == {count: {count * manifest["slot"]} for count in {1, 2, 3}}
    assert manifest["pages"] == sum(LENGTHS.values())


def test_the_header_is_white_and_what_was_written_below_it_is_all_there(coded, tmp_path):
    pages = {n: coded.pages(c) for n, c in codes_of(coded, tmp_path).items()}

    for number, count in LENGTHS.items():
        assert len(pages[number]) == count
        assert ink(pages[number][0], HEADER_BOX) == 0
        assert all(ink(page, (0, 420, 1240, 1754)) > 1000 for page in pages[number])


def codes_of(coded: Coded, folder) -> dict[str, str]:
    return {entry["number"]: entry["code"] for entry in coded.opened(folder / "map.json")["entries"]}


def test_every_written_file_has_the_same_time_and_only_its_owner_may_read_it(coded):
    files = [path for path in coded.folder.rglob("*") if path.is_file()]

    assert {path.stat().st_mtime for path in coded.folder.rglob("*")} == {LEVEL}
    assert {oct(path.stat().st_mode & 0o777) for path in files if path.name != "bundle.mtc"} == {"0o600"}
    assert coded.bundle.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_picture_becomes_the_same_page(one_page, mode):
    picture = form().convert("I").point(lambda v: v * 257).convert("I;16") if mode == "I;16" else form(mode=mode)

    page = one_page.pages(picture, "png")[0]

    assert ink(page, HEADER_BOX) == 0
    assert ink(page, TEXT_BOX) > 50_000


def test_a_picture_lying_on_its_side_by_its_exif_is_stood_up_before_the_header_is_cut(one_page):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned right to be seen upright
    lying = form().transpose(Image.Transpose.ROTATE_90)

    page = one_page.pages(lying, "jpg", exif=exif)[0]

    assert ink(page, HEADER_BOX) == 0
    assert ink(page, TEXT_BOX) > 50_000


def test_a_page_turned_in_its_pdf_is_stood_up_before_the_header_is_cut(one_page):
    lying = form().transpose(Image.Transpose.ROTATE_90)
    document = pypdfium2.PdfDocument(pdf_of(lying))
    document[0].set_rotation(90)
    file = BytesIO()
    document.save(file)
    document.close()

    page = one_page.pages(file.getvalue(), "pdf")[0]

    assert ink(page, HEADER_BOX) == 0
    assert ink(page, TEXT_BOX) > 50_000


def test_a_resolution_that_lies_does_not_move_the_strip(one_page):
    page = one_page.pages(form(), "png", dpi=(30, 30))[0]

    assert ink(page, HEADER_BOX) == 0


@pytest.mark.parametrize(("where", "cut"), [("first", {0}), ("all", {0, 1, 2, 3, 4}), ("every:4", {0, 4})])
def test_the_strip_is_cut_on_the_pages_that_were_named(one_page, where, cut):
    pages = one_page.pages(pdf_of(*[form()] * 5), "pdf", "--header-mm", 60, "--header-on", where)

    assert {place for place, page in enumerate(pages) if ink(page, HEADER_BOX) == 0} == cut
    assert all(ink(page, TEXT_BOX) > 50_000 for page in pages)


def test_what_was_stuck_onto_a_pdf_is_not_shown(one_page):
    note = b"<</Type/Annot/Subtype/Square/Rect[100 100 400 300]/F 4/AP<</N 90 0 R>>/Contents(CANARY-NOTE)>>"
    look = b"100 100 300 200 re f\n"
    look = b"<</Type/XObject/Subtype/Form/BBox[100 100 400 300]/Length %d>>stream\n%sendstream" % (len(look), look)
    data = re.sub(rb"/Type /Page(?!s)", rb"/Type /Page /Annots [" + note + b"]", pdf_of(form()), count=1)
    data = data.replace(b"xref\n", b"90 0 obj\n" + look + b"\nendobj\nxref\n", 1)
    drawn = pypdfium2.PdfDocument(data)[0].render(scale=1754 / 841.92, grayscale=True).to_pil()
    assert ink(drawn, (220, 1140, 820, 1540)) > 100_000  # a usual reader shows it

    shown = one_page.pages(data, "pdf")[0]

    assert ink(shown, (220, 1140, 820, 1540)) == 0


def test_the_word_demonstration_stands_on_every_page_of_one_and_on_none_of_another(coded, sample, tmp_path):
    shown = code(sample / "scans", sample / "numbers.csv", tmp_path / "demo", "--demonstration")
    right_of_the_band = (700, 0, 1240, UNDER_STAMP)

    for batch, expected in ((shown, True), (coded, False)):
        pages = [page for file in batch.read("manifest.json")["files"] for page in batch.pages(file["code"])]
        assert len(pages) == sum(LENGTHS.values())
        assert {ink(page, right_of_the_band) > 300 for page in pages} == {expected}


def test_a_page_is_had_as_png_with_the_same_pixels_and_no_other_chunk(coded):
    manifest = coded.read("manifest.json")
    file = manifest["files"][0]
    streams = neutral.read((coded.server / "scripts" / f"{file['code']}.pdf").read_bytes(), manifest["slot"])

    for stream, page in zip(streams, coded.pages(file["code"]), strict=True):
        data = neutral.png(stream)
        shown = Image.open(BytesIO(data))
        shown.load()
        assert shown.info == {}
        assert shown.convert("L").tobytes() == page.tobytes()
        assert re.findall(rb"IHDR|IDAT|IEND|tEXt|tIME|eXIf|pHYs", data) == [b"IHDR", b"IDAT", b"IEND"]


@pytest.mark.parametrize(
    "hide",
    [
        lambda data: data + b"CANARY",
        lambda data: data[:-6] + b"%EOF\n ",
        lambda data: data.replace(b"  \nxref", b"X \nxref", 1),
        lambda data: data.replace(b"%PDF-1.4", b"%PDF-1.7", 1),
        lambda data: data.replace(b"/Catalog", b"/Catalog/L(x)", 1),
        lambda data: data[: len(data) // 2],
        lambda data: b"",
    ],
)
def test_nothing_can_be_hidden_beside_the_pixels(coded, hide):
    manifest = coded.read("manifest.json")
    data = coded.scripts[0].read_bytes()
    changed = hide(data)

    assert neutral.read(data, manifest["slot"])
    assert changed != data
    with pytest.raises(neutral.NotNeutral):
        neutral.read(changed, manifest["slot"])


def test_a_page_with_bytes_behind_its_pixels_is_no_neutral_page(coded):
    rows = (b"\0" + b"\xff" * 620) * 1754
    good = zlib.compress(rows)
    slot = neutral.slot_for([good])
    assert neutral.read(neutral.write([good], slot), slot) == [good]

    for bad in (good + b"CANARY", zlib.compress(rows + b"x"), zlib.compress(b"\1" + rows[1:]), good[:-2]):
        with pytest.raises(neutral.NotNeutral):
            neutral.read(neutral.write([bad], slot), slot)
