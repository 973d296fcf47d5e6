"""What the documents point to exists: files, pages of the application, and the names of screens and buttons."""

import re
from pathlib import Path

import pytest

from appointments.web import catalogues
from tests.house.source import ROOT
from workflows import registry

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
FIRST_ROUND = ROOT / "docs" / "first-round.md"
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")
ADDRESS = re.compile(r"`(/[\w/…-]*)`")
NAME = re.compile(r"(?<!\*)\*([^*]+)\*(?!\*)|\*\*([^*]+)\*\* `/")
"""In the guide *this* is a button, a step or a page, and **this** before an address an entry of the menu or a page."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(document: Path):
    targets = LINK.findall(document.read_text(encoding="utf-8"))

    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.one_database
def test_every_address_of_the_guide_is_a_page(app):
    rules = {re.sub(r"<[^>]+>", "…", rule.rule).rstrip("/") for rule in app.url_map.iter_rules()}

    addresses = {address.rstrip("/") for address in ADDRESS.findall(FIRST_ROUND.read_text(encoding="utf-8"))}
    assert addresses - rules == set()


def test_every_name_of_the_guide_stands_on_a_screen():
    guide = " ".join(FIRST_ROUND.read_text(encoding="utf-8").split())
    names = {italic or bold for italic, bold in NAME.findall(guide)}

    said = "\n".join(_vietnamese()).casefold()
    assert len(names) > 50
    assert {name for name in names if name.casefold() not in said} == set()


def _vietnamese() -> list[str]:
    """Everything that a page can say: the catalogues and the definitions."""
    entries = [e for po in catalogues.sources() if po.parts[-3] == "vi" for e in catalogues.read(po) if e.id]
    texts = [text for e in entries for text in (e.string if isinstance(e.string, tuple | list) else [e.string])]
    for process in registry.all_processes():
        texts += [process.label.vi, *(s.label.vi for s in process.states.values())]
        texts += [t.label.vi for t in process.transitions]
    return texts
