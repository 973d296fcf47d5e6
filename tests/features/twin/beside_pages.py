"""The addresses of the cases beside the round, each page at a case in a state that opens it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.features.twin.beside import Beside

CONFERENCES = ("kept_vote", "summons", "quorum", "ballots", "count")
APPOINTMENTS = ("need", "waiting", "kept", "tied", "chosen", "submitted", "decided")
CONFERENCE_STEPS = (
    (0, "/minutes"), (1, "/summons"), (1, "/steps/attend"), (2, "/steps/issue_ballots"), (3, "/steps/count"),
    (4, "/steps/confirm"),
)  # fmt: skip
LED_STEPS = (
    ("need", "/names?q=Nh%C3%A2n"), ("need", "/steps/request_policy"), ("waiting", "/conference"),
    ("tied", "/steps/choose"), ("chosen", "/checks/assets"), ("chosen", "/steps/submit"),
    ("submitted", "/steps/decide"), ("decided", "/draft"),
)  # fmt: skip
TERM_STEPS = (
    ("Zrmoi", "/notice"), ("Zrhop", "/steps/convene_cadres"), ("Zrbaocao", "/hold"), ("Zrbaocao", "/end"),
    ("Zrbaocao", "/report"), ("Zrcho", "/report/file"), ("Zrcho", "/steps/convene_leadership"),
    ("Zrcho", "/assessment"),
    ("Zrquyet", "/steps/resolve"), ("Zrquyet", "/draft"),
)  # fmt: skip


def pages_of(story: "Beside") -> Sequence[str]:
    """Pages that a walk by links may miss, because it reads few of a kind."""
    held = [
        f"/conferences/{one.id}" for one in (story.kept_vote, story.summons, story.quorum, story.ballots, story.count)
    ]
    votes = [f"/conferences/{one.id}" for one in story.votes]
    led = {name: f"/appointments/{getattr(story, name).id}" for name in APPOINTMENTS}
    terms = {name: f"/reappointments/{row.id}" for name, row in story.terms.items()}
    won_by = story.winner.person_id
    won, contest = story.winner.id, story.built.contests[0].id
    return (
        *held, *votes, *led.values(), *terms.values(),
        f"{held[1]}/summons/{story.quorum.id}",
        f"/conferences/{story.asked_again.id}/names?q=Nh%C3%A2n",
        f"/conferences/{story.asked_again.id}/names/{story.winner.person_id}",
        *(f"{held[n]}{step}" for n, step in CONFERENCE_STEPS), *(f"{led[name]}{step}" for name, step in LED_STEPS),
        *(f"{terms[name]}{step}" for name, step in TERM_STEPS),
        f"/reappointments/terms/{story.far.id}", f"/reappointments/terms/{story.far.id}.ics",
        f"/decisions/{story.signed.id}", f"/decisions/{story.draft.id}", f"/decisions/{story.revoked.id}",
        f"/decisions/{story.draft.id}/paper", f"/decisions/{story.draft.id}/steps/issue",
        f"/decisions/{story.draft.id}/steps/cancel", f"/decisions/{story.signed.id}/steps/revoke",
        f"/decisions/{story.signed.id}/term", f"/decisions/imports/{story.batch}",
        f"/decisions/ordinary/known/{won_by}",
        f"/decisions/decline/{won}", f"/decisions/posts/{contest}/collective", f"/decisions/posts/{contest}/draft",
        f"/decisions/posts/{contest}/steps/submit", f"/decisions/posts/{contest}/steps/return",
        f"/needs/{story.wish.id}", f"/needs/{story.wish.id}/edit", f"/needs/{story.wish.id}/steps/request_policy",
        f"/needs/{contest}/continue", f"/holds/of/{story.plan.id}", f"/holds/{story.asked.id}",
        f"/holds/{story.hold.id}", f"/holds/{story.hold.id}/prolong", f"/holds/{story.hold.id}/steps/lift",
        f"/organisation/editions/{story.edition.id}", f"/organisation/reorganisations/{story.change.id}",
        f"/indicator/reports/{story.report.id}", f"/indicator/reports/{story.report.id}/file.json",
        f"/indicator/reports/{story.report.id}/freeze", "/register/check-your-mail",
    )  # fmt: skip
