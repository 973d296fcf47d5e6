"""Which units stand on a day and who answers for those that ended: small registers with answers written by hand."""

from datetime import date, timedelta

import pytest

from appointments.organisation.rules import Register, Succession, Unit, is_circular

DAY = date(2025, 7, 1)
EVE = DAY - timedelta(days=1)


def register(*lines: str, links: str = "") -> Register[str]:
    """Lines "name parent first last" with "-" for none; "eve" and "day" for the two days. Links "a>b c>"."""
    days = {"eve": EVE, "day": DAY, "-": None}
    units = {}
    for line in lines:
        name, parent, first, last = line.split()
        units[name] = Unit(name, None if parent == "-" else parent, days[first], days[last])
    pairs = [link.split(">") for link in links.split()]
    return Register(units, tuple(Succession(a, b or None, DAY) for a, b in pairs))


MERGED = register(
    "city - - -", "prov - - eve", "sea - - eve", "health city - -", "prov-health prov - eve", "prov-school prov - -",
    links="city>city prov>city sea>city prov-health>health",
)  # fmt: skip


def test_the_tree_of_each_day_is_that_day_s():
    assert MERGED.tree(EVE) == [
        ("city", 0), ("health", 1), ("prov", 0), ("prov-health", 1), ("prov-school", 1), ("sea", 0),
    ]  # fmt: skip
    assert MERGED.tree(DAY) == [("city", 0), ("health", 1), ("prov-school", 1)]


@pytest.mark.parametrize(("unit", "day", "answers"), [
    ("prov", EVE, "prov"), ("prov", DAY, "city"), ("sea", DAY, "city"), ("city", DAY, "city"),
    ("prov-health", DAY, "health"), ("prov-school", DAY, "prov-school"),
])  # fmt: skip
def test_a_figure_belongs_to_whoever_answers_on_the_day(unit, day, answers):
    assert MERGED.answering(unit, day) == answers


DISTRICT = register(
    "city - - -", "district city - eve", "bureau district - eve", "office district - eve", "one city day -",
    "two city day -", "one-bureau one day -",
    links="district>one district>two bureau>one-bureau office>",
)  # fmt: skip


def test_a_unit_with_several_successors_or_none_is_answered_for_by_what_stands_above():
    assert DISTRICT.standing("district", DAY) == {"one", "two"}
    assert DISTRICT.answering("district", DAY) == "city"
    assert DISTRICT.answering("bureau", DAY) == "one-bureau"
    assert DISTRICT.standing("office", DAY) == frozenset()
    assert DISTRICT.answering("office", DAY) == "city"


def test_successors_are_followed_through_several_reorganisations():
    units = {"a": Unit("a", None, None, EVE), "b": Unit("b", None, DAY, DAY), "c": Unit("c", None, None, None)}
    later = DAY + timedelta(days=1)
    chain = Register(units, (Succession("a", "b", DAY), Succession("b", "c", later)))

    assert [chain.answering("a", day) for day in (EVE, DAY, later)] == ["a", "b", "c"]
    assert Register(units, ()).answering("a", DAY) is None


@pytest.mark.parametrize(("links", "answer"), [
    ("", False), ("a>a", False), ("a>b b>c", False), ("a>b a>c b>d c>d", False), ("a>", False),
    ("a>b b>a", True), ("a>b b>c c>a", True), ("x>a a>b b>c c>b", True),
])  # fmt: skip
def test_a_circle_of_successors_is_found(links, answer):
    pairs = [link.split(">") for link in links.split()]

    assert is_circular([Succession(a, b or None, DAY) for a, b in pairs]) is answer


def test_a_chain_of_ten_thousand_renamings_has_no_circle():
    chain = [Succession(n, n + 1, DAY) for n in range(10_000)]

    assert not is_circular(chain)
    assert is_circular([*chain, Succession(10_000, 0, DAY)])
