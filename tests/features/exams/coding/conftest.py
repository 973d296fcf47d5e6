"""Invented scans, made once, and a batch that was coded from them."""

import shutil
from pathlib import Path

import pytest

from appointments.exams.coding import samples
from tests.features.exams.coding import tool
from tests.features.exams.coding.single import Single
from tests.features.exams.coding.spoiled import PAGE, World
from tests.features.exams.coding.tool import Coded

LENGTHS = {"001": 2, "002": 1, "Đ-03": 3, "005": 2, "006": 1}
ABSENT = ("004",)


@pytest.fixture(scope="session")
def sample(tmp_path_factory) -> Path:
    """A folder with `scans` (PDF, PNG pages, TIFF, JPEG pages) and `numbers.csv`; only to be read."""
    folder = tmp_path_factory.mktemp("sample") / "round"
    samples.round_of(folder, LENGTHS, ABSENT)
    return folder


@pytest.fixture(scope="session")
def coded(sample, tmp_path_factory) -> Coded:
    """The batch of the sample; only to be read."""
    return tool.code(sample / "scans", sample / "numbers.csv", tmp_path_factory.mktemp("coded") / "out")


@pytest.fixture
def copy(coded, tmp_path) -> Coded:
    """The same batch, to be tampered with."""
    shutil.copytree(coded.folder, tmp_path / "copy")
    return Coded(tmp_path / "copy")


@pytest.fixture
def one_page(tmp_path):
    """Scans of one candidate, made of what a test draws; coded by `one_page(picture or bytes, ending)`."""
    return Single(tmp_path)


@pytest.fixture
def world(tmp_path):
    """Two candidates present with a page each, one absent; nothing wrong with it yet."""
    made = World(tmp_path)
    made.list("SBD;Có mặt\n001;có\n002;có\n003;vắng\n")
    for number in ("001", "002"):
        made.put(f"{number}.png", PAGE)
    return made
