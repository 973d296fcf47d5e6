"""Where scripts cannot be allocated, the few constraints in conflict are named: a true conflict, none too many."""

import time

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from appointments.exams.allocation import Impossible, allocate

SEED = bytes(range(32))


def possible(wanted, allowed, room) -> bool:
    """Whether each script finds its markers: one at a time, moving others out of the way (augmenting paths)."""
    marks: dict[str, set[str]] = {code: set() for code in wanted}

    def place(code, tried) -> bool:
        for who in sorted(allowed[code] - marks[code]):
            if who in tried:
                continue
            tried.add(who)
            if who not in room or sum(who in people for people in marks.values()) < room[who]:
                marks[code].add(who)
                return True
            for other in sorted(c for c, people in marks.items() if who in people and c != code):
                marks[other].remove(who)
                if place(other, tried):
                    marks[code].add(who)
                    return True
                marks[other].add(who)
        return False

    return all(place(code, set()) for code, number in wanted.items() for _ in range(number))


@st.composite
def tight_pools(draw):
    people = [f"m{n}" for n in range(draw(st.integers(1, 5)))]
    codes = [f"K{n}" for n in range(draw(st.integers(1, 7)))]
    groups = [draw(st.frozensets(st.sampled_from(people), max_size=3)) for _ in range(2)]
    return {
        "scripts": codes,
        "markers": people,
        "per_script": draw(st.integers(1, 2)),
        "barred": {code: draw(st.sampled_from(groups)) for code in codes if draw(st.booleans())},
        "capacity": {who: draw(st.integers(0, 4)) for who in people if draw(st.integers(0, 2))},
    }


@settings(max_examples=100)
@given(tight_pools())
def test_a_conflict_is_one_and_without_any_part_of_it_there_is_none(pool):
    allowed = {c: frozenset(pool["markers"]) - pool["barred"].get(c, frozenset()) for c in pool["scripts"]}
    wanted = dict.fromkeys(pool["scripts"], pool["per_script"])
    try:
        allocate(pool.pop("scripts"), pool.pop("markers"), SEED, **pool)
    except Impossible as error:
        found = error
    else:
        assert possible(wanted, allowed, pool["capacity"])
        assume(False)

    if found.room is None:
        assert {frozenset(allowed[code]) for code in found.codes} == {frozenset(found.people)}
        assert len(found.people) < found.wanted == pool["per_script"]
        return
    some, room = {code: wanted[code] for code in found.codes}, {who: pool["capacity"][who] for who in found.people}
    assert not possible(some, allowed, room)
    assert found.wanted > found.room == sum(room.values())
    for code in some:
        assert possible({c: n for c, n in some.items() if c != code}, allowed, room)
    for who in room:
        assert possible(some, allowed, {w: n for w, n in room.items() if w != who})


@pytest.mark.parametrize(
    ("scripts", "markers", "given", "vi", "en"),
    [
        (
            "K1 K2 K3 K4 K5", "an binh chi",
            {"barred": dict.fromkeys(["K2", "K3", "K5"], frozenset({"an", "chi"}))},
            "Số bài: 3 (K2, K3, K5). Mỗi bài cần 2 người chấm; số người được chấm: 1 (Bà Bình).",
            "Scripts: 3 (K2, K3, K5). Markers that each needs: 2; people who may: 1 (Bà Bình).",
        ),
        (
            "K1", "an",
            {"barred": {"K1": frozenset({"an"})}, "per_script": 1},
            "Số bài: 1 (K1). Mỗi bài cần 1 người chấm; số người được chấm: 0 (không có ai).",
            "Scripts: 1 (K1). Markers that each needs: 1; people who may: 0 (nobody).",
        ),
        (
            # 3 scripts are for binh and chi alone, and binh can take 2 more: nothing else matters.
            "K1 K2 K3 K4 K5 K6 K7", "an binh chi dung",
            {"barred": dict.fromkeys(["K5", "K6", "K7"], frozenset({"an", "dung"})),
             "capacity": {"an": 9, "binh": 5}, "loads_so_far": {"binh": 3}},
            ("Số bài: 3 (K5, K6, K7). Ít nhất 3 lượt chấm các bài này chỉ có thể do Bà Bình thực hiện, "
            "mà số lượt còn nhận được là 2."),
            "Scripts: 3 (K5, K6, K7). At least 3 of their marks can only come from Bà Bình, with room for 2.",
        ),
        (
            "K1 K2 K3 K4", "an binh chi",
            {"capacity": {"an": 1, "binh": 3, "chi": 3}},
            ("Số bài: 4 (K1, K2, K3, K4). Ít nhất 8 lượt chấm các bài này chỉ có thể do an, Bà Bình, chi thực hiện, "
            "mà số lượt còn nhận được là 7."),
            ("Scripts: 4 (K1, K2, K3, K4). At least 8 of their marks can only come from an, Bà Bình, chi, "
            "with room for 7."),
        ),
    ],
)  # fmt: skip
def test_a_conflict_is_told_in_words(scripts, markers, given, vi, en):
    with pytest.raises(Impossible) as refused:
        allocate(scripts.split(), markers.split(), SEED, **given)

    said = refused.value.say({"binh": "Bà Bình"})
    assert (said.vi, said.en) == (vi, en)


def test_a_long_list_of_codes_is_cut_in_words_and_whole_in_the_refusal():
    with pytest.raises(Impossible, match=r"Scripts: 20 \(K00, .*, K11, …\)") as refused:
        allocate([f"K{n:02d}" for n in range(20)], ["an"], SEED)

    assert len(refused.value.codes) == 20


def test_a_conflict_of_a_hundred_scripts_with_bars_of_their_own_is_found_in_seconds():
    people = [f"m{n:02d}" for n in range(10)]
    codes = [f"K{n:03d}" for n in range(100)]
    barred = {code: frozenset({people[n % 10], people[n // 10 % 10]}) for n, code in enumerate(codes)}
    began = time.process_time()

    with pytest.raises(Impossible) as refused:
        allocate(codes, people, SEED, barred=barred, capacity=dict.fromkeys(people, 19))

    assert time.process_time() - began < 20
    assert refused.value.room == 190
    assert refused.value.wanted in {191, 192}
