"""The drawings that a reader finds in the repository are those of the definitions; `make drawings` makes them anew."""

import pytest

from appointments.files import svg
from tests.house.source import ROOT
from workflows import registry

FOLDER = ROOT / "docs" / "processes"
LATEST = {p.key: p for p in registry.all_processes()}
LANGUAGES = ("vi", "en")


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("key", LATEST)
def test_the_committed_drawing_is_that_of_the_definition(key, locale):
    committed = (FOLDER / f"{key}.{locale}.svg").read_text(encoding="utf-8")

    assert committed == svg.draw(LATEST[key], locale) + "\n", "make drawings"


def test_every_definition_is_drawn_and_nothing_else():
    expected = {f"{key}.{locale}.svg" for key in LATEST for locale in LANGUAGES}

    assert {path.name for path in FOLDER.glob("*.svg")} == expected
