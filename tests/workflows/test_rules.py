"""The regulation's parameters against a table copied by hand, and what changes with the date and the kind of staff."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from tests.workflows.tables.parameters import CHOICES, NUMBERS
from workflows.parameters import Staff
from workflows.rules import (
    PARAMETERS,
    BadRules,
    NoLawKnown,
    Rules,
    default_rules,
    from_snapshot,
    legal_version,
    read,
    validate,
)

TODAY = date(2026, 11, 23)
CIVIL, PUBLIC = Staff.civil_servant, Staff.public_employee


def test_the_two_tables_name_every_parameter_once():
    assert sorted([row[0] for row in NUMBERS] + [row[0] for row in CHOICES]) == sorted(PARAMETERS)


@pytest.mark.parametrize(("key", "default", "least", "greatest", "outside"), NUMBERS)
def test_a_number_has_the_default_and_the_range_of_the_table(key, default, least, greatest, outside):
    assert default_rules(TODAY)[key] == read(key, default)
    assert read(key, least) <= read(key, default) <= read(key, greatest) or key == "exam.weights"
    for text in outside.split():
        with pytest.raises(BadRules) as refused:
            read(key, text)
        assert refused.value.problems[0].key == key
        assert "khoảng" in refused.value.problems[0].words.vi


@pytest.mark.parametrize(("key", "default", "others"), CHOICES)
def test_a_choice_has_the_default_and_the_options_of_the_table(key, default, others):
    assert default_rules(TODAY)[key] == read(key, default)
    for text in others.split():
        assert validate(key, read(key, text)) == []


DAYS = {"kpi.period_from", "kpi.period_to", "kpi.frozen_from", "kpi.frozen_to"}


@pytest.mark.parametrize("key", [row[0] for row in CHOICES if row[0] not in DAYS])
def test_a_choice_that_is_not_on_the_list_is_refused(key):
    with pytest.raises(BadRules):
        read(key, "something else")


def test_an_even_council_is_refused_because_it_must_be_odd():
    with pytest.raises(BadRules) as refused:
        read("exam.council_size", "8")

    assert refused.value.problems[0].words.vi == "Giá trị phải nằm trong khoảng: 5–15, số lẻ."
    assert refused.value.problems[0].words.en == "The value must be in the range: 5–15, odd."


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("exam.written_minutes", "", "whole number"),
        ("exam.written_minutes", "180.0", "whole number"),
        ("exam.written_minutes", "1e2", "whole number"),
        ("exam.written_minutes", "١٨٠", "whole number"),
        ("exam.pass_each", "50.001", "at most 2 decimals"),
        ("exam.pass_each", "NaN", "at most 2 decimals"),
        ("vote.quorum", "2/0", "fraction"),
        ("vote.quorum", "0.66", "fraction"),
        ("exam.weights", "1:2:3", "ratio"),
        ("exam.weights", "2", "ratio"),
        ("kpi.period_to", "30/10/2027", "date"),
        ("kpi.period_to", "2027-02-30", "date"),
        ("exam.skips_voting", "maybe", "yes"),
        ("exam.tie_order", "oral,written", "The last item must be: head_decides"),
        ("exam.tie_order", "oral,oral,head_decides", "named once only; repeated: oral"),
        ("exam.tie_order", "lot,head_decides", "order of these items"),
        ("exam.tie_order", "", "order of these items"),
        ("exam.colour", "red", "no parameter “exam.colour”"),
    ],
)
def test_text_that_is_no_such_value_is_refused_in_words(key, text, words):
    with pytest.raises(BadRules, match=words):
        read(key, text)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("exam.written_minutes", True),
        ("exam.written_minutes", 120.0),
        ("exam.written_minutes", "120"),
        ("exam.pass_each", 50),
        ("exam.pass_each", Decimal("50.005")),
        ("exam.pass_each", Decimal("NaN")),
        ("vote.quorum", 0.5),
        ("exam.weights", (1,)),
        ("exam.weights", (True, 2)),
        ("exam.weights", (1, 2.0)),
        ("exam.tie_order", ["oral", "head_decides"]),
        ("exam.skips_voting", 1),
        ("kpi.period_to", "2027-10-30"),
        ("nothing", 1),
    ],
)
def test_a_value_of_the_wrong_type_is_a_problem_and_never_converted(key, value):
    (problem,) = validate(key, value)

    assert problem.vi
    assert problem.en


@pytest.mark.parametrize(
    ("on", "staff", "version"),
    [
        (date(2020, 12, 1), CIVIL, "2020"),
        (date(2022, 11, 1), CIVIL, "2020"),
        (date(2024, 9, 16), CIVIL, "2020"),
        (date(2024, 9, 17), CIVIL, "2024"),
        (date(2025, 6, 30), CIVIL, "2024"),
        (date(2025, 7, 1), CIVIL, "2025"),
        (date(2026, 7, 31), CIVIL, "2025"),
        (date(2026, 8, 1), CIVIL, "2026C"),
        (date(2022, 11, 1), PUBLIC, "2020"),
        (date(2023, 12, 6), PUBLIC, "2020"),
        (date(2023, 12, 7), PUBLIC, "2023V"),
        (date(2026, 6, 30), PUBLIC, "2023V"),
        (date(2026, 7, 1), PUBLIC, "2026V"),
    ],
)
def test_the_text_that_applies_follows_the_date_and_the_kind_of_staff(on, staff, version):
    assert legal_version(on, staff) == version
    assert default_rules(on, staff).version == version


@pytest.mark.parametrize(("on", "staff"), [(date(2020, 11, 30), CIVIL), (date(2020, 9, 28), PUBLIC)])
def test_before_the_first_text_on_record_nothing_is_invented(on, staff):
    with pytest.raises(NoLawKnown) as unknown:
        default_rules(on, staff)

    assert on.isoformat() in unknown.value.words.vi


@pytest.mark.parametrize(
    ("key", "on", "staff", "value"),
    [
        ("policy.decision_days", date(2026, 6, 30), PUBLIC, 10),
        ("policy.decision_days", date(2026, 7, 1), PUBLIC, 15),
        ("policy.decision_days", date(2026, 6, 30), CIVIL, 15),
        ("vote.carry_floor", date(2024, 9, 16), CIVIL, "TOP_TWO"),
        ("vote.carry_floor", date(2024, 9, 17), CIVIL, "THIRTY_PERCENT"),
        ("vote.carry_floor", date(2024, 1, 1), PUBLIC, "THIRTY_PERCENT"),
        ("vote.base.step3", date(2026, 6, 30), PUBLIC, "SUMMONED"),
        ("vote.base.step3", date(2026, 7, 1), PUBLIC, "PRESENT"),
        ("appt.time_in_post_months", date(2023, 12, 7), PUBLIC, 24),
        ("appt.time_in_post_months", date(2026, 7, 1), PUBLIC, 12),
        ("appt.age_rule", date(2026, 7, 31), CIVIL, "FIVE_YEARS"),
        ("appt.age_rule", date(2026, 8, 1), CIVIL, "FULL_TERM"),
        ("exam.late_minutes", date(2025, 4, 30), CIVIL, 30),
        ("exam.late_minutes", date(2025, 5, 1), PUBLIC, 10),
        ("exam.relative_scope", date(2023, 12, 6), CIVIL, "NARROW_2020"),
        ("exam.relative_scope", date(2023, 12, 7), PUBLIC, "WIDE_2023"),
        ("reappt.notice_working", date(2026, 7, 31), CIVIL, False),
        ("reappt.notice_working", date(2026, 8, 1), CIVIL, True),
        ("reappt.notice_working", date(2026, 8, 1), PUBLIC, False),
        ("vote.quorum", date(2026, 8, 1), CIVIL, Fraction(2, 3)),
    ],
)
def test_a_default_that_the_law_changed_follows_the_date_and_the_kind_of_staff(key, on, staff, value):
    assert default_rules(on, staff)[key] == value


def test_every_set_of_defaults_is_in_range_and_consistent():
    for on in (date(2022, 10, 1), date(2024, 1, 1), date(2024, 10, 1), date(2025, 10, 1), TODAY):
        for staff in Staff:
            rules = default_rules(on, staff)
            assert rules.changed(dict(rules)) == rules


def test_the_text_of_the_newest_decree_for_public_employees_is_marked_as_not_verified():
    assert not default_rules(TODAY, PUBLIC).text_is_verified
    assert default_rules(TODAY, CIVIL).text_is_verified


@pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=list(PARAMETERS))
def test_every_parameter_has_both_languages_and_says_where_it_comes_from(parameter):
    assert parameter.label.vi
    assert parameter.label.en
    assert parameter.kind.span().vi
    assert parameter.found
    assert all(c.tag in {"S", "K", "D"} for c in parameter.sources)
    for edition in parameter.editions:
        assert edition.sources
        assert edition.found
        assert validate(parameter.key, edition.default) == []
    for locale in ("vi", "en"):
        assert parameter.show(parameter.default, locale)


def test_only_what_was_found_in_a_text_is_tagged_as_law():
    for key in ("exam.weights", "exam.pass_each", "exam.written_minutes", "exam.extend_days", "exam.tie_order"):
        assert PARAMETERS[key].source.tag != "S"
    assert PARAMETERS["exam.min_candidates"].source.document.key == "cv2424"


def test_a_source_follows_the_text_that_gave_the_default():
    then = PARAMETERS["exam.late_minutes"].edition(date(2022, 11, 1), CIVIL)
    now = PARAMETERS["exam.late_minutes"].edition(TODAY, CIVIL)

    assert (then.default, then.sources[0].document.key) == (30, "tt6")
    assert (now.default, now.sources[0].document.key) == (10, "tt1")


def test_values_are_printed_with_their_unit_in_the_readers_language():
    shown = {k: (PARAMETERS[k].show(v, "vi"), PARAMETERS[k].show(v, "en")) for k, v in default_rules(TODAY).items()}

    assert shown["policy.decision_days"] == ("15 ngày làm việc", "15 working days")
    assert shown["kpi.target"] == ("20%", "20%")
    assert shown["vote.quorum"] == ("2/3 số người được triệu tập", "2/3 of those summoned")
    assert shown["exam.weights"] == ("1:2", "1:2")
    assert shown["kpi.period_to"] == ("30/10/2027", "30/10/2027")
    assert PARAMETERS["exam.pass_each"].show(Decimal("62.50"), "vi") == "62,5 điểm (quy về thang 100)"


def test_a_list_of_values_in_json_is_what_was_pinned():
    stored = json.loads(json.dumps(default_rules(TODAY).snapshot()))

    assert stored["values"]["exam.pass_each"] == "50"
    assert stored["values"]["vote.quorum"] == "2/3"
    assert stored["values"]["exam.weights"] == "1:2"
    assert stored["values"]["kpi.period_to"] == "2027-10-30"
    assert stored["values"]["exam.written_minutes"] == 180
    assert stored["values"]["exam.skips_voting"] is True
    assert from_snapshot(stored) == default_rules(TODAY)


def test_rules_cannot_be_changed_in_place():
    rules = default_rules(TODAY)

    with pytest.raises(TypeError):
        rules["exam.scale"] = 10  # type: ignore[index]
    assert isinstance(rules, Rules)
    assert hash(rules) == hash(default_rules(TODAY))
