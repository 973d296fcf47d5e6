"""The peer at work. `python -m bench.peer.worker URL CLIENT` serves steps, `... URL web` serves signed-in POSTs,
`... URL setup CLIENTS` makes the database. Runs in the bench's own environment.
"""

import sys
from types import SimpleNamespace
from urllib.parse import urlsplit
from uuid import uuid4

import django
from django.conf import settings

from bench import protocol, workload

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
INSTALLED = ["contenttypes", "auth", "sessions"]


def database(url: str) -> dict[str, object]:
    """Django's settings for the same kind of database, with the same durability."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        options = {"transaction_mode": "IMMEDIATE", "timeout": 30}
        options["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": parts.path[1:],
            "CONN_MAX_AGE": None,
            "OPTIONS": options,
        }
    folder = parts.query.removeprefix("host=")
    name = parts.path[1:]
    return {
        "ENGINE": "django.db.backends.postgresql", "NAME": name, "USER": parts.username, "HOST": folder,
        "CONN_MAX_AGE": None,
    }  # fmt: skip


def configure(url: str) -> None:
    """Django without files: the same settings that a small project would have."""
    settings.configure(
        SECRET_KEY="only-for-the-bench",  # noqa: S106
        DATABASES={"default": database(url)},
        USE_TZ=True,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[*(f"django.contrib.{name}" for name in INSTALLED), "simple_history", "bench.peer"],
        MIGRATION_MODULES=dict.fromkeys([*INSTALLED, "simple_history"]),
        MIDDLEWARE=MIDDLEWARE,
        ROOT_URLCONF="bench.peer.urls",
        ALLOWED_HOSTS=["localhost"],
    )
    django.setup()


def setup(clients: int) -> None:
    """The tables, the cases of all clients, one user."""
    from django.contrib.auth.models import Group, Permission, User
    from django.core.management import call_command

    from bench.peer.models import RingCase

    call_command("migrate", verbosity=0, run_syncdb=True)
    officers = Group.objects.create(name="officers")
    officers.permissions.add(Permission.objects.get(codename="fire_step"))
    User.objects.create_user("officer", password=None).groups.add(officers)
    for number in (n for client in range(clients) for n in workload.numbers(client)):
        RingCase.objects.create(pk=number, entered_at=workload.NOW)


def fire(number: int, roles: frozenset[str] | None = None) -> None:
    """The next step of one case, all or nothing."""
    from django.db import transaction
    from django_fsm import has_transition_perm

    from bench.peer.models import Outbox, RingCase, Timer

    with transaction.atomic(savepoint=False):  # the web's step has begun the transaction already
        case = RingCase.objects.select_for_update().get(pk=number)
        trigger = workload.NEXT[case.state]
        method = getattr(case, "check_dossier" if trigger == "check" else trigger)
        user = SimpleNamespace(roles=roles or frozenset({workload.ROLE[trigger]}))
        if not has_transition_perm(method, user):
            raise PermissionError(trigger)
        method()
        case.version += 1
        case.entered_at = workload.NOW
        case.save()
        Outbox.objects.create(message=trigger, case_id=number, roles=["auditor"], created_at=workload.NOW)
        Timer.objects.filter(case_id=number).delete()
        if case.state in workload.TIMED:
            Timer.objects.create(case_id=number, trigger="remind", due_at=workload.DUE)


def totals(client: int) -> protocol.Answer:
    """What this client's steps left behind."""
    from bench.peer.models import Outbox, RingCase

    mine = list(workload.numbers(client))
    trail = RingCase.history.filter(id__in=mine).count() - len(mine)
    states = list(RingCase.objects.filter(pk__in=mine).order_by("pk").values_list("state", flat=True))
    return {"trail": trail, "outbox": Outbox.objects.filter(case_id__in=mine).count(), "states": states}


def serve_web() -> None:
    """Signed-in POSTs with Django's own session, user and CSRF token."""
    from django.core.wsgi import get_wsgi_application

    app, mine = get_wsgi_application(), workload.numbers(0)
    _, token, headers = protocol.post(app, "/sign-in", "", {})
    cookies = [value.partition(";")[0] for name, value in headers if name == "Set-Cookie"]

    def step(number: int) -> None:
        path = f"/fire/{mine[number % len(mine)]}"
        form = {"csrfmiddlewaretoken": token.decode(), "idem": uuid4().hex}
        status, body, _ = protocol.post(app, path, "; ".join(cookies), form)
        assert status == "302 Found", (status, body[:500])

    protocol.serve(step, lambda: totals(0))


def main() -> None:
    """Set up, or serve."""
    url, what = sys.argv[1:3]
    configure(url)
    if what == "setup":
        setup(int(sys.argv[3]))
    elif what == "web":
        serve_web()
    else:
        mine = workload.numbers(int(what))
        protocol.serve(lambda number: fire(mine[number % len(mine)]), lambda: totals(int(what)))


if __name__ == "__main__":
    main()
