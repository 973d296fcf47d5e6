"""Publication is one change: a moment before it nobody outside the matrix can tell the written results from others.

The worlds differ in who wrote which script. Once the codes are opened they therefore differ in every candidate's mark,
and the codes, the marks and who passed are known to those alone whom the matrix names (the council's chair, secretary,
supervisor, heads of marking and coding, the inspectors).
"""

from tests.features.twin.comparing import answers, first_difference
from tests.features.twin.matter import Matter, matter
from tests.features.twin.memory import Memory

OUTSIDE = (
    "public", "candidate", "rejected candidate", "marker", "another marker", "panel_member", "invigilator",
    "personnel_officer", "approver", "appointing_authority", "system_administrator",
)  # fmt: skip
ON_THE_WAY = ("mail/", "outbox ", "notice ")


def test_a_moment_before_the_publication_nobody_outside_the_matrix_is_answered_differently(twins):
    memory = Memory(twins)
    one, other = (answers(twins, world, "decoded", *OUTSIDE, memory=memory) for world in ("one", "other"))

    assert not first_difference(one, other), first_difference(one, other)
    assert len(one) > 600


def test_a_moment_before_the_publication_no_mail_and_no_message_waits_that_tells_it(twins):
    one, other = (on_the_way(twins, world, "decoded") for world in ("one", "other"))

    assert one
    assert not first_difference(one, other), first_difference(one, other)


def test_the_moment_after_the_candidate_learns_the_own_mark_and_the_public_no_more_than_who_passed(twins):
    differs = {}
    for role in ("public", "candidate"):
        one, other = (answers(twins, world, "written_published", role, others=False) for world in ("one", "other"))
        differs[role] = first_difference(one, other)

    assert differs["candidate"]
    assert not differs["public"]  # everybody passes in both worlds, and the list of those who passed gives no marks


def on_the_way(house, world: str, stage: str) -> Matter:
    """Mails, and messages that wait to be delivered, in their places."""
    return {name: what for name, what in matter(house, world, stage)[0].items() if name.startswith(ON_THE_WAY)}
