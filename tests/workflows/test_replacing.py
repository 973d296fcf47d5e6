"""Who could replace a member, by hand: everybody is listed, with all that stands against, the least burdened first."""

from workflows.replacing import COMPETES, IN_CONFLICT, SERVES, Person, duties_named, is_short, proposals
from workflows.roles import MARKER, PANEL, SECRETARY, SUPERVISOR, Role

ROUND, OTHER = "round:a", "round:b"


def person(name: str, *held: tuple[Role, str], **known: bool) -> Person:
    return Person(name.lower(), name, frozenset(held), **known)


def test_everybody_is_listed_the_eligible_first_and_the_least_burdened_first():
    people = [
        person("Busy", (PANEL, OTHER), (MARKER, OTHER)),
        person("Kin", in_conflict=True),
        person("Free"),
        person("Clerk", (SECRETARY, ROUND)),
        person("Runner", competes=True, in_conflict=True),
        person("Here", (PANEL, ROUND), serves=True),
    ]
    found = proposals(people, [(MARKER, ROUND)])

    assert [p.person.name for p in found] == ["Free", "Busy", "Kin", "Runner", "Clerk", "Here"]
    assert [p.is_eligible for p in found] == [True, True, False, False, False, False]
    why = {p.person.name: p.against for p in found}
    assert why["Kin"] == (IN_CONFLICT,)
    assert why["Runner"] == (COMPETES, IN_CONFLICT)
    assert why["Here"] == (SERVES,)
    assert [words.vi[:3] for words in why["Clerk"]] == ["SD5"]


def test_a_supervisor_takes_over_nothing():
    (one,) = proposals([person("Watch", (SUPERVISOR, ROUND))], [(PANEL, ROUND), (MARKER, ROUND)])
    assert {words.vi[:3] for words in one.against} <= {"SD5", "SD8"}
    assert not one.is_eligible


def test_the_council_without_a_counted_member_is_short_and_without_another_it_is_not():
    assert "Còn 6 thành viên" in str(is_short(7, 7, True))
    assert is_short(8, 7, True) is None
    assert is_short(7, 7, False) is None


def test_the_duties_are_named():
    assert duties_named([(PANEL, ROUND), (MARKER, ROUND)]).en == "Presentation panel member, Marker"
