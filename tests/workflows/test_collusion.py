"""The collusion number against rosters written by hand and against every group of people, tried one by one."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.tables.collusion import ON_PAPER, PROPER, ROSTERS
from workflows.collusion import Member, collusion
from workflows.collusion_ways import Arrangement, Power
from workflows.roles import Role
from workflows.words import Words

SCREEN, PAPER = Arrangement(), Arrangement(map_is_split=False, on_screen=False)


def members(roster: str) -> dict[str, Member]:
    found = {}
    for line in filter(None, (line.strip() for line in roster.split(";"))):
        name, roles = line.split(": ")
        found[name] = Member(name, frozenset(Role(role) for role in roles.split()))
    return found


def numbers(roster: str, arrangement: Arrangement) -> str:
    return " ".join("-" if f.number is None else str(f.number) for f in collusion(members(roster), arrangement))


@pytest.mark.parametrize(("roster", "expected"), [row[1:] for row in ROSTERS], ids=[row[0] for row in ROSTERS])
def test_the_fewest_people_on_screen_are_those_of_the_table(roster, expected):
    assert numbers(roster, SCREEN) == expected


@pytest.mark.parametrize(("roster", "expected"), [row[1:] for row in ON_PAPER], ids=[row[0] for row in ON_PAPER])
def test_the_fewest_people_on_paper_are_those_of_the_table(roster, expected):
    assert numbers(roster, PAPER) == expected


def can(group: list[set[str]], all_keepers: int, on_screen: bool, split: bool) -> tuple[bool, bool, bool]:
    """What a group could do together, from the roles of each, written once more from the rules."""

    def some(*roles):
        return sum(bool(held & set(roles)) for held in group)

    marks, server = some("marker"), some("system_administrator")
    rewrites = server and some("auditor", "supervisor") == all_keepers
    saw = some("candidate", "invigilator", "coding_officer", "council_secretary")
    shares = sum(bool(some(role)) for role in ("council_chair", "coding_officer", "supervisor"))
    links = marks and (saw or (split and shares >= 2))
    keyers = some("council_secretary", "marking_board_head")
    changes = marks >= 2 or (marks and some("marking_board_head", "council_chair")) or rewrites
    changes = changes or (not on_screen and keyers >= 2)
    publishes = (
        (some("personnel_officer") and some("approver"))
        or (some("invigilator", "council_secretary") and some("council_chair"))
        or rewrites
    )
    return bool(links), bool(changes), bool(publishes)


ROLES = st.frozensets(st.sampled_from(sorted(r.value for r in Role if r not in (Role.public, Role.system))), max_size=3)


@given(st.lists(ROLES, max_size=6), st.booleans(), st.booleans())
def test_the_number_is_the_size_of_the_smallest_group_that_could(people, on_screen, split):
    roster = {f"p{n}": Member(f"p{n}", frozenset(map(Role, roles))) for n, roles in enumerate(people)}
    keepers = sum(bool(roles & {"auditor", "supervisor"}) for roles in people)
    expected: list[int | None] = [None, None, None]
    for size in range(len(people), 0, -1):
        for group in combinations(people, size):
            for goal, able in enumerate(can([set(roles) for roles in group], keepers, on_screen, split)):
                expected[goal] = size if able else expected[goal]

    found = collusion(roster, Arrangement(map_is_split=split, on_screen=on_screen))

    assert [f.number for f in found] == expected
    for f in found:
        group = [set(people[int(who[1:])]) for who in f.people]
        assert len(set(f.people)) == (f.number or 0)
        assert f.number is None or can(group, keepers, on_screen, split)[found.index(f)]


def test_one_person_alone_is_too_few_and_two_are_not():
    proper = collusion(members(PROPER), SCREEN)
    broken = collusion(members(PROPER.replace("Hà: coding_officer", "Hà: coding_officer marker")), SCREEN)
    empty = collusion({}, SCREEN)

    assert [f.is_too_few for f in proper] == [False, False, False]
    assert [f.is_too_few for f in broken] == [True, False, False]
    assert [f.is_too_few for f in empty] == [False, False, False]


def test_the_story_names_who_does_what():
    (link, change, publish) = collusion(
        members(PROPER.replace("Hà: coding_officer", "Hà: coding_officer marker")), SCREEN
    )

    assert link.people == ("Hà",)
    assert link.story == Words(
        "Chỉ một người là đủ: Hà (Ủy viên ban phách, Cán bộ chấm thi) đã thấy bài còn ghi tên hoặc số báo danh và "
        "tả lại bài đó; Hà (Ủy viên ban phách, Cán bộ chấm thi) chấm bài đó theo ý đã định.",
        "One person is enough: Hà (Coding officer, Marker) saw the script while it bore a name or number, and "
        "describes it; Hà (Coding officer, Marker) marks that script as arranged.",
    )
    assert change.story.en == (
        "At least 2 people are needed: Dung (Marker) marks that script as arranged; Em (Marker) marks that script as "
        "arranged."
    )
    assert publish.story.en == (
        "At least 2 people are needed: Oanh (Personnel officer) proposes to reject someone who is eligible; "
        "Phúc (Approver (Home Affairs)) rejects the application as proposed."
    )


def test_a_roster_in_which_nobody_could_is_told_so_too():
    (link, *_) = collusion({}, SCREEN)

    assert link.story == Words(
        "Không nhóm người nào trong danh sách làm được.", "No group of people on the roster could do it."
    )
    assert link.people == ()


def test_a_power_held_beside_the_roles_counts():
    roster = members("Em: marker") | {"Vân": Member("Vân", frozenset({Role.marker}), frozenset({Power.knows_a_script}))}

    (link, *_) = collusion(roster, SCREEN)

    assert (link.number, link.people) == (1, ("Vân",))


def test_each_finding_says_what_it_is_about_and_what_it_rests_on():
    for finding in collusion(members(PROPER), SCREEN):
        assert finding.label.vi
        assert len(finding.assumptions) >= 3
        assert any("Only the people and duties on the roster count" in words.en for words in finding.assumptions)


def test_the_ids_decide_which_example_is_shown_and_not_the_order_of_the_roster():
    roster = members(PROPER)

    assert collusion(dict(reversed(roster.items())), SCREEN) == collusion(roster, SCREEN)


def test_a_wrong_result_takes_whoever_compiles_signs_and_recognises_it():
    alone = {
        name: Member(name, frozenset(), frozenset({power}))
        for name, power in (("An", Power.signs), ("Bình", Power.compiles), ("Quân", Power.recognises))
    }

    (*_, publish) = collusion(alone, SCREEN)

    assert publish.number == 3
    assert publish.story.vi.startswith("Cần ít nhất 3 người: Bình tổng hợp kết quả sai; An ký xếp hạng")
