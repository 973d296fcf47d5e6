"""Until the marks are locked nobody can tell from anything in the house which candidate wrote which script.

The same round is played in two worlds that differ in that alone. Until the scripts have codes, both houses are the same
files; from then on everybody walks through both: in every run remembering what they were answered (`memory.py`), in the
soak asking for everything anew, and at each stage's own time.
"""

from functools import partial

import pytest

from tests.features.twin import nonces
from tests.features.twin.acting import send_own
from tests.features.twin.comparing import answers, first_difference
from tests.features.twin.matter import matter
from tests.features.twin.memory import Memory
from tests.features.twin.story import BEFORE_DECODING

STAGES = [stage.__name__ for stage in BEFORE_DECODING]
CODED = STAGES.index("coded")
WALKED = STAGES[CODED:]
WRITING = {"half_way": {"others": True, "sent": True}}
"""Where everybody also asks for what others found, and sends what others found."""

TAKEN = (
    "exams.envelope_register envelopes", "exams.incident_register incidents", "exams.draw_up sanction",
    "exams.criteria criteria", "exams.marking_pool pool", "exams.step begin_marking", "exams.leave_pool leave",
    "exams.mark_script ", "exams.final_mark final", "exams.draw_third third", "exams.step propose_lock",
    "exams.step refuse_lock", "exams.step lock", "exams.act attest_lock", "exams.act attest_decoding",
    "exams.coded_script ", "complaints.new ", "complaints.denounce denounce", "applications.inspect inspect",
)  # fmt: skip
"""Forms, with the acts that their addresses name, that somebody has to have filled in as the law wants it."""


@pytest.mark.parametrize("stage", STAGES)
def test_the_same_lies_in_both_worlds_apart_from_nonces(twins, stage):
    one, _ = matter(twins, "one", stage)
    other, _ = matter(twins, "other", stage)

    differs = first_difference(one, other)
    assert not differs, differs


@pytest.mark.parametrize("stage", STAGES[:CODED])
def test_until_there_are_codes_both_houses_are_the_same_files_so_that_whatever_is_asked_is_answered_the_same(
    twins, stage
):
    one, other = (twins.files(world, stage) for world in ("one", "other"))

    assert "house.sqlite3" in one
    assert one == other


@pytest.mark.long
def test_everybody_is_answered_the_same_in_both_worlds_from_the_codes_until_the_lock(twins):
    memory, sent = Memory(twins), {"one": set(), "other": set()}
    taken: set[str] = set()
    for stage in WALKED:
        how = {"at": WALKED[-1], "memory": memory} | WRITING.get(stage, {"others": False})
        one, other = (
            answers(twins, world, stage, then=partial(send_own, sent=sent[world]), **how) for world in ("one", "other")
        )

        differs = first_difference(one, other)
        assert not differs, (stage, differs)
        assert len(one) > 1200
        taken |= {kind for kind in TAKEN if any(f"({kind}) WROTE" in name for name in one)}
    assert taken == set(TAKEN)


@pytest.mark.soak
@pytest.mark.parametrize("stage", STAGES)
def test_everybody_is_answered_the_same_in_both_worlds_apart_from_nonces(twins, stage):
    one, other = (
        answers(twins, world, stage, sent=True, then=partial(send_own, sent=set())) for world in ("one", "other")
    )

    differs = first_difference(one, other)
    assert not differs, differs
    assert len(one) > 250


def test_the_list_of_nonces_is_short_and_each_is_one(twins):
    listed = nonces.named()

    assert list(listed) == list(nonces.FOUND)
    assert len(listed) <= 10


@pytest.mark.parametrize("name", nonces.named())
def test_each_nonce_differs_in_fact(twins, name):
    one, other = (matter(twins, world, "locked")[1].of(name) for world in ("one", "other"))

    assert one - other
