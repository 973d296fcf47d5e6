"""A round of one candidate with one file, for whatever scanners write."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.features.exams.coding import tool
from tests.features.exams.coding.tool import Answer, Coded


class Single:
    """Codes one file of one candidate, 001."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.scans = folder / "single"
        self.scans.mkdir()
        self.listed = folder / "single.csv"
        self.listed.write_text("SBD;Có mặt\n001;có\n", encoding="utf-8")

    def answer(self, data: bytes | Image.Image, ending: str, *words: object, **how) -> Answer:
        if isinstance(data, Image.Image):
            file = BytesIO()
            data.save(file, {"jpg": "JPEG", "tif": "TIFF"}.get(ending, ending.upper()), **how)
            data = file.getvalue()
        (self.scans / f"001.{ending}").write_bytes(data)
        strip = () if "--header-on" in words else tool.STRIP
        out = self.folder / "out"
        return tool.run("code", self.scans, "--list", self.listed, "--paper", "p", *strip, "--out", out, *words)

    def pages(self, data: bytes | Image.Image, ending: str, *words: object, **how) -> list[Image.Image]:
        answer = self.answer(data, ending, *words, **how)
        assert answer.code == 0, answer.said
        coded = Coded(self.folder / "out")
        return coded.pages(coded.read("manifest.json")["files"][0]["code"])
