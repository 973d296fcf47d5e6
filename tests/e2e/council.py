"""Who is going to serve in the walk's council, by role: their accounts are made here, their roles on the screens."""

from appointments.accounts.models import User
from appointments.competitions import context
from tests.e2e.navigators.chair import Chair
from tests.e2e.navigators.coding_officer import CodingOfficer
from tests.e2e.navigators.invigilator import Invigilator
from tests.e2e.navigators.marking_head import MarkingHead
from tests.e2e.navigators.member import Member
from tests.e2e.navigators.person import Person
from tests.e2e.navigators.secretary import Secretary
from tests.e2e.navigators.supervisor import Supervisor
from tests.e2e.world import World
from tests.factories.competitions import Council, member
from workflows.roles import CHAIR, CODING, INVIGILATOR, LABELS, MARKER, MARKING_HEAD, PANEL, SECRETARY, SUPERVISOR, Role

SINGLE: dict[str, tuple[Role, str, type[Person]]] = {
    "chair": (CHAIR, "Chủ Tịch", Chair),
    "secretary": (SECRETARY, "Thư Ký", Secretary),
    "marking_head": (MARKING_HEAD, "Trưởng Ban Chấm", MarkingHead),
    "coding": (CODING, "Người Làm Phách", CodingOfficer),
    "supervisor": (SUPERVISOR, "Giám Sát", Supervisor),
}
SEVERAL: dict[str, tuple[Role, str, type[Person]]] = {
    "panel": (PANEL, "Giám Khảo", Member),
    "markers": (MARKER, "Người Chấm", Member),
    "invigilators": (INVIGILATOR, "Giám Thị", Invigilator),
}


class Roster:
    """Accounts of people who may serve, the role that each is proposed for, and as whom they come to the screen."""

    def __init__(self, world: World):
        self._world = world
        self._roles: list[tuple[User, Role]] = []
        self.serving: dict = {}
        size = context.rules_of(world.round, world.clock.now)["exam.council_size"]
        counts = {"panel": size - 3, "markers": 4, "invigilators": 2}
        one = {key: self._invited(*who) for key, who in SINGLE.items()}
        more = {
            key: tuple(self._invited(role, f"{name} {n + 1}", kind) for n in range(counts[key]))
            for key, (role, name, kind) in SEVERAL.items()
        }
        self.council = Council(**one, **more, users={user.person_id: user for user, _role in self._roles})

    def _invited(self, role: Role, name: str, kind: type[Person]):
        user = member(self._world.session, name, self._world.clock.now)
        self._world.session.commit()
        self._roles.append((user, role))
        self.serving[user.person_id] = kind
        return user.person_id

    def proposals(self) -> list[tuple[str, str, str]]:
        """Full name, address and the role's label of each; the chair first."""
        return [(user.person.full_name, user.email, LABELS[role].vi) for user, role in self._roles]
