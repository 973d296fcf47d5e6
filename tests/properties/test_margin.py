"""The margin report against brute force: every mark of a small scale is tried, with the naive ranking."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appointments.results.scheme import Candidate, Scheme
from tests.properties.rank_naive import naive_places
from workflows.margin import Entry, Part, Standing, Sums, is_close, margin

D = Decimal
RULES = {"exam.scale": 100, "exam.close_margin": D("0.5")}


def mean(figures) -> Decimal:
    """Half up, by fractions."""
    exact = sum(Fraction(f) for f in figures) / len(figures)
    return D((exact * 200 + 1).__floor__() // 2) / 100


def standing(marks, scheme, attributes) -> Standing:
    """Who wins by the naive ranking of the tests."""
    field = [Candidate(code=code, written=w, oral=o, **attributes.get(code, {})) for code, (w, o) in marks.items()]
    places = naive_places(field, scheme)
    end = {code: place - 1 + sum(p == place for p in places.values()) for code, place in places.items()}
    winners = frozenset(code for code in places if end[code] <= scheme.slots)
    return Standing(winners, frozenset(c for c in places if places[c] <= scheme.slots < end[c]))


def of(entry: Entry, name: str) -> Part | None:
    return entry.written if name == "written" else entry.oral


def result(marks, scheme, attributes):
    """Who wins, and who passes which part."""
    least = {"written": scheme.pass_written, "oral": scheme.pass_oral}
    passes = {(code, name): mark >= least[name] for code, parts in marks.items() for name, mark in parts.items()}
    both = {code: (parts["written"], parts["oral"]) for code, parts in marks.items()
            if len(parts) == 2 and all(passes[code, name] for name in parts)}  # fmt: skip
    return passes, standing(both, scheme, attributes)


def by_brute_force(entries, scheme, attributes) -> tuple[Decimal | None, Decimal | None]:
    """The smallest change of a part's mark, and of one figure, by trying every hundredth of the scale."""
    marks = {e.code: {n: of(e, n).mark for n in ("written", "oral") if of(e, n)} for e in entries}
    now = result(marks, scheme, attributes)
    whole = [D(n) / 100 for n in range(int(scheme.scale * 100) + 1)]
    parts, figures = [], []
    for e in entries:
        for name, mark in marks[e.code].items():
            differs = {
                after: result({**marks, e.code: {**marks[e.code], name: after}}, scheme, attributes) != now
                for after in whole
            }
            parts += [abs(after - mark) for after in whole if differs[after]]
            given_ = of(e, name).figures
            if given_ and mean(given_.values()) == mark:
                figures += [abs(f - one) for who, one in given_.items() for f in whole
                            if differs[mean([*(v for k, v in given_.items() if k != who), f])]]  # fmt: skip
    return min(parts, default=None), min(figures, default=None)


SMALL = st.decimals(0, 1, places=2)
FEW = st.sampled_from(["0.48", "0.50", "0.51", "0.60", "0.61", "0.62", "1.00"]).map(D)


@st.composite
def parts(draw) -> Part:
    figures = draw(st.lists(draw(st.sampled_from([SMALL, FEW])), min_size=0, max_size=3))
    if len(figures) < 2:
        return Part(draw(FEW))
    return Part(mean(figures), {f"người chấm {n}": figure for n, figure in enumerate(figures)})


@st.composite
def posts(draw):
    scheme = Scheme(
        scale=D(1),
        weight_written=draw(st.integers(1, 3)),
        weight_oral=draw(st.integers(1, 3)),
        pass_written=D("0.50"),
        pass_oral=draw(st.sampled_from([D("0.50"), D("0.60")])),
        tie_order=draw(st.sampled_from([("oral", "written", "female", "head_decides"),
                                        ("written", "oral", "head_decides"), ("head_decides",)])),
        slots=draw(st.integers(1, 2)),
    )  # fmt: skip
    entries = []
    for n in range(draw(st.integers(1, 4))):
        written = draw(parts())
        oral = None if written.mark < scheme.pass_written and draw(st.booleans()) else draw(parts())
        entries.append(Entry(f"TS-{n}", written, oral))
    attributes = {e.code: {"female": draw(st.sampled_from([True, False, None]))} for e in entries}
    return entries, scheme, attributes


@settings(max_examples=60)
@given(posts())
def test_the_margin_is_the_one_that_trying_every_mark_finds(post):
    entries, scheme, attributes = post
    sums = Sums(scheme.scale, (scheme.weight_written, scheme.weight_oral), (scheme.pass_written, scheme.pass_oral))

    found = margin(entries, sums, lambda marks: standing(marks, scheme, attributes))

    of_part, of_figure = by_brute_force(entries, scheme, attributes)
    assert (found.of_part and found.of_part.change) == of_part
    assert (found.of_figure and found.of_figure.change) == of_figure
    for alteration in filter(None, (found.of_part, found.of_figure)):
        assert abs(alteration.after - alteration.before) == alteration.change
        assert alteration.code in alteration.say().vi


def entry(code, written, oral) -> Entry:
    def part(text):
        figures = [D(figure) for figure in text.split()]
        return Part(mean(figures), {f"người {n}": f for n, f in enumerate(figures, 1)} if len(figures) > 1 else {})

    return Entry(code, part(written), part(oral) if oral else None)


@pytest.mark.parametrize(
    ("entries", "change_of_part", "change_of_figure", "vi", "en"),
    [
        (
            # 70 + 2 x 80 = 230, a total of 76.67; 71 + 2 x 79 = 229, a total of 76.33. With 79.49 the first has 228.98,
            # which is 76.33 as well, and the higher oral mark; with 79.48 it is 228.96 and 76.32.
            [entry("TS-1", "70", "80"), entry("TS-2", "71", "79")],
            "0.52", None,
            ("TS-1: nếu điểm trình bày là 79,48 thay vì 80 (chênh 0,52) thì "
            "kết quả trúng tuyển sẽ khác (TS-1 → TS-2)."),
            ("TS-1: were the oral mark 79.48 instead of 80 (a change of 0.52), "
            "the winners would change (TS-1 → TS-2)."),
        ),
        (
            # Level in both marks: whoever is a hundredth better wins. As it is, a person decides.
            [entry("TS-1", "70", "80 80 80"), entry("TS-2", "70", "80")],
            "0.01", "0.02",
            ("TS-1: nếu điểm viết là 69,99 thay vì 70 (chênh 0,01) thì "
            "kết quả trúng tuyển sẽ khác (chờ quyết định: TS-1, TS-2 → TS-2)."),
            ("TS-1: were the written mark 69.99 instead of 70 (a change of 0.01), "
            "the winners would change (to be decided: TS-1, TS-2 → TS-2)."),
        ),
        (
            # The only candidate passes by two hundredths; one marker alone would have had to give six fewer.
            [entry("TS-1", "50.02 50.02", "80")],
            "0.03", "0.06",
            ("TS-1: nếu điểm viết là 49,99 thay vì 50,02 (chênh 0,03) thì "
            "kết quả trúng tuyển sẽ khác (TS-1 → không ai)."),
            ("TS-1: were the written mark 49.99 instead of 50.02 (a change of 0.03), "
            "the winners would change (TS-1 → nobody)."),
        ),
        (
            # Who failed the written part by one hundredth would have passed it.
            [entry("TS-1", "90", "90"), entry("TS-2", "49.99", None)],
            "0.01", None,
            "TS-2: nếu điểm viết là 50 thay vì 49,99 (chênh 0,01) thì việc đạt hay không đạt phần thi sẽ khác.",
            ("TS-2: were the written mark 50 instead of 49.99 (a change of 0.01), "
            "passing or failing that part would change."),
        ),
    ],
)  # fmt: skip
def test_a_margin_is_told_in_words(entries, change_of_part, change_of_figure, vi, en):
    found = margin(entries, Sums(), lambda marks: standing(marks, Scheme(), {}))

    assert str(found.of_part.change) == change_of_part
    assert (found.of_figure and str(found.of_figure.change)) == change_of_figure
    assert (found.smallest.say().vi, found.smallest.say().en) == (vi, en)


def test_the_figure_of_one_person_is_named():
    found = margin([entry("TS-1", "50.02 50.02", "80")], Sums(), lambda marks: standing(marks, Scheme(), {}))

    assert found.of_figure.say().en == (
        "TS-1: were the written mark on sheet người 1 49.96 instead of 50.02 (a change of 0.06), "
        "the winners would change (TS-1 → nobody)."
    )


def test_figures_of_which_the_mark_is_not_the_mean_are_left_aside():
    settled = Entry("TS-1", Part(D("50"), {"người 1": D("40"), "người 2": D("55")}), Part(D("80")))

    found = margin([settled], Sums(), lambda marks: standing(marks, Scheme(), {}))

    assert str(found.of_part.change) == "0.01"
    assert found.of_figure is None


def test_without_candidates_there_is_no_margin_and_nothing_is_close():
    found = margin([], Sums(), lambda marks: standing(marks, Scheme(), {}))

    assert found.smallest is None
    assert not is_close(found, RULES)


@pytest.mark.parametrize(
    ("written", "scale", "limit", "close"),
    [
        ("50.48", 100, "0.5", True),  # 0.49 lower is 49.99
        ("50.49", 100, "0.5", False),  # exactly the limit is not under it
        ("50.50", 100, "0.5", False),
        ("50.50", 100, "1", True),
        ("50.00", 100, "0.01", False),
        ("50.00", 100, "0.02", True),
        ("50.00", 100, "0", False),
        ("5.03", 10, "0.5", True),  # on a scale of 10 the limit is 0.05
        ("5.04", 10, "0.5", False),
    ],
)
def test_a_result_is_close_under_the_parameter_on_the_rounds_scale(written, scale, limit, close):
    rules = {"exam.scale": scale, "exam.close_margin": D(limit), "exam.pass_each": D(50), "exam.oral_pass": D(50),
             "exam.weights": (1, 2)}  # fmt: skip
    scheme = Scheme.from_rules(rules | {"exam.tie_order": ("oral", "written", "head_decides")}, 1)

    found = margin([Entry("TS-1", Part(D(written)), Part(D(scale)))], Sums.from_rules(rules),
                   lambda marks: standing(marks, scheme, {}))  # fmt: skip

    assert is_close(found, rules) is close


def test_a_round_pinned_before_the_parameter_existed_asks_for_no_second_check():
    found = margin([Entry("TS-1", Part(D(50)), Part(D(50)))], Sums(), lambda marks: standing(marks, Scheme(), {}))

    assert is_close(found, RULES)
    assert not is_close(found, {"exam.scale": 100})
