"""The glossary keeps one term for each notion, and calls roles and processes as the screens do."""

from collections import Counter

from tests.house.source import ROOT
from workflows import registry
from workflows.roles import LABELS


def entries() -> list[tuple[str, str]]:
    """Each notion's English and Vietnamese term."""
    lines = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.split("|")] for line in lines if line.startswith("| ")]
    return [(row[1], row[2]) for row in cells[1:]]


def test_every_role_and_every_process_is_called_as_on_screen():
    labels = [*LABELS.values(), *(process.label for process in registry.all_processes())]

    assert {(label.en, label.vi) for label in labels} - set(entries()) == set()


def test_no_term_stands_for_two_notions():
    for terms in zip(*entries(), strict=True):
        assert [term for term, times in Counter(map(str.casefold, terms)).items() if times > 1] == []


def test_the_terms_are_in_alphabetical_order():
    english = [english.casefold() for english, _ in entries()]

    assert english == sorted(english)
